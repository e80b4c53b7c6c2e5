"""Addresses of the style page; included in development only."""

from django.urls import path

from cungcau.platform.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.styleguide, name="styleguide"),
    path("viec.json", views.styleguide_job, name="styleguide-job"),
    path("ban-do.json", views.styleguide_map, name="styleguide-map"),
]
