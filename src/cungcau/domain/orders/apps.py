"""The app's registration with Django."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders between buyers and sellers, their lines' quantities, frozen terms, harvest slips."""

    name = "cungcau.domain.orders"
    label = "orders"
    verbose_name = "Đơn hàng"
