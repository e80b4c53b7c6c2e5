"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    """Who may do what, where."""

    name = "cungcau.platform.access"
    label = "access"
    verbose_name = "Quyền"

    def ready(self) -> None:
        """Let every app name its permissions."""
        autodiscover_modules("policies")
