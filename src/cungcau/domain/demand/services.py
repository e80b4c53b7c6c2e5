"""Recording needs; the only writers of this app."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import transaction

from cungcau.domain.demand import messages, policies
from cungcau.domain.demand.models import Need, PriceAt
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import commodities_by_code
from cungcau.reference.recording import Faults, Recorded, check, upsert
from cungcau.reference.search import words


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need: codes of buyer, commodity and market; kg, days and đồng per kg are whole numbers.

    ``price_at`` is ``point`` or ``market``; ``source`` the document cited or ``minh hoạ``.
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


@dataclass(frozen=True, slots=True)
class _Known:
    """What the codes of a batch stand for; of a market its id and search words."""

    buyers: Mapping[str, Organisation]
    commodities: Mapping[str, Commodity]
    markets: Mapping[str, tuple[int, str]]


@transaction.atomic
def record_needs(*, season: Season, rows: Sequence[NeedRow], actor: User | None) -> Recorded:
    """Write needs by their code in the season: new ones, changed ones; equal ones are left alone.

    Raises ``InputInvalid`` with every fault (row numbers from 1), or ``not_allowed``, and writes nothing.
    """
    if actor is not None:
        require(actor, policies.RECORD, season.area_code)
    faults = Faults("needs")
    known = _Known(
        by_code(row.buyer for row in rows),
        commodities_by_code(row.commodity for row in rows),
        _markets(row.market for row in rows),
    )
    needs = []
    for number, row in enumerate(rows, faults.first):
        _check(row, number, faults)
        needs.append(_need(season, row, number, known, faults))
    check(needs, key=("season_id", "code"), faults=faults)
    faults.refuse()
    done = upsert(needs, key=("season_id", "code"), among=Need.objects.filter(season=season))
    record(actor=actor, verb=messages.NEEDS_RECORDED, thing=season, **done.facts())
    return done


def _markets(codes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Markets belong to a sibling app, which this one knows by its table alone."""
    rows = apps.get_model("network", "Market")._default_manager.filter(code__in=set(codes))
    return {code: (pk, folded) for pk, code, folded in rows.values_list("pk", "code", "folded")}


def _check(row: NeedRow, number: int, faults: Faults) -> None:
    faults.unless(row.quantity_kg > 0, number, "quantity_kg", row.quantity_kg, "cần số nguyên lớn hơn 0")
    in_order = row.deliver_from <= row.deliver_to
    faults.unless(in_order, number, "deliver_to", row.deliver_to, "không được trước deliver_from")
    faults.unless(row.price_at in PriceAt.values, number, "price_at", row.price_at, "cần point hoặc market")
    for column in ("min_grade", "price_vnd_per_kg", "min_life_left_days", "max_kg_per_day"):
        value = getattr(row, column)
        faults.unless(value is None or value >= 0, number, column, value, "cần số nguyên từ 0")


def _need(season: Season, row: NeedRow, number: int, known: _Known, faults: Faults) -> Need:
    buyer, commodity = known.buyers.get(row.buyer), known.commodities.get(row.commodity)
    market, market_words = known.markets.get(row.market, (0, ""))
    faults.unless(buyer is not None, number, "buyer", row.buyer, "cần mã một tổ chức đã có")
    faults.unless(commodity is not None, number, "commodity", row.commodity, "cần mã một nông sản đã có")
    faults.unless(market != 0, number, "market", row.market, "cần mã một thị trường đã có")
    names = words(buyer.name if buyer else "", row.code, commodity.name_vi if commodity else "")
    return Need(
        season=season,
        code=row.code,
        buyer=buyer,
        commodity=commodity,
        min_grade=row.min_grade,
        certificates=sorted(set(row.certificates)),
        quantity_kg=row.quantity_kg,
        deliver_from=row.deliver_from,
        deliver_to=row.deliver_to,
        market_id=market,
        price_vnd_per_kg=row.price_vnd_per_kg,
        price_at=row.price_at,
        min_life_left_days=row.min_life_left_days,
        max_kg_per_day=row.max_kg_per_day,
        note=row.note,
        folded=f"{names} {market_words}"[:800],
        source=row.source,
        is_demo=row.is_demo,
    )
