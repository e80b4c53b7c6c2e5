"""The independent verifier: every rule of the planning page, from raw values, in exact arithmetic.

It shares no code with the solver, only the words of ``model`` and the readers.
"""

from __future__ import annotations

from cungcau.engines.allocation.check.breaches import Breach, Facts, Verdict
from cungcau.engines.allocation.check.derived import check_derived
from cungcau.engines.allocation.check.lines import check_lines, check_promises
from cungcau.engines.allocation.check.sums import check_sums
from cungcau.engines.allocation.model import Plan, Scenario

__all__ = ["Breach", "Verdict", "check", "verify"]


def verify(scenario: Scenario, plan: Plan) -> Verdict:
    """Everything ``plan`` breaks. What commitments alone break, and the plan adds nothing to, is a note."""
    facts = Facts(scenario)
    breaches, notes = check_lines(facts, plan.assignments)
    breaches += check_promises(facts, plan.assignments)
    for wrong, excused in (check_sums(facts, plan.assignments), check_derived(facts, plan)):
        breaches += wrong
        notes += excused
    return Verdict(tuple(breaches), tuple(notes))


def check(scenario: Scenario, plan: Plan) -> list[Breach]:
    """The breaches of ``plan``; empty when it keeps every rule."""
    return list(verify(scenario, plan).breaches)
