"""Events: the list, a page of one, its form, its places and who takes part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.promotion import policies, selectors, states, tables
from cungcau.domain.promotion.filters import EventFilter
from cungcau.domain.promotion.forms.events import EventForm, PartyForm, ReasonForm, SiteForm
from cungcau.domain.promotion.models import Event
from cungcau.domain.promotion.selectors.events import parties_of, sites_of
from cungcau.domain.promotion.selectors.memoranda import memoranda_shown
from cungcau.domain.promotion.services import events as services
from cungcau.domain.promotion.views import frame
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list

NEW, EDIT = "promotion.event.new", "promotion.event"
_MOST_MEMORANDA = 50
_CAME = {"co": True, "khong": False, "": None}


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """The events of one's area."""
    user = frame.reader(request)
    rows = selectors.events_shown(user)
    chosen = EventFilter(request.GET, queryset=rows)
    sheet = Sheet(_("sự kiện xúc tiến"), tables.EVENTS, tables.event_rows)
    context = {
        "tab": "events", "title": _("Sự kiện xúc tiến"), "may_add": access.allows(user, policies.RECORD),
        "lead": _("Hội nghị, hội chợ, tuần sản phẩm: ở đâu, ai dự, ký được gì."),
        "is_empty": not rows.exists(), "new": "promotion:event-new", "new_label": _("Ghi sự kiện"),
        "nothing": _("Chưa ghi sự kiện nào"),
        "nothing_text": _("Ghi hội nghị, hội chợ dự kiến; sau ngày tổ chức, ghi kết quả và biên bản ký được."),
    }  # fmt: skip
    return show_list(request, "promotion/list.html", chosen, tables.EventTable(chosen.qs), sheet, context)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event with its places, who takes part, memoranda signed there."""
    user = frame.reader(request)
    return _page(request, user, frame.found(selectors.event_for(user, pk)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an event."""
    user = frame.writer(request)
    context = {"title": _("Ghi sự kiện"), "back": "promotion:events", "saved": _("Đã ghi sự kiện.")}
    form = EventForm(request.POST or None, user=user)
    return frame.new_page(request, services.EVENT, form, key=NEW, page="promotion:event", context=context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an event, or tell its result."""
    user = frame.writer(request)
    row = _mine(user, pk)
    context = {"title": _("Sửa sự kiện"), "back": "promotion:events", "saved": _("Đã lưu sự kiện.")}
    form = EventForm(request.POST or None, user=user, row=row)
    return frame.edit_page(request, services.EVENT, form, key=EDIT, page="promotion:event", context=context)


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Held, not to be held, back among those planned."""
    user = frame.writer(request)
    row = _mine(user, pk)
    form = ReasonForm(request.POST) if verb == "thoi" else None
    if form is not None and not form.is_valid():
        return _page(request, user, row, 400, cancel_form=form)
    verbs = {
        "da-to-chuc": lambda: services.hold(event=row, actor=user),
        "chua-to-chuc": lambda: services.take_back(event=row, actor=user),
        "thoi": lambda: services.cancel(
            event=row, reason=form.cleaned_data["reason"] if form else "", actor=user
        ),
        "lai": lambda: services.resume(event=row, actor=user),
    }
    if verb not in verbs:
        raise DomainError("not_found")
    verbs[verb]()
    messages.success(request, _("Đã ghi."))
    return redirect("promotion:event", pk)


@require_POST
def add_site(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a place of it."""
    user = frame.writer(request)
    row = _mine(user, pk)
    form = SiteForm(request.POST)
    if form.is_valid() and frame.done(
        form, lambda: services.add_site(event=row, actor=user, **form.cleaned_data)
    ):
        return redirect("promotion:event", pk)
    return _page(request, user, row, 400, site_form=form)


@require_POST
def remove_site(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    """Take a place off."""
    user = frame.writer(request)
    services.remove_site(event=_mine(user, pk), pk=site, actor=user)
    return redirect("promotion:event", pk)


@require_POST
def add_party(request: HttpRequest, pk: int) -> HttpResponse:
    """Add who takes part."""
    user = frame.writer(request)
    row = _mine(user, pk)
    form = PartyForm(request.POST)
    if form.is_valid() and frame.done(
        form, lambda: services.add_party(event=row, actor=user, **form.cleaned_data)
    ):
        return redirect("promotion:event", pk)
    return _page(request, user, row, 400, party_form=form)


@require_POST
def party(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Whether one came, or take it off."""
    user = frame.writer(request)
    row = _mine(user, pk)
    said = request.POST.get("came")
    if said is None:
        services.remove_party(event=row, pk=party, actor=user)
    elif said in _CAME:
        services.say_came(event=row, pk=party, came=_CAME[said], actor=user)
    else:
        raise DomainError("not_found")
    return redirect("promotion:event", pk)


def _mine(user: User, pk: int) -> Event:
    row: Event = frame.found(selectors.event_for(user, pk))
    access.require(user, policies.RECORD, row.area_code)
    return row


def _page(request: HttpRequest, user: User, row: Event, status: int = 200, **bound: Any) -> HttpResponse:
    may = access.allows(user, policies.RECORD, row.area_code)
    verbs = states.EVENT.verbs_from(row.state) if may else ()
    context = {
        "event": row, "tab": "events", "may_write": may, "sites": list(sites_of(row)), "parties": list(parties_of(row)),
        "state_label": states.EVENT_LABELS[row.state], "state_tone": states.EVENT_TONES[row.state],
        "may_hold": "hold" in verbs and clock.today() >= row.starts_on, "may_cancel": "cancel" in verbs,
        "may_take_back": "take_back" in verbs, "may_resume": "resume" in verbs,
        "memoranda": list(memoranda_shown(user).filter(event=row)[:_MOST_MEMORANDA]),
        "site_form": bound.get("site_form") or SiteForm(), "party_form": bound.get("party_form") or PartyForm(),
        "cancel_form": bound.get("cancel_form") or ReasonForm(), "changes": changes_of(row),
    }  # fmt: skip
    return render(request, "promotion/event.html", context, status=status)
