"""Running CBC through PuLP so that only a proven optimum counts."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pulp

from benchmarks.allocation.answer import OutOfTime


def run(problem: pulp.LpProblem, end: float) -> float:
    """Solve until ``end`` (``time.monotonic``) and return the objective.

    PuLP reports "Optimal" for a run that CBC broke off at its time limit, so the status of the solution
    and the clock are looked at as well. Raises ``OutOfTime``.
    """
    seconds = end - time.monotonic()
    if seconds <= 1:
        raise OutOfTime("no time left after building the model")
    problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds))
    said = pulp.LpStatus[problem.status]
    if time.monotonic() >= end or problem.sol_status != pulp.LpSolutionOptimal:
        raise OutOfTime(f"status {said!r}, solution {pulp.LpSolution[problem.sol_status]!r}")
    if problem.status != pulp.LpStatusOptimal:
        raise OutOfTime(f"status {said!r}")
    return float(pulp.value(problem.objective) or 0.0)


def at_least(problem: pulp.LpProblem, kg: Sequence[pulp.LpVariable], sold: float) -> None:
    """Hold what is sold (up to a millionth, for the solver's tolerance) and turn to minimising."""
    total = pulp.LpAffineExpression([(variable, 1) for variable in kg])
    problem.addConstraint(total >= sold - 1e-6 * max(1.0, sold), "sold")
    problem.sense = pulp.LpMinimize
