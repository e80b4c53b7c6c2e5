"""Addresses of this app."""

from django.urls import URLPattern

app_name = "daily"
urlpatterns: list[URLPattern] = []
