"""The list of orders, and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.filters import OrderFilter
from cungcau.domain.orders.forms import orders as forms
from cungcau.domain.orders.models import Order, OrderLine, Terms
from cungcau.domain.orders.selectors import flags as flag_selectors
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.domain.orders.selectors.band import band
from cungcau.domain.orders.tables import orders as tables
from cungcau.domain.orders.views.orders_frame import Rights, order_for, rights_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.reference.catalogue.selectors import commodity_words
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list

_HISTORY, _ENTRIES = 20, 60


@require_safe
def orders(request: HttpRequest) -> HttpResponseBase:
    """A season's orders: an officer's of their area, everybody else's of those they act for."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW)
    context: dict[str, Any] = {
        "choice": choice, "title": _("Đơn hàng"), "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "orders/orders.html", context)
    season = choice.season
    chosen = OrderFilter(request.GET, queryset=selectors.orders_of(season, user), season=season)
    total = selectors.total(chosen.qs)
    table = tables.OrderTable(chosen.qs)
    sheet = Sheet(f"{season.code} đơn hàng", tables.SHEET, tables.sheet_rows)
    office = access.allows(user, policies.RECORD)
    context |= {
        "total": total, "is_empty": not total.orders,
        "may_enter": office or access.allows(user, policies.AGREE_OWN),
    }  # fmt: skip
    return show_list(request, "orders/orders.html", chosen, table, sheet, context)


@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """All of an order: the terms in force, its deliveries' quantities, what happened, what may be done."""
    user, found = order_for(request, pk)
    mine = rights_of(user, found)
    revisions = selectors.terms_of(found)
    frozen = next((one for one in revisions if one.state == states.FROZEN), None)
    waiting = next((one for one in revisions if one.state == states.PROPOSED), None)
    lines = list(selectors.lines_of(found))
    entries = list(selectors.entries_of(found)[: _ENTRIES + 1])
    words = commodity_words(found.commodity)
    shown = frozen or waiting
    context = {
        "order": found, "mine": mine, "frozen": frozen, "waiting": waiting, "shown": shown,
        "grade": words.grade(found.commodity_id, shown.grade if shown else None),
        "waiting_grade": words.grade(found.commodity_id, waiting.grade if waiting else None),
        "history": [
            (one, words.grade(found.commodity_id, one.grade), str(states.TERMS_LABELS[one.state]))
            for one in revisions
        ],
        "lines": [line_row(line) for line in lines],
        "entries": entries[:_ENTRIES], "more_entries": len(entries) > _ENTRIES,
        "state_label": str(states.ORDER_LABELS[found.state]), "state_tone": states.ORDER_TONES[found.state],
        "flags": list(flag_selectors.flags_of(found)) if mine.flags else [],
        "band": band(found.commodity, found.area_code, lines[0].harvest_date) if lines else None,
        "changes": changes_of(found, most=_HISTORY) if mine.writes else [],
        **_verbs(found, mine, waiting),
    }  # fmt: skip
    return render(request, "orders/order.html", context)


def line_row(line: OrderLine) -> dict[str, Any]:
    """A delivery as the page draws it."""
    return {
        "line": line,
        "label": str(states.LINE_LABELS[line.state]),
        "tone": states.LINE_TONES[line.state],
        "kinds": selectors.kinds_of(line),
    }


def _verbs(order: Order, mine: Rights, waiting: Terms | None) -> dict[str, Any]:
    """Which buttons the page shows: what the state allows and its reader may do."""
    verbs = order.lifecycle.verbs_from(order.state)
    before = order.state in (states.DRAFT, states.PROPOSED)
    return {
        "may_send": "propose" in verbs and mine.writes and waiting is not None,
        "may_edit_draft": order.state == states.DRAFT and mine.writes,
        "may_edit": mine.office and order.state not in (states.CLOSED, states.CANCELLED),
        "may_propose": mine.writes and order.state in (states.DRAFT, states.PROPOSED, states.AGREED),
        "may_answer": mine.writes and waiting is not None and order.state != states.DRAFT,
        "may_cancel": "cancel" in verbs and (mine.office or (before and mine.writes)),
        "may_close": "close" in verbs and mine.office,
        "may_reopen": "reopen" in verbs and mine.office,
        "cancel_form": forms.WhyForm(auto_id="cancel_%s"),
        "refuse_form": forms.WhyForm(auto_id="refuse_%s"),
        "close_form": forms.ClosingForm(auto_id="close_%s"),
        "reopen_form": forms.WhyForm(auto_id="reopen_%s"),
        "heard_forms": [
            (side, label, own, forms.HeardForm(initial={"side": side}, auto_id=f"heard_{side}_%s"))
            for side, label, own in mine.answers_for
            if waiting is not None and getattr(waiting, f"{side}_yes_at") is None
        ],
    }


@require_safe
def line(request: HttpRequest, pk: int, no: int) -> HttpResponse:
    """One delivery: its quantities and every entry behind them; the coordinator corrects here."""
    user, found = order_for(request, pk)
    one = selectors.lines_of(found).filter(no=no).first()
    if one is None:
        raise DomainError("line_unknown", line=no)
    rows = selectors.entries_of(found, line=one)[:1000]
    context = {
        "order": found, "row": line_row(one), "entries": list(rows), "mine": rights_of(user, found), "no": no,
    }  # fmt: skip
    return render(request, "orders/line.html", context)
