"""The app's registration with Django."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """The council that scores OCOP products."""

    name = "cungcau.domain.council"
    label = "council"
    verbose_name = "OCOP: hội đồng"
