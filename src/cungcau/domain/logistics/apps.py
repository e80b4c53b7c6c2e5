"""The app's registration with Django."""

from django.apps import AppConfig


class LogisticsConfig(AppConfig):
    """Vehicles, trips, transit papers, what is shut on the way, arrivals and claims."""

    name = "cungcau.domain.logistics"
    label = "logistics"
    verbose_name = "Vận tải"
