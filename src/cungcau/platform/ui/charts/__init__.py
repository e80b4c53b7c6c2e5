"""Charts drawn as SVG on the server: plain values in, safe HTML out, no database, no script."""

from cungcau.platform.ui.charts.bullet import bullet
from cungcau.platform.ui.charts.calendar import Day, calendar_heat
from cungcau.platform.ui.charts.histogram import histogram
from cungcau.platform.ui.charts.lorenz import gini, lorenz
from cungcau.platform.ui.charts.sparkline import sparkline
from cungcau.platform.ui.charts.weeks import Week, WeekFigures, bars_supply_need

__all__ = [
    "Day",
    "Week",
    "WeekFigures",
    "bars_supply_need",
    "bullet",
    "calendar_heat",
    "gini",
    "histogram",
    "lorenz",
    "sparkline",
]
