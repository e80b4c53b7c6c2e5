"""One need at a time: entered, changed, confirmed, met, withdrawn, opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from cungcau.domain.demand import messages, policies, states
from cungcau.domain.demand.models import EntryChannel, Frequency, Need, PriceAt
from cungcau.domain.demand.services.checking import check_facts
from cungcau.domain.demand.services.lines import days_of, keep_lines
from cungcau.domain.demand.services.rights import acts_for, require_buyer, require_need
from cungcau.domain.demand.services.rows import folded_of, is_planned_whole
from cungcau.domain.registry.models import Organisation
from cungcau.domain.survey.services import keep_doubts
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

FIELDS = (
    "kind", "commodity_id", "min_grade", "variety", "size", "pack", "certificates", "certificates_preferred",
    "tests", "quantity_kg", "quantity_low_kg", "quantity_high_kg", "quantity_text", "kg_per_delivery",
    "frequency", "weekdays", "every_days", "skip_holidays", "hours_from", "hours_to", "deliver_from",
    "deliver_to", "window_stated", "market_id", "place_text", "price_vnd_per_kg", "price_at", "freight_by",
    "deposit_vnd", "deposit_percent", "payment_days", "tolerance_under", "tolerance_over",
    "min_life_left_days", "max_kg_per_day", "expires_on", "confirmed_by", "note",
)  # fmt: skip
"""What a person may enter and change, by attribute name."""

_RHYTHM = {
    "kg_per_delivery", "frequency", "weekdays", "every_days", "skip_holidays", "deliver_from", "deliver_to",
    "window_stated",
}  # fmt: skip
"""What a recurring need's total follows from."""


@transaction.atomic
def enter_need(
    *,
    season: Season,
    buyer: Organisation,
    facts: Mapping[str, Any],
    actor: User | None,
    channel: str = EntryChannel.WEB.value,
    confirmed: bool = False,
    client_uuid: UUID | None = None,
    doubts: Sequence[Doubt] = (),
    answers: Mapping[str, str] | None = None,
) -> Need:
    """Write a new need from values by attribute name (:data:`FIELDS`); its code is given here.

    A blank ``quantity_kg`` is worked out: the low end of a range, or deliveries × kg a delivery. The same
    ``client_uuid`` again returns the need there is. Raises ``InputInvalid`` naming the fields, ``not_allowed``.
    """
    require_buyer(actor, season, buyer)
    there = Need.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return there
    need = Need(season=season, buyer=buyer, channel=channel, entered_by=actor, client_uuid=client_uuid)
    need.source = f"{actor.full_name}, {show_date(clock.today())}"[:300] if actor else "hệ thống"
    for name in FIELDS:
        if name in facts:
            setattr(need, name, facts[name])
    if confirmed:
        need.confirmed_on = clock.today()
        if actor is not None and acts_for(actor, buyer):
            need.confirmed_by = actor.full_name
    _complete(need)
    check_facts(need)
    need.pk = _next_id()
    need.code = f"NC-{need.pk}"
    _name(need)
    need.save(force_insert=True)
    keep_lines(need)
    _keep(need, doubts, answers or {}, actor)
    record(
        actor=actor, verb=messages.NEED_ENTERED, thing=need, area=season.area_code,
        buyer=buyer.name, kg=need.quantity_kg, channel=channel,
    )  # fmt: skip
    return need


@transaction.atomic
def change_need(
    *,
    need: Need,
    version: int,
    seen: Mapping[str, Any],
    mine: Mapping[str, Any],
    actor: User | None,
    doubts: Sequence[Doubt] = (),
    answers: Mapping[str, str] | None = None,
) -> Need:
    """Write what a person changed; raises ``EditedMeanwhile`` where somebody else did meanwhile.

    Also ``need_not_open``, ``InputInvalid`` naming the fields, ``not_allowed``.
    """
    row = Need.objects.select_for_update(of=("self",)).select_related("season", "buyer").get(pk=need.pk)
    require_need(actor, row, policies.RECORD)
    if row.state != states.OPEN:
        raise DomainError("need_not_open", need=row.code, state=str(states.NEED_LABELS[row.state]))
    changed = {
        name: value
        for name, value in take(row, version=version, seen=seen, mine=mine).items()
        if name in FIELDS and getattr(row, name) != value
    }
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    if (
        changed
        and "quantity_kg" not in changed
        and {"kg_per_delivery", "deliver_from", "deliver_to"} & set(changed)
    ):
        row.quantity_kg = 0 if row.is_recurring else row.quantity_kg
    _complete(row)
    check_facts(row)
    _name(row)
    row.version += 1
    row.save()
    keep_lines(row)
    _keep(row, doubts, answers or {}, actor)
    record(
        actor=actor, verb=messages.NEED_CHANGED, thing=row, area=row.season.area_code,
        changes={name: [str(before[name]), str(changed[name])] for name in changed},
    )  # fmt: skip
    return row


@transaction.atomic
def confirm_need(
    *, need: Need, actor: User | None, confirmed_by: str = "", expires_on: date | None = None
) -> Need:
    """Note that the buyer still wants it, today; a new last day where one is given.

    Where its last day has passed and no new one is given, it stands so long after today as an unlimited one.
    Raises ``need_not_open``, ``not_allowed``.
    """
    row = Need.objects.select_for_update(of=("self",)).select_related("season", "buyer").get(pk=need.pk)
    require_need(actor, row, policies.RECORD)
    if row.state != states.OPEN:
        raise DomainError("need_not_open", need=row.code, state=str(states.NEED_LABELS[row.state]))
    today = clock.today()
    row.confirmed_on = today
    row.confirmed_by = (confirmed_by.strip() or (actor.full_name if actor else ""))[:120]
    if expires_on is not None or (row.expires_on is not None and row.expires_on < today):
        row.expires_on = expires_on
    row.reminded_on = None
    row.version += 1
    row.save(
        update_fields=["confirmed_on", "confirmed_by", "expires_on", "reminded_on", "version", "updated_at"]
    )
    keep_lines(row)
    record(
        actor=actor, verb=messages.NEED_CONFIRMED, thing=row, area=row.season.area_code,
        confirmed_by=row.confirmed_by, expires_on=row.expires_on,
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_need(*, need: Need, reason: str, actor: User | None) -> Need:
    """The buyer takes it back, with a reason; its deliveries go with it. Raises ``reason_missing``, …"""
    if not reason.strip():
        raise DomainError("reason_missing")
    return _advance(need, "withdraw", actor, reason=reason.strip()[:300])


@transaction.atomic
def meet_need(*, need: Need, actor: User | None) -> Need:
    """It is filled: nothing more is planned for it. Raises ``verb_not_allowed``, ``not_allowed``."""
    return _advance(need, "meet", actor)


@transaction.atomic
def reopen_need(*, need: Need, actor: User | None) -> Need:
    """It is wanted again. Raises ``verb_not_allowed``, ``not_allowed``."""
    return _advance(need, "reopen", actor, reason="")


def _advance(need: Need, verb: str, actor: User | None, **fields: str) -> Need:
    """Officers by their permission over the season's area; a buyer's own by theirs, wherever they hold it."""
    whole = Need.objects.select_related("season", "buyer").get(pk=need.pk)
    require_need(actor, whole, policies.RECORD)
    permission, area = policies.RECORD, whole.season.area_code
    if actor is not None and not allows(actor, permission, area):
        permission, area = policies.RECORD_OWN, min(areas_with(actor, policies.RECORD_OWN))
    row = advance(whole, verb, actor=actor, permission=permission, area=area, fields=fields, **fields)
    keep_lines(row)
    return row


def _complete(need: Need) -> None:
    """Work out what follows from what was entered."""
    if not need.quantity_kg:
        need.quantity_kg = need.quantity_low_kg or (need.kg_per_delivery or 0) * (len(days_of(need)) or 1)
    if need.frequency == Frequency.DAILY and need.kg_per_delivery:
        need.max_kg_per_day = need.kg_per_delivery
    if need.frequency != Frequency.WEEKDAYS:
        need.weekdays = []
    if need.frequency != Frequency.EVERY:
        need.every_days = None
    need.price_at = need.price_at or PriceAt.POINT
    need.planned = is_planned_whole(need)


def _name(need: Need) -> None:
    market_words = ""
    if need.market_id is not None:
        market_words = str(getattr(need.market, "folded", ""))
    need.folded = folded_of(need, market_words)


def _keep(need: Need, doubts: Sequence[Doubt], answers: Mapping[str, str], actor: User | None) -> None:
    if doubts:
        keep_doubts(thing=need, doubts=doubts, answers=answers, area_code=need.season.area_code, actor=actor)


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('demand_need', 'id'))")
        return int(cursor.fetchone()[0])
