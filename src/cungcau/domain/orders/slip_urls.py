"""Addresses of splitting and of slips, below ``don-hang/``."""

from django.urls import URLPattern, path

from cungcau.domain.orders.views import slips_link, slips_lists, slips_page, slips_split

SLIPS: list[URLPattern] = [
    path("chia/", slips_split.lines, name="split-lines"),
    path("chia/<int:pk>/", slips_split.split, name="split"),
    path("chia/<int:pk>/luu/", slips_split.keep, name="split-keep"),
    path("chia/<int:pk>/gui/", slips_split.send, name="split-send"),
    path("chia/<int:pk>/phieu/", slips_split.live, name="split-live"),
    path("phieu/", slips_lists.slips, name="slips"),
    path("phieu/goi/", slips_lists.calls, name="slip-calls"),
    path("phieu/in/", slips_lists.sheet, name="slip-sheet"),
    path("phieu/<int:pk>/", slips_page.slip, name="slip"),
    path("phieu/<int:pk>/tra-loi/", slips_page.answer, name="slip-answer"),
    path("phieu/<int:pk>/so-dien-thoai/", slips_page.phone, name="slip-phone"),
    path("phieu/<int:pk>/chuyen/", slips_page.pass_on, name="slip-pass"),
    path("phieu/<int:pk>/<slug:verb>/", slips_page.move, name="slip-move"),
    path("p/<str:token>/", slips_link.link, name="slip-link"),
]
