"""The planning page as one plain linear program per scenario: a column per allowed line, a row per sum.

Written from the page alone and sharing nothing with the solver. Objectives follow one another, each holding
the optimum before it; fairness is the textbook leximin: raise the common level of all free producers, try
each of them whether it can rise above it, freeze those that cannot.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import highspy
import numpy as np
from page_rules import Line, Resource, Rules

from cungcau.engines.allocation.model import Objective, Producer, Scenario

HOLD_KG = 1e-7
"""How far below its optimum an earlier objective may fall."""
RISES_KG = 1e-5
"""A producer that can sell this much above the common level can rise."""


@dataclass(frozen=True)
class Best:
    """Optimum of one order: kg sold and kg by producer (promises included), đồng of freight."""

    sold_kg: float
    by_producer: dict[str, float]
    cost_vnd: float


class Reference:
    """One scenario's linear program; ``best(order)`` solves it for an order of objectives."""

    def __init__(self, scenario: Scenario, extra: dict[Resource, int] | None = None) -> None:
        self.scenario = scenario
        rules = Rules(scenario)
        self.lines = list(rules.lines())
        self.freight = [rules.freight(line) for line in self.lines]
        promised = [(rules.promised_line(row), row.kg) for row in scenario.commitments]
        self.promised_kg = sum(kg for _, kg in promised)
        self.promised_vnd = sum(rules.freight(line) * kg for line, kg in promised)
        limits = rules.limits()
        for resource, kg in (extra or {}).items():
            limits[resource] += kg
        for line, kg in promised:
            for resource in rules.touches(line):
                if resource in limits:
                    limits[resource] -= kg
        self.limits = {resource: max(0, kg) for resource, kg in limits.items()}
        self._producers(promised)
        self._build(rules)
        self._held: dict[tuple[Objective, ...], list[tuple[str, int, float, float]]] = {(): []}

    def _producers(self, promised: list[tuple[Line, int]]) -> None:
        owner = {lot.lot_id: lot.producer_id for lot in self.scenario.lots}
        self.names = sorted(set(owner.values()))
        self.place = {name: p for p, name in enumerate(self.names)}
        self.owner = [self.place[owner[line.lot]] for line in self.lines]
        known = {row.producer_id: row for row in self.scenario.producers}
        ledger = [known.get(name, Producer(name)) for name in self.names]
        self.promised_by = [0] * len(self.names)
        for line, kg in promised:
            self.promised_by[self.place[owner[line.lot]]] += kg
        offered = [0] * len(self.names)
        for lot in self.scenario.lots:
            offered[self.place[lot.producer_id]] += lot.quantity_kg
        self.width = [
            float(row.weight * (row.prior_offered_kg + kg)) for row, kg in zip(ledger, offered, strict=True)
        ]
        self.had = [float(row.prior_sold_kg + kg) for row, kg in zip(ledger, self.promised_by, strict=True)]

    def _build(self, rules: Rules) -> None:
        """Columns: lines, kg by producer, the level. Rows: sums, producers, levels, kg in all, freight."""
        lines, producers = len(self.lines), len(self.names)
        self.level = lines + producers
        rows: dict[Resource, list[int]] = defaultdict(list)
        for column, line in enumerate(self.lines):
            for resource in rules.touches(line):
                if resource in self.limits:
                    rows[resource].append(column)
        highs = self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("primal_feasibility_tolerance", 1e-9),
            ("dual_feasibility_tolerance", 1e-9),
            ("threads", 1),
        ):
            highs.setOptionValue(name, value)
        infinity = highspy.kHighsInf
        for _ in range(lines + producers):
            highs.addVar(0.0, infinity)
        highs.addVar(-infinity, infinity)
        for resource, columns in rows.items():
            self._row(-infinity, float(self.limits[resource]), columns, [1.0] * len(columns))
        for p in range(producers):
            mine = [column for column, owner in enumerate(self.owner) if owner == p]
            self._row(0.0, 0.0, [*mine, lines + p], [-1.0] * len(mine) + [1.0])
        self.first_level = len(rows) + producers
        for p in range(producers):
            self._row(-infinity, infinity, [lines + p, self.level], [1.0, -self.width[p]])
        self.total = self.first_level + producers
        self._row(-infinity, infinity, list(range(lines, lines + producers)), [1.0] * producers)
        self._row(-infinity, infinity, list(range(lines)), [float(kg) for kg in self.freight])

    def _row(self, low: float, high: float, columns: list[int], values: list[float]) -> None:
        self.highs.addRow(low, high, len(columns), np.array(columns, dtype=np.int32), np.array(values))

    def best(self, order: tuple[Objective, ...]) -> Best:
        """The optimum of an order, promises counted in."""
        for length in range(1, len(order) + 1):
            if order[:length] not in self._held:
                before = self._held[order[: length - 1]]
                self._reset(before)
                self._held[order[:length]] = before + self._pursue(order[length - 1])
        self._reset(self._held[order])
        x = self._minimise({})
        lines = len(self.lines)
        by = x[lines : self.level] + np.array(self.promised_by)
        cost = float(np.dot(self.freight, x[:lines])) + self.promised_vnd
        return Best(float(by.sum()), dict(zip(self.names, by.tolist(), strict=True)), cost)

    def _reset(self, held: list[tuple[str, int, float, float]]) -> None:
        infinity = highspy.kHighsInf
        for p in range(len(self.names)):
            self.highs.changeColBounds(len(self.lines) + p, 0.0, infinity)
            self.highs.changeRowBounds(self.first_level + p, -infinity, infinity)
        for row in (self.total, self.total + 1):
            self.highs.changeRowBounds(row, -infinity, infinity)
        for kind, index, low, high in held:
            change = self.highs.changeColBounds if kind == "column" else self.highs.changeRowBounds
            change(index, low, high)

    def _pursue(self, objective: Objective) -> list[tuple[str, int, float, float]]:
        lines, infinity = len(self.lines), highspy.kHighsInf
        if objective is Objective.SOLD:
            x = self._minimise({lines + p: -1.0 for p in range(len(self.names))})
            return [("row", self.total, float(x[lines : self.level].sum()) - HOLD_KG, infinity)]
        if objective is Objective.COST:
            x = self._minimise({column: float(kg) for column, kg in enumerate(self.freight)})
            return [("row", self.total + 1, -infinity, float(np.dot(self.freight, x[:lines])) + HOLD_KG)]
        shares = self._leximin()
        return [("column", lines + p, max(0.0, kg - HOLD_KG), infinity) for p, kg in shares.items()]

    def _leximin(self) -> dict[int, float]:
        """kg of new sales by producer; those who never offered anything count for nothing.

        Who holds at least these kg holds no more: nobody could rise when they were frozen.
        """
        lines, infinity = len(self.lines), highspy.kHighsInf
        free = [p for p in range(len(self.names)) if self.width[p] > 0]
        frozen: dict[int, float] = {}
        while free:
            for p in free:
                self.highs.changeRowBounds(self.first_level + p, -self.had[p], infinity)
            level = float(self._minimise({self.level: -1.0})[self.level])
            least = {p: max(0.0, level * self.width[p] - self.had[p]) for p in free}
            for p in free:
                self.highs.changeRowBounds(self.first_level + p, -infinity, infinity)
                self.highs.changeColBounds(lines + p, max(0.0, least[p] - HOLD_KG), infinity)
            rising = self._rising(free, least, level)
            stuck = [p for p in free if p not in rising]
            assert stuck, "no producer holds the common level down"
            for p in stuck:
                frozen[p] = least[p]
            free = [p for p in free if p in rising]
        return frozen

    def _rising(self, free: list[int], least: dict[int, float], level: float) -> set[int]:
        """Those of the free producers that some plan, fair to all, puts above the level."""
        lines = len(self.lines)
        rising: set[int] = set()

        def look(x: np.ndarray) -> None:
            rising.update(p for p in free if x[lines + p] + self.had[p] > level * self.width[p] + RISES_KG)

        look(self._minimise({lines + p: -1.0 for p in free}))
        for p in free:
            if p not in rising:
                look(self._minimise({lines + p: -1.0}))
        return rising

    def _minimise(self, cost: dict[int, float]) -> np.ndarray:
        vector = np.zeros(self.level + 1)
        for column, value in cost.items():
            vector[column] = value
        columns = np.arange(self.level + 1, dtype=np.int32)
        self.highs.changeColsCost(len(columns), columns, vector)
        self.highs.run()
        status = self.highs.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, status
        return np.array(self.highs.getSolution().col_value)
