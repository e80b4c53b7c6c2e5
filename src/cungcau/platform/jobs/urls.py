"""Addresses of background work."""

from django.urls import path

from cungcau.platform.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:job_id>/", views.show, name="show"),
    path("<uuid:job_id>/state", views.state, name="state"),
    path("<uuid:job_id>/cancel", views.cancel, name="cancel"),
]
