"""The app's registration with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers as docx and PDF."""

    name = "cungcau.platform.documents"
    label = "documents"
    verbose_name = "Văn bản"
