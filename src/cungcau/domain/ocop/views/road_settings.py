"""How long the province gives each holder of a file, and the days a year's decision moves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.forms.road_things import DayForm, TermForm
from cungcau.domain.ocop.models import MovedDay, Stage, StageTerm
from cungcau.domain.ocop.selectors.rounds import area_of
from cungcau.domain.ocop.services import road_settings as services
from cungcau.domain.ocop.views.road_frame import told
from cungcau.domain.ocop.workdays import Moved, Workdays, calendar
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Terms by stage, and the year's days off with what was moved."""
    user = signed_in(request)
    access.require(user, policies.OFFICE)
    area = area_of(user)
    bound: dict[str, Any] = {}
    if request.method == "POST":
        bound = _saved(request, user, area)
        if not bound:
            return redirect("ocop:settings")
    days, year = calendar(), clock.today().year
    recorded = set(MovedDay.objects.values_list("day", flat=True))
    context = {
        "terms": [
            (stage, bound.get(stage) or _term_form(area, stage)) for stage in StageTerm.SET_BY_PROVINCE
        ],
        "day_form": bound.get("day") or DayForm(auto_id="day_%s"),
        "year": year,
        "off": sorted(days.off(year, year + 1).items()),
        "moved": [(one, one.day in recorded) for one in _moved(days, year)],
    }
    return render(request, "ocop/road/settings.html", context, status=400 if bound else 200)


def _moved(days: Workdays, year: int) -> list[Moved]:
    return sorted((one for one in days.moved.values() if one.day.year >= year), key=lambda one: one.day)


def _term_form(area: str, stage: Stage) -> TermForm:
    term = StageTerm.objects.filter(area_code=area, stage=stage).first()
    began = {"count": term.count, "unit": term.unit, "source": term.source} if term is not None else {}
    return TermForm(stage=stage, initial=began, prefix=stage.value)


def _saved(request: HttpRequest, user: User, area: str) -> dict[str, Any]:
    """Carry out what was asked; the form with its errors where it was refused."""
    wanted = request.POST.get("viec", "")
    if wanted in Stage.values:
        return _term_saved(request, user, area, Stage(wanted))
    if wanted == "ngay":
        form = DayForm(request.POST, auto_id="day_%s")
        if not form.is_valid():
            return {"day": form}
        try:
            services.move_day(actor=user, **form.cleaned_data)
        except InputInvalid as refused:
            told(form, refused)
            return {"day": form}
        messages.success(request, _("Đã ghi ngày; hạn của hồ sơ đang xử lý được tính lại."))
        return {}
    if wanted == "bo-ngay":
        day = parse_date(request.POST.get("day", "")[:10]) if request.POST.get("day", "").isascii() else None
        if day is None:
            raise DomainError("not_found")
        services.drop_day(day=day, actor=user)
        messages.success(request, _("Đã bỏ; hạn của hồ sơ đang xử lý được tính lại."))
        return {}
    raise DomainError("not_found")


def _term_saved(request: HttpRequest, user: User, area: str, stage: Stage) -> dict[str, Any]:
    form = TermForm(request.POST, stage=stage, prefix=stage.value)
    if not form.is_valid():
        return {stage: form}
    given = form.cleaned_data
    if not given["count"]:
        services.drop_term(area=area, stage=stage, actor=user)
        messages.success(request, _("Chặng này không đặt thời hạn."))
        return {}
    try:
        services.set_term(area=area, stage=stage, actor=user, **given)
    except InputInvalid as refused:
        told(form, refused)
        return {stage: form}
    messages.success(request, _("Đã lưu thời hạn; hạn của hồ sơ đang xử lý được tính lại."))
    return {}
