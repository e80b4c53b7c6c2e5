"""The app's registration with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Commodities, varieties, grades and seasons."""

    name = "cungcau.reference.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"
