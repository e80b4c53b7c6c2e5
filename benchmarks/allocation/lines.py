"""The model one writes first: a column for every lot × point × harvest day × dispatch day × demand."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from math import floor

from benchmarks.allocation.rules import Rules, nights
from cungcau.engines.allocation.model import Assignment

Resource = tuple[str, int, int]
NEARLY_WHOLE = 1e-6
"""An amount this little below a whole kg is that kg: solvers stop within about a tenth of it."""


def _column() -> array[int]:
    return array("i")


@dataclass(slots=True)
class Lines:
    """Allowed lines as columns of equal length: positions in the scenario's tuples, day numbers, đồng/kg."""

    lot: array[int] = field(default_factory=_column)
    point: array[int] = field(default_factory=_column)
    harvest: array[int] = field(default_factory=_column)
    dispatch: array[int] = field(default_factory=_column)
    delivery: array[int] = field(default_factory=_column)
    demand: array[int] = field(default_factory=_column)
    lane: array[int] = field(default_factory=_column)
    freight: array[int] = field(default_factory=_column)

    def __len__(self) -> int:
        return len(self.lot)

    def rows(self) -> Iterator[tuple[int, ...]]:
        """The lines one by one: lot, point, harvest, dispatch, delivery, demand, lane, freight."""
        return zip(
            self.lot,
            self.point,
            self.harvest,
            self.dispatch,
            self.delivery,
            self.demand,
            self.lane,
            self.freight,
            strict=True,
        )

    def add(self, line: Iterable[int]) -> None:
        """Append one line in the order of ``rows``."""
        columns = [self.lot, self.point, self.harvest, self.dispatch]
        columns += [self.delivery, self.demand, self.lane, self.freight]
        for column, value in zip(columns, line, strict=True):
            column.append(value)


def all_lines(rules: Rules) -> Lines:
    """Every line the rules allow, lot by lot."""
    lines = Lines()
    for index, lot in enumerate(rules.scenario.lots):
        days = rules.harvest_days(lot)
        for way in rules.ways(lot):
            freight = rules.freight(lot, way)
            for harvest in days:
                for dispatch in rules.dispatch_days(way, harvest):
                    delivery = dispatch + way.days
                    ends = (delivery, way.demand, way.lane, freight)
                    lines.add((index, way.point, harvest, dispatch, *ends))
    return lines


def touched(rules: Rules, line: tuple[int, ...]) -> Iterator[Resource]:
    """The limited things one line uses."""
    lot, point, harvest, dispatch, delivery, demand, lane, _ = line
    scenario = rules.scenario
    yield "lot", lot, 0
    if scenario.lots[lot].max_kg_per_day is not None:
        yield "lot_day", lot, harvest
    yield "demand", demand, 0
    if scenario.demands[demand].max_kg_per_day is not None:
        yield "demand_day", demand, delivery
    if rules.point_capacity[point][harvest] is not None:
        yield "point", point, harvest
    for night in nights(harvest, dispatch):
        yield "storage", point, night
    if rules.lane_capacity[lane][dispatch] is not None:
        yield "lane", lane, dispatch


def limit(rules: Rules, resource: Resource) -> int:
    """How many kg a limited thing holds."""
    kind, index, day = resource
    scenario = rules.scenario
    if kind == "lot":
        return scenario.lots[index].quantity_kg
    if kind == "demand":
        return scenario.demands[index].quantity_kg
    if kind == "storage":
        return scenario.points[index].storage_kg
    limits = {
        "lot_day": lambda: scenario.lots[index].max_kg_per_day,
        "demand_day": lambda: scenario.demands[index].max_kg_per_day,
        "point": lambda: rules.point_capacity[index][day],
        "lane": lambda: rules.lane_capacity[index][day],
    }
    kg = limits[kind]()
    assert kg is not None, "only limited things are asked for"
    return kg


def packing(rules: Rules, lines: Lines) -> dict[Resource, array[int]]:
    """Which columns use each limited thing; every coefficient is one."""
    rows: dict[Resource, array[int]] = defaultdict(_column)
    for column, line in enumerate(lines.rows()):
        for resource in touched(rules, line):
            rows[resource].append(column)
    return rows


def to_assignments(rules: Rules, lines: Lines, amounts: Iterable[float]) -> list[Assignment]:
    """A plan's lines from amounts in kg, each rounded down; lines with the same key are added up.

    Rounding down keeps every limit, since more of one line never makes room for another.
    """
    scenario = rules.scenario
    whole: dict[tuple[int, ...], int] = defaultdict(int)
    for line, amount in zip(lines.rows(), amounts, strict=True):
        kg = floor(amount + NEARLY_WHOLE)
        if kg > 0:
            whole[line] += kg
    found: list[Assignment] = []
    for (lot, point, harvest, dispatch, delivery, demand, _, freight), kg in whole.items():
        asked = scenario.demands[demand]
        found.append(
            Assignment(
                scenario.lots[lot].lot_id,
                asked.demand_id,
                scenario.points[point].point_id,
                scenario.start + timedelta(days=harvest),
                scenario.start + timedelta(days=dispatch),
                scenario.start + timedelta(days=delivery),
                kg,
                asked.price_vnd_per_kg,
                freight,
            )
        )
    return found
