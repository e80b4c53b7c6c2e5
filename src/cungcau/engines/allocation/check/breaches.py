"""What the checker says, and the scenario as the checker looks things up in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cungcau.engines.allocation.model import Assignment, Closure, ClosureKind, Commitment, Lane, Scenario
from cungcau.kernel.vntext import show_number

Key = tuple[str, str, str, date, date]


@dataclass(frozen=True, order=True, slots=True)
class Breach:
    """One rule a plan breaks: a stable ``code``, where, and a sentence in Vietnamese."""

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``breaches`` condemn a plan; ``notes`` are breaches that what was promised causes by itself."""

    breaches: tuple[Breach, ...]
    notes: tuple[Breach, ...]


def kilograms(kg: int) -> str:
    """``1234567`` as ``1.234.567 kg``."""
    return f"{show_number(kg)} kg"


def key_of(line: Assignment | Commitment) -> Key:
    """What identifies a line of a plan."""
    return (line.lot_id, line.demand_id, line.point_id, line.harvest_date, line.dispatch_date)


def place_of(line: Assignment | Commitment) -> str:
    """A line's key in words."""
    return (
        f"lô {line.lot_id} → đơn {line.demand_id}, điểm {line.point_id}, "
        f"thu {line.harvest_date}, gửi {line.dispatch_date}"
    )


class Facts:
    """The scenario by id, and closures by day; built from raw values only."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.lots = {lot.lot_id: lot for lot in scenario.lots}
        self.demands = {demand.demand_id: demand for demand in scenario.demands}
        self.points = {point.point_id: point for point in scenario.points}
        self.access = {(row.place, row.point_id): row for row in scenario.access}
        self.lanes = {(lane.point_id, lane.market): lane for lane in scenario.lanes}
        self.apart = {(pair.lot_id, pair.demand_id) for pair in scenario.exclusions}
        self.promised: dict[Key, int] = {}
        for promise in scenario.commitments:
            key = key_of(promise)
            self.promised[key] = self.promised.get(key, 0) + promise.kg
        self._closures: dict[tuple[ClosureKind, str], list[Closure]] = {}
        for closure in scenario.closures:
            self._closures.setdefault((closure.kind, closure.id), []).append(closure)

    def factor(self, kind: ClosureKind, name: str, day: date) -> Fraction:
        """The product of the closures of ``name`` that cover ``day``; 1 when none does."""
        product = Fraction(1)
        for closure in self._closures.get((kind, name), ()):
            if closure.first <= day <= closure.last:
                product *= closure.factor
        return product

    def lane(self, line: Assignment | Commitment) -> Lane | None:
        """The lane a line takes; None when the demand is unknown or no lane leads there."""
        demand = self.demands.get(line.demand_id)
        return None if demand is None else self.lanes.get((line.point_id, demand.market))

    def delivery(self, line: Assignment | Commitment) -> date | None:
        """The day a line arrives by its lane; None without a lane."""
        lane = self.lane(line)
        return None if lane is None else line.dispatch_date + timedelta(days=lane.days)
