"""The app's registration with Django."""

from django.apps import AppConfig


class SupplyConfig(AppConfig):
    """Lots offered for a season."""

    name = "cungcau.domain.supply"
    label = "supply"
    verbose_name = "Nguồn cung"
