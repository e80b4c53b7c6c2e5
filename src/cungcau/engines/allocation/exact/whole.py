"""Whole kilograms: a continuous plan turned into integers that keep every constraint exactly.

Vertices of these programs are nearly always whole already. Where capacities shared by several goods leave
fractions, the few columns that are not whole, and what hangs on them, form a small integer program: each
may go down or up to the next kilogram, the most is sold, then the least spent. If that has no answer, the
circle widens; at the very end every path is cut down to whole kilograms, which is always possible.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.highs import quiet_highs
from cungcau.engines.allocation.exact.program import Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NEAR = 1e-4
"""Kilograms this near to a whole number are that number."""
CIRCLES = 5
KEPT = 0.1
"""What a kg kept is worth beside a kg sold."""
MOST_NODES = 5000
"""Branches one small integer program may look at before its best answer is used: counted, not timed, so that
the same input gives the same plan on any machine."""


@dataclass(frozen=True)
class Whole:
    """Kg of every column as integers, and how many columns had to be settled by the integer program."""

    kg: Ints
    settled: int


def whole_kg(program: Program, x: Floats) -> Whole:
    """Integers near ``x`` (program units) within every row and column bound of ``program``.

    Args:
        program: the widest bounds; later stages' narrower faces are honoured by staying next to ``x``.
        x: a feasible point.
    """
    kg = x * program.scale
    near = np.rint(kg)
    loose = np.abs(kg - near) > NEAR
    if not loose.any() and feasible(program, near.astype(np.int64)):
        return Whole(near.astype(np.int64), 0)
    wide = loose.copy()
    for circle in range(CIRCLES):
        found = _settle(program, kg, near, wide, circle)
        if found is not None and feasible(program, found):
            return Whole(found, int(wide.sum()))
        wide = _neighbours(program, wide)
    return Whole(_cut_down(program, kg), int(loose.sum()))


def feasible(program: Program, kg: Ints) -> bool:
    """Whether integer kg keep every row and bound of the program exactly."""
    layout, bounds, scale = program.layout, program.bounds, program.scale
    high = np.rint(bounds.col_high * scale)
    beyond = slice(layout.units, 2 * layout.units)
    high[beyond] = high[: layout.units]
    if (kg < 0).any() or (kg > high).any():
        return False
    both = kg[: layout.units] + kg[beyond]
    if (both > high[: layout.units]).any():
        return False
    sums = np.bincount(program.row, program.value * kg[program.column], layout.rows)
    rows = slice(layout.first_resource, layout.total_row)
    room = np.floor(bounds.row_high[rows] * scale + NEAR)
    return bool((sums[: layout.first_resource] == 0).all() and (sums[rows] <= room).all())


def _neighbours(program: Program, chosen: Flags) -> Flags:
    """The chosen columns and every column that shares a row (the total aside) with one of them."""
    inner = program.row != program.layout.total_row
    touched = np.zeros(program.layout.rows, dtype=np.bool_)
    touched[program.row[inner & chosen[program.column]]] = True
    wider = chosen.copy()
    wider[program.column[inner & touched[program.row]]] = True
    return wider


def _settle(program: Program, kg: Floats, near: Floats, chosen: Flags, circle: int) -> Ints | None:
    """The small integer program over the chosen columns, all others fixed at their nearest whole kg."""
    layout, scale = program.layout, program.scale
    columns = np.flatnonzero(chosen)
    place = np.full(layout.columns, -1)
    place[columns] = np.arange(len(columns))
    high = np.rint(program.bounds.col_high * scale)
    high[layout.units : 2 * layout.units] = np.maximum(
        high[layout.units : 2 * layout.units], np.ceil(kg[layout.units : 2 * layout.units] - NEAR)
    )
    low_kg = np.maximum(0, np.floor(kg[columns] + NEAR) - circle)
    high_kg = np.minimum(high[columns], np.ceil(kg[columns] - NEAR) + circle)
    fixed = np.where(chosen, 0.0, near)
    rest = np.bincount(program.row, program.value * fixed[program.column], layout.rows)
    entries = chosen[program.column] & (program.row != layout.total_row)
    rows, row_place = np.unique(program.row[entries], return_inverse=True)
    bounds = program.bounds
    room = np.where(rows < layout.first_resource, 0.0, np.floor(bounds.row_high[rows] * scale + NEAR))
    row_high = room - rest[rows]
    row_low = np.where(rows < layout.first_resource, row_high, -np.inf)
    highs = quiet_highs()
    highs.setOptionValue("mip_max_nodes", MOST_NODES)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(rows)
    model.col_cost_ = _wish(program, columns)
    model.col_lower_, model.col_upper_ = low_kg, np.maximum(low_kg, high_kg)
    model.row_lower_, model.row_upper_ = row_low, row_high
    order = np.lexsort((row_place, place[program.column[entries]]))
    counts = np.bincount(place[program.column[entries]], minlength=len(columns))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    model.a_matrix_.index_ = row_place[order].astype(np.int32)
    model.a_matrix_.value_ = program.value[entries][order]
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    highs.passModel(model)
    highs.run()
    found = np.array(highs.getSolution().col_value)
    if len(found) != len(columns) or highs.getInfo().primal_solution_status != 2:
        return None
    answer = near.astype(np.int64)
    answer[columns] = np.rint(found).astype(np.int64)
    return answer


def _wish(program: Program, columns: Ints) -> Floats:
    """Sell the most; among equals keep most of the published lines; among these spend the least."""
    layout = program.layout
    dearest = float(program.freight.max(initial=0.0)) * 4 + 1.0
    spend = program.freight[columns] / dearest / 10.0
    if layout.keeps:
        spend = spend / 10.0 - np.where(columns >= layout.first_keep, KEPT, 0.0)
    return np.where(columns < 2 * layout.units, -1.0, spend)


def _cut_down(program: Program, kg: Floats) -> Ints:
    """Every path of the flow cut down to whole kg: never infeasible, at most one kg a path is lost."""
    layout = program.layout
    answer = np.zeros(layout.columns, dtype=np.int64)
    left = kg.copy()
    out: dict[int, list[int]] = {}
    tail = np.concatenate([program.tail, program.keep_row])
    head = np.concatenate([program.head, np.full(layout.keeps, -1)])
    for arc in range(layout.joins + layout.arcs + layout.keeps):
        if left[layout.first_join + arc] > NEAR:
            out.setdefault(int(tail[arc]), []).append(arc)
    for unit in range(layout.units):
        for column in (unit, layout.units + unit):
            while left[column] > NEAR:
                path, amount = _path(
                    layout.first_join, head, out, left, int(program.unit_row[unit]), float(left[column])
                )
                if amount <= NEAR:
                    break
                whole = int(np.floor(amount + NEAR))
                left[column] -= amount
                answer[column] += whole
                for arc in path:
                    left[layout.first_join + arc] -= amount
                    answer[layout.first_join + arc] += whole
    return answer


def _path(
    first: int, heads: Ints, out: dict[int, list[int]], left: Floats, node: int, amount: float
) -> tuple[list[int], float]:
    """One path of flow from a node to a demand, and what it carries at most; column ``first`` is arc 0."""
    path: list[int] = []
    while node >= 0:
        arcs = out.get(node, [])
        while arcs and left[first + arcs[-1]] <= NEAR:
            arcs.pop()
        if not arcs:
            return path, 0.0
        path.append(arcs[-1])
        amount = min(amount, float(left[first + arcs[-1]]))
        node = int(heads[arcs[-1]])
    return path, amount
