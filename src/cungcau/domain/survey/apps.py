"""The app's registration with Django."""

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    """Observed figures and the questions about them."""

    name = "cungcau.domain.survey"
    label = "survey"
    verbose_name = "Số liệu điều tra"
