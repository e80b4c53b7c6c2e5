"""The rules of the planning page, read off it one by one: allowed lines, the sums they count in, the limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import NamedTuple

from cungcau.engines.allocation.model import (
    ClosureKind,
    Commitment,
    Demand,
    Lane,
    Lot,
    Point,
    PriceAt,
    Scenario,
)

ONE_DAY = timedelta(days=1)


class Line(NamedTuple):
    """One allowed line: who, through which point, harvested, dispatched and delivered when, for whom."""

    lot: str
    point: str
    market: str
    harvest: date
    dispatch: date
    delivery: date
    demand: str


class Resource(NamedTuple):
    """A sum with a limit; ``day`` is None for a total."""

    kind: str
    name: str
    day: date | None


class Rules:
    """The rules of the page, one question each."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.access = {(row.place, row.point_id): row.cost_vnd_per_kg for row in scenario.access}
        self.lanes = {(row.point_id, row.market): row for row in scenario.lanes}
        self.days = [
            scenario.start + n * ONE_DAY for n in range(max(0, (scenario.end - scenario.start).days + 1))
        ]

    def factor(self, kind: ClosureKind, name: str, when: date) -> Fraction:
        product = Fraction(1)
        for row in self.scenario.closures:
            if row.kind is kind and row.id == name and row.first <= when <= row.last:
                product *= row.factor
        return product

    def point_open(self, point: Point, when: date) -> bool:
        within = point.open_from <= when <= point.open_to
        return point.approved and within and self.factor(ClosureKind.POINT, point.point_id, when) > 0

    def lines(self) -> Iterator[Line]:
        """Every allowed line."""
        for lot in self.scenario.lots:
            for demand in self.scenario.demands:
                for point in self.scenario.points:
                    lane = self.lanes.get((point.point_id, demand.market))
                    if lane is None or (lot.place, point.point_id) not in self.access:
                        continue
                    if self.suits(lot, demand, lane):
                        yield from self.timed(lot, demand, point, lane)

    def suits(self, lot: Lot, demand: Demand, lane: Lane) -> bool:
        if lot.commodity != demand.commodity or not demand.certificates <= lot.certificates:
            return False
        if demand.min_grade is not None and (lot.grade is None or lot.grade < demand.min_grade):
            return False
        if lot.floor_price_vnd_per_kg is None or demand.price_vnd_per_kg is None:
            return True
        freight = lane.cost_vnd_per_kg if demand.price_at is PriceAt.MARKET else 0
        return lot.floor_price_vnd_per_kg <= demand.price_vnd_per_kg - freight

    def timed(self, lot: Lot, demand: Demand, point: Point, lane: Lane) -> Iterator[Line]:
        for harvest in self.days:
            if not lot.harvest_from <= harvest <= lot.harvest_to or not self.point_open(point, harvest):
                continue
            if self.factor(ClosureKind.PLACE, lot.place, harvest) == 0:
                continue
            for dispatch in self.days:
                if dispatch < harvest or (dispatch > harvest and point.storage_kg == 0):
                    continue
                arrives = dispatch + lane.days * ONE_DAY
                if self.arrives_well(demand, lane, dispatch, arrives) and self.point_open(point, dispatch):
                    life = (arrives - harvest).days + demand.min_life_left_days
                    if lot.shelf_life_days is None or life <= lot.shelf_life_days:
                        yield Line(
                            lot.lot_id,
                            point.point_id,
                            lane.market,
                            harvest,
                            dispatch,
                            arrives,
                            demand.demand_id,
                        )

    def arrives_well(self, demand: Demand, lane: Lane, dispatch: date, arrives: date) -> bool:
        return (
            demand.deliver_from <= arrives <= min(demand.deliver_to, self.scenario.end)
            and self.factor(ClosureKind.MARKET, lane.market, arrives) > 0
            and self.factor(ClosureKind.LANE, lane.lane_id, dispatch) > 0
        )

    def promised_line(self, row: Commitment) -> Line:
        market = next(d.market for d in self.scenario.demands if d.demand_id == row.demand_id)
        arrives = row.dispatch_date + self.lanes[row.point_id, market].days * ONE_DAY
        return Line(
            row.lot_id, row.point_id, market, row.harvest_date, row.dispatch_date, arrives, row.demand_id
        )

    def freight(self, line: Line) -> int:
        place = next(lot.place for lot in self.scenario.lots if lot.lot_id == line.lot)
        lane = self.lanes[line.point, line.market]
        return self.access.get((place, line.point), 0) + lane.cost_vnd_per_kg

    def touches(self, line: Line) -> Iterator[Resource]:
        """Every sum a line counts in."""
        yield Resource("lot", line.lot, None)
        yield Resource("lot_day", line.lot, line.harvest)
        yield Resource("demand", line.demand, None)
        yield Resource("demand_day", line.demand, line.delivery)
        yield Resource("point", line.point, line.harvest)
        yield Resource("lane", f"{line.point}>{line.market}", line.dispatch)
        night = line.harvest
        while night < line.dispatch:
            yield Resource("storage", line.point, night)
            night += ONE_DAY

    def limits(self) -> dict[Resource, int]:
        """Every limit there is, in kg; closures scale, cut down to a whole kg."""
        found: dict[Resource, int | None] = {}
        scenario = self.scenario
        for lot in scenario.lots:
            found[Resource("lot", lot.lot_id, None)] = lot.quantity_kg
        for demand in scenario.demands:
            found[Resource("demand", demand.demand_id, None)] = demand.quantity_kg
        for when in self.days:
            for lot in scenario.lots:
                found[Resource("lot_day", lot.lot_id, when)] = lot.max_kg_per_day
            for demand in scenario.demands:
                found[Resource("demand_day", demand.demand_id, when)] = demand.max_kg_per_day
            for point in scenario.points:
                found[Resource("storage", point.point_id, when)] = point.storage_kg
                factor = self.factor(ClosureKind.POINT, point.point_id, when)
                found[Resource("point", point.point_id, when)] = _scaled(point.capacity_kg_per_day, factor)
            for lane in scenario.lanes:
                factor = self.factor(ClosureKind.LANE, lane.lane_id, when)
                found[Resource("lane", lane.lane_id, when)] = _scaled(lane.capacity_kg_per_day, factor)
        return {resource: kg for resource, kg in found.items() if kg is not None}


def _scaled(capacity: int | None, factor: Fraction) -> int | None:
    return None if capacity is None else floor(capacity * factor)
