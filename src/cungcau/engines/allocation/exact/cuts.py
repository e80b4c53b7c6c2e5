"""Proven limits on what groups of units can sell together, read off a solved program.

A cut says Σ weight × kg ≤ limit over some units, for every plan within the program's bounds. Dual values
only *suggest* a cut: its limit is computed from bounds alone, so a cut is valid however inexact the duals
are. Two kinds are made:

- *level* cuts: all nodes with a potential above a level, with the resources that stand between them and the
  rest. The program weighs units by how badly off they are, so each level yields the cut that holds one
  layer of units back.
- *price* cuts: every row weighed by its dual, split where the weighed rows fall apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.program import Bounds, Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TINY = 1e-7
"""Duals nearer to zero than this count as zero."""


@dataclass(frozen=True)
class Cut:
    """Σ ``weight`` × kg over ``units`` is at most ``limit`` (program units)."""

    units: Ints
    weight: Floats
    limit: float

    def excess(self, asked: Floats) -> float:
        """How far the kg asked by all units go beyond the limit."""
        return float(self.weight @ asked[self.units]) - self.limit


def level_cuts(program: Program, bounds: Bounds, price: Floats, levels: Iterable[float]) -> list[Cut]:
    """One cut for each level; ``price`` is what each row is worth (minus the dual of the minimised program)."""
    layout = program.layout
    worth = price[: layout.first_resource]
    head = np.where(program.head >= 0, worth[program.head], 0.0)
    stack = program.uses[:, [1, 2, 0]]
    step = np.where(stack >= 0, price[layout.first_resource + stack], 0.0)
    frame = _Frame(program, bounds, worth, head, stack, step)
    return [frame.cut(level, worth[program.unit_row]) for level in levels]


class _Frame:
    """Arcs with the worth of their ends, and the resources between stacked from the head upwards."""

    def __init__(
        self, program: Program, bounds: Bounds, worth: Floats, head: Floats, stack: Ints, step: Floats
    ) -> None:
        layout = program.layout
        self.tail, self.head, self.stack, self.step = worth[program.tail], head, stack, step
        arcs = slice(layout.first_join, layout.first_keep)
        self.low, self.high = bounds.col_low[arcs], bounds.col_high[arcs]
        self.forced = np.flatnonzero(self.low > 0)
        self.room = bounds.row_high[layout.first_resource : layout.total_row]
        beyond = slice(layout.units, 2 * layout.units)
        self.beyond = bounds.col_low[beyond]
        self.keeps = _Keeps(program, bounds, worth)

    def cut(self, level: float, worth: Floats) -> Cut:
        """The units worth more than ``level``, and the most that can leave the nodes worth more than it."""
        above, below = self.tail > level, self.head <= level
        leaving = np.flatnonzero(above & below)
        charged = self._charged(leaving, level)
        covered = (charged[self.stack[leaving]] & (self.stack[leaving] >= 0)).any(axis=1)
        limit = float(self.room[charged[:-1]].sum() + self.high[leaving[~covered]].sum())
        limit += self.keeps.beyond(level, charged)
        entering = ~above & ~below
        limit -= float(self.low[entering].sum())
        other = self.forced[~(above & below)[self.forced]]
        limit -= float(
            (self.low[other, None] * (charged[self.stack[other]] & (self.stack[other] >= 0))).sum()
        )
        units = np.flatnonzero(worth > level)
        return Cut(units, np.ones(len(units)), limit - float(self.beyond[units].sum()))

    def _charged(self, leaving: Ints, level: float) -> NDArray[np.bool_]:
        """Resources whose price spans the level on some leaving arc; one spare place at the end."""
        charged = np.zeros(len(self.room) + 1, dtype=np.bool_)
        reached = self.head[leaving].copy()
        open_yet = np.ones(len(leaving), dtype=np.bool_)
        for slot in range(3):
            resource, step = self.stack[leaving, slot], self.step[leaving, slot]
            reached += step
            here = open_yet & (resource >= 0) & (step > TINY) & (reached > level)
            charged[resource[here]] = True
            open_yet &= ~here
        return charged


class _Keeps:
    """The published lines' columns, which leave a class for a demand at once."""

    def __init__(self, program: Program, bounds: Bounds, worth: Floats) -> None:
        layout = program.layout
        keeps = slice(layout.first_keep, layout.columns)
        self.tail = worth[program.keep_row]
        self.low, self.high = bounds.col_low[keeps], bounds.col_high[keeps]
        entries = slice(int(program.start[layout.first_keep]), None)
        taken = program.row[entries] >= layout.first_resource
        self.resource = program.row[entries][taken] - layout.first_resource
        self.column = program.column[entries][taken] - layout.first_keep

    def beyond(self, level: float, charged: NDArray[np.bool_]) -> float:
        """Most kg that leave above ``level`` past the charged resources, less what others must take of these."""
        takes = np.bincount(self.column, charged[self.resource], len(self.tail))
        above = self.tail > level
        return float(self.high[above & (takes == 0)].sum() - (self.low * takes)[~above].sum())


def price_cuts(program: Program, bounds: Bounds, price: Floats) -> list[Cut]:
    """The inequality that the priced rows add up to, one for each part they fall into."""
    layout = program.layout
    high = np.where(price > 0, bounds.row_high, bounds.row_low)
    price = np.where((np.abs(price) > TINY) & np.isfinite(high), price, 0.0)
    part = _parts(program, price)
    sums = program.sum_by_column(price)
    limit = np.zeros(layout.rows)
    rows = np.flatnonzero(price)
    np.add.at(limit, part.row[rows], price[rows] * high[rows])
    others = layout.units + np.flatnonzero(sums[layout.units :])
    worst = np.where(sums > 0, bounds.col_low, bounds.col_high)
    np.add.at(limit, part.column[others], -sums[others] * worst[others])
    weight = sums[: layout.units]
    negative = np.flatnonzero(weight < 0)
    np.add.at(limit, part.column[negative], -weight[negative] * bounds.col_high[negative])
    units = np.flatnonzero(weight > TINY)
    units = units[np.argsort(part.column[units], kind="stable")]
    begins = np.flatnonzero(np.diff(part.column[units], prepend=-1))
    groups = np.split(units, begins[1:]) if len(units) else []
    return [Cut(group, weight[group], float(limit[part.column[group[0]]])) for group in groups]


@dataclass(frozen=True)
class _Parts:
    row: Ints
    column: Ints


def _parts(program: Program, price: Floats) -> _Parts:
    """Label of each priced row and of each column that touches one; equal labels hang together."""
    layout = program.layout
    touched = price[program.row] != 0
    row, column = program.row[touched], program.column[touched]
    label = np.arange(layout.rows)
    while True:
        of_column = np.full(layout.columns, layout.rows)
        np.minimum.at(of_column, column, label[row])
        lower = label.copy()
        np.minimum.at(lower, row, of_column[column])
        lower = np.minimum(lower, lower[lower])
        if np.array_equal(lower, label):
            return _Parts(label, of_column)
        label = lower
