"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    """The base page, its components, charts and map."""

    name = "cungcau.platform.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        """Let every app bring what it says (error sentences, trail verbs, notices) and its menu entries."""
        autodiscover_modules("messages", "menu")
