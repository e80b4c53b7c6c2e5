"""The app's registration with Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Organisations and households: who sells, who buys, who represents."""

    name = "cungcau.domain.registry"
    label = "registry"
    verbose_name = "Tổ chức, hộ"
