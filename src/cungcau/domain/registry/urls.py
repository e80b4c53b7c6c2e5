"""Addresses below ``to-chuc/``."""

from __future__ import annotations

from django.urls import path

from cungcau.domain.registry.views import edit, lists, merging, papers, show, ties

app_name = "registry"
urlpatterns = [
    path("", lists.organisations, name="list"),
    path("sap-het-han/", lists.certificates, name="certificates"),
    path("goi-y", lists.suggest, name="suggest"),
    path("moi/", edit.new, name="new"),
    path("<int:pk>/", show.organisation, name="organisation"),
    path("<int:pk>/sua/", edit.edit, name="edit"),
    path("<int:pk>/so-dien-thoai/", show.reveal, name="reveal"),
    path("<int:pk>/khac/<int:other>/", edit.different, name="different"),
    path("<int:pk>/gop/<int:other>/", merging.merge, name="merge"),
    path("gop/<int:pk>/tach/", merging.part, name="part"),
    path("<int:pk>/thanh-vien/", ties.add_member, name="add-member"),
    path("thanh-vien/<int:pk>/ket-thuc/", ties.end_member, name="end-member"),
    path("<int:pk>/dai-dien/", ties.representative, name="representative"),
    path("<int:pk>/nguoi-thay-mat/", ties.add_agent, name="add-agent"),
    path("nguoi-thay-mat/<int:pk>/ket-thuc/", ties.end_agent, name="end-agent"),
    path("<int:pk>/dong-y/", ties.consent, name="consent"),
    path("<int:pk>/chung-nhan/", papers.add_certificate, name="add-certificate"),
    path("chung-nhan/<int:pk>/", papers.edit_certificate, name="edit-certificate"),
    path("chung-nhan/<int:pk>/thu-hoi/", papers.revoke_certificate, name="revoke-certificate"),
    path("<int:pk>/vung-trong/", papers.add_growing_area, name="add-growing-area"),
    path("vung-trong/<int:pk>/", papers.edit_growing_area, name="edit-growing-area"),
]
