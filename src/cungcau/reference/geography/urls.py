"""Addresses below ``dia-ban/``."""

from django.urls import path

from cungcau.reference.geography import views

app_name = "geography"
urlpatterns = [
    path("", views.units, name="list"),
    path("tim", views.suggest, name="suggest"),
    path("don-vi/<int:pk>/", views.unit, name="unit"),
]
