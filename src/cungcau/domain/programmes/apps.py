"""The app's registration with Django."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programme plans: objectives, indicators, tasks, money, scenarios, and how far they are."""

    name = "cungcau.domain.programmes"
    label = "programmes"
    verbose_name = "Kế hoạch, chương trình"
