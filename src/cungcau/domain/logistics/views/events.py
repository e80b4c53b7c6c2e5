"""Route events: the list, reporting, the page of one with everything it touches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.filters.papers import EventFilter
from cungcau.domain.logistics.forms.events import ChangeEventForm, EventForm
from cungcau.domain.logistics.forms.papers import WhyForm
from cungcau.domain.logistics.selectors import events as selectors
from cungcau.domain.logistics.selectors.trips import trips_q
from cungcau.domain.logistics.services import events as services
from cungcau.domain.logistics.services.warning import tell_concerned
from cungcau.domain.logistics.tables import papers as tables
from cungcau.domain.logistics.views.paper_frame import event_for
from cungcau.domain.matching import policies as plan_policies
from cungcau.domain.orders.selectors import shown_q
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list

_DRAFT = "logistics.event.new"


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """What is shut in a season."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW_EVENTS)
    context: dict[str, Any] = {
        "choice": choice, "title": _("Tin đường sá, cửa khẩu"), "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "logistics/events.html", context)
    rows = selectors.events_of(choice.season, user)
    chosen = EventFilter(request.GET, queryset=rows)
    table = tables.EventTable(chosen.qs)
    sheet = Sheet(f"{choice.season.code} tin đường sá", tables.EVENTS, tables.event_rows)
    context |= {"is_empty": not rows.exists(), "may_report": access.allows(user, policies.REPORT_EVENT)}
    return show_list(request, "logistics/events.html", chosen, table, sheet, context)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """What is shut, which open orders and trips use it, who was told, what may be done."""
    user, found = event_for(request, pk)
    targets = list(found.targets.all())
    lines = selectors.lines_touched(targets, found.first, found.last, seen=shown_q(user, "order__"))
    trips = selectors.trips_touched(targets, found.first, found.last).filter(trips_q(user))
    state = found.state_on(clock.today())
    decides = access.allows(user, policies.CONFIRM_EVENT, found.area_code)
    standing = found.state == states.CONFIRMED
    told = selectors.told_of(found) if decides else (0, 0)
    context = {
        "event": found, "label": states.EVENT_LABELS[state], "tone": states.EVENT_TONES[state],
        "places": selectors.places_of(found), "lines": list(lines[: selectors.MOST]),
        "trips": list(trips[: selectors.MOST]), "most": selectors.MOST, "told": told, "decides": decides,
        "may_confirm": decides and found.state == states.REPORTED, "may_act": decides and standing,
        "closed": sum(target.closure_id is not None for target in targets),
        "may_plan": standing and access.allows(user, plan_policies.RUN, found.area_code),
        "change_form": ChangeEventForm(initial={"last": found.last}), "dismiss_form": WhyForm(auto_id="dismiss_%s"),
        "chain": selectors.history_of(found), "changes": changes_of(found)[:20] if decides else [],
    }  # fmt: skip
    return render(request, "logistics/event.html", context)


@require_http_methods(["GET", "POST"])
def new_event(request: HttpRequest) -> HttpResponse:
    """Report what is shut."""
    user = signed_in(request)
    choice = choose_season(request, policies.REPORT_EVENT)
    if choice.season is None:
        return redirect("logistics:events")
    season = choice.season
    initial = {"first": clock.today(), "last": clock.today(), "heard_at": present()}
    form = EventForm(request.POST or None, initial=initial, season=season)
    if request.method == "POST" and form.is_valid():
        try:
            done = editing.once(
                once_token(request), user, _DRAFT, lambda: _report(season, form, user), content=request.POST
            )
        except DomainError as refused:
            if refused.code not in ("already_sent", "input_invalid"):
                raise
            _name_faults(form, refused)
        else:
            editing.finish_draft(user, _DRAFT, request.POST.get("draft_id"))
            messages.success(request, _("Đã ghi tin %(code)s.") % done.result)
            return redirect("logistics:event", pk=done.result["pk"])
    wrong = form.is_bound and bool(form.errors)
    office = access.allows(user, policies.CONFIRM_EVENT, season.area_code)
    context = {"form": form, "season": season, "choice": choice, "office": office}
    return render(request, "logistics/event_form.html", context, status=422 if wrong else 200)


@require_POST
def move_event(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Confirm, dismiss, tell, close for the plans, reopen or extend, try the plan without it."""
    user, found = event_for(request, pk)
    reason = request.POST.get("reason", "").replace("\x00", "")
    if verb == "xac-nhan":
        services.confirm_event(event=found, actor=user)
        messages.success(request, _("Đã xác nhận tin. Bây giờ có thể báo cho mọi người."))
    elif verb == "bo":
        services.dismiss_event(event=found, reason=reason, actor=user)
        messages.success(
            request, _("Đã bỏ tin này. Những ai đã được báo cũng được báo lại là tin không đúng.")
        )
    elif verb == "bao":
        _told(request, *tell_concerned(event=found, actor=user))
    elif verb == "dong-tuyen":
        made = services.close_for_plans(event=found, actor=user)
        messages.success(
            request, _("Đã ghi %(made)s đoạn đóng vào mạng lưới: kế hoạch sau sẽ tính.") % {"made": made}
        )
    elif verb == "thu-neu":
        plan = services.ask_what_if(event=found, actor=user)
        return redirect("matching:plan", plan_id=plan.pk)
    elif verb == "doi-ngay":
        form = ChangeEventForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Hãy chọn ngày cuối còn đóng và ghi lý do."))
            return redirect("logistics:event", pk=pk)
        new = services.change_event(
            event=found, last=form.cleaned_data["last"], reason=form.cleaned_data["reason"], actor=user
        )
        messages.success(
            request, _("Đã ghi tin mới thay tin cũ. Những ai đã được báo tin cũ cũng được báo tin mới.")
        )
        return redirect("logistics:event", pk=new.pk)
    else:
        raise DomainError("not_found")
    return redirect("logistics:event", pk=pk)


def _report(season: Season, form: EventForm, user: User) -> dict[str, object]:
    made = services.report_event(
        season=season, facts=form.facts(), targets=form.cleaned_data["targets"], actor=user
    )
    return {"pk": made.pk, "code": made.code}


def _told(request: HttpRequest, people: int, contacts: int) -> None:
    if not people and not contacts:
        messages.info(request, _("Mọi người liên quan đã được báo từ trước; không ai bị báo hai lần."))
        return
    said = ngettext("Đã báo %(people)s tài khoản", "Đã báo %(people)s tài khoản", people) % {"people": people}
    more = (
        _(" và gửi tin cho %(contacts)s nơi chưa có tài khoản") % {"contacts": contacts} if contacts else ""
    )
    messages.success(request, f"{said}{more}.")


def _name_faults(form: EventForm, refused: DomainError) -> None:
    if not isinstance(refused, InputInvalid):
        form.add_error(None, answer(refused).text)
        return
    for fault in refused.faults:
        text = fault.expected[:1].upper() + fault.expected[1:] + "."
        form.add_error(fault.column if fault.column in form.fields else None, text)
