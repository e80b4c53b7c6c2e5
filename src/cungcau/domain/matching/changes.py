"""What a what-if changes: a capacity, or days on which something is shut or narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from cungcau.engines.allocation.model import Closure, ClosureKind, Lane, Point, Scenario
from cungcau.kernel.errors import DomainError

CAPACITY, CLOSE = "capacity", "close"


@dataclass(frozen=True, slots=True)
class Change:
    """One change to try.

    ``action`` is ``capacity`` (points and lanes: the new daily kg, None = no limit) or ``close`` (points,
    lanes: ``factor`` 0 ≤ f < 1 of the capacity stays from ``first`` to ``last``, both included).
    """

    action: str
    target: str
    ref: str
    capacity_kg: int | None = None
    first: date | None = None
    last: date | None = None
    factor: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.action not in {CAPACITY, CLOSE} or self.target not in {"point", "lane"}:
            raise DomainError("change_unknown", action=self.action, target=self.target)
        if self.action == CAPACITY and self.capacity_kg is not None and self.capacity_kg < 0:
            raise DomainError("change_capacity_negative", kg=self.capacity_kg)
        if self.action == CLOSE:
            if self.first is None or self.last is None or self.first > self.last:
                raise DomainError("change_days_reversed", first=str(self.first), last=str(self.last))
            if not Decimal(0) <= self.factor < Decimal(1):
                raise DomainError("change_factor_out_of_range", factor=str(self.factor))

    @classmethod
    def closing(cls, target: str, ref: str, *, first: date, last: date, percent_left: int) -> Self:
        """Shut from ``first`` to ``last``, or narrowed to ``percent_left`` (0–99) of the capacity."""
        return cls(CLOSE, target, ref, first=first, last=last, factor=Decimal(percent_left) / 100)

    def to_json(self) -> dict[str, object]:
        """The change as it is kept with the plan."""
        return {
            "action": self.action,
            "target": self.target,
            "ref": self.ref,
            "capacity_kg": self.capacity_kg,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "factor": str(self.factor),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """The change read back."""
        capacity = data.get("capacity_kg")
        return cls(
            action=str(data["action"]),
            target=str(data["target"]),
            ref=str(data["ref"]),
            capacity_kg=None if capacity is None else int(str(capacity)),
            first=date.fromisoformat(str(data["first"])) if data.get("first") else None,
            last=date.fromisoformat(str(data["last"])) if data.get("last") else None,
            factor=Decimal(str(data.get("factor", "0"))),
        )


@dataclass(frozen=True, slots=True)
class Ways:
    """What a what-if may change of a plan's question: the ids of its points and lanes, within its days."""

    start: date
    end: date
    points: tuple[str, ...]
    lanes: tuple[str, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        """Those of a scenario."""
        points = tuple(point.point_id for point in scenario.points)
        return cls(scenario.start, scenario.end, points, tuple(lane.lane_id for lane in scenario.lanes))

    def to_json(self) -> dict[str, object]:
        """As kept with the plan."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "points": list(self.points),
            "lanes": list(self.lanes),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read back."""
        start, end = date.fromisoformat(data["start"]), date.fromisoformat(data["end"])
        return cls(start, end, tuple(data["points"]), tuple(data["lanes"]))

    def require(self, changes: Iterable[Change]) -> None:
        """Raise ``change_target_unknown`` naming what does not exist."""
        known = {"point": frozenset(self.points), "lane": frozenset(self.lanes)}
        for change in changes:
            if change.ref not in known[change.target]:
                raise DomainError("change_target_unknown", target=change.target, ref=change.ref)


def changed(scenario: Scenario, changes: Iterable[Change]) -> Scenario:
    """The scenario with the changes made; raises ``change_target_unknown`` naming what does not exist."""
    made = tuple(changes)
    Ways.of(scenario).require(made)
    for change in made:
        scenario = _close(scenario, change) if change.action == CLOSE else _resize(scenario, change)
    return scenario


def _close(scenario: Scenario, change: Change) -> Scenario:
    assert change.first is not None and change.last is not None
    closure = Closure(
        kind=ClosureKind(change.target),
        id=change.ref,
        first=change.first,
        last=change.last,
        factor=Fraction(change.factor),
    )
    return replace(scenario, closures=(*scenario.closures, closure))


def _resize(scenario: Scenario, change: Change) -> Scenario:
    def point(item: Point) -> Point:
        return replace(item, capacity_kg_per_day=change.capacity_kg) if item.point_id == change.ref else item

    def lane(item: Lane) -> Lane:
        return replace(item, capacity_kg_per_day=change.capacity_kg) if item.lane_id == change.ref else item

    if change.target == "point":
        return replace(scenario, points=tuple(map(point, scenario.points)))
    return replace(scenario, lanes=tuple(map(lane, scenario.lanes)))
