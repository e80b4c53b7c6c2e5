"""The app's registration with Django."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """The one way to change a state."""

    name = "cungcau.platform.lifecycle"
    label = "lifecycle"
    verbose_name = "Trạng thái"
