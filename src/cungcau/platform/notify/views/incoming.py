"""Messages people sent to the site: which were carried out, which wait for a person."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import national
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.platform.notify import policies, port, selectors, services, things
from cungcau.platform.notify.forms import HandleForm, IncomingForm
from cungcau.platform.notify.models import Incoming
from cungcau.platform.notify.tables import INCOMING_SHEET, IncomingTable, incoming_rows
from cungcau.platform.ui import clock
from cungcau.platform.ui.fields import drawn
from cungcau.platform.ui.templatetags.tables import ExportLink

_PER_PAGE = 50


@never_cache
@require_safe
def incoming(request: HttpRequest) -> HttpResponseBase:
    """The list: filtered, sorted, paged; with ``?xuat=csv`` or ``xlsx`` as a file."""
    user = signed_in(request)
    access.require(user, policies.VIEW_INCOMING)
    form = IncomingForm(request.GET or None)
    refused = form.is_bound and not form.is_valid()
    seen = selectors.incoming_shown(user)
    rows = seen.none() if refused else seen
    if form.is_bound and not refused:
        wanted = form.cleaned_data
        rows = selectors.incoming_narrowed(
            seen, text=wanted["q"], state=wanted["state"], first=wanted["first"], last=wanted["last"]
        )
    table = IncomingTable(rows)
    tables.RequestConfig(request, paginate={"per_page": _PER_PAGE, "silent": True}).configure(table)
    if request.GET.get("xuat"):
        name = f"tin nhắn đến {clock.today():%Y%m%d}"
        return export_response(name, request.GET["xuat"], INCOMING_SHEET, incoming_rows(table.data.data))
    query = request.GET.copy()
    query.pop("page", None)
    table.exports = [ExportLink(f"?{_with(query, kind)}", kind) for kind in ("xlsx", "csv")]
    context = {
        "fields": [(bound, drawn(bound)["widget"]) for bound in form],
        "table": table,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "is_open": port.is_open(),
        "is_empty": not seen.exists(),
    }
    return render(request, "notify/incoming.html", context, status=400 if refused else 200)


@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: what it says, what was made of it, what is to be done."""
    user, found = _found(request, pk)
    return render(request, "notify/incoming_one.html", _page(found, user))


@require_POST
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was done about it."""
    user, found = _found(request, pk)
    form = HandleForm(request.POST)
    if not form.is_valid():
        return render(request, "notify/incoming_one.html", _page(found, user, form=form), status=400)
    services.handle(incoming=found, actor=user, note=form.cleaned_data["note"])
    messages.success(request, _("Đã ghi là xử lý xong."))
    return redirect("notify:incoming")


@never_cache
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The page with the number whole, once; the look is in the trail."""
    user, found = _found(request, pk)
    services.reveal_sender(incoming=found, actor=user)
    return render(request, "notify/incoming_one.html", _page(found, user, phone=national(found.phone)))


def _page(found: Incoming, user: User, **more: Any) -> dict[str, Any]:
    own = user.pk in found.people
    by_area = found.area_code and access.allows(user, policies.HANDLE_INCOMING, found.area_code)
    may = own or by_area or (not found.area_code and bool(areas_with(user, policies.HANDLE_UNKNOWN)))
    return {
        "one": found,
        "about": things.named([found.about]).get(found.about),
        "may_handle": may and found.is_open,
        "may_see": may,
        "form": HandleForm(),
        **more,
    }


def _found(request: HttpRequest, pk: int) -> tuple[User, Incoming]:
    user = signed_in(request)
    access.require(user, policies.VIEW_INCOMING)
    return user, selectors.incoming_for(user, pk)


def _with(query: Any, kind: str) -> str:
    changed = query.copy()
    changed["xuat"] = kind
    return str(changed.urlencode())
