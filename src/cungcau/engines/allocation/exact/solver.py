"""The program solved with few arcs awake: nights in store sleep until their price says they would help.

Most goods leave a point on the day they come, yet the arcs that keep them overnight are half the program.
They begin at zero; after each solve every sleeping arc is priced, with the best worth its goods could have
afterwards, and those that would improve the plan wake for good. When none would, the plan is optimal for
the whole program, and the dual values returned are feasible for all of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.highs import Answer, Engine
from cungcau.engines.allocation.exact.program import Bounds, Program
from cungcau.engines.allocation.exact.watch import Watch

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
HELPS = 1e-7
"""A sleeping arc wakes when it gains more than this per kg (kg count 1 to 2, freight at most 10,000)."""
WORTHLESS = 1e7
"""Price of goods that nobody can use any more; beyond every real price."""


class Solver:
    """Solves over all arcs of a program; ``awake`` tells which of them HiGHS works with."""

    def __init__(self, program: Program, watch: Watch) -> None:
        self.program = program
        self.watch = watch
        self.awake = ~program.overnight
        self._engine = Engine(program, watch)
        layout = program.layout
        self._arcs = slice(layout.first_join, layout.first_keep)

    def wake_all(self) -> None:
        """Work with every arc from now on; for objectives where many nights in store pay."""
        self.awake[:] = True

    def least(self, cost: Floats, bounds: Bounds, basis: Any) -> float:
        """Only the least Σ cost × x over all arcs; see ``Engine.least``."""
        self.wake_all()
        return self._engine.least(cost, bounds, basis)

    @property
    def pivots(self) -> int:
        """Simplex and crossover steps so far."""
        return self._engine.pivots

    def minimise(self, cost: Floats, bounds: Bounds, basis: Any = None) -> Answer:
        """Least Σ cost × x within ``bounds`` over all arcs, from ``basis`` if given.

        Raises:
            Stopped: the caller asked to stop.
            Unsolved: there is no optimum.
        """
        open_arcs = bounds.col_high[self._arcs] > 0
        while True:
            live = self._live(open_arcs & self.awake)
            answer = self._engine.minimise(cost, self._narrowed(bounds), basis, int(live.sum()))
            basis = answer.basis
            price = self._full_price(answer, cost, open_arcs, live)
            gain = np.where(open_arcs, self._gain(price, cost), -WORTHLESS)
            waking = (gain > HELPS) & ~self.awake
            if not waking.any():
                return self._complete(answer, cost, price)
            self.awake |= waking | self._followers(waking, gain)

    def _narrowed(self, bounds: Bounds) -> Bounds:
        narrowed = bounds.copy()
        narrowed.col_high[self._arcs][~self.awake] = 0.0
        return narrowed

    def _live(self, usable: Flags) -> Flags:
        """Unit and node rows that goods can reach over usable arcs."""
        program = self.program
        live = np.zeros(program.layout.first_resource + 1, dtype=np.bool_)
        live[program.unit_row] = True
        tail, head = program.tail[usable], program.head[usable]
        while True:
            reached = head[live[tail] & ~live[head]]
            reached = reached[reached >= 0]
            if not len(reached):
                return live[:-1]
            live[reached] = True

    def _full_price(self, answer: Answer, cost: Floats, open_arcs: Flags, live: Flags) -> Floats:
        """Prices of all rows; a row no awake arc reaches gets the best its goods could still do."""
        program = self.program
        price = -answer.row_dual
        if live.all():
            return price
        dead = np.concatenate([~live, [False]])
        out = np.flatnonzero(dead[program.tail] & open_arcs)
        tail, head = program.tail[out], program.head[out]
        step = cost[self._arcs][out] + self._toll(price)[out]
        worth = np.append(price[: program.layout.first_resource], 0.0)
        worth[dead] = WORTHLESS
        while True:
            lower = worth.copy()
            np.minimum.at(lower, tail, step + worth[head])
            if np.array_equal(lower, worth):
                break
            worth = lower
        price[: program.layout.first_resource] = worth[:-1]
        return price

    def _followers(self, waking: Flags, gain: Floats) -> Flags:
        """Sleeping arcs on the best ways onward from those that wake."""
        program = self.program
        reached = np.zeros(program.layout.first_resource + 1, dtype=np.bool_)
        reached[program.head[waking]] = True
        best = np.flatnonzero(gain >= -HELPS)
        tail, head = program.tail[best], program.head[best]
        while True:
            further = head[reached[tail] & (head >= 0)]
            further = further[~reached[further]]
            if not len(further):
                break
            reached[further] = True
        followers = np.zeros(len(gain), dtype=np.bool_)
        followers[best] = reached[tail]
        return followers & ~self.awake

    def _toll(self, price: Floats) -> Floats:
        """What the resources of each arc charge per kg."""
        uses, first = self.program.uses, self.program.layout.first_resource
        toll: Floats = np.where(uses >= 0, price[first + uses], 0.0).sum(axis=1)
        return toll

    def _gain(self, price: Floats, cost: Floats) -> Floats:
        """Gain per kg of sending goods along each arc at these prices."""
        program = self.program
        worth = np.append(price[: program.layout.first_resource], 0.0)
        gain: Floats = worth[program.tail] - worth[program.head] - cost[self._arcs] - self._toll(price)
        return gain

    def _complete(self, answer: Answer, cost: Floats, price: Floats) -> Answer:
        """The answer with dual values that hold for sleeping arcs too."""
        reduced = answer.reduced.copy()
        reduced[self._arcs] = -self._gain(price, cost)
        return Answer(answer.objective, answer.x, reduced, -price, answer.row_activity, answer.basis)
