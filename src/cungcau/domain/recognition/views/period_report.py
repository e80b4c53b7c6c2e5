"""The six months' and the year's report: its figures on a page, the paper to sign."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.recognition.figure_papers import file_name, report_paper
from cungcau.domain.recognition.selectors import figure_page, trend
from cungcau.domain.recognition.selectors.figure_page import Links
from cungcau.domain.recognition.selectors.period_report import HALF, YEAR, Report, due_days, report_of
from cungcau.domain.recognition.tables import figures as tables
from cungcau.domain.recognition.views.figures import (
    FIRST_DAY,
    LAST_DAY,
    chosen_area,
    communes,
    reader,
    unit_shown,
)
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What the report of a period says, each figure with its rows, and when it is due."""
    user = reader(request)
    report = _report(request, user)
    links = Links(reverse("recognition:figure-rows"), report.last, report.area)
    entities = Links(reverse("recognition:figure-entities"), report.last, report.area)
    found = report.figures
    context: dict[str, Any] = {
        "report": report, "tab": "report", "unit": unit_shown(user, report.area),
        "left": (report.due - clock.today()).days,
        "periods": ((HALF, _("6 tháng đầu năm")), (YEAR, _("Cả năm"))), "year": report.last.year,
        "whole": links.row(_("Tất cả"), found.total).cells,
        "happened": _happened(report, links),
        "parts": (
            (_("Theo hạng sao"), figure_page.by_star(found, links)),
            (_("Theo nhóm sản phẩm"), figure_page.by_group(found, links)),
            (_("Theo loại hình chủ thể"), figure_page.by_kind(found, links)),
            (_("Theo xã, phường"), figure_page.by_place(found, links)[0]),
        ),
        "targets": figure_page.target_lines(report.targets, links, entities),
        "areas": communes(user),
        "query": urlencode(
            {"ky": report.period, "nam": str(report.last.year), "den": report.last.isoformat(), "area": report.area}
        ),
    }  # fmt: skip
    return render(request, "recognition/period_report.html", context)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The report as docx or pdf to be signed, its tables as xlsx or csv; raises ``format_unknown``."""
    user = reader(request)
    report = _report(request, user)
    name = file_name("báo cáo OCOP", report.last)
    if kind in ("xlsx", "csv"):
        return export_response(name, kind, tables.FIGURES, tables.figure_rows(report.figures))
    return paper_response(report_paper(report, unit_shown(user, report.area)), name, kind)


def _happened(report: Report, links: Links) -> list[tuple[str, figure_page.Cell]]:
    one = report.happened
    counts = {
        trend.NEW: one.new, trend.UPGRADED: one.upgraded, trend.RENEWED: one.renewed, trend.ENDED: one.lapsed,
        trend.TAKEN_BACK: one.revoked,
    }  # fmt: skip
    within = {"first": report.first, "last": report.last}
    return [
        (str(trend.EVENTS[event]), links.cell(count, event=event, **within))
        for event, count in counts.items()
    ]


def _report(request: HttpRequest, user: User) -> Report:
    """The report asked for; the next one due without a wish."""
    today = clock.today()
    half = due_days()[HALF].on(today.year)
    period = request.GET.get("ky", "") or (HALF if today <= half else YEAR)
    year = _year(request.GET.get("nam", ""), today)
    return report_of(
        user, period=period, year=year, today=today, area=chosen_area(request, user),
        last=_last(request.GET.get("den", "").strip(), year),
    )  # fmt: skip


def _year(text: str, today: date) -> int:
    if not text.strip():
        return today.year
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    if not FIRST_DAY.year <= year <= today.year:
        raise DomainError("ocop_day_out_of_range", value=text[:40], first=FIRST_DAY, last=today)
    return year


def _last(text: str, year: int) -> date | None:
    """The last day asked for; one of another year than the one chosen was left in the form, and is not meant."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise DomainError("ocop_day_out_of_range", value=text[:40], first=FIRST_DAY, last=LAST_DAY) from error
    return day if day.year == year else None
