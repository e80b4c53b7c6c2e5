"""One linear program for all stages, kept in HiGHS so that each solve starts from the last basis.

Columns, in order: for each unit the kg counted by the stage (``counted``) and the kg beyond it
(``beyond``); the arcs from lone producers to classes; the network's arcs. Rows, in order: one per lone
unit, one per node, one per resource. Quantities are kg divided by ``scale``, a power of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.network import Network
from cungcau.engines.allocation.exact.units import Units

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Where things stand among the columns and rows."""

    units: int
    joins: int
    arcs: int
    lone: int
    nodes: int
    resources: int

    @property
    def columns(self) -> int:
        return 2 * self.units + self.joins + self.arcs

    @property
    def rows(self) -> int:
        return self.lone + self.nodes + self.resources

    @property
    def first_join(self) -> int:
        return 2 * self.units

    @property
    def first_arc(self) -> int:
        return 2 * self.units + self.joins

    @property
    def first_resource(self) -> int:
        return self.lone + self.nodes


@dataclass(frozen=True)
class Matrix:
    """The constraint matrix column by column, with bounds."""

    start: Ints
    index: Ints
    value: Floats
    col_lower: Floats
    col_upper: Floats
    row_lower: Floats
    row_upper: Floats


@dataclass(frozen=True)
class Answer:
    """Primal and dual values of the last solve (kg in program units), and whether it finished."""

    optimal: bool
    objective: float
    x: Floats
    reduced: Floats
    row_dual: Floats
    row_activity: Floats
