"""A plan's targets, and one of them with the figures reported for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.programmes import services
from cungcau.domain.programmes.figures.addresses import rows_url
from cungcau.domain.programmes.forms.progress import ReadingForm
from cungcau.domain.programmes.models import Indicator, Plan, Reading, Source
from cungcau.domain.programmes.selectors.plans import IN_FORCE, plans_shown
from cungcau.domain.programmes.views.frame import Here, here_for, name_faults, plan_page
from cungcau.domain.programmes.views.picture import Target, targets_of, told
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.exchange.services import Column, export_response
from cungcau.platform.ui import clock
from cungcau.reference.listing import EXPORT

_READINGS = 200
TARGET_SHEET = (
    Column("name", "Chỉ tiêu"),
    Column("unit", "Đơn vị tính"),
    Column("baseline", "Hiện trạng", "decimal"),
    Column("target", "Mục tiêu"),
    Column("due_on", "Đến ngày", "date"),
    Column("value", "Kết quả", "decimal"),
    Column("as_of", "Tính đến ngày", "date"),
    Column("share", "Tỷ lệ (%)", "decimal"),
    Column("reached", "Đạt"),
    Column("source", "Nguồn số liệu"),
    Column("where_from", "Lấy từ"),
    Column("reporter", "Cơ quan báo số"),
    Column("note", "Ghi chú"),
)


def _read(plan: Plan) -> list[Indicator]:
    rows = list(Indicator.objects.filter(plan=plan).select_related("reporter").defer("reporter__words"))
    for one in rows:
        one.plan = plan
    return rows


@require_safe
def targets(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All targets of a plan as a table, or as a file."""
    here = here_for(request, pk)
    found = targets_of(_read(here.plan), clock.today(), draw=False)
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response(
            f"chỉ tiêu {here.plan}"[:60], wanted, TARGET_SHEET, [told(one) for one in found]
        )
    return plan_page(request, "programmes/targets.html", here, "targets", {"targets": found})


@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One target: what it came to, every figure reported for it, reporting a new one."""
    row, here = _indicator(request, pk)
    may_report = _may_report(here, row)
    form = ReadingForm(request.POST or None, initial={"as_of": clock.today()}) if may_report else None
    if request.method == "POST":
        if form is None:
            raise DomainError("programme_indicator_computed" if row.source == Source.QUERY else "not_found",
                              indicator=row.name)  # fmt: skip
        if form.is_valid() and _reported(request, here, row, form):
            return redirect(request.path)
    target = targets_of([row], clock.today())[0]
    context: dict[str, Any] = {
        "target": target, "row": row, "form": form, "readings": _readings(row), "rows_url": _rows_url(target),
    }  # fmt: skip
    return plan_page(
        request, "programmes/indicator.html", here, "targets", context, 400 if form and form.errors else 200
    )


def _indicator(request: HttpRequest, pk: int) -> tuple[Indicator, Here]:
    user = signed_in(request)
    shown = plans_shown(user).order_by().values("pk")
    rows = Indicator.objects.filter(plan__in=shown).select_related("reporter").defer("reporter__words")
    row = rows.filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise DomainError("not_found")
    here = here_for(request, row.plan_id)
    row.plan = here.plan
    return row, here


def _may_report(here: Here, row: Indicator) -> bool:
    return row.source != Source.QUERY and here.plan.state in IN_FORCE and here.works(row.reporter_id)


def _readings(row: Indicator) -> QuerySet[Reading]:
    return Reading.objects.filter(indicator=row).select_related("by").order_by("-as_of", "-pk")[:_READINGS]


def _rows_url(target: Target) -> str:
    asked = target.measured.asked
    return rows_url(target.indicator.query, asked) if asked is not None else ""


def _reported(request: HttpRequest, here: Here, row: Indicator, form: ReadingForm) -> bool:
    data = form.cleaned_data

    def work() -> dict[str, object]:
        return {"pk": services.indicators.record_reading(indicator=row, actor=here.user, **data).pk}

    try:
        editing.once(once_token(request), here.user, "programmes.reading", work, content=request.POST)
    except DomainError as error:
        name_faults(form, error)
        return False
    messages.success(request, _("Đã ghi số liệu."))
    return True
