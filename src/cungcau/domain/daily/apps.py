"""The app's registration with Django."""

from django.apps import AppConfig


class DailyConfig(AppConfig):
    """The daily report, made from tickets and deliveries."""

    name = "cungcau.domain.daily"
    label = "daily"
    verbose_name = "Báo cáo ngày"
