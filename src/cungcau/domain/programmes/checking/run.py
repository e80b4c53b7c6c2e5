"""All checks of a plan, in the order of its parts."""

from __future__ import annotations

from collections.abc import Callable

from cungcau.domain.programmes.checking.across import across
from cungcau.domain.programmes.checking.dates import dates
from cungcau.domain.programmes.checking.duplicates import duplicates
from cungcau.domain.programmes.checking.findings import Finding, RowKind, Seriousness
from cungcau.domain.programmes.checking.gaps import gaps
from cungcau.domain.programmes.checking.places import places
from cungcau.domain.programmes.checking.sheet import Around, PlanSheet
from cungcau.domain.programmes.checking.sums import sums
from cungcau.domain.programmes.checking.text_dates import text_dates
from cungcau.domain.programmes.checking.text_sums import text_sums

Rule = Callable[[PlanSheet, Around], list[Finding]]
RULES: tuple[Rule, ...] = (dates, text_dates, sums, text_sums, duplicates, gaps, places, across)

_SERIOUS = {Seriousness.ERROR: 0, Seriousness.WARNING: 1, Seriousness.NOTE: 2}
_KINDS: dict[RowKind, int] = {
    "plan": 0, "passage": 1, "indicator": 2, "task": 3, "budget": 4, "scenario": 5, "scenario_row": 6,
}  # fmt: skip


def check(plan: PlanSheet, around: Around) -> tuple[Finding, ...]:
    """Every finding once, the worst first, then as the plan goes."""
    found = {finding.key: finding for rule in RULES for finding in rule(plan, around)}
    return tuple(sorted(found.values(), key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    row = finding.row
    return _SERIOUS[finding.seriousness], _KINDS[row.kind], row.number, row.key, finding.rule, finding.key
