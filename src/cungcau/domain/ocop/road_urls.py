"""Addresses of a file's road, of who waits for whom, of rounds and terms, below ``ocop/``."""

from django.urls import URLPattern, path

from cungcau.domain.ocop.views import (
    road,
    road_check,
    road_desk,
    road_items,
    road_review,
    road_rounds,
    road_settings,
)

ROAD: list[URLPattern] = [
    path("cho/", road.waits, name="waiting"),
    path("dot/", road_rounds.rounds, name="rounds"),
    path("dot/theo-luat/", road_rounds.propose, name="rounds-propose"),
    path("dot/moi/", road_rounds.new, name="round-new"),
    path("dot/<int:pk>/", road_rounds.edit, name="round"),
    path("thoi-han/", road_settings.settings, name="settings"),
    path("ho-so/<int:pk>/duong-di/", road.road_of, name="road"),
    path("ho-so/<int:pk>/kiem-tra/", road_check.check, name="check"),
    path("ho-so/<int:pk>/van-phong/", road_desk.desk, name="desk"),
    path("ho-so/<int:pk>/tu-van/", road_review.review, name="review"),
    path("ho-so/<int:pk>/bo-sung/", road_items.items, name="items"),
    path("ho-so/<int:pk>/bo-sung/<int:item>/", road_items.answer, name="item-answer"),
    path("ho-so/<int:pk>/nop-lai/", road_items.resubmit, name="resubmit"),
    path("ho-so/<int:pk>/rut/", road_items.withdraw, name="withdraw"),
    path("ho-so/<int:pk>/bao-cao/<int:no>.<slug:kind>", road.report, name="report"),
]
