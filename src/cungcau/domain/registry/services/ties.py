"""Memberships, representatives and the people who act for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import PARTNERS, Agent, Membership, Organisation
from cungcau.domain.registry.models.ties import Tie
from cungcau.domain.registry.services.chain import check_circle, check_kinds, one_at_a_time
from cungcau.domain.registry.services.gates import locked, require_edit
from cungcau.domain.registry.services.organisations import keep_representations
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included; None is not known, or open."""

    first: date | None = None
    last: date | None = None

    def check(self) -> None:
        """Raise ``registry_days_out_of_order``."""
        if self.first and self.last and self.last < self.first:
            raise DomainError("registry_days_out_of_order", first=self.first, last=self.last)

    def overlapping(self) -> Q:
        """Ties that share a day with these."""
        ends = Q(valid_to=None) | Q(valid_to__gte=self.first) if self.first else Q()
        begins = Q(valid_from=None) | Q(valid_from__lte=self.last) if self.last else Q()
        return ends & begins


@transaction.atomic
def add_member(
    *, member: Organisation, of: Organisation, role: str, days: Days, source: str, actor: User | None, on: date,
    is_demo: bool = False,
) -> Membership:  # fmt: skip
    """Record that one belongs to the other from a day; officers of the place may, and who acts for ``of``.

    Raises ``membership_kinds``, ``membership_circle``, ``membership_twice``, ``registry_days_out_of_order``,
    ``registry_source_missing``, ``not_allowed``.
    """
    one_at_a_time()
    club, joins = locked(of.pk), locked(member.pk)
    require_edit(actor, club, on)
    days.check()
    if role not in Membership.Role.values:
        raise DomainError("membership_role_unknown", value=role)
    if not source.strip():
        raise DomainError("registry_source_missing")
    check_kinds(joins, club, role)
    check_circle(joins, club, days.first, days.last)
    if Membership.objects.filter(days.overlapping(), member=joins, of=club).exists():
        raise DomainError("membership_twice", member=joins.name, of=club.name)
    tie = Membership.objects.create(
        member=joins, of=club, role=role, valid_from=days.first, valid_to=days.last, source=source.strip()[:300],
        is_demo=is_demo,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.MEMBER_ADDED, thing=club, member=joins.name, member_id=joins.pk,
        valid_from=days.first, valid_to=days.last,
    )  # fmt: skip
    return tie


@transaction.atomic
def end_member(*, pk: int, last: date, actor: User, on: date) -> Membership:
    """End a membership on its last day; raises ``tie_not_found``, ``tie_ended``, ``registry_days_out_of_order``."""
    tie = Membership.objects.select_for_update().filter(pk=pk).first()
    if tie is None:
        raise DomainError("tie_not_found")
    club = locked(tie.of_id)
    require_edit(actor, club, on)
    _end(tie, last)
    record(actor=actor, verb=messages.MEMBER_ENDED, thing=club, member=tie.member.name, valid_to=last)
    return tie


@transaction.atomic
def set_representative(
    *, pk: int, representative: Organisation | None, actor: User | None, on: date
) -> Organisation:
    """Name who speaks for an organisation from ``on``; None ends it the day before.

    Raises ``representation_of_itself``, ``representation_circle`` where two would speak for each other.
    """
    one_at_a_time()
    one = locked(pk)
    require_edit(actor, one, on)
    other = locked(representative.pk) if representative else None
    if other is not None:
        _check_representative(one, other)
    if one.representative_id == (other.pk if other else None):
        return one
    one.representative = other
    one.version += 1
    one.save(update_fields=["representative", "version", "updated_at"])
    keep_representations(ids=[one.pk], on=on)
    name = other.name if other else "–"
    record(actor=actor, verb=messages.REPRESENTATIVE_SET, thing=one, representative=name, valid_from=on)
    return one


@transaction.atomic
def add_agent(
    *,
    user: User,
    organisation: Organisation,
    days: Days,
    source: str,
    actor: User | None,
    is_demo: bool = False,
) -> Agent:
    """Let a person act for an organisation in these days; raises ``agent_twice``, ``not_allowed``."""
    one = locked(organisation.pk)
    if actor is not None:
        require(actor, policies.GRANT_AGENT, _agents_area(one))
    days.check()
    if Agent.objects.filter(days.overlapping(), user=user, organisation=one).exists():
        raise DomainError("agent_twice", user=user.full_name, name=one.name)
    agent = Agent.objects.create(
        user=user, organisation=one, valid_from=days.first, valid_to=days.last, source=source.strip()[:300],
        granted_by=actor, is_demo=is_demo,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.AGENT_ADDED, thing=one, user=user.username, valid_from=days.first,
        valid_to=days.last,
    )  # fmt: skip
    return agent


@transaction.atomic
def end_agent(*, pk: int, last: date, actor: User) -> Agent:
    """Let a person no longer act from the day after ``last``."""
    agent = Agent.objects.select_for_update(of=("self",)).select_related("user").filter(pk=pk).first()
    if agent is None:
        raise DomainError("tie_not_found")
    one = locked(agent.organisation_id)
    require(actor, policies.GRANT_AGENT, _agents_area(one))
    agent.ended_by = actor
    _end(agent, last)
    record(actor=actor, verb=messages.AGENT_ENDED, thing=one, user=agent.user.username, valid_to=last)
    return agent


def _agents_area(one: Organisation) -> str | None:
    """Where the right to name agents is asked: for partners, who sit anywhere, anywhere will do."""
    return None if one.kind in PARTNERS else one.area_code


def _end(tie: Tie, last: date) -> None:
    if tie.valid_to is not None and tie.valid_to <= last:
        raise DomainError("tie_ended", last=tie.valid_to)
    Days(tie.valid_from, last).check()
    tie.valid_to = last
    tie.save()


def _check_representative(one: Organisation, other: Organisation) -> None:
    if one.pk == other.pk:
        raise DomainError("representation_of_itself", name=one.name)
    seen, step = {one.pk}, other.pk
    while step is not None:
        if step in seen:
            raise DomainError("representation_circle", name=one.name, other=other.name)
        seen.add(step)
        step = Organisation.objects.values_list("representative_id", flat=True).get(pk=step)
