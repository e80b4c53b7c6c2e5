"""Addresses of a plan's checks, of its paper, and of the ways to begin one."""

from django.urls import URLPattern, path

from cungcau.domain.programmes.views import checks, drafting

CHECKING: list[URLPattern] = [
    path("<int:pk>/kiem-tra/", checks.checks, name="checks"),
    path("<int:pk>/kiem-tra/<slug:key>/sua/<int:place>/", checks.mend, name="check-mend"),
    path("<int:pk>/kiem-tra/<slug:key>/bo-qua/", checks.dismiss, name="check-dismiss"),
    path("<int:pk>/kiem-tra/xem-lai/<int:dismissal>/", checks.withdraw, name="check-withdraw"),
    path("<int:pk>/van-ban/<slug:kind>/", checks.as_paper, name="paper"),
    path("lap-tu/", drafting.start, name="begin"),
    path("lap-tu/mau/", drafting.from_template, name="from-template"),
    path("lap-tu/ky-truoc/", drafting.from_last, name="from-last"),
    path("lap-tu/van-ban/", drafting.from_text, name="from-text"),
    path("lap-tu/van-ban/<int:pk>/", drafting.manuscript, name="manuscript"),
    path("lap-tu/van-ban/<int:pk>/bo/", drafting.drop, name="manuscript-drop"),
]
