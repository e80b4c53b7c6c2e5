"""The app's registration with Django."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Certificates after the council: renewal, inspection, revocation, figures."""

    name = "cungcau.domain.recognition"
    label = "recognition"
    verbose_name = "OCOP: công nhận"
