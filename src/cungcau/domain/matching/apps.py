"""The app's registration with Django."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The fair plan: computed, explained, compared, published."""

    name = "cungcau.domain.matching"
    label = "matching"
    verbose_name = "Kế hoạch"
