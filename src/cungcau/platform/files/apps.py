"""The app's registration with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files people send."""

    name = "cungcau.platform.files"
    label = "files"
    verbose_name = "Tệp"
