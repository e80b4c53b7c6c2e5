"""Addresses below ``xuc-tien/``."""

from django.urls import URLPattern, path

from cungcau.domain.promotion.views import displays, events, memoranda

app_name = "promotion"
_POINTS: list[URLPattern] = [
    path("diem/", displays.points, name="points"),
    path("diem/moi/", displays.new, name="point-new"),
    path("diem/<int:pk>/", displays.point, name="point"),
    path("diem/<int:pk>/sua/", displays.edit, name="point-edit"),
    path("diem/<int:pk>/dong/", displays.close, name="point-close"),
    path("diem/<int:pk>/mo-lai/", displays.reopen, name="point-reopen"),
    path("diem/<int:pk>/san-pham/", displays.show, name="point-show"),
    path("diem/<int:pk>/san-pham/<int:shown>/thoi/", displays.take_off, name="point-take-off"),
]
_MEMORANDA: list[URLPattern] = [
    path("bien-ban/", memoranda.memoranda, name="memoranda"),
    path("bien-ban/moi/", memoranda.new, name="memorandum-new"),
    path("bien-ban/<int:pk>/", memoranda.memorandum, name="memorandum"),
    path("bien-ban/<int:pk>/sua/", memoranda.edit, name="memorandum-edit"),
    path("bien-ban/<int:pk>/don/", memoranda.tie, name="tie"),
    path("bien-ban/<int:pk>/don/<int:made>/go/", memoranda.untie, name="untie"),
    path("bien-ban/<int:pk>/viec/<slug:verb>/", memoranda.move, name="memorandum-move"),
]
_EVENTS: list[URLPattern] = [
    path("", events.events, name="events"),
    path("su-kien/moi/", events.new, name="event-new"),
    path("su-kien/<int:pk>/", events.event, name="event"),
    path("su-kien/<int:pk>/sua/", events.edit, name="event-edit"),
    path("su-kien/<int:pk>/viec/<slug:verb>/", events.move, name="event-move"),
    path("su-kien/<int:pk>/diem-cau/", events.add_site, name="site-add"),
    path("su-kien/<int:pk>/diem-cau/<int:site>/bo/", events.remove_site, name="site-remove"),
    path("su-kien/<int:pk>/tham-gia/", events.add_party, name="party-add"),
    path("su-kien/<int:pk>/tham-gia/<int:party>/", events.party, name="party"),
]
urlpatterns: list[URLPattern] = [*_EVENTS, *_POINTS, *_MEMORANDA]
