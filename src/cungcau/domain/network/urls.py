"""Addresses below ``mang-luoi/``."""

from django.urls import path

from cungcau.domain.network import views

app_name = "network"
urlpatterns = [
    path("diem-tap-ket/", views.points, name="points"),
    path("diem-tap-ket/<int:pk>/", views.point, name="point"),
    path("tuyen/", views.lanes, name="lanes"),
    path("thi-truong/", views.markets, name="markets"),
    path("duong-gom/", views.ways, name="ways"),
    path("dong/", views.closures, name="closures"),
    path("dong/<int:pk>/mo-lai/", views.end, name="end"),
    path("<slug:kind>/moi/", views.new, name="new"),
    path("<slug:kind>/<int:pk>/sua/", views.edit, name="edit"),
]
