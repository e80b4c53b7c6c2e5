"""Addresses below ``nguon-cung/``."""

from django.urls import path

from cungcau.domain.supply.views import chat, due, entry, grid, lists

app_name = "supply"
urlpatterns = [
    path("", lists.lots, name="list"),
    path("moi/", entry.new, name="new"),
    path("bang/", grid.grid, name="grid"),
    path("dan-tin/", chat.chat, name="chat"),
    path("can-nhac/", due.due, name="due"),
    path("can-nhac/<int:pk>/so/", due.phone, name="phone"),
    path("lo/<int:pk>/", lists.lot, name="lot"),
    path("lo/<int:pk>/sua/", entry.edit, name="edit"),
    path("lo/<int:pk>/rut/", entry.withdraw, name="withdraw"),
    path("lo/<int:pk>/chao-lai/", entry.reoffer, name="reoffer"),
    path("xac-nhan/", entry.confirm, name="confirm"),
    path("doc-kg/", entry.kg, name="kg"),
]
