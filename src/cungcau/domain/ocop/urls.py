"""Addresses below ``ocop/``."""

from django.urls import URLPattern

app_name = "ocop"
urlpatterns: list[URLPattern] = []
