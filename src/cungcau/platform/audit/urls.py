"""Addresses of the trail."""

from django.urls import path

from cungcau.platform.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.index, name="index"),
    path("tai-ve.<str:file_format>", views.export, name="export"),
]
