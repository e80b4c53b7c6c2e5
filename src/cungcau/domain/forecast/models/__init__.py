"""What people say will be harvested, when, and what really was."""

from cungcau.domain.forecast.models.forecast import Confidence, Forecast, ForecastWeek, Level
from cungcau.domain.forecast.models.harvest import HarvestReport, HarvestWindow
from cungcau.domain.forecast.models.reminder import StaleReminder

__all__ = [
    "Confidence",
    "Forecast",
    "ForecastWeek",
    "HarvestReport",
    "HarvestWindow",
    "Level",
    "StaleReminder",
]
