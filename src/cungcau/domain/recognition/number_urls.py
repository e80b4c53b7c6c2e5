"""Addresses of figures, targets, reports and the registry, below ``ocop/cong-nhan/``."""

from django.urls import URLPattern, path

from cungcau.domain.recognition.views import agriculture_table, figures, period_report, registry_book, targets

NUMBERS: list[URLPattern] = [
    path("so-lieu/", figures.show, name="figures"),
    path("so-lieu/san-pham/", figures.rows, name="figure-rows"),
    path("so-lieu/chu-the/", figures.entities, name="figure-entities"),
    path("so-lieu/bao-cao/", period_report.show, name="report"),
    path("so-lieu/bao-cao/bao-cao.<str:kind>", period_report.download, name="report-file"),
    path("so-lieu/chi-tieu/", targets.targets, name="targets"),
    path("so-lieu/chi-tieu/moi/", targets.new, name="new-target"),
    path("so-lieu/chi-tieu/<int:pk>/", targets.edit, name="target"),
    path("so-lieu/chi-tieu/<int:pk>/bo/", targets.drop, name="drop-target"),
    path("so-lieu/danh-ba/", registry_book.registry, name="registry"),
    path("so-lieu/danh-ba/xuat/", registry_book.export, name="registry-export"),
    path("so-lieu/danh-ba/<int:pk>/", registry_book.line, name="registry-line"),
    path("so-lieu/ptnt-ocop/", agriculture_table.show, name="agriculture"),
]
