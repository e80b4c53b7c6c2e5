"""Questions about a day's report."""

from cungcau.domain.daily.selectors.days import Day, days_of
from cungcau.domain.daily.selectors.entries import Narrow, entries_behind
from cungcau.domain.daily.selectors.figures import figures_of
from cungcau.domain.daily.selectors.missing import missing_of

__all__ = ["Day", "Narrow", "days_of", "entries_behind", "figures_of", "missing_of"]
