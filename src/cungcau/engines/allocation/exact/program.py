"""One linear program for all stages, kept in HiGHS so that a solve can start from an earlier basis.

Columns, in order: for each unit the kg its share asks for (``asked``) and the kg beyond (``beyond``); arcs
from lone producers to classes; arcs of the network; published lines to keep (re-planning only). Rows, in
order: one per lone unit, one per node (in = out), one per resource (≤ room), and the kg sold in total.
Quantities are kg divided by ``scale``, a power of two, so whole kg stay exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.network import Network
from cungcau.engines.allocation.exact.units import Units

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LARGE_KG = 1e6
"""Bounds above this are scaled down to it, to stay within what double arithmetic resolves."""


@dataclass(frozen=True)
class Keep:
    """A published line as a column of its own: class it leaves, resource rows it takes from, kg, đồng/kg."""

    group: int
    rows: tuple[int, ...]
    kg: int
    cost: int


@dataclass(frozen=True)
class Layout:
    """How many of each kind of column and row there are, and where each kind begins."""

    units: int
    joins: int
    arcs: int
    keeps: int
    lone: int
    nodes: int
    resources: int

    @property
    def first_join(self) -> int:
        """First column of the arcs from lone producers to classes."""
        return 2 * self.units

    @property
    def first_arc(self) -> int:
        """First column of the network's arcs."""
        return self.first_join + self.joins

    @property
    def first_keep(self) -> int:
        """First column of the published lines."""
        return self.first_arc + self.arcs

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.first_keep + self.keeps

    @property
    def first_resource(self) -> int:
        """First resource row; unit and node rows stand before it."""
        return self.lone + self.nodes

    @property
    def total_row(self) -> int:
        """The row that sums all kg sold."""
        return self.first_resource + self.resources

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.total_row + 1


@dataclass(frozen=True)
class Bounds:
    """Bounds of columns and rows in program units; a stage that is held narrows them."""

    col_low: Floats
    col_high: Floats
    row_low: Floats
    row_high: Floats

    def copy(self) -> Bounds:
        """The same bounds, free to be changed."""
        return Bounds(self.col_low.copy(), self.col_high.copy(), self.row_low.copy(), self.row_high.copy())


@dataclass(frozen=True)
class Program:
    """The matrix (entries sorted by column), the widest bounds, and đồng per kg of each column.

    Attributes:
        unit_row: the row that carries each unit: its own, or its class's.
        tail, head, uses: ends (rows, head -1 when delivered) and resources of joins and arcs.
        overnight: arcs, of those, that keep goods at a point for a night.
        keep_row: the class row each published line leaves.
    """

    layout: Layout
    scale: float
    start: Ints
    row: Ints
    column: Ints
    value: Floats
    bounds: Bounds
    freight: Floats
    unit_row: Ints
    tail: Ints
    head: Ints
    uses: Ints
    overnight: NDArray[np.bool_]
    keep_row: Ints

    def sum_by_column(self, by_row: Floats) -> Floats:
        """Σ over rows of ``by_row`` × entry, for every column."""
        sums = np.bincount(self.column, self.value * by_row[self.row], self.layout.columns)
        return sums.astype(np.float64)


def build_program(network: Network, units: Units, keeps: Sequence[Keep] = ()) -> Program:
    """Lay the network and the units out as one sparse program."""
    lone = np.flatnonzero(units.own_class < 0)
    layout = Layout(
        units=units.count,
        joins=len(units.join_unit),
        arcs=len(network.tail),
        keeps=len(keeps),
        lone=len(lone),
        nodes=network.node_count,
        resources=len(network.room),
    )
    lone_row = np.full(units.count, -1, dtype=np.int64)
    lone_row[lone] = np.arange(len(lone))
    unit_row = np.where(units.own_class < 0, lone_row, layout.lone + units.own_class)
    row, column, value = _entries(layout, network, units, keeps, lone_row, unit_row)
    high = np.concatenate(
        [units.cap, np.zeros(units.count), units.join_kg, network.upper, [k.kg for k in keeps]]
    )
    scale = _scale(max(float(high.max(initial=0)), float(network.room.max(initial=0))))
    equal = np.zeros(layout.first_resource)
    bounds = Bounds(
        col_low=np.zeros(layout.columns),
        col_high=high.astype(np.float64) / scale,
        row_low=np.concatenate([equal, np.full(layout.resources + 1, -np.inf)]),
        row_high=np.concatenate([equal, network.room / scale, [np.inf]]),
    )
    return Program(
        layout=layout,
        scale=scale,
        start=np.concatenate([[0], np.cumsum(np.bincount(column, minlength=layout.columns))]),
        row=row,
        column=column,
        value=value,
        bounds=bounds,
        freight=np.concatenate([np.zeros(layout.first_arc), network.cost, [k.cost for k in keeps]]),
        unit_row=unit_row,
        tail=np.concatenate([lone_row[units.join_unit], layout.lone + network.tail]),
        head=np.concatenate(
            [layout.lone + units.join_class, np.where(network.head < 0, -1, layout.lone + network.head)]
        ),
        uses=np.concatenate([np.full((layout.joins, 3), -1), network.uses]),
        overnight=np.concatenate([np.zeros(layout.joins, dtype=np.bool_), network.overnight]),
        keep_row=layout.lone + np.array([k.group for k in keeps], dtype=np.int64),
    )


def _entries(
    layout: Layout, network: Network, units: Units, keeps: Sequence[Keep], lone_row: Ints, unit_row: Ints
) -> tuple[Ints, Ints, Floats]:
    """Row, column and value of every entry, sorted by column then row."""
    unit = np.arange(layout.units)
    arc = layout.first_arc + np.arange(layout.arcs)
    join = layout.first_join + np.arange(layout.joins)
    keep = layout.first_keep + np.arange(layout.keeps)
    inner = network.head >= 0
    parts: list[tuple[Ints, Ints, float]] = [
        (np.concatenate([unit_row, unit_row]), np.arange(2 * layout.units), 1.0),
        (np.full(2 * layout.units, layout.total_row), np.concatenate([unit, layout.units + unit]), 1.0),
        (lone_row[units.join_unit], join, -1.0),
        (layout.lone + units.join_class, join, 1.0),
        (layout.lone + network.tail, arc, -1.0),
        (layout.lone + network.head[inner], arc[inner], 1.0),
        (layout.lone + np.array([k.group for k in keeps], dtype=np.int64), keep, -1.0),
    ]
    for slot in range(3):
        used = network.uses[:, slot] >= 0
        parts.append((layout.first_resource + network.uses[used, slot], arc[used], 1.0))
    taken = [(layout.first_resource + r, layout.first_keep + c) for c, k in enumerate(keeps) for r in k.rows]
    pairs = np.array(taken, dtype=np.int64).reshape(-1, 2)
    parts.append((pairs[:, 0], pairs[:, 1], 1.0))
    row = np.concatenate([rows for rows, _, _ in parts])
    column = np.concatenate([columns for _, columns, _ in parts])
    value = np.concatenate([np.full(len(rows), sign) for rows, _, sign in parts])
    order = np.lexsort((row, column))
    return row[order], column[order], value[order]


def _scale(largest: float) -> float:
    scale = 1.0
    while largest / scale > LARGE_KG:
        scale *= 2.0
    return scale
