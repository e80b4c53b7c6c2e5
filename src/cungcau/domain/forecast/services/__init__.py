"""The only writers of this app."""

from cungcau.domain.forecast.services.areas import refresh_areas
from cungcau.domain.forecast.services.forecasts import ForecastRow, confirm_forecast, record_forecasts
from cungcau.domain.forecast.services.harvests import HarvestRow, record_harvests
from cungcau.domain.forecast.services.reminders import remind_all, remind_officer
from cungcau.domain.forecast.services.telling import Told, tell_forecasts
from cungcau.domain.forecast.services.windows import WindowRow, record_windows

__all__ = [
    "ForecastRow",
    "HarvestRow",
    "Told",
    "WindowRow",
    "confirm_forecast",
    "record_forecasts",
    "record_harvests",
    "record_windows",
    "refresh_areas",
    "remind_all",
    "remind_officer",
    "tell_forecasts",
]
