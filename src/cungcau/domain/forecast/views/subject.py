"""One subject's forecast: its weeks, every revision with its reason, what was harvested; and the small verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.forecast import policies, selectors, services
from cungcau.domain.forecast.forms import HarvestForm, SameForm
from cungcau.domain.forecast.models import Forecast, HarvestReport
from cungcau.domain.forecast.pictures import Bar, week_name, weekly
from cungcau.domain.forecast.services import ForecastRow, HarvestRow
from cungcau.domain.forecast.services.revising import SAID_AGAIN
from cungcau.domain.forecast.spreading import WeekKg
from cungcau.domain.forecast.views.frame import found_forecast, tabs
from cungcau.domain.registry.selectors import phone_for
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.editing.services import finish_draft, once
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.clock import today
from cungcau.platform.ui.messages import answer


@require_safe
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """The forecast's page; an older revision says so and leads to the current one."""
    one, _user = found_forecast(request, pk)
    return _page(request, one, HarvestForm(), 200)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the figures were checked with the subject."""
    one, user = found_forecast(request, pk, policies.CONFIRM)
    services.confirm_forecast(forecast=one, actor=user)
    messages.success(request, _("Đã ghi là được xác nhận."))
    return redirect("forecast:subject", pk=one.pk)


@require_POST
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """The subject was asked and says the same: the same weeks as of today."""
    one, user = found_forecast(request, pk, policies.RECORD)
    form = SameForm(request.POST)
    row = ForecastRow(
        commodity=one.commodity, producer=one.producer, place=one.place, variety=one.variety, source=one.source,
        reported_by=one.reported_by, confidence=one.confidence, reason=SAID_AGAIN, is_demo=False,
        weeks=tuple(WeekKg(week.start, week.low_kg, week.likely_kg, week.high_kg) for week in one.weeks.all()),
        seen=form.cleaned_data["seen"] if form.is_valid() else one.revision,
    )  # fmt: skip

    def work() -> dict[str, object]:
        done = services.record_forecasts(season=one.season, rows=[row], actor=user)
        return {"pk": (done.written or done.unchanged)[0].pk}

    kept = once(once_token(request), user, f"forecast.same.{one.pk}", work)
    messages.success(request, _("Đã ghi: báo lại, không đổi."))
    return redirect("forecast:subject", pk=int(str(kept.result["pk"])))


@require_POST
def harvested(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was harvested in a week."""
    one, user = found_forecast(request, pk, policies.RECORD)
    form = HarvestForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, 422)
    data = form.cleaned_data
    row = HarvestRow(
        commodity=one.commodity, producer=one.producer, place=one.place, variety=one.variety, source=one.source,
        reported_by=one.reported_by, start=data["start"], kg=data["kg"], reason=data["reason"], seen=data["seen"],
    )  # fmt: skip
    try:
        once(
            once_token(request), user, "forecast.harvested",
            lambda: services.record_harvests(season=one.season, rows=[row], actor=user).counts(),
            content=request.POST,
        )  # fmt: skip
    except InputInvalid as error:
        for fault in error.faults:
            name = fault.column if fault.column in form.fields else None
            form.add_error(name, fault.expected)
        return _page(request, one, form, 422)
    except DomainError as error:
        if error.code != "already_sent":
            raise
        form.add_error(None, answer(error).text)
        return _page(request, one, form, 409)
    finish_draft(user, f"forecast.harvest.{one.pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi khối lượng đã thu."))
    return redirect("forecast:subject", pk=one.pk)


def _page(request: HttpRequest, one: Forecast, form: HarvestForm, status: int) -> HttpResponse:
    revisions = selectors.revisions_of(one)
    reports = selectors.reports_of(one)
    newest = revisions[0]
    user = request.user
    may_record = access.allows(user, policies.RECORD, one.area_code)
    begun = [week.start for week in newest.weeks.all() if week.start <= today()]
    begun += [start for start in reports if start not in begun]
    form.fields["start"].widget.choices = [(day.isoformat(), week_name(day)) for day in sorted(begun)]
    context = {
        "one": one,
        "newest": newest,
        "revisions": [_told(revision, before) for revision, before in _pairs(revisions)],
        "weeks": _weeks(one, reports),
        "chart": weekly(_bars(one, reports)),
        "phone": phone_for(one.producer) if one.producer else "",
        "window": selectors.window_of(one.season, one.commodity, selectors.Subject(one.producer, one.place)),
        "stale": one.as_of < selectors.oldest_fresh(one.season),
        "may_record": may_record,
        "may_confirm": one.is_current and one.confirmed_by_id is None
        and access.allows(user, policies.CONFIRM, one.area_code),
        "form": form if may_record and begun else None,
        "tabs": tabs(one.season, "weeks"),
        "area_url": f"{reverse('forecast:area', args=[one.area_code])}?mua={one.season.code}"
        if one.area_code
        else "",
    }  # fmt: skip
    return render(request, "forecast/subject.html", context, status=status)


def _weeks(one: Forecast, reports: dict[date, HarvestReport]) -> list[dict[str, Any]]:
    """Weeks of the forecast and of reports, each with what is missing named."""
    told = {week.start: week for week in one.weeks.all()}
    return [
        {
            "name": week_name(start),
            "told": told.get(start),
            "report": reports.get(start),
            "due": start + timedelta(days=7) <= today(),
        }
        for start in sorted({*told, *reports})
    ]


def _bars(one: Forecast, reports: dict[date, HarvestReport]) -> list[Bar]:
    told = {week.start: week for week in one.weeks.all()}
    return [
        Bar(
            start,
            told[start].low_kg if start in told else None,
            told[start].likely_kg if start in told else None,
            told[start].high_kg if start in told else None,
            reports[start].kg if start in reports else None,
        )
        for start in sorted({*told, *reports})
    ]


def _pairs(revisions: list[Forecast]) -> list[tuple[Forecast, Forecast | None]]:
    return list(zip(revisions, [*revisions[1:], None], strict=True))


def _told(revision: Forecast, before: Forecast | None) -> dict[str, Any]:
    """A revision with how its total differs from the one before."""
    change = None if before is None else revision.likely_kg - before.likely_kg
    return {"one": revision, "change": change, "more": change is not None and change > 0}
