"""Addresses below ``ocop/cong-nhan/``."""

from django.urls import URLPattern, path

from cungcau.domain.recognition.number_urls import NUMBERS
from cungcau.domain.recognition.views import (
    answers,
    certificates,
    inspections,
    mine,
    public,
    renewals,
    results,
    revocations,
)

app_name = "recognition"

_CERTIFICATES: list[URLPattern] = [
    path("", certificates.certificates, name="certificates"),
    path("cua-toi/", mine.mine, name="mine"),
    path("giay/moi/", certificates.new_certificate, name="new-certificate"),
    path("giay/<int:pk>/", certificates.certificate, name="certificate"),
    path("giay/<int:pk>/giay-chung-nhan.<str:kind>", certificates.paper, name="certificate-paper"),
    path("giay/<int:pk>/tai/<str:kind>", certificates.badge, name="badge"),
    path("giay/<int:pk>/keo-dai/", certificates.extend, name="extend"),
    path("giay/<int:pk>/thu-hoi/", revocations.new_revocation, name="new-revocation"),
    path("danh-gia-lai/", renewals.renewals, name="renewals"),
    path("danh-gia-lai/goi-dien/", renewals.calls, name="calls"),
    path("danh-gia-lai/goi-dien/<int:pk>/", renewals.called, name="called"),
]
_AFTER: list[URLPattern] = [
    path("kiem-tra/", inspections.inspections, name="inspections"),
    path("kiem-tra/len-lich/", inspections.plan, name="plan"),
    path("kiem-tra/dot-xuat/", inspections.ad_hoc, name="ad-hoc"),
    path("kiem-tra/<int:pk>/", inspections.inspection, name="inspection"),
    path("kiem-tra/<int:pk>/ket-qua/", results.result, name="result"),
    path("kiem-tra/<int:pk>/bien-ban.<str:kind>", inspections.minutes, name="minutes"),
    path("kiem-tra/<int:pk>/<slug:verb>/", inspections.move_inspection, name="move-inspection"),
    path("kiem-tra/dieu/<int:pk>/tra-loi/", answers.answer_finding, name="answer-finding"),
    path("kiem-tra/dieu/<int:pk>/<slug:verb>/", results.move_finding, name="move-finding"),
    path("thu-hoi/", revocations.revocations, name="revocations"),
    path("thu-hoi/<int:pk>/", revocations.revocation, name="revocation"),
    path("thu-hoi/<int:pk>/to-trinh.<str:kind>", revocations.proposal, name="proposal"),
    path("thu-hoi/<int:pk>/<slug:verb>/", revocations.move_revocation, name="move-revocation"),
]
_PUBLIC: list[URLPattern] = [
    path("tra-cuu/", public.search, name="public-search"),
    path("tra-cuu/<uuid:key>/", public.certificate, name="public"),
]

urlpatterns: list[URLPattern] = [*_CERTIFICATES, *_AFTER, *_PUBLIC, *NUMBERS]
