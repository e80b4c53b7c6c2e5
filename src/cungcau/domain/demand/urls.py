"""Addresses below ``nhu-cau/``."""

from django.urls import path

from cungcau.domain.demand import views

app_name = "demand"
urlpatterns = [
    path("", views.needs, name="list"),
    path("moi/", views.new, name="new"),
    path("sap-het-han/", views.expiring, name="expiring"),
    path("<int:pk>/", views.need, name="need"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/van-can/", views.confirm, name="confirm"),
    path("<int:pk>/rut/", views.withdraw, name="withdraw"),
    path("<int:pk>/du-hang/", views.meet, name="meet"),
    path("<int:pk>/mo-lai/", views.reopen, name="reopen"),
    path("<int:pk>/lan-giao/<str:day>/", views.line, name="line"),
    path("<int:pk>/gop-nguon/", views.consolidate, name="consolidate"),
    path("<int:pk>/chao-hang/", views.new_offer, name="offer"),
    path("chao-hang/<int:pk>/sua/", views.edit_offer, name="edit-offer"),
    path("chao-hang/<int:pk>/<slug:verb>/", views.decide, name="decide"),
]
