"""The app's registration with Django."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Booked slots at collection points, goods weighed in, tickets."""

    name = "cungcau.domain.collection"
    label = "collection"
    verbose_name = "Điểm tập kết"
