"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IntakeConfig(AppConfig):
    """Tables that people send."""

    name = "cungcau.platform.intake"
    label = "intake"
    verbose_name = "Nhập bảng tính"

    def ready(self) -> None:
        """Let every app open its doors."""
        autodiscover_modules("doors")
