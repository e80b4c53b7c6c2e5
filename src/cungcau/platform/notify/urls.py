"""Addresses of the notices."""

from django.urls import path

from cungcau.platform.notify import views

app_name = "notify"
urlpatterns = [
    path("", views.index, name="index"),
    path("da-doc/", views.read_all, name="read-all"),
    path("<int:notification_id>/da-doc/", views.read, name="read"),
]
