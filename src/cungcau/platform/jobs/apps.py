"""The app's registration with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work in the background, with progress, that survives a killed worker."""

    name = "cungcau.platform.jobs"
    label = "jobs"
    verbose_name = "Việc nền"
