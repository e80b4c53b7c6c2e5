"""Addresses below ``mang-luoi/``."""

from django.urls import path

from cungcau.domain.network import views

app_name = "network"
urlpatterns = [
    path("diem-tap-ket/", views.points, name="points"),
    path("tuyen/", views.lanes, name="lanes"),
]
