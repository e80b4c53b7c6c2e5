"""Asking for plans, and deciding on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from cungcau.domain.matching import policies, selectors
from cungcau.domain.matching.changes import Change
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.models.plan import MAIN, WHAT_IF
from cungcau.domain.matching.states import PLAN, WITH_RESULT
from cungcau.engines.allocation.model import DEFAULT_ORDER, Objective
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.jobs import services as jobs
from cungcau.platform.ui.clock import today

if TYPE_CHECKING:
    from cungcau.reference.catalogue.models import Season

COMPUTE = "matching.compute_plan"


def _next_number(season: Season) -> int:
    """The season's next plan number; the season's row is locked so that two requests never share one."""
    type(season).objects.select_for_update().get(pk=season.pk)
    return int(Plan.objects.filter(season=season).aggregate(most=Max("number"))["most"] or 0) + 1


@transaction.atomic
def request_plan(*, season: Season, actor: User | None, order: Sequence[Objective] = ()) -> Plan:
    """Ask for a plan of the season as it stands now; a job computes it.

    ``order`` is the three objectives in the wished order (the season's own when empty). ``actor`` None is
    the system itself (the demo season). Raises ``not_allowed``, ``order_invalid``, ``season_empty``.
    """
    if actor is not None:
        access.require(actor, policies.RUN, season.area_code)
    wished = tuple(order) or tuple(Objective(word) for word in season.order) or DEFAULT_ORDER
    if sorted(wished) != sorted(DEFAULT_ORDER):
        raise DomainError("order_invalid", order=", ".join(wished))
    if not selectors.season_has_supply(season):
        raise DomainError("season_empty", season=season.name)
    number = _next_number(season)
    plan = Plan.objects.create(
        season=season, kind=MAIN, number=number, title=f"Kế hoạch số {number}",
        area_code=season.area_code, order=[str(word) for word in wished], created_by=actor,
        readiness=selectors.readiness(season, today()).to_json(),
    )  # fmt: skip
    return _enqueue(plan, actor)


@transaction.atomic
def request_revision(*, base: Plan, actor: User) -> Plan:
    """Ask for a new plan of the season as it stands now, around what people decided on ``base``.

    Decided lines are kept exactly and decided pairs get nothing more; of a base that is or was in force the
    lines to be picked before today are kept as they are, for those goods are on their way. Of the best plans
    then left, the one that moves the fewest kg from ``base`` is taken. Raises ``not_allowed``,
    ``plan_has_no_result``, ``what_if_not_published`` (a what-if is not revised), ``season_empty``.
    """
    access.require(actor, policies.RUN, base.area_code)
    if base.kind == WHAT_IF:
        raise DomainError("what_if_not_published", title=base.title)
    if base.state not in WITH_RESULT or not selectors.is_kept(base):
        raise DomainError("plan_has_no_result", title=base.title)
    season = base.season
    if not selectors.season_has_supply(season):
        raise DomainError("season_empty", season=season.name)
    number = _next_number(season)
    plan = Plan.objects.create(
        season=season, kind=MAIN, revision_of=base, number=number, title=f"Kế hoạch số {number}",
        area_code=season.area_code, order=base.order, created_by=actor,
        readiness=selectors.readiness(season, today()).to_json(),
    )  # fmt: skip
    return _enqueue(plan, actor)


@transaction.atomic
def request_what_if(*, base: Plan, changes: Sequence[Change], actor: User, title: str = "") -> Plan:
    """Ask what the plan would be with some capacities changed or days closed; the base plan stays as it is.

    Raises ``not_allowed``, ``plan_has_no_result``, ``changes_missing``, ``change_target_unknown``.
    """
    access.require(actor, policies.RUN, base.area_code)
    if base.state not in WITH_RESULT:
        raise DomainError("plan_has_no_result", title=base.title)
    if not changes:
        raise DomainError("changes_missing")
    selectors.ways_of_plan(base).require(changes)
    number = _next_number(base.season)
    plan = Plan.objects.create(
        season=base.season, kind=WHAT_IF, base=base, number=number, title=title.strip() or f"Thử nếu số {number}",
        area_code=base.area_code, order=base.order, changes=[change.to_json() for change in changes],
        created_by=actor,
    )  # fmt: skip
    return _enqueue(plan, actor)


def _enqueue(plan: Plan, actor: User | None) -> Plan:
    plan.job = jobs.later(
        kind=COMPUTE, title=f"{plan.title} — {plan.season.name}", arguments={"plan": plan.pk}, actor=actor
    )
    plan.job.done_url = reverse("matching:plan", args=[plan.pk])
    plan.job.save(update_fields=["done_url"])
    plan.save(update_fields=["job"])
    audit.record(
        actor=actor, verb="plan_requested", thing=plan, area=plan.area_code, title=plan.title, kind=plan.kind
    )
    return plan


@transaction.atomic
def discard_plan(*, plan: Plan, actor: User) -> Plan:
    """Put a computed or failed plan aside; it stays readable."""
    access.require(actor, policies.RUN, plan.area_code)
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    locked.state = PLAN.move(locked.state, "discard")
    locked.save(update_fields=["state"])
    audit.record(actor=actor, verb="plan_discarded", thing=locked, area=locked.area_code, title=locked.title)
    return locked
