"""The scenario and the plan as seen from one lot: ways out of its place, closures, sums of the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from cungcau.engines.allocation.explain.words import Words
from cungcau.engines.allocation.model import (
    Assignment,
    Bottleneck,
    Closure,
    ClosureKind,
    Lane,
    Lot,
    Plan,
    Point,
    Scenario,
)
from cungcau.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Way:
    """From the lot's place through a point over a lane."""

    point: Point
    lane: Lane


class Situation:
    """Lookups for one lot; built in time linear in the scenario and the plan.

    Raises ``DomainError("lot_unknown", lot=…)`` when the scenario has no such lot.
    """

    def __init__(
        self, scenario: Scenario, plan: Plan, lot_id: str, names: Mapping[str, str] | None = None
    ) -> None:
        lot = next((lot for lot in scenario.lots if lot.lot_id == lot_id), None)
        if lot is None:
            raise DomainError("lot_unknown", lot=lot_id)
        self.scenario, self.plan, self.lot = scenario, plan, lot
        self.words = Words(names)
        self.points = {point.point_id: point for point in scenario.points}
        self.demands = {demand.demand_id: demand for demand in scenario.demands}
        self.lanes = {lane.lane_id: lane for lane in scenario.lanes}
        self.reach = [
            self.points[row.point_id] for row in scenario.access if self._leads(row.place, row.point_id)
        ]
        self.ways = self._ways()
        self.lines = tuple(line for line in plan.assignments if line.lot_id == lot_id)
        self.sold_kg = sum(line.kg for line in self.lines)
        self.unsold_kg = max(0, lot.quantity_kg - self.sold_kg)
        self.filled: Counter[str] = Counter()
        for line in plan.assignments:
            self.filled[line.demand_id] += line.kg
        self.season = {row.producer_id: row.season_share for row in plan.producers}
        self._producers: dict[str, str] = {}
        self._closures: dict[tuple[ClosureKind, str], list[Closure]] = defaultdict(list)
        for closure in scenario.closures:
            self._closures[closure.kind, closure.id].append(closure)

    def _leads(self, place: str, point_id: str) -> bool:
        return place == self.lot.place and point_id in self.points

    def _ways(self) -> dict[str, list[Way]]:
        ways: dict[str, list[Way]] = defaultdict(list)
        reach = {point.point_id: point for point in self.reach}
        for lane in self.scenario.lanes:
            if lane.point_id in reach:
                ways[lane.market].append(Way(reach[lane.point_id], lane))
        return ways

    def producer_of(self, lot_id: str) -> str:
        """Who offers a lot; empty for a lot that the scenario does not know."""
        if not self._producers:
            self._producers = {lot.lot_id: lot.producer_id for lot in self.scenario.lots}
        return self._producers.get(lot_id, "")

    def room(self, demand_id: str) -> int:
        """Kilograms a demand still asks for."""
        return max(0, self.demands[demand_id].quantity_kg - self.filled[demand_id])

    def closures(self, kind: ClosureKind, name: str) -> list[Closure]:
        """The rows that close or narrow one thing."""
        return self._closures.get((kind, name), [])

    def factor(self, kind: ClosureKind, name: str, day: date) -> Fraction:
        """Product of the closures of a thing on a day; 1 where there is none."""
        product = Fraction(1)
        for closure in self.closures(kind, name):
            if closure.first <= day <= closure.last:
                product *= closure.factor
        return product

    def capacity(self, kind: str, name: str, day: date) -> int | None:
        """Kilograms a ``point`` or ``lane`` takes on a day; None without limit."""
        holder = self.points.get(name) if kind == "point" else self.lanes.get(name)
        if holder is None or holder.capacity_kg_per_day is None:
            return None
        return floor(holder.capacity_kg_per_day * self.factor(ClosureKind(kind), name, day))

    def users(self, kind: str, name: str, day: date | None) -> Iterator[Assignment]:
        """Lines of the plan that take from a resource (kinds as in ``Bottleneck``), on a day or at all."""
        return (line for line in self.plan.assignments if self._uses(line, kind, name, day))

    def _uses(self, line: Assignment, kind: str, name: str, day: date | None) -> bool:
        match kind:
            case "point":
                return line.point_id == name and day in (None, line.harvest_date)
            case "storage":
                stays = line.harvest_date < line.dispatch_date
                held = day is None or line.harvest_date <= day < line.dispatch_date
                return line.point_id == name and stays and held
            case "lane":
                point_id, _, market = name.partition(">")
                demand = self.demands.get(line.demand_id)
                runs = line.point_id == point_id and demand is not None and demand.market == market
                return runs and day in (None, line.dispatch_date)
            case _:
                return line.demand_id == name and day in (None, line.delivery_date)

    def bottleneck(self, kind: str, name: str, day: date | None) -> Bottleneck | None:
        """The plan's bottleneck row of a resource, if it has one."""
        rows = (row for row in self.plan.bottlenecks if row.id == name and row.kind == kind)
        return next((row for row in rows if row.date == day), None)

    @property
    def lot_window(self) -> tuple[date, date]:
        """First and last day on which the lot may be harvested within the scenario."""
        lot: Lot = self.lot
        return max(lot.harvest_from, self.scenario.start), min(lot.harvest_to, self.scenario.end)
