"""Before a session: dossiers put on it, taken off, in order; invitations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.council import policies, states, tables
from cungcau.domain.council.filters import ReadyFilter
from cungcau.domain.council.models import Item
from cungcau.domain.council.selectors.ready import ready_for
from cungcau.domain.council.services import agenda as services
from cungcau.domain.council.services import telling
from cungcau.domain.council.views.frame import carried_out, item_here, mine_of, session_here
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.reference.listing import Sheet, show_list

_MOST = services.MOST


@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Dossiers to choose for a session; several at once."""
    user, session = session_here(request, pk)
    if not mine_of(user, session).prepares:
        access.require(user, policies.PREPARE, session.area_code)
    if session.state != states.PLANNED:
        raise DomainError("session_opened_already")
    rows = ready_for(session.council)
    if request.method == "POST":
        keys = [
            int(text) for text in request.POST.getlist("ho-so")[:_MOST] if text.isdigit() and len(text) < 19
        ]
        found = {one.pk: one for one in rows.filter(pk__in=keys)}
        wanted = [found[key] for key in keys if key in found]
        said = ngettext("Đã đưa %(n)s hồ sơ vào phiên.", "Đã đưa %(n)s hồ sơ vào phiên.", len(wanted)) % {
            "n": len(wanted)
        }

        def deed() -> object:
            return services.put_on(session=session, wanted=wanted, actor=user)

        return carried_out(request, deed, said, "council:session", pk)
    chosen = ReadyFilter(request.GET, queryset=rows)
    context: dict[str, Any] = {
        "session": session, "title": _("Chọn hồ sơ cho phiên %(code)s") % {"code": session.code},
        "lead": _("Hồ sơ tổ tư vấn đã xác nhận đủ điều kiện; hồ sơ sắp hết hạn đứng trên."),
        "is_empty": not rows.exists(),
    }  # fmt: skip
    sheet = Sheet("hồ sơ chờ hội đồng", tables.READY_SHEET, tables.ready_rows)
    return show_list(request, "council/ready.html", chosen, tables.ReadyTable(chosen.qs), sheet, context)


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one product up or down."""
    user, session = session_here(request, pk)
    there = list(Item.objects.filter(session=session).order_by("no").values_list("pk", flat=True))
    moved, _dot, way = request.POST.get("chuyen", "").partition(":")
    if not moved.isdigit() or int(moved) not in there or way not in ("len", "xuong"):
        raise DomainError("council_item_not_found")
    place = there.index(int(moved))
    target = max(0, place - 1) if way == "len" else min(len(there) - 1, place + 1)
    there.insert(target, there.pop(place))

    def deed() -> object:
        return services.put_in_order(session=session, items=there, actor=user)

    return carried_out(request, deed, "", "council:session", pk)


@require_POST
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a product off the programme."""
    user, item = item_here(request, pk)
    name = item.dossier.product.name

    def deed() -> object:
        return services.take_off(item=item, reason=request.POST.get("reason", ""), actor=user)

    said = _("Đã đưa %(name)s ra khỏi phiên.") % {"name": name}
    return carried_out(request, deed, said, "council:session", item.session_id)


@require_POST
def postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a product for another session."""
    user, item = item_here(request, pk)

    def deed() -> object:
        return services.postpone(item=item, reason=request.POST.get("reason", ""), actor=user)

    said = _("Đã hoãn %(name)s sang phiên khác.") % {"name": item.dossier.product.name}
    return carried_out(request, deed, said, "council:session", item.session_id)


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite everybody who has a seat."""
    user, session = session_here(request, pk)
    return carried_out(
        request, lambda: telling.invite(session=session, actor=user), _("Đã gửi thông báo mời họp."),
        "council:session", pk,
    )  # fmt: skip
