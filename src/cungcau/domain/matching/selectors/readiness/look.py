"""Looking a season over before it is planned: a few questions of sums, whatever its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.urls import reverse

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching.selectors.readiness.items import Item, Readiness, Severity
from cungcau.domain.network import selectors as network
from cungcau.domain.supply import selectors as supply
from cungcau.domain.survey.selectors import open_in

if TYPE_CHECKING:
    from cungcau.domain.supply.models import Lot
    from cungcau.reference.catalogue.models import Season

_NAMED = 5
_RANK = {Severity.STOPS: 0, Severity.COSTS: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class _Seen:
    """What the looks share: live lots and needs, and where goods can go."""

    season: Season
    today: date

    @property
    def lots(self) -> QuerySet[Lot]:
        return supply.lots_for_planning(self.season).select_related(None).order_by()

    @cached_property
    def by_goods(self) -> dict[int, tuple[str, int, int]]:
        """Commodity id → (name, lots, kg offered)."""
        rows = self.lots.values_list("commodity_id", "commodity__name_vi")
        return {
            pk: (name, count, int(kg))
            for pk, name, count, kg in rows.annotate(count=Count("pk"), kg=Sum("quantity_kg"))
        }

    @cached_property
    def needs(self) -> list[dict[str, Any]]:
        """The live needs that are planned: a season holds some thousands at most."""
        rows = demand.needs_for_planning(self.season).select_related(None).order_by()
        columns = (
            "code",
            "commodity_id",
            "commodity__name_vi",
            "quantity_kg",
            "market_id",
            "price_vnd_per_kg",
        )
        return list(rows.values(*columns, "market__name", "buyer__name", "min_grade", "deliver_to"))

    @cached_property
    def approved(self) -> set[int]:
        """Ids of the points that are agreed on."""
        return set(network.points_of(self.season).filter(approved=True).values_list("pk", flat=True))

    @cached_property
    def markets(self) -> set[int]:
        """Ids of the markets that a lane leads to from an approved point."""
        lanes = network.lanes_of(self.season).order_by()
        return set(lanes.filter(point__in=self.approved).values_list("market_id", flat=True))

    def page(self, name: str, **query: str) -> str:
        """The address of a list of this season."""
        return f"{reverse(name)}?{urlencode({'mua': self.season.code, **query})}"


def readiness(season: Season, today: date) -> Readiness:
    """Everything worth knowing before the season is planned as of a day; nothing of it forbids planning."""
    seen = _Seen(season, today)
    found = [item for look in _LOOKS for item in look(seen)]
    found.sort(key=lambda item: (_RANK[item.severity], -item.cost_kg, -item.kg, item.code))
    return Readiness(tuple(found))


def _nothing(seen: _Seen) -> Iterator[Item]:
    if not seen.by_goods:
        yield Item("no_lots", Severity.STOPS, 0, url=seen.page("supply:list"))
    elif not seen.needs:
        kg = sum(each for _, _, each in seen.by_goods.values())
        lots = sum(count for _, count, _ in seen.by_goods.values())
        yield Item("no_needs", Severity.COSTS, lots, kg, kg, seen.page("demand:list"))


def _aside(seen: _Seen) -> Iterator[Item]:
    for lots in supply.set_aside(seen.season, seen.today):
        cost = lots.kg if lots.reason == supply.EXPIRED else 0
        severity = Severity.COSTS if cost else Severity.NOTE
        url = seen.page("supply:list", state=lots.reason)
        yield Item(f"lots_{lots.reason}", severity, lots.lots, lots.kg, cost, url)
    offered = sum(each for _, _, each in seen.by_goods.values())
    for needs in demand.set_aside(seen.season, seen.today):
        cost = 0 if needs.planned else min(needs.kg, offered)
        severity = Severity.COSTS if cost else Severity.NOTE
        url = seen.page("demand:list")
        yield Item(f"needs_{needs.reason}", severity, needs.needs, needs.kg, cost, url, needs.codes[:_NAMED])


def _stale(seen: _Seen) -> Iterator[Item]:
    rows = supply.unconfirmed(seen.season, seen.today).order_by()
    sums = rows.aggregate(count=Count("pk"), kg=Sum("quantity_kg"))
    if sums["count"]:
        url = seen.page("supply:due")
        yield Item("lots_stale", Severity.NOTE, sums["count"], int(sums["kg"]), 0, url)


def _past(seen: _Seen) -> Iterator[Item]:
    sums = seen.lots.filter(harvest_to__lt=seen.today).aggregate(count=Count("pk"), kg=Sum("quantity_kg"))
    if sums["count"]:
        yield Item("lots_past", Severity.NOTE, sums["count"], int(sums["kg"]), 0, seen.page("supply:list"))


def _unreachable(seen: _Seen) -> Iterator[Item]:
    """Lots of places from which no agreed point can be reached; apart, those a point not yet agreed would help."""
    ways = list(network.access_of(seen.season).order_by().values_list("unit_id", "point_id"))
    reach = {unit for unit, point in ways if point in seen.approved}
    waiting = {unit for unit, _ in ways} - reach
    rows = seen.lots.values_list("place_id", "place__name")
    by_place = rows.annotate(count=Count("pk"), kg=Sum("quantity_kg"))
    cut_off = [row for row in by_place if row[0] not in reach]
    for code, meant in (
        ("places_waiting", [row for row in cut_off if row[0] in waiting]),
        ("places_cut_off", [row for row in cut_off if row[0] not in waiting]),
    ):
        if meant:
            kg = sum(int(row[3]) for row in meant)
            names = tuple(name for _, name, *_ in sorted(meant, key=lambda row: -row[3]))[:_NAMED]
            url = seen.page("network:points")
            yield Item(code, Severity.COSTS, sum(row[2] for row in meant), kg, kg, url, names)


def _not_agreed(seen: _Seen) -> Iterator[Item]:
    rows = list(
        network.points_of(seen.season).filter(approved=False).values_list("name", "capacity_kg_per_day")
    )
    if rows:
        daily = sum(capacity or 0 for _, capacity in rows)
        names = tuple(name for name, _ in rows)[:_NAMED]
        yield Item(
            "points_not_agreed", Severity.NOTE, len(rows), daily, 0, seen.page("network:points"), names
        )


def _no_lane(seen: _Seen) -> Iterator[Item]:
    rows = [need for need in seen.needs if need["market_id"] not in seen.markets]
    if rows:
        kg = sum(need["quantity_kg"] for need in rows)
        offered = sum(each for _, _, each in seen.by_goods.values())
        names = tuple(dict.fromkeys(need["market__name"] or need["buyer__name"] for need in rows))[:_NAMED]
        url = seen.page("network:lanes")
        yield Item("needs_without_lane", Severity.COSTS, len(rows), kg, min(kg, offered), url, names)


def _one_sided(seen: _Seen) -> Iterator[Item]:
    """Goods nobody asks for, goods asked for that nobody offers, goods offered beyond what is asked."""
    asked: dict[int, int] = {}
    names: dict[int, str] = {}
    for need in seen.needs:
        asked[need["commodity_id"]] = asked.get(need["commodity_id"], 0) + need["quantity_kg"]
        names[need["commodity_id"]] = need["commodity__name_vi"]
    if not asked:
        return
    unwanted = [(name, kg) for pk, (name, _, kg) in seen.by_goods.items() if pk not in asked]
    if unwanted:
        kg = sum(each for _, each in unwanted)
        told = tuple(name for name, _ in unwanted)[:_NAMED]
        yield Item("goods_unwanted", Severity.COSTS, len(unwanted), kg, kg, seen.page("demand:list"), told)
    missing = [pk for pk in asked if pk not in seen.by_goods]
    if missing:
        kg = sum(asked[pk] for pk in missing)
        told = tuple(names[pk] for pk in missing)[:_NAMED]
        yield Item("goods_missing", Severity.NOTE, len(missing), kg, 0, seen.page("supply:list"), told)
    surplus = {
        name: kg - asked[pk] for pk, (name, _, kg) in seen.by_goods.items() if pk in asked and kg > asked[pk]
    }
    if surplus:
        kg = sum(surplus.values())
        told = tuple(surplus)[:_NAMED]
        yield Item("more_offered", Severity.COSTS, len(surplus), kg, kg, seen.page("demand:list"), told)


def _prices(seen: _Seen) -> Iterator[Item]:
    """Floors above the best price anybody pays for the goods; lots and needs that say no price."""
    best: dict[int, int | None] = {}
    for need in seen.needs:
        price, pk = need["price_vnd_per_kg"], need["commodity_id"]
        best[pk] = None if price is None or best.get(pk, 0) is None else max(best.get(pk) or 0, price)
    too_dear = Q(pk__in=[])
    for pk, price in best.items():
        if price is not None:
            too_dear |= Q(commodity=pk, floor_price_vnd_per_kg__gt=price)
    sums = seen.lots.filter(too_dear).aggregate(count=Count("pk"), kg=Sum("quantity_kg"))
    if sums["count"]:
        kg = int(sums["kg"])
        yield Item("floor_above_prices", Severity.COSTS, sums["count"], kg, kg, seen.page("supply:list"))
    no_price = [need for need in seen.needs if need["price_vnd_per_kg"] is None]
    if no_price:
        kg = sum(need["quantity_kg"] for need in no_price)
        yield Item("needs_without_price", Severity.NOTE, len(no_price), kg, 0, seen.page("demand:list"))


def _grades(seen: _Seen) -> Iterator[Item]:
    """Needs for a grade better than the best that anybody offers of the goods."""
    best = dict(seen.lots.values_list("commodity_id").annotate(best=Max("grade")))
    rows = [
        need
        for need in seen.needs
        if need["min_grade"] is not None
        and need["commodity_id"] in best
        and (best[need["commodity_id"]] is None or best[need["commodity_id"]] < need["min_grade"])
    ]
    if rows:
        kg = sum(need["quantity_kg"] for need in rows)
        names = tuple(need["buyer__name"] for need in rows)[:_NAMED]
        yield Item("grade_nobody_has", Severity.NOTE, len(rows), kg, 0, seen.page("demand:list"), names)


def _closures(seen: _Seen) -> Iterator[Item]:
    count = network.closures_of(seen.season).filter(last__gte=seen.today).count()
    if count:
        yield Item("closures_ahead", Severity.NOTE, count, url=seen.page("network:points"))


def _doubles(seen: _Seen) -> Iterator[Item]:
    """The same producer, goods, grade, days and kg twice: perhaps one lot entered by two people."""
    same = ("producer_id", "commodity_id", "grade", "harvest_from", "harvest_to", "quantity_kg")
    rows = seen.lots.values(*same).annotate(count=Count("pk")).filter(count__gt=1)
    found = [(row["count"] - 1, row["quantity_kg"]) for row in rows[:2000]]
    if found:
        kg = sum(extra * each for extra, each in found)
        yield Item(
            "lots_doubled", Severity.NOTE, sum(extra for extra, _ in found), kg, 0, seen.page("supply:list")
        )


def _questions(seen: _Seen) -> Iterator[Item]:
    count = open_in(seen.season.area_code).count()
    if count:
        yield Item("questions_open", Severity.NOTE, count, url=reverse("survey:questions"))


_LOOKS: tuple[Callable[[_Seen], Iterator[Item]], ...] = (
    _nothing,
    _aside,
    _stale,
    _past,
    _unreachable,
    _not_agreed,
    _no_lane,
    _one_sided,
    _prices,
    _grades,
    _closures,
    _doubles,
    _questions,
)
