"""The objectives one after another, each holding the optimum of those before it.

An optimum is held by its face: with the dual values of the solve, a column whose reduced cost is not zero
stays at its bound and a row whose dual is not zero stays tight in *every* optimal plan, and conversely every
plan that keeps these is optimal. So a stage narrows bounds and adds no dense row. The fairest shares are
held as whole kilograms: each unit sells its share rounded down or up, and no less in total.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.highs import Answer
from cungcau.engines.allocation.exact.leximin import Fairest, fairest
from cungcau.engines.allocation.exact.program import Bounds
from cungcau.engines.allocation.exact.solver import Solver
from cungcau.engines.allocation.exact.units import Units
from cungcau.engines.allocation.model import Objective

Floats = NDArray[np.float64]
Order = tuple[Objective, ...]
CLEAR = 1e-6
"""Reduced costs and duals beyond this are not zero (kg count 1, freight at most ``LARGE_COST``)."""
LARGE_COST = 1e4
WHOLE = 1e-5
"""A share this near to a whole kilogram is that kilogram."""


@dataclass(frozen=True)
class Reached:
    """Where an order of objectives led: the plans that attain it, and one of them (the last solve)."""

    bounds: Bounds
    answer: Answer


class Stages:
    """Runs objectives in any order over one program, sharing what orders have in common.

    Attributes:
        fair: leximin shares, once found.
        published_kg: kg each unit sold anew in a published plan, to keep where as fair (re-planning only).
        best: the last solve whose shares are whole kilograms or unrounded optima of kg or freight.
    """

    def __init__(self, solver: Solver, units: Units, published_kg: Floats | None = None) -> None:
        self.solver = solver
        self.units = units
        self.published_kg = published_kg
        self.fair: Fairest | None = None
        self.best: Answer | None = None
        program = solver.program
        self._most = np.zeros(program.layout.columns)
        self._most[: program.layout.units] = -1.0
        dearest = float(np.abs(program.freight).max(initial=0.0))
        self._freight_unit = max(1.0, dearest / LARGE_COST)
        self._freight = program.freight / self._freight_unit
        self._cost_basis: Any = None
        self._most_sold: Answer | None = None
        self._reached: dict[Order, Reached] = {}

    def most_sold(self) -> Answer:
        """The most kg that can be sold at all; the first solve of every run."""
        if self._most_sold is None:
            self.solver.watch.enter("sold")
            bounds = self.solver.program.bounds
            self._most_sold = self.best = self.solver.minimise(self._most, bounds)
            self._reached[Objective.SOLD,] = Reached(self._held(bounds, self._most_sold), self._most_sold)
        return self._most_sold

    def run(self, order: Order) -> Reached:
        """Pursue the objectives in order, from the most wanted to the least."""
        first = self.most_sold()
        reached = Reached(self.solver.program.bounds, first)
        for length in range(1, len(order) + 1):
            prefix = order[:length]
            if prefix not in self._reached:
                self._reached[prefix] = self._pursue(prefix, reached)
            reached = self._reached[prefix]
        return reached

    def sell_most_within(self, bounds: Bounds) -> Answer:
        """The most kg within other bounds, from the basis of the first solve."""
        return self.solver.minimise(self._most, bounds, self.most_sold().basis)

    def keep_most(self, reached: Reached) -> Answer:
        """The plan, of all those as good as the one reached, that keeps most kg of the published lines."""
        self.solver.watch.enter("keep")
        self.solver.wake_all()
        layout = self.solver.program.layout
        cost = np.zeros(layout.columns)
        cost[layout.first_keep :] = -1.0
        self.best = self.solver.minimise(cost, reached.bounds, reached.answer.basis)
        return self.best

    def sold_kg(self, reached: Reached) -> float:
        """Kilograms sold anew by the plan reached."""
        return float(reached.answer.x[: 2 * self.units.count].sum()) * self.solver.program.scale

    def cost_vnd(self, reached: Reached) -> float:
        """Đồng of freight of the plan reached."""
        return float(self.solver.program.freight @ reached.answer.x) * self.solver.program.scale

    def least_cost_without_sharing(self, order: Order) -> float:
        """Đồng of freight after pursuing ``order``, which ends with cost and has no fair shares in it."""
        if order in self._reached:
            return self.cost_vnd(self._reached[order])
        before = self.run(order[:-1])
        least = self.solver.least(self._freight, before.bounds, self._cost_basis)
        return least * self._freight_unit * self.solver.program.scale

    def _pursue(self, prefix: Order, before: Reached) -> Reached:
        objective, done = prefix[-1], prefix[:-1]
        if objective is Objective.FAIR:
            return self._share_out(done, before)
        if objective is Objective.SOLD:
            if Objective.FAIR in done:
                return before
            self.solver.watch.enter("sold")
            answer = self.solver.minimise(self._most, before.bounds, self.most_sold().basis)
        else:
            self.solver.watch.enter("cost")
            self.solver.wake_all()
            answer = self.solver.minimise(self._freight, before.bounds, self._cost_basis)
            self._cost_basis = answer.basis
        self.best = answer
        return Reached(self._held(before.bounds, answer), answer)

    def _share_out(self, done: Order, before: Reached) -> Reached:
        self.solver.watch.enter("fair")
        first = self.most_sold()
        found = fairest(self.solver, self.units, before.bounds, first, first.basis)
        bounds = self._whole_shares(before.bounds, found, held=Objective.SOLD in done)
        basis = found.answer.basis
        if self.published_kg is not None:
            bounds, basis = self._as_published(bounds, found, self.published_kg)
        answer = self.solver.minimise(self._most, bounds, basis)
        self.fair, self.best = found, answer
        return Reached(bounds, answer)

    def _whole_shares(self, before: Bounds, found: Fairest, *, held: bool) -> Bounds:
        """Bounds in which every unit sells its fair share, rounded to a kilogram either way."""
        layout, scale = self.solver.program.layout, self.solver.program.scale
        bounds = before.copy()
        count = layout.units
        bounds.col_low[:count] = np.floor(found.unit_kg + WHOLE) / scale
        bounds.col_high[:count] = np.ceil(found.unit_kg - WHOLE) / scale
        bounds.col_low[count : 2 * count] = 0.0
        bounds.col_high[count : 2 * count] = 0.0
        if not held:
            bounds.row_low[layout.total_row] = np.floor(found.unit_kg.sum() + WHOLE) / scale
        return bounds

    def _as_published(self, whole: Bounds, found: Fairest, published_kg: Floats) -> tuple[Bounds, Any]:
        """Bounds in which as many units as can be sell exactly what they did, where that is as fair."""
        count = self.units.count
        asked, beyond = slice(0, count), slice(count, 2 * count)
        kg = published_kg / self.solver.program.scale
        like = (kg >= whole.col_low[asked]) & (kg <= whole.col_high[asked])
        wanted = np.where(like, kg, whole.col_high[asked])
        apart = whole.copy()
        apart.col_high[asked] = wanted
        apart.col_high[beyond] = whole.col_high[asked] - wanted
        cost = self._most.copy()
        cost[beyond] = 1.0
        answer = self.solver.minimise(cost, apart, found.answer.basis)
        sold = answer.x[asked] + answer.x[beyond]
        same = like & (np.abs(sold - kg) <= WHOLE)
        bounds = whole.copy()
        bounds.col_low[asked][same] = kg[same]
        bounds.col_high[asked][same] = kg[same]
        return bounds, answer.basis

    @staticmethod
    def _held(before: Bounds, answer: Answer) -> Bounds:
        """Bounds narrowed to the face on which ``answer`` is optimal."""
        bounds = before.copy()
        free = bounds.col_low < bounds.col_high
        down = free & (answer.reduced > CLEAR)
        up = free & (answer.reduced < -CLEAR)
        bounds.col_high[down] = bounds.col_low[down]
        bounds.col_low[up] = bounds.col_high[up]
        tight = np.abs(answer.row_dual) > CLEAR
        to_high = np.abs(answer.row_activity - bounds.row_high) <= np.abs(
            answer.row_activity - bounds.row_low
        )
        bounds.row_low[tight & to_high] = bounds.row_high[tight & to_high]
        bounds.row_high[tight & ~to_high] = bounds.row_low[tight & ~to_high]
        return bounds
