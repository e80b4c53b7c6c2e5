"""Recording many needs at once from plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.apps import apps
from django.db import transaction
from django.db.models import F

from cungcau.domain.demand import messages, policies, rhythm
from cungcau.domain.demand.models import EntryChannel, Frequency, Need, NeedKind, PriceAt
from cungcau.domain.demand.services.lines import keep_lines
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import commodities_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words

_KEPT = (
    "version", "state", "line_of_id", "planned", "client_uuid", "reminded_on", "reason",
    "entered_by_id", "channel", "confirmed_on", "confirmed_by",
)  # fmt: skip
"""Columns that a row already there keeps when it is recorded again."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need: codes of buyer, commodity and market; kg, days and đồng per kg are whole numbers.

    ``price_at`` is ``point`` or ``market``; ``source`` the document cited or ``minh hoạ``. A blank market with
    ``place_text`` is a place nobody has matched yet. The other fields are those of
    :class:`~cungcau.domain.demand.models.Need`.
    """

    code: str
    buyer: str
    commodity: str
    quantity_kg: int
    deliver_from: date
    deliver_to: date
    market: str
    source: str
    min_grade: int | None = None
    certificates: tuple[str, ...] = ()
    price_vnd_per_kg: int | None = None
    price_at: str = PriceAt.POINT.value
    min_life_left_days: int = 0
    max_kg_per_day: int | None = None
    note: str = ""
    is_demo: bool = False
    kind: str = NeedKind.NEED.value
    quantity_low_kg: int | None = None
    quantity_high_kg: int | None = None
    quantity_text: str = ""
    kg_per_delivery: int | None = None
    frequency: str = Frequency.ONCE.value
    weekdays: tuple[int, ...] = ()
    every_days: int | None = None
    hours_from: time | None = None
    hours_to: time | None = None
    window_stated: bool = True
    place_text: str = ""
    variety: str = ""
    size: str = ""
    pack: str = ""
    certificates_preferred: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    freight_by: str = ""
    deposit_vnd: int | None = None
    deposit_percent: int | None = None
    payment_days: int | None = None
    tolerance_under: int = 0
    tolerance_over: int = 0
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the codes of a batch stand for; of a market its id and search words."""

    buyers: Mapping[str, Organisation]
    commodities: Mapping[str, Commodity]
    markets: Mapping[str, tuple[int, str]]


@transaction.atomic
def record_needs(
    *,
    season: Season,
    rows: Sequence[NeedRow],
    actor: User | None,
    channel: str = EntryChannel.FOLDER.value,
    numbers: Sequence[int] | None = None,
) -> Recorded:
    """Write needs by their code in the season: new ones, changed ones; equal ones are left alone.

    What people did since stays: state, confirmation, lines changed singly. ``numbers`` are the rows' numbers
    where they are not simply counted from 1. Raises ``InputInvalid`` with every fault, or ``not_allowed``,
    and writes nothing.
    """
    if actor is not None:
        require(actor, policies.RECORD, season.area_code)
    faults = Faults("needs")
    counted = list(numbers or range(faults.first, faults.first + len(rows)))
    known = _Known(
        by_code(row.buyer for row in rows),
        commodities_by_code(row.commodity for row in rows),
        market_ids(row.market for row in rows),
    )
    needs = []
    for number, row in zip(counted, rows, strict=True):
        _check(row, number, faults)
        need = _need(season, row, number, known, faults)
        need.entered_by, need.channel = actor, channel
        need.planned = is_planned_whole(need)
        needs.append(need)
    check(needs, key=("season_id", "code"), faults=faults, numbers=counted)
    faults.refuse()
    done = upsert(needs, key=("season_id", "code"), among=Need.objects.filter(season=season), derived=_KEPT)
    changed = [need.pk for need in needs if f"{season.pk} {need.code}" in done.changes]
    if changed:
        Need.objects.filter(pk__in=changed).update(version=F("version") + 1)
    for need in needs:
        if need.is_recurring or f"{season.pk} {need.code}" in done.changes:
            need.refresh_from_db()
            keep_lines(need)
    record(actor=actor, verb=messages.NEEDS_RECORDED, thing=season, **done.facts())
    return done


def is_planned_whole(need: Need) -> bool:
    """Whether the planner may take the need itself: delivered at once or every day alike."""
    return need.frequency == Frequency.ONCE or (
        need.frequency == Frequency.DAILY and not need.skip_holidays and need.kg_per_delivery is not None
    )


def market_ids(codes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Code → id and search words. Markets belong to a sibling app, which this one knows by its table alone."""
    rows = apps.get_model("network", "Market")._default_manager.filter(code__in=set(codes))
    return {code: (pk, folded) for pk, code, folded in rows.values_list("pk", "code", "folded")}


def folded_of(need: Need, market_words: str) -> str:
    """The words a need is found by."""
    return f"{words(need.buyer.name, need.code, need.commodity.name_vi, need.place_text)} {market_words}"[
        :800
    ].strip()


def _check(row: NeedRow, number: int, faults: Faults) -> None:
    faults.unless(row.quantity_kg > 0, number, "quantity_kg", row.quantity_kg, "cần số nguyên lớn hơn 0")
    in_order = row.deliver_from <= row.deliver_to
    faults.unless(in_order, number, "deliver_to", row.deliver_to, "không được trước deliver_from")
    faults.unless(row.price_at in PriceAt.values, number, "price_at", row.price_at, "cần point hoặc market")
    faults.unless(
        row.kind in NeedKind.values, number, "kind", row.kind, "cần một trong: " + ", ".join(NeedKind)
    )
    for column in ("min_grade", "price_vnd_per_kg", "min_life_left_days", "max_kg_per_day"):
        value = getattr(row, column)
        faults.unless(value is None or value >= 0, number, column, value, "cần số nguyên từ 0")
    low, high = row.quantity_low_kg, row.quantity_high_kg
    within = (low is None) == (high is None) and (
        low is None or high is None or 0 < low <= row.quantity_kg <= high
    )
    faults.unless(within, number, "quantity_high_kg", high, "cần khoảng có chứa khối lượng đã ghi")
    per = row.kg_per_delivery
    faults.unless(per is None or per > 0, number, "kg_per_delivery", per, "cần số nguyên lớn hơn 0")
    faults.unless(len(row.code) <= 60, number, "code", row.code, "dài nhất 60 ký tự")
    complete = (row.frequency != Frequency.WEEKDAYS or bool(row.weekdays)) and (
        row.frequency != Frequency.EVERY or bool(row.every_days)
    )
    faults.unless(complete, number, "frequency", row.frequency, "cần nêu các thứ, hoặc cách mấy ngày")
    too_long = (
        row.frequency != Frequency.ONCE
        and row.window_stated
        and (row.deliver_to - row.deliver_from).days >= rhythm.MOST_DELIVERIES
    )
    faults.unless(
        not too_long, number, "deliver_to", row.deliver_to, "nhu cầu theo nhịp kéo dài nhất 400 ngày"
    )


def _need(season: Season, row: NeedRow, number: int, known: _Known, faults: Faults) -> Need:
    buyer, commodity = known.buyers.get(row.buyer), known.commodities.get(row.commodity)
    market, market_words = known.markets.get(row.market, (0, ""))
    faults.unless(buyer is not None, number, "buyer", row.buyer, "cần mã một tổ chức đã có")
    faults.unless(commodity is not None, number, "commodity", row.commodity, "cần mã một nông sản đã có")
    placed = market != 0 or (not row.market and bool(row.place_text))
    faults.unless(placed, number, "market", row.market, "cần mã một thị trường đã có")
    need = Need(
        season=season,
        buyer=buyer,
        commodity=commodity,
        certificates=sorted(set(row.certificates)),
        certificates_preferred=sorted(set(row.certificates_preferred)),
        tests=list(row.tests),
        weekdays=sorted(set(row.weekdays)),
        market_id=market or None,
        **{name: getattr(row, name) for name in _PLAIN},
    )
    if buyer is not None and commodity is not None:
        need.folded = folded_of(need, market_words)
    return need


_PLAIN = (
    "code", "min_grade", "quantity_kg", "deliver_from", "deliver_to", "price_vnd_per_kg", "price_at",
    "min_life_left_days", "max_kg_per_day", "note", "source", "is_demo", "kind", "quantity_low_kg",
    "quantity_high_kg", "quantity_text", "kg_per_delivery", "frequency", "every_days", "hours_from", "hours_to",
    "window_stated", "place_text", "variety", "size", "pack", "freight_by", "deposit_vnd", "deposit_percent",
    "payment_days", "tolerance_under", "tolerance_over", "expires_on",
)  # fmt: skip
"""Fields a need takes from its row as they stand."""
