"""What a contestant hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cungcau.engines.allocation.model import Assignment, Plan


class OutOfTime(Exception):
    """The contestant stopped at its time limit without an optimal answer; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan in whole kg and how it came about.

    ``claimed_kg`` is the optimum the contestant says it found (kg sold, fractional allowed; None for a rule
    of thumb), ``columns`` the variables or arcs of its model, ``bound_kg`` a proven bound on the kg sold;
    ``plan`` is the whole plan of who hands one in, with reasons and bottlenecks to be verified as well, and
    ``plan_seconds`` the part of the time after which its lines stood.
    """

    assignments: Sequence[Assignment]
    claimed_kg: float | None
    columns: int
    bound_kg: int | None = None
    plan_seconds: float | None = None
    plan: Plan | None = None
