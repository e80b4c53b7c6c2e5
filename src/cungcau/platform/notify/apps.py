"""The app's registration with Django."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Messages to people, as data."""

    name = "cungcau.platform.notify"
    label = "notify"
    verbose_name = "Thông báo"
