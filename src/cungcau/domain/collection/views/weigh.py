"""At the scale: one delivery with its grades, for a slip or outside an order."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cungcau.domain.collection import services, wording
from cungcau.domain.collection.finding import slip_at
from cungcau.domain.collection.forms import BroughtForm, Loads, SlipLoads
from cungcau.domain.collection.forms.scale import LoadForm
from cungcau.domain.collection.models import Ticket
from cungcau.domain.collection.selectors.tickets import listed
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.collection.views.frame import Frame, day_url, frame_for
from cungcau.domain.orders.models import Slip
from cungcau.domain.orders.services.weighing import room_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Commodity

KEY = "collection.weigh"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, pk: int, slip_pk: int) -> HttpResponse:
    """Weigh what a household brought for its slip, a row for each grade."""
    here = frame_for(request, pk)
    require_keeping(here.user, here.point, here.day)
    slip = slip_at(here.point, slip_pk)
    commodity = slip.line.order.commodity
    first = [{"grade": slip.grade}]
    rows = SlipLoads(
        request.POST or None,
        request.FILES or None,
        prefix="rows",
        initial=first,
        form_kwargs={"commodity": commodity},
    )
    if request.method == "POST" and rows.is_valid():
        made = _issue(request, here, rows, {"slip": slip})
        if made:
            return _after(here, made)
    names = wording.grades_of([commodity.pk])
    context = {
        "here": here, "point": here.point, "day": here.day, "slip": slip, "rows": rows,
        "room_kg": room_of(slip.line), "grade": wording.grade_name(names, commodity.pk, slip.grade),
        "before": [
            (one, wording.grade_name(names, one.commodity_id, one.grade)) for one in listed(slip.tickets.all())[:20]
        ],
        "draft_key": f"{KEY}.{slip.pk}",
    }  # fmt: skip
    return render(request, "collection/weigh.html", context, status=422 if rows.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Weigh goods that belong to no order here."""
    here = frame_for(request, pk)
    require_keeping(here.user, here.point, here.day)
    goods = _goods(here)
    brought = BroughtForm(request.POST or None, goods=goods)
    chosen = (
        brought.cleaned_data.get("commodity") if brought.is_bound and brought.is_valid() else goods.first()
    )
    rows = Loads(
        request.POST or None, request.FILES or None, prefix="rows", form_kwargs={"commodity": chosen}
    )
    if request.method == "POST" and brought.is_valid() and rows.is_valid():
        facts = {**brought.cleaned_data, "season": here.point.season}
        made = _issue(request, here, rows, facts)
        if made:
            return _after(here, made)
    context = {
        "here": here, "point": here.point, "day": here.day, "brought": brought, "rows": rows,
        "draft_key": f"{KEY}.walk-in.{here.point.pk}",
    }  # fmt: skip
    return render(request, "collection/weigh.html", context, status=422 if rows.is_bound else 200)


def _goods(here: Frame) -> Any:
    season = here.point.season
    return (
        season.commodities.order_by("name_vi")
        if season is not None
        else Commodity.objects.order_by("name_vi")
    )


def _issue(request: HttpRequest, here: Frame, rows: Any, facts: dict[str, Any]) -> list[Ticket]:
    """The tickets of a delivery: all of its grades or none; nothing where it was refused, said on the form."""
    filled = [form for form in rows if form.has_changed() and form.cleaned_data.get("gross_kg") is not None]
    if not filled:
        rows.forms[0].add_error("gross_kg", _("Hãy ghi ít nhất một lần cân."))
        return []
    slip = facts.get("slip")
    key = f"{KEY}.{slip.pk}" if isinstance(slip, Slip) else f"{KEY}.walk-in.{here.point.pk}"
    current = filled[0]

    def work() -> dict[str, object]:
        nonlocal current
        delivery, made = uuid.uuid4(), []
        for current in filled:
            load = current.load(delivery=delivery, device=_device(request), **facts)
            done = services.issue(point=here.point, load=load, actor=here.user)
            _keep_photo(here, current, done.ticket)
            made.append(done.ticket.pk)
        return {"tickets": made}

    try:
        with transaction.atomic():
            done = editing.once(once_token(request), here.user, key, work, content=request.POST)
    except DomainError as refused:
        current.add_error(None, answer(refused).text)
        return []
    editing.finish_draft(here.user, key, request.POST.get("draft_id"))
    numbers = done.result["tickets"]
    assert isinstance(numbers, list)
    found = list(Ticket.objects.filter(pk__in=numbers).select_related("commodity").order_by("pk"))
    names = wording.grades_of(one.commodity_id for one in found)
    for one in found:
        for said in wording.warnings_of(one, names):
            messages.warning(request, said)
    messages.success(
        request, _("Đã lập phiếu cân %(codes)s.") % {"codes": ", ".join(one.code for one in found)}
    )
    return found


def _keep_photo(here: Frame, form: LoadForm, ticket: Ticket) -> None:
    file = form.cleaned_data.get("photo")
    if isinstance(file, UploadedFile):
        services.keep_photo(
            point=here.point,
            about=ticket.client_uuid,
            client_uuid=uuid.uuid4(),
            content=file.read(),
            actor=here.user,
        )


def _device(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    return "điện thoại" if "Mobi" in agent else "máy tính"


def _after(here: Frame, made: list[Ticket]) -> HttpResponse:
    if len(made) == 1:
        return redirect("collection:ticket", pk=made[0].pk)
    return redirect(day_url(here.point, here.day if here.day == made[0].day else clock.today()))
