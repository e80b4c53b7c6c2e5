"""HiGHS behind the few verbs the stages need: load, change costs and bounds, solve, stop when told.

``parallel`` is off so that the same input takes the same path; the number of threads is left alone because
HiGHS allows only one setting per process.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.program import Bounds, Program
from cungcau.engines.allocation.exact.watch import Stopped, Watch

Floats = NDArray[np.float64]
WIDE_ROWS = 13_000
"""Programs with more rows in use start with the interior-point method; smaller ones with the simplex."""
PIVOTS_PER_ROW = 5
"""A first simplex run that needs more pivots than this per row gives way to the interior-point method."""
LOOK_EVERY_SECONDS = 0.05


class Unsolved(RuntimeError):
    """HiGHS ended without an optimum; the text is its own status."""


@dataclass(frozen=True)
class Answer:
    """An optimum: columns and rows in program units, duals per unit, and the basis it stands on."""

    objective: float
    x: Floats
    reduced: Floats
    row_dual: Floats
    row_activity: Floats
    basis: Any


class Engine:
    """A program loaded into HiGHS once; costs and bounds change between solves."""

    def __init__(self, program: Program, watch: Watch) -> None:
        self.program = program
        self.watch = watch
        self.pivots = 0
        self._looked = 0.0
        self._stands_on: Any = None
        self._bounds = program.bounds.copy()
        self._cost = np.zeros(program.layout.columns)
        highs: Any = quiet_highs()
        self._highs = highs
        highs.passModel(_model(program))
        if watch.listens:
            for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt, highs.cbMipInterrupt):
                callback.subscribe(self._look)

    def minimise(self, cost: Floats, bounds: Bounds, basis: Any, rows_in_use: int) -> Answer:
        """Least Σ cost × x within ``bounds``, from ``basis`` if given, else from nothing.

        ``rows_in_use`` decides how to begin from nothing.

        Raises:
            Stopped: the caller asked to stop.
            Unsolved: HiGHS found no optimum.
        """
        self._set_cost(cost)
        self._set_bounds(bounds)
        highs = self._highs
        if basis is None:
            self._cold(rows_in_use)
        else:
            if basis is not self._stands_on:
                highs.setBasis(basis)
            highs.setOptionValue("presolve", "off")
            highs.run()
            self._count()
            if highs.getModelStatus() not in _KNOWN:
                self._cold(rows_in_use)
        return self._answer()

    def least(self, cost: Floats, bounds: Bounds, basis: Any) -> float:
        """Only the least Σ cost × x, by the quicker way; within 1e-7 of its size when the program is wide.

        Raises:
            Stopped: the caller asked to stop.
            Unsolved: HiGHS found no optimum.
        """
        highs, rows = self._highs, self.program.layout.rows
        if rows <= WIDE_ROWS:
            return self.minimise(cost, bounds, basis, rows).objective
        self._set_cost(cost)
        self._set_bounds(bounds)
        highs.clearSolver()
        self._stands_on = None
        for option, value in (("presolve", "on"), ("solver", "ipm"), ("run_crossover", "off")):
            highs.setOptionValue(option, value)
        highs.run()
        highs.setOptionValue("solver", "simplex")
        highs.setOptionValue("run_crossover", "on")
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInterrupt:
            raise Stopped
        if status not in _SOLVED:
            return self.minimise(cost, bounds, None, rows).objective
        return float(highs.getInfo().objective_function_value)

    def _cold(self, rows: int) -> None:
        """Solve from nothing: simplex first unless the program is wide, the interior point if that drags."""
        highs = self._highs
        highs.clearSolver()
        highs.setOptionValue("presolve", "on")
        if rows <= WIDE_ROWS:
            highs.setOptionValue("simplex_iteration_limit", PIVOTS_PER_ROW * rows + 1000)
            highs.run()
            self._count()
            highs.setOptionValue("simplex_iteration_limit", 2**31 - 1)
            if highs.getModelStatus() in _KNOWN:
                return
            highs.clearSolver()
        highs.setOptionValue("solver", "ipm")
        highs.run()
        self._count()
        highs.setOptionValue("solver", "simplex")
        if highs.getModelStatus() not in _KNOWN:
            highs.run()
            self._count()

    def _answer(self) -> Answer:
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInterrupt:
            raise Stopped
        if status not in _SOLVED:
            raise Unsolved(self._highs.modelStatusToString(status))
        found = self._highs.getSolution()
        self._stands_on = self._highs.getBasis()
        return Answer(
            objective=self._highs.getInfo().objective_function_value,
            x=np.array(found.col_value),
            reduced=np.array(found.col_dual),
            row_dual=np.array(found.row_dual),
            row_activity=np.array(found.row_value),
            basis=self._stands_on,
        )

    def _set_cost(self, cost: Floats) -> None:
        changed = np.flatnonzero(cost != self._cost)
        if len(changed):
            self._highs.changeColsCost(len(changed), changed.astype(np.int32), cost[changed])
            self._cost = cost.copy()

    def _set_bounds(self, new: Bounds) -> None:
        old = self._bounds
        columns = np.flatnonzero((new.col_low != old.col_low) | (new.col_high != old.col_high))
        if len(columns):
            self._highs.changeColsBounds(
                len(columns), columns.astype(np.int32), new.col_low[columns], new.col_high[columns]
            )
        rows = np.flatnonzero((new.row_low != old.row_low) | (new.row_high != old.row_high))
        if len(rows):
            self._highs.changeRowsBounds(
                len(rows), rows.astype(np.int32), new.row_low[rows], new.row_high[rows]
            )
        self._bounds = new.copy()

    def _count(self) -> None:
        info = self._highs.getInfo()
        self.pivots += max(0, info.simplex_iteration_count) + max(0, info.crossover_iteration_count)

    def _look(self, event: Any) -> None:
        now = time.monotonic()
        if now - self._looked > LOOK_EVERY_SECONDS:
            self._looked = now
            if self.watch.should_stop():
                event.interrupt()


_SOLVED = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}
"""A program without columns is its own optimum."""
_KNOWN = {
    *_SOLVED,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kInterrupt,
}


def quiet_highs() -> highspy.Highs:
    """A silent HiGHS that repeats itself exactly."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("random_seed", 0)
    return highs


def _model(program: Program) -> highspy.HighsLp:
    layout, bounds = program.layout, program.bounds
    model = highspy.HighsLp()
    model.num_col_ = layout.columns
    model.num_row_ = layout.rows
    model.col_cost_ = np.zeros(layout.columns)
    model.col_lower_ = bounds.col_low
    model.col_upper_ = bounds.col_high
    model.row_lower_ = bounds.row_low
    model.row_upper_ = bounds.row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = program.start.astype(np.int32)
    model.a_matrix_.index_ = program.row.astype(np.int32)
    model.a_matrix_.value_ = program.value
    return model
