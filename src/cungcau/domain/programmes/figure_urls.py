"""Addresses of figures, below ``chuong-trinh/``."""

from django.urls import URLPattern, path

from cungcau.domain.programmes.views import figures

FIGURES: list[URLPattern] = [
    path("so-lieu/<slug:name>/", figures.figure, name="figure"),
]
