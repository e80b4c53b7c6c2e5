"""Addresses of this app."""

from django.urls import URLPattern

from cungcau.domain.logistics import road_urls

app_name = "logistics"
urlpatterns: list[URLPattern] = [*road_urls.patterns]
