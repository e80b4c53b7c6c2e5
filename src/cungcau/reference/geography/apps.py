"""The app's registration with Django."""

from django.apps import AppConfig


class GeographyConfig(AppConfig):
    """Dated administrative units and how old ones became new ones."""

    name = "cungcau.reference.geography"
    label = "geography"
    verbose_name = "Địa bàn"
