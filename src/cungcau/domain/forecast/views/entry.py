"""Entering one forecast, and revising one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.forecast import policies, selectors, services
from cungcau.domain.forecast.doubting import Figures, doubts_about
from cungcau.domain.forecast.forms import EntryForm, cells_of, initial_of
from cungcau.domain.forecast.models import Forecast
from cungcau.domain.forecast.pictures import Bar, weekly
from cungcau.domain.forecast.services import ForecastRow, Told
from cungcau.domain.forecast.spreading import WeekKg
from cungcau.domain.forecast.views.frame import found_forecast, page, tabs
from cungcau.domain.survey.asking import Asked, read_answers
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing.services import finish_draft, once
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season

NEW, REVISE = "forecast.new", "forecast.revise"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A first forecast; a subject that has one already is led to its revision."""
    choice, context = page(request, "weeks", _("Ghi dự báo"))
    user = signed_in(request)
    access.require(user, policies.RECORD)
    if choice.season is None:
        return render(request, "forecast/weeks.html", context)
    assert isinstance(user, User)
    if request.method == "POST":
        return _posted(request, choice.season, user, None, context)
    form = EntryForm(season=choice.season, user=user, initial=_asked_for(request, choice.season))
    return _drawn(request, form, context, weeks=[])


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The next revision of a forecast, with its reason."""
    one, user = found_forecast(request, pk, policies.RECORD)
    newest = selectors.revisions_of(one)[0]
    if newest.pk != one.pk and request.method == "GET":
        return redirect("forecast:revise", pk=newest.pk)
    context = {
        "title": _("Sửa dự báo"), "lead": f"{one.subject} · {one.commodity.name_vi}", "one": one,
        "tabs": tabs(one.season, "weeks"),
    }  # fmt: skip
    if request.method == "POST":
        return _posted(request, one.season, user, one, context)
    window = selectors.window_of(one.season, one.commodity, selectors.Subject(one.producer, one.place))
    form = EntryForm(season=one.season, user=user, old=one, initial=initial_of(one, window))
    return _drawn(request, form, context, weeks=_kept(one))


def _posted(
    request: HttpRequest, season: Season, user: User, old: Forecast | None, context: dict[str, Any]
) -> HttpResponse:
    form = EntryForm(request.POST, season=season, user=user, old=old)
    fine = form.is_valid()
    if "spread" in request.POST:
        form.errors.pop("reason", None)
        weeks = form.spread_weeks()
        if weeks:
            form = _with_weeks(request, form, weeks)
            context["spread"] = True
        return _drawn(request, form, context, weeks=weeks, status=200 if weeks else 422)
    weeks = form.told_weeks() if fine else []
    if form.errors:
        return _drawn(request, form, context, weeks=weeks, status=422)
    return _saved(request, form, weeks, user, context)


def _saved(
    request: HttpRequest, form: EntryForm, weeks: list[WeekKg], user: User, context: dict[str, Any]
) -> HttpResponse:
    """Ask what is doubtful, save, go to the forecast; a refusal is told beside what was typed."""
    season, data, subject = form.season, form.cleaned_data, form.subject()
    old = form.old
    row = ForecastRow(
        commodity=old.commodity if old else data["commodity"],
        variety=old.variety if old else data["variety"],
        producer=subject.producer, place=subject.place, weeks=tuple(weeks), confidence=data["confidence"],
        reported_by=data["reported_by"], source=data["source"], reason=data.get("reason", ""), seen=data["seen"],
        confirmed=data["confirmed"],
    )  # fmt: skip
    asked = _asked(request, season, row, form)
    if not asked.complete:
        return _drawn(request, form, context, weeks=weeks, asked=asked, status=422)
    told = Told(row, form.window(), asked.doubts, asked.answers)

    def work() -> dict[str, object]:
        done = services.tell_forecasts(season=season, told=[told], actor=user)
        return {"pk": (done.written or done.unchanged)[0].pk, "new": bool(done.written)}

    try:
        kept = once(once_token(request), user, "forecast.tell", work, content=request.POST)
    except EditedMeanwhile as error:
        return _meanwhile(request, form, weeks, error, context)
    except InputInvalid as error:
        for fault in error.faults:
            name = "place" if fault.column == "subject" else fault.column
            form.add_error(name if name in form.fields else None, f"{fault.column}: {fault.expected}")
        return _drawn(request, form, context, weeks=weeks, status=422)
    except DomainError as error:
        if error.code not in {"already_sent", "not_allowed"}:
            raise
        form.add_error(None, answer(error).text)
        return _drawn(request, form, context, weeks=weeks, status=409)
    finish_draft(user, *_draft(old, request))
    messages.success(
        request,
        _("Đã ghi dự báo.") if kept.result["new"] else _("Số liệu giống bản đang dùng, không ghi thêm."),
    )
    return redirect("forecast:subject", pk=int(str(kept.result["pk"])))


def _asked(request: HttpRequest, season: Season, row: ForecastRow, form: EntryForm) -> Asked:
    subject = form.subject()
    figures = Figures(
        row.producer.pk if row.producer else None, row.place.pk if row.place else None, subject.area_code,
        row.weeks, form.window(),
    )  # fmt: skip
    return read_answers(request.POST, doubts_about(season, row.commodity, [figures])[0])


def _meanwhile(
    request: HttpRequest,
    form: EntryForm,
    weeks: list[WeekKg],
    error: EditedMeanwhile,
    context: dict[str, Any],
) -> HttpResponse:
    """Somebody else's revision came between: both stand side by side, saving again goes on from theirs.

    What was begun as a first forecast of a subject that has one already becomes its revision, with a reason.
    """
    posted, old, user = request.POST.copy(), form.old, signed_in(request)
    posted["seen"] = str(error.version)
    context |= {"clashes": error.clashes, "their_revision": error.version, "said": answer(error).text}
    if old is None:
        old = selectors.current(
            form.season, form.cleaned_data["commodity"], form.cleaned_data["variety"], form.subject()
        )
        assert isinstance(user, User)
        finish_draft(user, NEW, request.POST.get("draft_id"))
        text = _("Nơi này đã có dự báo lần %(n)s. Ghi lý do rồi lưu: số của bạn thành lần sửa tiếp theo.")
        context |= {"one": old, "was_new": True, "said": text % {"n": error.version}}
    again = EntryForm(posted, season=form.season, user=user, old=old)
    again.is_valid()
    again.errors.pop("reason", None)
    return _drawn(request, again, context, weeks=weeks, status=409)


def _with_weeks(request: HttpRequest, form: EntryForm, weeks: list[WeekKg]) -> EntryForm:
    """The same form with the weeks' boxes filled by the spread; the person may change each."""
    posted = request.POST.copy()
    for name in [name for name in posted if name.startswith(("low-", "likely-", "high-"))]:
        del posted[name]
    for name, text in cells_of(weeks).items():
        posted[name] = text
    filled = EntryForm(posted, season=form.season, user=signed_in(request), old=form.old)
    filled.is_valid()
    filled.errors.pop("reason", None)
    return filled


def _drawn(
    request: HttpRequest, form: EntryForm, context: dict[str, Any], *, weeks: list[WeekKg],
    asked: Asked | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    bars = {week.start: Bar(week.start, week.low_kg, week.likely_kg, week.high_kg) for week in weeks}
    shown = {
        "form": form,
        "asked": asked,
        "chart": weekly([bars.get(start, Bar(start)) for start in form.starts]) if bars else "",
        "season": form.season,
        **context,
    }
    return render(request, "forecast/entry.html", shown, status=status)


def _asked_for(request: HttpRequest, season: Season) -> dict[str, Any]:
    """What a link fills in: ``?ho=`` a producer's code, ``?nong-san=`` the goods."""
    found: dict[str, Any] = {}
    goods = list(season.commodities.all())
    code = request.GET.get("nong-san", "")
    found["commodity"] = next(
        (one for one in goods if one.code == code), goods[0] if len(goods) == 1 else None
    )
    if request.GET.get("ho"):
        found["producer"] = request.GET["ho"][:60].replace("\x00", "")
    return found


def _kept(one: Forecast) -> list[WeekKg]:
    return [WeekKg(week.start, week.low_kg, week.likely_kg, week.high_kg) for week in one.weeks.all()]


def _draft(old: Forecast | None, request: HttpRequest) -> tuple[str, str | None]:
    key = NEW if old is None else f"{REVISE}.{old.pk}"
    return key, request.POST.get("draft_id")
