"""Addresses below ``du-bao/``."""

from django.urls import path

from cungcau.domain.forecast.views import accuracy, ask, entry, grid, subject, weeks

app_name = "forecast"
urlpatterns = [
    path("", weeks.weeks, name="weeks"),
    path("dia-ban/<str:area>/", weeks.area, name="area"),
    path("nhap/", entry.new, name="new"),
    path("bang/", grid.grid, name="grid"),
    path("can-hoi/", ask.ask, name="ask"),
    path("chinh-xac/", accuracy.accuracy, name="accuracy"),
    path("<int:pk>/", subject.subject, name="subject"),
    path("<int:pk>/sua/", entry.revise, name="revise"),
    path("<int:pk>/xac-nhan", subject.confirm, name="confirm"),
    path("<int:pk>/van-the", subject.same, name="same"),
    path("<int:pk>/da-thu", subject.harvested, name="harvested"),
]
