"""Questions about forecasts."""

from cungcau.domain.forecast.selectors.accuracy import Accuracy, Judged, Wanted, judged, judged_all
from cungcau.domain.forecast.selectors.expected import (
    Coverage,
    coverage,
    expected,
    oldest_fresh,
    previous_season,
    stale_days,
    to_ask,
)
from cungcau.domain.forecast.selectors.rollup import roll_up
from cungcau.domain.forecast.selectors.subjects import (
    Subject,
    current,
    current_by_producer,
    current_of_season,
    forecast,
    harvested_of,
    last_season_kg,
    reports_of,
    revisions_of,
    shown,
    window_of,
)
from cungcau.domain.forecast.selectors.sums import NONE, Area, AreaWeek, Kg, RollUp, Rule

__all__ = [
    "NONE",
    "Accuracy",
    "Area",
    "AreaWeek",
    "Coverage",
    "Judged",
    "Kg",
    "RollUp",
    "Rule",
    "Subject",
    "Wanted",
    "coverage",
    "current",
    "current_by_producer",
    "current_of_season",
    "expected",
    "forecast",
    "harvested_of",
    "judged",
    "judged_all",
    "last_season_kg",
    "oldest_fresh",
    "previous_season",
    "reports_of",
    "revisions_of",
    "roll_up",
    "shown",
    "stale_days",
    "to_ask",
    "window_of",
]
