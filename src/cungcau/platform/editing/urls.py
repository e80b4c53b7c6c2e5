"""Addresses of this app's pages."""

from __future__ import annotations

from django.urls import path

from cungcau.platform.editing import views

app_name = "editing"
urlpatterns = [
    path("", views.index, name="index"),
    path("ban-sao/", views.copies, name="copies"),
    path("bo/", views.discard, name="discard"),
]
