"""scipy's ``linprog`` (HiGHS) on a column per lot × point × harvest day × dispatch day × demand.

It says independently what the most kg sold is.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from benchmarks.allocation.answer import Answer, OutOfTime
from benchmarks.allocation.lines import all_lines, limit, packing, to_assignments
from benchmarks.allocation.rules import Rules
from cungcau.engines.allocation.model import Scenario


def solve(scenario: Scenario, seconds: float) -> Answer:
    """The most kg sold."""
    end = time.monotonic() + seconds
    rules = Rules(scenario)
    lines = all_lines(rules)
    if not len(lines):
        return Answer([], 0.0, 0)
    rows = packing(rules, lines)
    limits = [limit(rules, resource) for resource in rows]
    columns = np.concatenate([np.frombuffer(row, dtype=np.int32) for row in rows.values()])
    starts = np.cumsum([0, *map(len, rows.values())])
    matrix = csr_array((np.ones(len(columns)), columns, starts), shape=(len(rows), len(lines)))
    remaining = max(1.0, end - time.monotonic())
    found = linprog(
        -np.ones(len(lines)), A_ub=matrix, b_ub=limits, method="highs", options={"time_limit": remaining}
    )
    if found.status != 0:
        raise OutOfTime(str(found.message))
    return Answer(to_assignments(rules, lines, found.x), -float(found.fun), len(lines))
