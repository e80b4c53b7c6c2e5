"""Many households at once: one row each, total and days; the weeks follow by themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.forecast import gridrows, policies, selectors, services
from cungcau.domain.forecast.doubting import Figures, doubts_about
from cungcau.domain.forecast.gridrows import GridRow
from cungcau.domain.forecast.models import Confidence
from cungcau.domain.forecast.selectors.subjects import producers_for_grid, windows_by_producer
from cungcau.domain.forecast.services import ForecastRow, Told
from cungcau.domain.forecast.views.frame import chosen_commodity, page
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing.services import finish_draft, once
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Commodity, Season

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """The households of a place, a page at a time; saved all together or not at all."""
    choice, context = page(request, "grid", _("Nhập dự báo nhiều hộ"))
    user = signed_in(request)
    access.require(user, policies.RECORD)
    season = choice.season
    if season is None:
        return render(request, "forecast/grid.html", context)
    assert isinstance(user, User)
    commodity, goods = chosen_commodity(request, season)
    commodity = commodity or (goods[0] if goods else None)
    text, area = request.GET.get("q", "")[:200], request.GET.get("dia-ban", "")[:40].replace("\0", "")
    if commodity is None:
        return render(request, "forecast/grid.html", context)
    pages = _page(request, producers_for_grid(season, user, text, area))
    rows = _rows(season, commodity, pages)
    context |= {
        "goods": goods, "commodity": commodity, "q": text, "area_code": area, "page": pages, "rows": rows,
        "confidences": Confidence.choices, "confidence": request.POST.get("confidence", Confidence.MEDIUM),
        "source": request.POST.get("source", _("hỏi qua điện thoại")), "reason": request.POST.get("reason", ""),
        "season": season, "draft_part": f"{season.pk}.{commodity.pk}.{pages.number}",
    }  # fmt: skip
    if request.method == "POST":
        return _posted(request, season, commodity, user, rows, context)
    return render(request, "forecast/grid.html", context)


def _posted(
    request: HttpRequest,
    season: Season,
    commodity: Commodity,
    user: User,
    rows: list[GridRow],
    context: dict[str, Any],
) -> HttpResponse:
    changed = gridrows.read(rows, request.POST, season)
    reason, source = (
        request.POST.get("reason", "").strip()[:300],
        request.POST.get("source", "").strip()[:300],
    )
    confidence = request.POST.get("confidence", "")
    problems = []
    if confidence not in Confidence.values:
        problems.append(_("Cần chọn mức chắc chắn."))
    if not source:
        problems.append(_("Cần ghi nguồn: ai báo, bằng cách nào."))
    if not reason and any(row.old is not None for row in changed):
        problems.append(_("Có hộ đã dự báo trước: cần ghi vì sao sửa."))
    if not changed:
        problems.append(_("Chưa có hàng nào được sửa."))
    if problems or any(row.errors for row in changed):
        return _refused(request, context, problems, 422)
    told = _told(season, commodity, changed, confidence, source, reason)

    def work() -> dict[str, object]:
        return dict(services.tell_forecasts(season=season, told=told, actor=user).counts())

    try:
        kept = once(once_token(request), user, "forecast.grid", work, content=request.POST)
    except InputInvalid as error:
        for fault in error.faults:
            changed[fault.line - 1].errors["kg"] = fault.expected
        return _refused(request, context, [], 422)
    except EditedMeanwhile as error:
        changed[0].errors["kg"] = _("Vừa được người khác sửa (lần %(n)s). Mở lại trang để xem.") % {
            "n": error.version
        }
        return _refused(request, context, [answer(error).text], 409)
    except DomainError as error:
        if error.code not in {"already_sent", "not_allowed"}:
            raise
        return _refused(request, context, [answer(error).text], 409)
    finish_draft(user, f"forecast.grid.{context['draft_part']}", request.POST.get("draft_id"))
    messages.success(
        request,
        _("Đã ghi %(created)s dự báo mới, sửa %(changed)s; %(unchanged)s không đổi.") % kept.result,
    )
    return redirect(request.get_full_path())


def _told(
    season: Season, commodity: Commodity, rows: list[GridRow], confidence: str, source: str, reason: str
) -> list[Told]:
    """Forecasts of the rows; what is doubtful is kept as questions to be answered later."""
    figures = [
        Figures(row.producer.pk, None, row.producer.area_code, row.weeks(confidence), row.window)
        for row in rows
    ]
    doubts = doubts_about(season, commodity, figures)
    return [
        Told(
            ForecastRow(
                commodity=commodity, producer=row.producer, weeks=one.weeks, confidence=confidence, source=source,
                reason=reason if row.old is not None else "", seen=row.seen,
            ),
            row.window,
            asked,
        )
        for row, one, asked in zip(rows, figures, doubts, strict=True)
    ]  # fmt: skip


def _rows(season: Season, commodity: Commodity, pages: Page[Organisation]) -> list[GridRow]:
    producers = list(pages.object_list)
    current = selectors.current_by_producer(season, commodity, producers)
    windows = windows_by_producer(season, commodity, producers)
    area = producers[0].area_code if producers else ""
    usual = selectors.window_of(season, commodity, selectors.Subject()) if not area else None
    if area:
        usual = selectors.window_of(season, commodity, selectors.Subject(producers[0]))
        if usual is not None and usual.producer_id is not None:
            usual = None
    return gridrows.shown(producers, current, windows, usual)


def _page(request: HttpRequest, rows: QuerySet[Organisation]) -> Page[Organisation]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _refused(request: HttpRequest, context: dict[str, Any], problems: list[str], status: int) -> HttpResponse:
    return render(request, "forecast/grid.html", {**context, "problems": problems}, status=status)
