"""The app's registration with Django."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Drafts, versions, forms sent once."""

    name = "cungcau.platform.editing"
    label = "editing"
    verbose_name = "Soạn thảo"
