"""Addresses below ``ocop/cong-nhan/``."""

from django.urls import URLPattern

app_name = "recognition"
urlpatterns: list[URLPattern] = []
