"""The outbox: messages to people without an account and e-mails, with what became of them."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.platform.notify import channels, policies, selectors, states, things
from cungcau.platform.notify.addresses import CHANNELS, HAND
from cungcau.platform.notify.forms import CancelForm, OutboxForm, ToldForm
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.models.outgoing import Way
from cungcau.platform.notify.tables import SHEET, OutboxTable, sheet_rows
from cungcau.platform.notify.wording import veiled
from cungcau.platform.ui import clock
from cungcau.platform.ui.fields import drawn
from cungcau.platform.ui.templatetags.tables import ExportLink

_PER_PAGE = 50


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponseBase:
    """The list by area: filtered, sorted, counted by state, paged; with ``?xuat=csv`` or ``xlsx`` as a file."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    form = OutboxForm(request.GET or None)
    refused = form.is_bound and not form.is_valid()
    seen = selectors.outbox(user)
    rows = seen.none() if refused else seen
    counts, choices = dict.fromkeys(states.OUTGOING.states, 0), []
    if not refused:
        wanted = form.wanted() if form.is_bound else selectors.Wanted()
        counts = selectors.counts(selectors.narrowed(rows, wanted, any_state=True))
        rows = selectors.narrowed(rows, wanted)
        choices = selectors.things_among(seen, wanted)
    table = OutboxTable(rows, may_handle=bool(areas_with(user, policies.HANDLE)))
    found = sum(counts.get(state, 0) for state in states.in_filter(request.GET.get("state", "")))
    a_page = {"per_page": _PER_PAGE, "silent": True, "paginator_class": partial(_paginator, found)}
    tables.RequestConfig(request, paginate=a_page).configure(table)
    if request.GET.get("xuat"):
        name = f"tin gửi đi {clock.today():%Y%m%d}"
        return export_response(name, request.GET["xuat"], SHEET, sheet_rows(table.data.data))
    table.exports = [ExportLink(_with(request, xuat=kind), kind) for kind in ("xlsx", "csv")]
    context = {
        "fields": [(bound, drawn(bound)["widget"]) for bound in form if bound.name != "ma"],
        "first_part": "notify/about_part.html",
        "about": things.named([request.GET.get("ma", "")[:80]]).get(request.GET.get("ma", "")[:80]),
        "without_about": _with(request, ma=""),
        "choices": [(thing, _with(request, ma=thing.key, ve="", viec="")) for thing in choices],
        "table": table,
        "found": found,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "tabs": _tabs(request, counts),
        "ways": Way.choices,
        "back": _with(request),
        "missing": [CHANNELS[one] for one in CHANNELS if one != HAND and not channels.configured(one)],
    }
    return render(request, "notify/outbox.html", context, status=400 if refused else 200)


@never_cache
@require_safe
def outgoing(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: what it says, what was tried, what can be done."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    one = selectors.outgoing_for(user, pk)
    return render(request, "notify/outgoing.html", page_of(one, user))


def page_of(one: Outgoing, user: User, **more: Any) -> dict[str, Any]:
    """What the page of one message shows; ``more`` are forms at fault."""
    may = access.allows(user, policies.HANDLE, one.area_code)
    verbs = selectors.possible(one) if may else ()
    return {
        "one": one,
        "about": things.named([one.about]).get(one.about),
        "text": veiled(one.text, one),
        "sms": veiled(one.sms, one),
        "attempts": selectors.attempts_of(one),
        "verbs": verbs,
        "may_see": access.allows(user, policies.SEE_CONTACT, one.area_code),
        "told": ToldForm(),
        "aside": CancelForm(),
        **more,
    }


def _paginator(count: int, rows: Any, per_page: int, **more: Any) -> Paginator[Any]:
    """Pages of rows that have been counted already, for the tabs."""
    pages: Paginator[Any] = Paginator(rows, per_page, **more)
    pages.__dict__["count"] = count
    return pages


def _tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    """All, what needs a person, and each state that has messages; with how many, under the other filters."""
    now = request.GET.get("state", "")
    people = sum(counts[state] for state in states.NEEDS_A_PERSON)
    found = [("", _("Tất cả"), sum(counts.values())), ("can-nguoi", _("Cần người xử lý"), people)]
    found += [
        (state, str(states.LABELS[state]), count) for state, count in counts.items() if count or state == now
    ]
    return [
        {"label": label, "count": count, "url": _with(request, state=state), "here": state == now}
        for state, label, count in found
    ]


def _with(request: HttpRequest, **changed: str) -> str:
    """The address of this list with these parameters, from its first page."""
    query = request.GET.copy()
    for name in ("page", "xuat"):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
        if not value:
            query.pop(name, None)
    return f"?{query.urlencode()}"
