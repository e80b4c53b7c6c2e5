"""Addresses of this app."""

from django.urls import URLPattern

from cungcau.domain.logistics import road_urls, trip_urls

app_name = "logistics"
urlpatterns: list[URLPattern] = [*trip_urls.patterns, *road_urls.patterns]
