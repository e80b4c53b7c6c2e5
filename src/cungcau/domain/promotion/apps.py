"""The app's registration with Django."""

from django.apps import AppConfig


class PromotionConfig(AppConfig):
    """Trade promotion: events, display points, and agreements signed that orders fulfil."""

    name = "cungcau.domain.promotion"
    label = "promotion"
    verbose_name = "Xúc tiến thương mại"
