"""What speaks against a lot's figures: the orchard, last season, the days, a lot already there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cungcau.domain.registry.models import GrowingArea
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.states import OFFERED
from cungcau.domain.survey.selectors import usual_yield
from cungcau.engines.plausibility import (
    Doubt,
    bags_against_weight,
    day_against_season,
    digit_against_others,
)
from cungcau.reference.catalogue.models import Commodity, Season

LIMIT_SHORT, BEYOND_LAND, LIKE_ANOTHER = "lot_limit_short", "lot_beyond_land", "lot_like_another"
_LAND_PERCENT = 130
"""A lot is asked about from this share of what the land usually bears: yields differ from year to year."""
_M2_PER_HA = 10_000
_OTHERS = 200

Goods = tuple[int, int]
"""(producer's id, commodity's id)"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is asked about of one lot; ``code`` is its own where it is there already."""

    producer_id: int
    commodity_id: int
    grade: int | None
    quantity_kg: int
    harvest_from: date
    harvest_to: date
    already_sold_kg: int = 0
    max_kg_per_day: int | None = None
    bags: int | None = None
    kg_per_bag: int | None = None
    code: str = ""

    @property
    def goods(self) -> Goods:
        """Whose goods, which goods."""
        return self.producer_id, self.commodity_id


@dataclass(frozen=True, slots=True)
class _Known:
    """What is on record of the producers at hand."""

    before: Mapping[Goods, Sequence[int]]
    now: Mapping[Goods, Sequence[Lot]]
    land: Mapping[Goods, int]
    yields: Mapping[int, int]


def doubts_about(season: Season, lots: Sequence[Figures]) -> list[tuple[Doubt, ...]]:
    """The doubts about each lot, in the order given; a constant number of questions to the database."""
    known = _known(season, lots)
    return [_about(season, one, known) for one in lots]


def _about(season: Season, one: Figures, known: _Known) -> tuple[Doubt, ...]:
    first, last = season.start, season.end
    found = [*day_against_season(day=one.harvest_from, first=first, last=last, field="harvest_from")]
    found = found or [*day_against_season(day=one.harvest_to, first=first, last=last, field="harvest_to")]
    found += digit_against_others(
        value=one.quantity_kg, others=known.before.get(one.goods, ()), unit="kg", field="quantity_kg"
    )
    found += bags_against_weight(bags=one.bags, kg_per_bag=one.kg_per_bag, total_kg=one.quantity_kg)
    return (*found, *_limit(one), *_land(one, known), *_like(one, known))


def _limit(one: Figures) -> tuple[Doubt, ...]:
    """So much a day for so many days must be enough for the whole quantity."""
    days = (one.harvest_to - one.harvest_from).days + 1
    if one.max_kg_per_day is None or one.max_kg_per_day * days >= one.quantity_kg:
        return ()
    facts = {
        "limit_kg": one.max_kg_per_day, "days": str(days), "possible_kg": one.max_kg_per_day * days,
        "quantity_kg": one.quantity_kg,
    }  # fmt: skip
    return (Doubt(LIMIT_SHORT, ("max_kg_per_day", "quantity_kg"), facts),)


def _land(one: Figures, known: _Known) -> tuple[Doubt, ...]:
    """All of a producer's lots of one commodity against what their land usually bears."""
    area, rate = known.land.get(one.goods, 0), known.yields.get(one.commodity_id, 0)
    others = sum(
        lot.quantity_kg + lot.already_sold_kg for lot in known.now.get(one.goods, ()) if lot.code != one.code
    )
    offered = one.quantity_kg + one.already_sold_kg + others
    expected = area * rate // _M2_PER_HA
    if not expected or offered * 100 <= expected * _LAND_PERCENT:
        return ()
    facts = {
        "area_m2": area, "yield_kg_per_ha": rate, "expected_kg": expected, "offered_kg": offered,
    }  # fmt: skip
    return (Doubt(BEYOND_LAND, ("quantity_kg",), facts),)


def _like(one: Figures, known: _Known) -> tuple[Doubt, ...]:
    """A lot of the same goods and grade in days that overlap: is it the same one, entered twice?"""
    for lot in known.now.get(one.goods, ()):
        overlaps = lot.harvest_from <= one.harvest_to and one.harvest_from <= lot.harvest_to
        if lot.code != one.code and lot.grade == one.grade and overlaps:
            facts = {
                "other": lot.code, "other_kg": lot.quantity_kg, "first": lot.harvest_from.isoformat(),
                "last": lot.harvest_to.isoformat(),
            }  # fmt: skip
            return (Doubt(LIKE_ANOTHER, ("producer_id", "commodity_id", "grade"), facts),)
    return ()


def _known(season: Season, lots: Sequence[Figures]) -> _Known:
    producers = {one.producer_id for one in lots}
    goods = {one.commodity_id for one in lots}
    whose = Q(producer_id__in=producers, commodity_id__in=goods)
    rows = Lot.objects.filter(whose).only(
        "season_id", "code", "producer_id", "commodity_id", "grade", "quantity_kg", "already_sold_kg",
        "harvest_from", "harvest_to", "state",
    )  # fmt: skip
    now: dict[Goods, list[Lot]] = defaultdict(list)
    for lot in rows.filter(season=season, state=OFFERED).order_by("harvest_from", "id"):
        now[lot.producer_id, lot.commodity_id].append(lot)
    before: dict[Goods, list[int]] = defaultdict(list)
    earlier = rows.filter(season__start__lt=season.start, season__area_code=season.area_code)
    for producer, commodity, kg in earlier.order_by("-harvest_from").values_list(
        "producer_id", "commodity_id", "quantity_kg"
    ):
        before[producer, commodity].append(kg)
    land: dict[Goods, int] = defaultdict(int)
    areas = GrowingArea.objects.filter(organisation_id__in=producers, commodity_id__in=goods)
    areas = areas.filter(Q(valid_to=None) | Q(valid_to__gte=season.start))
    for producer, commodity, bearing, planted in areas.values_list(
        "organisation_id", "commodity_id", "bearing_m2", "planted_m2"
    ):
        land[producer, commodity] += (planted if bearing is None else bearing) or 0
    yields = usual_yields(goods) if land else {}
    return _Known({key: kgs[:_OTHERS] for key, kgs in before.items()}, now, land, yields)


def usual_yields(goods: Collection[int]) -> dict[int, int]:
    """Kg per ha that each commodity usually bears: the middle of what the survey observed of it, where it did."""
    codes = dict(Commodity.objects.filter(pk__in=goods).values_list("pk", "code"))
    bands = {pk: usual_yield(code) for pk, code in codes.items()}
    return {pk: int(band.most) // 2 for pk, band in bands.items() if band is not None}
