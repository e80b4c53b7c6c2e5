"""The app's registration with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Spreadsheets in and out."""

    name = "cungcau.platform.exchange"
    label = "exchange"
    verbose_name = "Bảng tính"
