"""Pages of the daily report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.daily import forms, paper, policies, selectors, services, sheets, wording
from cungcau.domain.daily.models import DailyReport
from cungcau.domain.daily.selectors import Narrow
from cungcau.domain.daily.services.markets import require_day
from cungcau.domain.daily.states import ISSUED, REPLACED
from cungcau.domain.orders import policies as orders
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import choose_season
from cungcau.reference.listing import EXPORT, PER_PAGE

_PARAMETERS = {
    "nong-san": "commodity",
    "thi-truong": "market",
    "diem": "point",
    "kenh": "channel",
    "xa": "commune",
}


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """The season's days, each with its report; days without one are shown as missing."""
    choice = choose_season(request, policies.VIEW)
    context: dict[str, Any] = {"choice": choice, "season": choice.season}
    if choice.season is not None:
        found = selectors.days_of(choice.season, clock.today())
        wanted = request.GET.get("trang-thai", "")
        kept = [day for day in found if not wanted or day.state == wanted]
        page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "missing": sum(day.state == "missing" for day in found),
            "labels": wording.STATE_LABELS,
            "wanted": wanted,
            "rows": [
                (one, wording.STATE_LABELS[one.state], wording.STATE_TONES[one.state])
                for one in selectors.goods_of(choice.season, list(page))
            ],
        }  # fmt: skip
    return render(request, "daily/days.html", context)


def _season(request: HttpRequest, day: date) -> Season:
    """The season asked for, the day within it."""
    choice = choose_season(request, policies.VIEW)
    if choice.season is None:
        raise DomainError("not_found")
    require_day(choice.season, day)
    return choice.season


def _report(season: Season, day: date) -> DailyReport | None:
    rows = DailyReport.objects.filter(season=season, day=day).exclude(state=REPLACED)
    return rows.select_related("issued_by").order_by("-version").first()


@require_safe
def show(request: HttpRequest, day: date) -> HttpResponse:
    """The figures of a day as they stand now, what is missing, the words, the versions."""
    return _page(request, day)


def _page(request: HttpRequest, day: date, status: int = 200, **bound: Any) -> HttpResponse:
    user = signed_in(request)
    season = _season(request, day)
    report = _report(season, day)
    figures = selectors.figures_of(season, day)
    versions = list(
        DailyReport.objects.filter(season=season, day=day, issued_at__isnull=False)
        .select_related("issued_by")
        .order_by("-version")
    )
    last = next((one for one in versions if one.state == ISSUED), None)
    words = {"difficulties": report.difficulties, "proposals": report.proposals} if report else {}
    may_market = access.allows(user, policies.REPORT_MARKET, season.area_code)
    market_form = bound.get("market_form") or (forms.MarketForm(season=season) if may_market else None)
    context = {
        "season": season,
        "day": day,
        "figures": figures,
        "whole": [(kind, wording.KIND_LABELS[kind], *figures["whole"][kind]) for kind in wording.KIND_LABELS],
        "groups": [(title, key, figures[name]) for name, title, key in wording.GROUPS],
        "missing": selectors.missing_of(season, day),
        "report": report,
        "versions": versions,
        "differs": last is not None and last.figures != figures,
        "state_label": wording.STATE_LABELS[report.state if report else "missing"],
        "state_tone": wording.STATE_TONES[report.state if report else "missing"],
        "may_issue": access.allows(user, policies.RECORD, season.area_code),
        "words_form": bound.get("words_form") or forms.WordsForm(initial=words),
        "market_form": market_form,
    }
    return render(request, "daily/day.html", context, status=status)


@require_POST
def write(request: HttpRequest, day: date) -> HttpResponse:
    """Keep the words; with "Gửi báo cáo" issue the report as well."""
    season = _season(request, day)
    user = signed_in(request)
    form = forms.WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, day, 400, words_form=form)
    services.write_report(season=season, day=day, actor=user, **form.cleaned_data)
    if request.POST.get("then") == "issue":
        return issue(request, day)
    messages.success(request, _("Đã lưu bản nháp."))
    return redirect("daily:day", day)


@require_POST
def issue(request: HttpRequest, day: date) -> HttpResponse:
    """Fix the report of the day."""
    season = _season(request, day)
    try:
        services.issue_report(season=season, day=day, actor=signed_in(request))
    except DomainError as refused:
        if refused.code != "report_unchanged":
            raise
        messages.info(request, answer(refused).text)
    else:
        messages.success(request, _("Đã gửi báo cáo ngày."))
    return redirect("daily:day", day)


@require_POST
def market(request: HttpRequest, day: date) -> HttpResponse:
    """Write down what a channel or gate reports."""
    season = _season(request, day)
    form = forms.MarketForm(request.POST, season=season)
    if not form.is_valid():
        return _page(request, day, 400, market_form=form)
    said = form.cleaned_data
    try:
        services.report_market(
            season=season, market=said["market"], commodity=said["commodity"], day=day, actor=signed_in(request),
            figures={name: said[name] for name in services.MARKET_FIGURES}, source=said["source"], note=said["note"],
            reason=said["reason"],
        )  # fmt: skip
    except DomainError as refused:
        if answer(refused).status in (403, 404):
            raise
        form.add_error("reason" if refused.code == "reason_missing" else None, answer(refused).text)
        return _page(request, day, 400, market_form=form)
    messages.success(request, _("Đã ghi số liệu."))
    return redirect("daily:day", day)


@require_safe
def behind(request: HttpRequest, day: date) -> HttpResponseBase:
    """The entries behind one figure, summing to it; taken away as a spreadsheet too.

    Whose goods they were is shown to those who may see the area's harvest slips.
    """
    season = _season(request, day)
    narrow = _narrow(request)
    rows = selectors.entries_behind(season, day, narrow)
    names = access.allows(signed_in(request), orders.SEE_SLIPS, season.area_code)
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(
            f"các dòng {day}", wanted, sheets.ENTRIES, sheets.entry_rows(rows, names=names)
        )
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(request, "daily/behind.html", {
        "season": season,
        "day": day,
        "narrow": narrow,
        "names": names,
        "kind_label": wording.KIND_LABELS.get(narrow.kind, ""),  # type: ignore[call-overload]
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "whole": sum(rows.order_by().values_list("kg", flat=True)),
        "query": kept.urlencode(),
    })  # fmt: skip


def _narrow(request: HttpRequest) -> Narrow:
    """Which figure is asked for; senseless values narrow to nothing."""
    given: dict[str, Any] = {
        "kind": request.GET.get("loai", "")[:12],
        "so_far": request.GET.get("luy-ke") == "1",
    }
    for name, field in _PARAMETERS.items():
        text = request.GET.get(name, "")[:40]
        if field in ("channel", "commune"):
            given[field] = text
        elif text:
            given[field] = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1
    return Narrow(**given)


@require_safe
def download(request: HttpRequest, day: date, kind: str) -> HttpResponseBase:
    """The report as xlsx or csv, docx or pdf: what was issued, or the figures of now while nothing was."""
    season = _season(request, day)
    report = _report(season, day)
    issued = report is not None and report.state == ISSUED
    figures = report.figures if report is not None and issued else selectors.figures_of(season, day)
    name = f"báo cáo ngày {day.isoformat()}"
    if kind in ("xlsx", "csv"):
        return export_response(name, kind, sheets.REPORT, sheets.report_rows(figures))
    return paper_response(
        paper.paper(season, day, figures, report, selectors.missing_of(season, day)), name, kind
    )
