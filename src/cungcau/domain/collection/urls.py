"""Addresses below ``can-hang/``."""

from django.urls import path

from cungcau.domain.collection.views import approval, day, home, offline, tickets, turns, weigh

app_name = "collection"
_OFFLINE = "diem/<int:pk>/ngoai-tuyen/"
urlpatterns = [
    path("", home.points, name="points"),
    path("diem/<int:pk>/", day.day, name="day"),
    path("diem/<int:pk>/luot/", turns.turns, name="turns"),
    path("diem/<int:pk>/cong/", turns.gate, name="gate"),
    path("diem/<int:pk>/can/<int:slip_pk>/", weigh.weigh, name="weigh"),
    path("diem/<int:pk>/can-ngoai/", weigh.walk_in, name="walk-in"),
    path("diem/<int:pk>/chot/", day.close, name="close"),
    path("diem/<int:pk>/phe-duyet/", approval.approval, name="approval"),
    path(_OFFLINE, offline.page, name="offline"),
    path(f"{_OFFLINE}sw.js", offline.worker, name="offline-worker"),
    path(f"{_OFFLINE}tai-nguyen.json", offline.files, name="offline-files"),
    path(f"{_OFFLINE}ma/", offline.token, name="offline-token"),
    path("luot/<int:pk>/", turns.coming, name="coming"),
    path("luot/<int:pk>/<slug:verb>/", day.booking, name="booking"),
    path("phieu/", tickets.tickets, name="tickets"),
    path("phieu/<int:pk>/", tickets.ticket, name="ticket"),
    path("phieu/<int:pk>/sua/", tickets.correct, name="correct"),
    path("phieu/<int:pk>/in/", tickets.receipt, name="receipt"),
    path("anh/<int:pk>/", tickets.photo, name="photo"),
    path("kiem/<str:seal>/", tickets.check, name="check"),
]
