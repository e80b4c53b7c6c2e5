"""Addresses below ``nhu-cau/``."""

from django.urls import path

from cungcau.domain.demand import views

app_name = "demand"
urlpatterns = [
    path("", views.needs, name="list"),
    path("<int:pk>/", views.need, name="need"),
]
