"""The app's registration with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "cungcau.platform.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
