"""Checks of a plan: pure functions over plain values. Nothing here asks the database or the clock."""

from cungcau.domain.programmes.checking.findings import Finding, Mend, Row, Seriousness
from cungcau.domain.programmes.checking.run import check
from cungcau.domain.programmes.checking.sheet import (
    Around,
    Body,
    IndicatorRow,
    LineRow,
    PassageRow,
    Place,
    PlanSheet,
    ScenarioSheet,
    SplitRow,
    TaskRow,
)

__all__ = [
    "Around",
    "Body",
    "Finding",
    "IndicatorRow",
    "LineRow",
    "Mend",
    "PassageRow",
    "Place",
    "PlanSheet",
    "Row",
    "ScenarioSheet",
    "Seriousness",
    "SplitRow",
    "TaskRow",
    "check",
]
