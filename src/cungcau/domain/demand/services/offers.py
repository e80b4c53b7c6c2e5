"""What cooperatives offer towards a need, and what of it is taken: never more than is still wanted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from cungcau.domain.demand import messages, policies, states
from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.demand.services.checking import check_offer
from cungcau.domain.demand.services.lines import days_of
from cungcau.domain.demand.services.rights import require_need, require_offerer
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

FIELDS = (
    "kg", "kg_per_delivery", "first", "last", "grade", "certificates", "tests", "pack_fits", "hours_fit",
    "price_vnd_per_kg", "price_at", "valid_until", "confirmed_by", "note",
)  # fmt: skip
"""What a person may enter and change, by attribute name."""


@transaction.atomic
def enter_offer(
    *,
    need: Need,
    organisation: Organisation,
    facts: Mapping[str, Any],
    actor: User | None,
    client_uuid: UUID | None = None,
) -> Offer:
    """Write an organisation's offer to a need; a blank ``kg`` is its deliveries × kg a delivery.

    The same ``client_uuid`` again returns the offer there is. Raises ``need_not_open`` for a need that takes
    nothing more, ``InputInvalid`` naming the fields, ``not_allowed``.
    """
    need = Need.objects.select_related("season", "buyer").get(pk=need.pk)
    require_offerer(actor, need, organisation)
    there = Offer.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    _require_open(need)
    offer = Offer(need=need, organisation=organisation, entered_by=actor, client_uuid=client_uuid)
    _fill(offer, need, facts)
    offer.save(force_insert=True)
    record(
        actor=actor, verb=messages.OFFER_ENTERED, thing=offer, area=need.season.area_code,
        kg=offer.kg, organisation=organisation.name, need=need.code,
    )  # fmt: skip
    return offer


@transaction.atomic
def change_offer(
    *, offer: Offer, version: int, seen: Mapping[str, Any], mine: Mapping[str, Any], actor: User | None
) -> Offer:
    """Write what a person changed of an offer that waits; raises ``EditedMeanwhile``, ``verb_not_allowed``, …"""
    row = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("need__season", "organisation")
        .get(pk=offer.pk)
    )
    require_offerer(actor, row.need, row.organisation)
    if row.state != states.PROPOSED:
        raise DomainError("verb_not_allowed", lifecycle="offer", state=row.state, verb="change", allowed=())
    changed = {
        name: value
        for name, value in take(row, version=version, seen=seen, mine=mine).items()
        if name in FIELDS
    }
    before = {name: getattr(row, name) for name in changed}
    _fill(row, row.need, changed)
    row.version += 1
    row.save()
    record(
        actor=actor, verb=messages.OFFER_CHANGED, thing=row, area=row.need.season.area_code,
        changes={name: [str(before[name]), str(changed[name])] for name in changed},
    )  # fmt: skip
    return row


@transaction.atomic
def accept_offer(*, offer: Offer, actor: User | None) -> Offer:
    """Take an offer, if all of it is still wanted; two officers at once take turns at the need.

    Raises ``offer_beyond_gap``, ``offer_beyond_delivery`` (of a recurring need: a day already full),
    ``offer_expired``, ``need_not_open``, ``verb_not_allowed``, ``not_allowed``.
    """
    need = (
        Need.objects.select_for_update(of=("self",)).select_related("season", "buyer").get(pk=offer.need_id)
    )
    row = Offer.objects.select_related("organisation").get(pk=offer.pk)
    require_need(actor, need, policies.DECIDE)
    _require_open(need)
    today = clock.today()
    if row.state == states.PROPOSED:
        if row.state_on(today) == states.EXPIRED:
            raise DomainError("offer_expired", day=row.valid_until)
        taken = list(need.offers.filter(state=states.ACCEPTED))
        left = need.most_kg - sum(other.kg for other in taken)
        if row.kg > left:
            raise DomainError("offer_beyond_gap", left=max(0, left), asked=row.kg)
        _require_days(row, need, taken)
    return _decide(row, need, "accept", actor, kg=row.kg)


@transaction.atomic
def decline_offer(*, offer: Offer, reason: str, actor: User | None) -> Offer:
    """Not take an offer, with a reason."""
    need = _need_of(offer)
    require_need(actor, need, policies.DECIDE)
    return _decide(offer, need, "decline", actor, reason=_stated(reason))


@transaction.atomic
def release_offer(*, offer: Offer, reason: str, actor: User | None) -> Offer:
    """Give up an offer that was taken, with a reason; what it held is wanted again."""
    need = _need_of(offer)
    require_need(actor, need, policies.DECIDE)
    return _decide(offer, need, "release", actor, reason=_stated(reason))


@transaction.atomic
def withdraw_offer(*, offer: Offer, reason: str, actor: User | None) -> Offer:
    """The seller takes it back, with a reason."""
    need = _need_of(offer)
    require_offerer(actor, need, offer.organisation)
    return _decide(offer, need, "withdraw", actor, reason=_stated(reason))


def _need_of(offer: Offer) -> Need:
    return Need.objects.select_related("season", "buyer").get(pk=offer.need_id)


def _stated(reason: str) -> str:
    if not reason.strip():
        raise DomainError("reason_missing")
    return reason.strip()[:300]


def _require_open(need: Need) -> None:
    state = need.state_on(clock.today())
    if state != states.OPEN:
        raise DomainError("need_not_open", need=need.code, state=str(states.NEED_LABELS[state]))


def _fill(offer: Offer, need: Need, facts: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in facts:
            setattr(offer, name, facts[name])
    if not offer.kg and offer.kg_per_delivery:
        offer.kg = offer.kg_per_delivery * max(1, len(_days(offer, need)))
    check_offer(offer, need)


def _days(offer: Offer, need: Need) -> list[date]:
    return [day for day in days_of(need) if offer.first <= day <= offer.last]


def _require_days(offer: Offer, need: Need, taken: list[Offer]) -> None:
    """Where both need and offer speak of deliveries, no day takes more than it asked, tolerance included."""
    if offer.kg_per_delivery is None:
        return
    lines = need.children.filter(state=states.OPEN, deliver_from__range=(offer.first, offer.last))
    for day, asked in lines.order_by("deliver_from").values_list("deliver_from", "quantity_kg"):
        held = sum(one.kg_per_delivery or 0 for one in taken if one.first <= day <= one.last)
        left = asked * (100 + need.tolerance_over) // 100 - held
        if offer.kg_per_delivery > left:
            raise DomainError(
                "offer_beyond_delivery", day=day, left=max(0, left), asked=offer.kg_per_delivery
            )


def _decide(offer: Offer, need: Need, verb: str, actor: User | None, **facts: object) -> Offer:
    """Move the offer; that they may is known by now, and said to the one way of changing states."""
    fields: dict[str, object] = {"decided_by": actor, "decided_on": clock.today()}
    if "reason" in facts:
        fields["reason"] = facts["reason"]
    permission, area = policies.DECIDE, need.season.area_code
    if actor is not None:
        for mine in (policies.DECIDE, policies.OFFER, policies.OFFER_OWN, policies.RECORD_OWN):
            if allows(actor, mine, area):
                permission = mine
                break
            held = areas_with(actor, mine)
            if held and mine in (policies.OFFER_OWN, policies.RECORD_OWN):
                permission, area = mine, min(held)
                break
    return advance(offer, verb, actor=actor, permission=permission, area=area, fields=fields, **facts)
