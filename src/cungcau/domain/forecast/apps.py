"""The app's registration with Django."""

from django.apps import AppConfig


class ForecastConfig(AppConfig):
    """Weekly harvest forecasts."""

    name = "cungcau.domain.forecast"
    label = "forecast"
    verbose_name = "Dự báo thu hoạch"
