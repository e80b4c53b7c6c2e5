"""The app's registration with Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Collection points, who reaches them, and lanes to markets."""

    name = "cungcau.domain.network"
    label = "network"
    verbose_name = "Mạng lưới"
