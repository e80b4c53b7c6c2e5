"""The app's registration with Django."""

from django.apps import AppConfig


class DemandConfig(AppConfig):
    """What buyers ask for."""

    name = "cungcau.domain.demand"
    label = "demand"
    verbose_name = "Nhu cầu"
