"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Messages to people, as data."""

    name = "cungcau.platform.notify"
    label = "notify"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        """Let the settings of the channels be checked at the start."""
        import_module("cungcau.platform.notify.checks")
