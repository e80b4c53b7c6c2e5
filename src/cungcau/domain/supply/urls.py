"""Addresses below ``nguon-cung/``."""

from django.urls import path

from cungcau.domain.supply import views

app_name = "supply"
urlpatterns = [
    path("", views.lots, name="list"),
    path("lo/<int:pk>/", views.lot, name="lot"),
]
