"""The app's registration with Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Periodic reports: who owes what until when, figures from live data, sign-off, roll-up, papers."""

    name = "cungcau.domain.reporting"
    label = "reporting"
    verbose_name = "Báo cáo định kỳ"
