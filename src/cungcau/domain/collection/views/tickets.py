"""Tickets: the list, one with its pictures, its correction, its prints; the page behind the QR code."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.collection import policies, receipts, services, tables, wording
from cungcau.domain.collection.filters import TicketFilter
from cungcau.domain.collection.forms import CorrectForm
from cungcau.domain.collection.models import Ticket
from cungcau.domain.collection.selectors.rights import may_keep, tickets_shown
from cungcau.domain.collection.selectors.tickets import (
    listed,
    photo_for,
    photos_of,
    sealed,
    ticket_for,
    total_of,
    with_photos,
)
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.files.pictures import path_of
from cungcau.platform.ui.messages import answer
from cungcau.platform.ui.throttle import slow_down, unlisted
from cungcau.reference.listing import Sheet, show_list

_LOOKS_A_MINUTE = 60


@require_safe
def tickets(request: HttpRequest) -> HttpResponseBase:
    """The tickets one may see, with sums of what a filter leaves."""
    user = signed_in(request)
    require(user, policies.VIEW)
    chosen = TicketFilter(request.GET, queryset=listed(tickets_shown(user)), user=user)
    table = tables.TicketTable(chosen.qs)
    sheet = Sheet(_("phiếu cân"), tables.TICKET_SHEET, lambda rows: tables.ticket_rows(with_photos(rows)))
    narrowed = any(request.GET.get(name) for name in chosen.filters)
    context = {
        "title": _("Phiếu cân"),
        "total": total_of(chosen.qs) if narrowed else None,
        "is_empty": not chosen.qs.exists(),
    }
    return show_list(request, "collection/tickets.html", chosen, table, sheet, context)


@require_safe
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """One ticket: what the scale showed, pictures, what it replaced or what replaced it."""
    user = signed_in(request)
    require(user, policies.VIEW)
    one = ticket_for(user, pk)
    names = wording.grades_of([one.commodity_id])
    context = {
        "ticket": one,
        "grade": wording.grade_name(names, one.commodity_id, one.grade),
        "warnings": wording.warnings_of(one, names),
        "why": wording.why_rejected(one),
        "who": wording.who_brought(one),
        "photos": photos_of(one),
        "later": getattr(one, "voided_by", None),
        "others": list(Ticket.objects.filter(delivery=one.delivery).exclude(pk=one.pk).order_by("pk")[:20]),
        "may_correct": may_keep(user, one.point, one.day),
        "qr": receipts.qr_svg(request, one),
    }
    return render(request, "collection/ticket.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a ticket in the place of this one, with the reason."""
    user = signed_in(request)
    require(user, policies.VIEW)
    old = ticket_for(user, pk)
    if not may_keep(user, old.point, old.day):
        raise DomainError("ticket_not_found")
    shown = {name: getattr(old, name) for name in _SHOWN}
    form = CorrectForm(request.POST or None, request.FILES or None, commodity=old.commodity, initial=shown)
    if request.method == "POST" and form.is_valid():
        new = _correct(request, old, form)
        if new:
            return redirect("collection:ticket", pk=new)
    context = {"ticket": old, "form": form, "who": wording.who_brought(old)}
    return render(request, "collection/correct.html", context, status=422 if form.is_bound else 200)


_SHOWN = ("grade", "gross_kg", "tare_kg", "crates", "rejected_kg", "reject_reason", "reject_text")


def _correct(request: HttpRequest, old: Ticket, form: CorrectForm) -> int:
    user, data = signed_in(request), form.cleaned_data
    facts: dict[str, Any] = {
        "slip": old.slip, "line": None if old.slip else old.line, "commodity": old.commodity, "season": old.season,
        "producer": old.producer, "producer_text": old.producer_text,
    }  # fmt: skip

    def work() -> dict[str, object]:
        load = None if data["void"] else form.load(**facts)
        made = services.correct(ticket=old, load=load, reason=data["reason"], actor=user).ticket
        file = data.get("photo")
        if file:
            services.keep_photo(
                point=old.point,
                about=made.client_uuid,
                client_uuid=uuid.uuid4(),
                content=file.read(),
                actor=user,
            )
        return {"pk": made.pk}

    try:
        done = editing.once(
            once_token(request), user, f"collection.correct.{old.pk}", work, content=request.POST
        )
    except DomainError as refused:
        form.add_error(None, answer(refused).text)
        return 0
    messages.success(request, _("Đã lập phiếu thay."))
    return int(str(done.result["pk"]))


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticket to print: a strip of 80 mm, or A5 with ``?kho=a5``."""
    user = signed_in(request)
    require(user, policies.VIEW)
    one = ticket_for(user, pk)
    size = "a5" if request.GET.get("kho") == "a5" else "80"
    response = HttpResponse(receipts.receipt(request, one, size), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="phieu-can-{one.pk}-{size}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture, to those who may see what it shows."""
    user = signed_in(request)
    require(user, policies.VIEW)
    found = photo_for(user, pk)
    path = path_of(found.sha256)
    if not path.is_file():
        raise DomainError("point_photo_not_found")
    response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
def check(request: HttpRequest, seal: str) -> HttpResponse:
    """What the QR code of a ticket says, to anybody who holds it: its facts, whether it counts; nobody's name."""
    slow_down(request, "collection.check", most=_LOOKS_A_MINUTE, code="checked_too_often")
    found = sealed(seal[:200])
    if found is None:
        context: dict[str, Any] = {"ticket": None}
    else:
        names = wording.grades_of([found.commodity_id])
        context = {
            "ticket": found,
            "grade": wording.grade_name(names, found.commodity_id, found.grade),
            "later": getattr(found, "voided_by", None),
        }
    return unlisted(render(request, "collection/check.html", context, status=200 if found else 404))
