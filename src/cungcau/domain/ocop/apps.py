"""The app's registration with Django."""

from django.apps import AppConfig


class OcopConfig(AppConfig):
    """OCOP: rules, products, dossiers and their road."""

    name = "cungcau.domain.ocop"
    label = "ocop"
    verbose_name = "OCOP: hồ sơ"
