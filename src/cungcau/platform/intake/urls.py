"""Addresses below ``nhap-bang/``."""

from django.urls import path

from cungcau.platform.intake.views import acting, history, matching, mending, sending, showing

app_name = "intake"
urlpatterns = [
    path("", sending.doors, name="doors"),
    path("da-gui/", history.history, name="history"),
    path("loai/<str:kind>/", sending.send, name="send"),
    path("loai/<str:kind>/mau.xlsx", sending.template, name="template"),
    path("<uuid:pk>/", showing.show, name="show"),
    path("<uuid:pk>/ghep-cot", matching.choose, name="match"),
    path("<uuid:pk>/loi/", mending.faults, name="faults"),
    path("<uuid:pk>/dieu-can-biet/", mending.notes, name="notes"),
    path("<uuid:pk>/sua", mending.mend, name="mend"),
    path("<uuid:pk>/ghi", acting.apply, name="apply"),
    path("<uuid:pk>/dung", acting.stop, name="stop"),
    path("<uuid:pk>/bo", acting.discard, name="discard"),
    path("<uuid:pk>/dong-loi.xlsx", showing.returned, name="returned"),
    path("<uuid:pk>/tep", showing.original, name="original"),
]
