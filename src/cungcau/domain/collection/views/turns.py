"""Turns: which are free, booking one, the list for the gate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.collection import policies, services, states
from cungcau.domain.collection.finding import booking_for
from cungcau.domain.collection.forms import BookForm
from cungcau.domain.collection.gate import COLUMNS, gate_pdf, gate_rows, qr_html
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.day import COMING
from cungcau.domain.collection.selectors.rights import bookings_shown
from cungcau.domain.collection.selectors.turns import bookings_on, minutes_of, open_turns, turns_of
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.collection.views.frame import Frame, day_url, frame_for, hour
from cungcau.domain.orders.models import Slip
from cungcau.domain.registry.selectors import acting_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import allows
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer

KEY = "collection.turn"
_MOST_SLIPS = 300


@require_http_methods(["GET", "HEAD", "POST"])
def turns(request: HttpRequest, pk: int) -> HttpResponse:
    """A day's turns; booking one for slips or a vehicle. Names only for those they are for."""
    here = frame_for(request, pk)
    listed = list(bookings_on(here.point, here.day))
    found = turns_of(here.point, here.day, listed)
    slips = _bookable(here)
    officer = allows(here.user, policies.BOOK, here.point.area_code)
    offered = open_turns(here.point, found, late=officer)
    form = BookForm(request.POST or None, turns=offered, slips=slips, clock=hour)
    if request.method == "POST" and form.is_valid() and _book(request, here, form):
        return redirect(request.get_full_path())
    known = (
        {one.pk for one in listed}
        if here.may_keep
        else set(
            bookings_shown(here.user).filter(point=here.point, day=here.day).values_list("pk", flat=True)
        )
    )
    context = {
        "here": here,
        "point": here.point,
        "day": here.day,
        "form": form,
        "turns": [
            {"turn": one, "open": one in offered, "from": hour(one.starts_at), "to": hour(one.ends_at),
             "held": [_shown(booking, booking.pk in known) for booking in one.held]}
            for one in found
        ],
        "ended": [_shown(one, True) for one in listed if one.state not in states.HELD and one.pk in known],
        "minutes": minutes_of(here.point),
        "officer": officer,
        "offered": offered,
        "slips": slips,
    }  # fmt: skip
    return render(request, "collection/turns.html", context, status=422 if form.is_bound else 200)


def _shown(booking: Booking, known: bool) -> dict[str, Any]:
    return {
        "booking": booking, "known": known, "label": states.BOOKING_LABELS[booking.state],
        "tone": states.BOOKING_TONES[booking.state],
    }  # fmt: skip


def _bookable(here: Frame) -> list[Slip]:
    """The day's slips without a turn that one may bring."""
    rows = Slip.objects.filter(
        point=here.point, harvest_date=here.day, state__in=COMING, slot_from=None
    ).select_related("producer")
    if not here.may_keep:
        rows = rows.filter(producer__in=acting_for(here.user, clock.today()))
    return list(rows.defer("words", "producer__words").order_by("producer__folded", "pk")[:_MOST_SLIPS])


def _book(request: HttpRequest, here: Frame, form: BookForm) -> bool:
    data = form.cleaned_data
    starts = parse_datetime(data["turn"])
    assert starts is not None, "the choices are moments"
    wish = services.Wish(
        starts, tuple(int(one) for one in data["slips"]), "" if data["slips"] else data["plate"],
        0 if data["slips"] else data["kg"] or 0, data["label"],
    )  # fmt: skip

    def work() -> dict[str, object]:
        made = services.book(
            point=here.point,
            day=here.day,
            wish=wish,
            actor=here.user,
            override_reason=data["override_reason"],
        )
        return {"pk": made.pk}

    try:
        editing.once(once_token(request), here.user, KEY, work, content=request.POST)
    except DomainError as refused:
        form.add_error(None, answer(refused).text)
        return False
    messages.success(request, _("Đã đăng ký lượt."))
    return True


@require_safe
def gate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list for the gate: on screen to print, as PDF, as a spreadsheet."""
    here = frame_for(request, pk)
    require_keeping(here.user, here.point, here.day)
    bookings = [one for one in bookings_on(here.point, here.day) if one.state in states.HELD]
    rows = list(gate_rows(bookings, request))
    kind = request.GET.get("xuat", "")
    name = f"{here.point.code} cong {here.day:%Y-%m-%d}"
    if kind == "pdf":
        response = HttpResponse(gate_pdf(here.point, here.day, rows), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="cong-{here.point.pk}-{here.day:%Y-%m-%d}.pdf"'
        return response
    if kind:
        return export_response(name, kind, COLUMNS, rows)
    for row in rows:
        row["qr"] = qr_html(row["link"])
    return render(
        request, "collection/gate.html", {"here": here, "point": here.point, "day": here.day, "rows": rows}
    )


@never_cache
@require_safe
def coming(request: HttpRequest, pk: int) -> HttpResponse:
    """One turn as its code opens it on the keeper's phone: let in with one tap, then to the scale."""
    user = signed_in(request)
    found = booking_for(user, pk)
    require_keeping(user, found.point, found.day)
    slips = Slip.objects.filter(bookings=found).select_related("producer", "line__order__commodity")
    context = {
        "one": found,
        "slips": list(slips.defer("words", "producer__words", "line__order__words").order_by("pk")),
        "label": states.BOOKING_LABELS[found.state],
        "tone": states.BOOKING_TONES[found.state],
        "verbs": states.BOOKING.verbs_from(found.state),
        "day_url": day_url(found.point_id, found.day),
        "query": "" if found.day == clock.today() else f"?ngay={found.day.isoformat()}",
    }
    return render(request, "collection/coming.html", context)
