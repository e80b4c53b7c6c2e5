"""The rules of a scenario as every rival reads them: who may serve whom, by which way, on which days.

Written for the benchmark alone, from the planning page; it shares no code with the product's solver.
Days are numbers counted from ``scenario.start``; quantities are kg, money is đồng per kg.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor
from operator import attrgetter
from typing import NamedTuple

from cungcau.engines.allocation.model import ClosureKind, Demand, Lane, Lot, PriceAt, Scenario

ONE = Fraction(1)
Kind = tuple[str, str, int | None, frozenset[str], int | None, int | None]


class Cannot(Exception):
    """The rival cannot take this scenario; the text says why."""


class Way(NamedTuple):
    """A way for goods of one kind from a point to a demand.

    ``point``, ``lane`` and ``demand`` are positions in the scenario's tuples; ``days`` are under way,
    ``oldest`` is the greatest age in days on delivery that can matter.
    """

    point: int
    lane: int
    demand: int
    days: int
    oldest: int


class Rules:
    """A scenario laid out for look-ups; raises ``Cannot`` when something is already promised."""

    def __init__(self, scenario: Scenario) -> None:
        if scenario.commitments:
            raise Cannot("commitments")
        self.scenario = scenario
        self.days = (scenario.end - scenario.start).days + 1
        self._factors = self._closures()
        self.point_at = {point.point_id: index for index, point in enumerate(scenario.points)}
        self.points_open = [self._point_days(index) for index in range(len(scenario.points))]
        self.point_capacity = [
            self._daily(ClosureKind.POINT, point.point_id, point.capacity_kg_per_day)
            for point in scenario.points
        ]
        self.lane_capacity = [
            self._daily(ClosureKind.LANE, lane.lane_id, lane.capacity_kg_per_day) for lane in scenario.lanes
        ]
        self._arrivals = [self._arrival_days(demand) for demand in scenario.demands]
        self._reach: dict[str, dict[int, int]] = defaultdict(dict)
        for row in scenario.access:
            self._reach[row.place][self.point_at[row.point_id]] = row.cost_vnd_per_kg
        self._lanes_from: dict[int, list[int]] = defaultdict(list)
        for index, lane in enumerate(scenario.lanes):
            self._lanes_from[self.point_at[lane.point_id]].append(index)
        self._demands_at: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, demand in enumerate(scenario.demands):
            self._demands_at[demand.market, demand.commodity].append(index)
        self._ways: dict[Kind, tuple[Way, ...]] = {}

    def ways(self, lot: Lot) -> tuple[Way, ...]:
        """All ways open to a lot, by demand, then point; equal for lots that no demand tells apart."""
        kind = kind_of(lot)
        if kind not in self._ways:
            found = sorted(self._find_ways(lot), key=attrgetter("demand", "point"))
            self._ways[kind] = tuple(found)
        return self._ways[kind]

    def harvest_days(self, lot: Lot) -> list[int]:
        """The days on which a lot may be harvested and leave its place."""
        first = max(0, (lot.harvest_from - self.scenario.start).days)
        last = min(self.days - 1, (lot.harvest_to - self.scenario.start).days)
        shut = self._factors[ClosureKind.PLACE, lot.place]
        return [day for day in range(first, last + 1) if shut.get(day, ONE) != 0]

    def dispatch_days(self, way: Way, harvest: int) -> Iterator[int]:
        """The days on which goods harvested on a day may leave the way's point, earliest first."""
        opened = self.points_open[way.point]
        if not opened[harvest]:
            return
        arrivals, capacity = self._arrivals[way.demand], self.lane_capacity[way.lane]
        stored = self.scenario.points[way.point].storage_kg > 0
        last = min(self.days - 1, harvest + way.oldest - way.days) if stored else harvest
        for day in range(harvest, last + 1):
            age = day + way.days - harvest
            if opened[day] and age <= way.oldest and day + way.days in arrivals and capacity[day] != 0:
                yield day

    def has_outlet(self, lot: Lot) -> bool:
        """Is there any line on which something of the lot may go?"""
        days = self.harvest_days(lot)
        lines = (
            day for way in self.ways(lot) for harvest in days for day in self.dispatch_days(way, harvest)
        )
        return next(lines, None) is not None

    def freight(self, lot: Lot, way: Way) -> int:
        """Access plus lane cost, đồng per kg."""
        return self._reach[lot.place][way.point] + self.scenario.lanes[way.lane].cost_vnd_per_kg

    def _find_ways(self, lot: Lot) -> Iterator[Way]:
        scenario = self.scenario
        for point in self._reach[lot.place]:
            for index in self._lanes_from[point]:
                lane = scenario.lanes[index]
                for at in self._demands_at[lane.market, lot.commodity]:
                    demand = scenario.demands[at]
                    if suits(lot, demand) and pays(lot, demand, lane):
                        oldest = self._oldest(lot, demand)
                        if oldest >= lane.days:
                            stays = scenario.points[point].storage_kg > 0
                            yield Way(point, index, at, lane.days, oldest if stays else lane.days)

    def _oldest(self, lot: Lot, demand: Demand) -> int:
        """The greatest age on delivery, cut off at the length of the scenario."""
        if lot.shelf_life_days is None:
            return self.days
        return min(self.days, lot.shelf_life_days - demand.min_life_left_days)

    def _closures(self) -> dict[tuple[ClosureKind, str], dict[int, Fraction]]:
        factors: dict[tuple[ClosureKind, str], dict[int, Fraction]] = defaultdict(dict)
        for row in self.scenario.closures:
            by_day = factors[row.kind, row.id]
            first = max(0, (row.first - self.scenario.start).days)
            for day in range(first, min(self.days - 1, (row.last - self.scenario.start).days) + 1):
                by_day[day] = by_day.get(day, ONE) * row.factor
        return factors

    def _point_days(self, index: int) -> list[bool]:
        point = self.scenario.points[index]
        first = (point.open_from - self.scenario.start).days
        last = (point.open_to - self.scenario.start).days
        shut = self._factors[ClosureKind.POINT, point.point_id]
        return [
            point.approved and first <= day <= last and shut.get(day, ONE) != 0 for day in range(self.days)
        ]

    def _daily(self, kind: ClosureKind, name: str, capacity: int | None) -> list[int | None]:
        factors = self._factors[kind, name]
        limits: list[int | None] = []
        for day in range(self.days):
            factor = factors.get(day, ONE)
            unlimited = capacity is None and factor != 0
            limits.append(None if unlimited else floor((capacity or 0) * factor))
        return limits

    def _arrival_days(self, demand: Demand) -> frozenset[int]:
        first = max(0, (demand.deliver_from - self.scenario.start).days)
        last = min(self.days - 1, (demand.deliver_to - self.scenario.start).days)
        shut = self._factors[ClosureKind.MARKET, demand.market]
        return frozenset(day for day in range(first, last + 1) if shut.get(day, ONE) != 0)


def kind_of(lot: Lot) -> Kind:
    """What decides where a lot may go, apart from its days: place, goods, shelf life and floor price."""
    floor_price = lot.floor_price_vnd_per_kg
    return lot.place, lot.commodity, lot.grade, lot.certificates, lot.shelf_life_days, floor_price


def suits(lot: Lot, demand: Demand) -> bool:
    """Do grade and certificates fit?"""
    graded = demand.min_grade is None or (lot.grade is not None and lot.grade >= demand.min_grade)
    return graded and demand.certificates <= lot.certificates


def pays(lot: Lot, demand: Demand, lane: Lane) -> bool:
    """Does the price cover the lot's floor, meant at the point?"""
    floor_price, price = lot.floor_price_vnd_per_kg, demand.price_vnd_per_kg
    if floor_price is None or price is None:
        return True
    return floor_price <= price - (lane.cost_vnd_per_kg if demand.price_at is PriceAt.MARKET else 0)


def nights(harvest: int, dispatch: int) -> Iterable[int]:
    """The days at whose end goods stand in the point's store."""
    return range(harvest, dispatch)
