"""Addresses of transit papers, route events, arrivals and claims."""

from __future__ import annotations

from django.urls import URLPattern, path

from cungcau.domain.logistics.views import arrivals, claims, events, papers, receive, rules, verify

patterns: list[URLPattern] = [
    path("giay/", papers.papers, name="papers"),
    path("giay/moi/", papers.new_paper, name="new-paper"),
    path("giay/quy-dinh/", rules.rules, name="paper-rules"),
    path("giay/<int:pk>/", papers.paper, name="paper"),
    path("giay/<int:pk>/sua/", papers.edit_paper, name="edit-paper"),
    path("giay/<int:pk>/in/", papers.print_paper, name="print-paper"),
    path("giay/<int:pk>/<slug:verb>/", papers.move_paper, name="move-paper"),
    path("xac-minh/", verify.verify_typed, name="verify-typed"),
    path("xac-minh/<str:code>/", verify.verify, name="verify"),
    path("duong-sa/", events.events, name="events"),
    path("duong-sa/moi/", events.new_event, name="new-event"),
    path("duong-sa/<int:pk>/", events.event, name="event"),
    path("duong-sa/<int:pk>/<slug:verb>/", events.move_event, name="move-event"),
    path("toi-noi/", arrivals.arrivals, name="arrivals"),
    path("toi-noi/<int:pk>/", arrivals.arrival, name="arrival"),
    path("toi-noi/dot/<int:line_id>/", arrivals.expect, name="line-arrivals"),
    path("toi-noi/<int:pk>/ghi/", arrivals.say, name="say"),
    path("toi-noi/<int:pk>/chot/", arrivals.settle, name="settle"),
    path("toi-noi/<int:pk>/doi-lien-ket/", arrivals.renew, name="renew-arrival-link"),
    path("toi-noi/<int:pk>/khieu-nai/", claims.open_claim, name="open-claim"),
    path("nhan/<str:token>/", receive.receive, name="receive"),
    path("nhan/<str:token>/anh/<uuid:key>/", receive.receive_photo, name="receive-photo"),
    path("khieu-nai/", claims.claims, name="claims"),
    path("khieu-nai/<int:pk>/", claims.claim, name="claim"),
    path("khieu-nai/<int:pk>/<slug:verb>/", claims.move_claim, name="move-claim"),
    path("khieu-nai/anh/<uuid:key>/", claims.photo, name="claim-photo"),
]
