"""The app's registration with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Tables that people send."""

    name = "cungcau.platform.intake"
    label = "intake"
    verbose_name = "Nhập bảng tính"
