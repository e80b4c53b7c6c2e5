"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class AuditConfig(AppConfig):
    """The append-only trail of what was done."""

    name = "cungcau.platform.audit"
    label = "audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        """Let the apps below write here."""
        plug = import_string("cungcau.platform.accounts.services.set_recorder")
        plug(import_string("cungcau.platform.audit.services.record"))
