"""Questions about a day's report."""

from cungcau.domain.daily.selectors.days import Day, DayGoods, days_of, goods_of
from cungcau.domain.daily.selectors.entries import Narrow, entries_behind
from cungcau.domain.daily.selectors.figures import figures_of
from cungcau.domain.daily.selectors.missing import missing_of

__all__ = ["Day", "DayGoods", "Narrow", "days_of", "entries_behind", "figures_of", "goods_of", "missing_of"]
