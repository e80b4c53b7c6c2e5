"""The fairest shares: leximin over all plans within bounds, by cuts and warm solves.

The shares are first taken as fair as the known cuts allow; the program is asked whether they can all be met.
If so they are the leximin, since no plan within the cuts is fairer. If not, its dual values give cuts the
shares break, for every layer of badly-off producers at once, and the water rises again. Rounds are few
because layers are cut in parallel; should they drag, the layers are settled one after another, worst-off
first, which always ends.

Source: Ogryczak, Luss, Pióro, Nace, Tomaszewski, "Fair Optimization and Networks: A Survey", Journal of
Applied Mathematics 2014, for freezing levels by duals; the parallel cuts are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.cuts import Cut, level_cuts, price_cuts
from cungcau.engines.allocation.exact.filling import NEVER, Shares, Water
from cungcau.engines.allocation.exact.highs import Answer
from cungcau.engines.allocation.exact.program import Bounds
from cungcau.engines.allocation.exact.solver import Solver
from cungcau.engines.allocation.exact.units import Units

Floats = NDArray[np.float64]
SLACK_KG = 1e-4
"""Kilograms of all shares together that may stay unmet (per unit of scale)."""
PATIENCE = 40
"""Rounds of parallel cuts before the layers are settled one by one."""
LEVEL_STEP = 1e-6
"""How far below a layer's weight its cut is taken, clear of rounding in the duals."""


@dataclass(frozen=True)
class Fairest:
    """Leximin kg per unit and per element, in kg; the flow that meets them; rounds taken."""

    unit_kg: Floats
    element_kg: Floats
    answer: Answer
    rounds: int


def fairest(solver: Solver, units: Units, bounds: Bounds, first: Answer, basis: Any) -> Fairest:
    """Leximin of the producers' season shares over all plans within ``bounds``.

    Args:
        solver: the loaded program.
        units: whose shares count.
        bounds: the plans allowed, as earlier stages left them.
        first: the solve for most kg within ``bounds`` (or wider ones); its duals give the first cuts.
        basis: a basis that is dual feasible for selling the most.
    """
    return _Search(solver, units, bounds, basis).run(first)


class _Search:
    def __init__(self, solver: Solver, units: Units, bounds: Bounds, basis: Any) -> None:
        self.solver, self.bounds, self.basis = solver, bounds, basis
        self.program = solver.program
        self.count = units.count
        self.cap = units.cap / self.program.scale
        low, high = bounds.col_low[: self.count], bounds.col_high[: self.count]
        self.fixed = low == high
        self.water = Water(units, self.program.scale, self.fixed & (low >= self.cap))
        for u in np.flatnonzero(self.fixed & (low < self.cap)):
            self.water.learn(Cut(np.array([u]), np.ones(1), float(low[u])))
        self.settled = -NEVER
        """Layers up to this level are known to be met (one-by-one search only)."""

    def run(self, first: Answer) -> Fairest:
        for cut in price_cuts(self.program, self.bounds, -first.row_dual):
            self.water.learn(cut)
        rounds = 0
        while True:
            rounds += 1
            shares = self.water.rise()
            asked = self.water.by_unit(shares)
            one_by_one = rounds > PATIENCE
            weight = self._one_layer(shares) if one_by_one else self._by_rank(shares)
            answer = self._solve(asked, weight)
            self.basis = answer.basis
            self.solver.watch.next_round()
            met = answer.x[: self.count]
            wanted = weight > 0
            if float((asked - met)[wanted].sum()) <= SLACK_KG:
                if wanted.all():
                    return self._found(shares, answer, rounds)
                self.settled = float(self.water.lowest(shares)[wanted].max())
            elif not self._learn(answer, asked, weight):
                return self._found(shares, answer, rounds)

    def _by_rank(self, shares: Shares) -> Floats:
        """Weights from 2 for the worst-off layer down to 1 for those who sell all they have."""
        levels, rank = np.unique(self.water.lowest(shares), return_inverse=True)
        weights: Floats = 2.0 - rank / max(1, len(levels) - 1)
        return weights

    def _one_layer(self, shares: Shares) -> Floats:
        """Weight 1 for the settled layers and the next one above, 0 for all others."""
        lowest = self.water.lowest(shares)
        above = lowest[lowest > self.settled * (1 + 1e-9)]
        weights: Floats = (lowest <= above.min(initial=NEVER)).astype(np.float64)
        return weights

    def _solve(self, asked: Floats, weight: Floats) -> Answer:
        count = self.count
        bounds = self.bounds.copy()
        free = ~self.fixed
        bounds.col_high[:count][free] = asked[free]
        bounds.col_high[count : 2 * count][free] = (self.cap - asked)[free].clip(min=0.0)
        self.trial = bounds
        cost = np.zeros(self.program.layout.columns)
        cost[:count] = -weight
        return self.solver.minimise(cost, bounds, self.basis)

    def _learn(self, answer: Answer, asked: Floats, weight: Floats) -> bool:
        """Take every cut that the shares break; say whether there was one."""
        price = -answer.row_dual
        layers = np.unique(weight[weight > 0])
        wide = self._wide()
        cuts = level_cuts(self.program, wide, price, layers - LEVEL_STEP)
        broken = [cut for cut in cuts if cut.excess(asked) > SLACK_KG / 2]
        steps = np.diff(layers, prepend=0.0)
        explained = sum(step * max(0.0, cut.excess(asked)) for step, cut in zip(steps, cuts, strict=True))
        lacking = float(weight @ (asked - answer.x[: self.count]))
        if explained < lacking * (1 - 1e-6) - SLACK_KG:
            broken += [
                cut for cut in price_cuts(self.program, wide, price) if cut.excess(asked) > SLACK_KG / 2
            ]
        seen: set[tuple[int, float]] = set()
        for cut in broken:
            key = (len(cut.units), round(cut.limit, 6))
            if key not in seen:
                seen.add(key)
                self.water.learn(cut)
        return bool(broken)

    def _wide(self) -> Bounds:
        """Bounds under which cuts must hold: units may sell all they have, within or beyond their share."""
        count = self.count
        wide = self.bounds.copy()
        free = ~self.fixed
        wide.col_high[count : 2 * count][free] = self.cap[free]
        return wide

    def _found(self, shares: Shares, answer: Answer, rounds: int) -> Fairest:
        scale = self.program.scale
        sold = answer.x[: self.count] + answer.x[self.count : 2 * self.count]
        return Fairest(sold * scale, shares.asked * scale, answer, rounds)
