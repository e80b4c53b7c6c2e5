"""The keeper's day: whom to expect, letting in, running totals, closing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.collection import services, states, wording
from cungcau.domain.collection.finding import booking_for
from cungcau.domain.collection.forms import CloseForm, ReasonForm
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.day import (
    closings_of,
    running_totals,
    slips_on,
    sums_of,
    tickets_on,
)
from cungcau.domain.collection.selectors.turns import bookings_on
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.collection.views.frame import day_url, frame_for
from cungcau.domain.orders.states import SLIP_LABELS, SLIP_TONES
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.messages import answer
from cungcau.reference.search import matching

_PER_PAGE = 50
_TICKETS = 20
_AT_GATE = (states.BOOKED, states.ARRIVED)


@require_safe
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """Today's expected slips with search, turns, what was weighed."""
    here = frame_for(request, pk)
    if not here.may_keep:
        return redirect("collection:turns", pk=pk)
    text = request.GET.get("q", "")[:200]
    slips = matching(slips_on(here.point, here.day), text)
    page = Paginator(slips, _PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    tickets = list(tickets_on(here.point, here.day)[:_TICKETS])
    totals = running_totals(here.point, here.day)
    goods = {one.line.order.commodity_id for one in rows} | {one.commodity_id for one in tickets}
    goods |= {one.commodity_id for one in totals}
    names = wording.grades_of(goods)
    context = {
        "here": here,
        "point": here.point,
        "day": here.day,
        "q": text,
        "page": page,
        "rows": [
            {
                "slip": one,
                "grade": wording.grade_name(names, one.line.order.commodity_id, one.grade),
                "label": SLIP_LABELS[one.state],
                "tone": SLIP_TONES[one.state],
                "booking": next(iter(one.bookings.all()), None),
                "kg": one.confirmed_kg or one.allocated_kg,
            }
            for one in rows
        ],
        "tickets": [(one, wording.grade_name(names, one.commodity_id, one.grade)) for one in tickets],
        "totals": [(one, wording.grade_name(names, one.commodity_id, one.grade)) for one in totals],
        "sums": sums_of(here.point, here.day),
        "vehicles": list(bookings_on(here.point, here.day).exclude(plate="").filter(state__in=_AT_GATE)),
        "closings": closings_of(here.point, here.day)[:3],
        "booking_labels": states.BOOKING_LABELS,
    }  # fmt: skip
    return render(request, "collection/day.html", context)


_VERBS = {"den": services.arrive, "vang": services.miss, "xong": services.finish}
_SAID = {
    "den": gettext_lazy("Đã ghi đã đến."),
    "vang": gettext_lazy("Đã ghi không đến."),
    "xong": gettext_lazy("Đã ghi xong."),
}


@require_POST
def booking(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Let a booking in, mark it missed, done, or give it up with a reason."""
    user = signed_in(request)
    found = booking_for(user, pk)
    try:
        _carry_out(request, found, verb)
    except DomainError as refused:
        if refused.code not in ("turn_taken", "verb_not_allowed", "booking_reason_missing"):
            raise
        messages.error(request, answer(refused).text)
    if request.POST.get("tu") == "ma":
        return redirect("collection:coming", pk=pk)
    back = "collection:turns" if request.POST.get("tu") == "luot" else "collection:day"
    return redirect(f"{_url(back, found)}")


def _carry_out(request: HttpRequest, found: Booking, verb: str) -> None:
    user = signed_in(request)
    if verb == "huy":
        form = ReasonForm(request.POST)
        services.cancel(booking=found, reason=form.data.get("reason", "")[:300], actor=user)
        messages.success(request, _("Đã huỷ lượt."))
    elif verb in _VERBS:
        _VERBS[verb](booking=found, actor=user)
        messages.success(request, str(_SAID[verb]))
    else:
        raise DomainError("booking_not_found")


def _url(name: str, found: Booking) -> str:
    address = day_url(found.point_id, found.day)
    return (
        address
        if name == "collection:day"
        else address.replace("/?", "/luot/?", 1)
        if "?" in address
        else f"{address}luot/"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """How the day adds up; closing it marks the turns nobody came to."""
    here = frame_for(request, pk)
    require_keeping(here.user, here.point, here.day)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.close_day(point=here.point, day=here.day, actor=here.user, note=form.cleaned_data["note"])
        messages.success(request, _("Đã chốt ngày."))
        return redirect(day_url(here.point, here.day))
    missing = [
        one for one in slips_on(here.point, here.day)[:500] if not one.received_kg and not one.rejected_kg
    ]
    totals = running_totals(here.point, here.day)
    names = wording.grades_of(one.commodity_id for one in totals)
    context = {
        "here": here, "point": here.point, "day": here.day, "form": form, "sums": sums_of(here.point, here.day),
        "missing": missing, "closings": closings_of(here.point, here.day),
        "totals": [(one, wording.grade_name(names, one.commodity_id, one.grade)) for one in totals],
    }  # fmt: skip
    return render(request, "collection/close.html", context)
