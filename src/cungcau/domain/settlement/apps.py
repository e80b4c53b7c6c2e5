"""The app's registration with Django."""

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """What each household is owed and was paid."""

    name = "cungcau.domain.settlement"
    label = "settlement"
    verbose_name = "Thanh toán"
