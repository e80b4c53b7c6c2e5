"""During a session: attendance, presiding, opening, closing, giving products out, standing out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cungcau.domain.council.models import Recusal, Seat, Session
from cungcau.domain.council.selectors.sessions import chairs
from cungcau.domain.council.services import attendance, items, sessions
from cungcau.domain.council.views.frame import carried_out, item_here, session_here
from cungcau.kernel.errors import DomainError


def _seat(session: Session, text: str) -> Seat:
    found = next((one.seat for one in chairs(session) if str(one.seat.pk) == text), None)
    if found is None:
        raise DomainError("seat_not_found")
    return found


@require_POST
def attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether somebody is there."""
    user, session = session_here(request, pk)
    seat = _seat(session, request.POST.get("ghe", ""))
    present = request.POST.get("co-mat") == "co"

    def deed() -> object:
        return attendance.attend(
            session=session, seat=seat, present=present, reason=request.POST.get("reason", ""), actor=user
        )

    return carried_out(request, deed, "", "council:session", pk)


@require_POST
def all_present(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody nobody has spoken of yet is there."""
    user, session = session_here(request, pk)

    def deed() -> object:
        return attendance.attend_all(session=session, actor=user)

    return carried_out(request, deed, _("Đã ghi mọi người có mặt."), "council:session", pk)


@require_POST
def preside(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who presides."""
    user, session = session_here(request, pk)
    seat = _seat(session, request.POST.get("ghe", ""))

    def deed() -> object:
        return attendance.preside(
            session=session, seat=seat, reason=request.POST.get("reason", ""), actor=user
        )

    said = _("%(name)s chủ trì phiên.") % {"name": seat.user.full_name}
    return carried_out(request, deed, said, "council:session", pk)


@require_POST
def open_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the session."""
    user, session = session_here(request, pk)

    def deed() -> object:
        return sessions.open_session(session=session, actor=user)

    return carried_out(
        request, deed, _("Phiên đã khai mạc; quy chế được giữ nguyên từ lúc này."), "council:session", pk
    )


@require_POST
def close_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the session."""
    user, session = session_here(request, pk)

    def deed() -> object:
        return sessions.close_session(
            session=session, conclusion=request.POST.get("conclusion", ""), actor=user
        )

    return carried_out(request, deed, _("Phiên đã bế mạc."), "council:session", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the session up."""
    user, session = session_here(request, pk)

    def deed() -> object:
        return sessions.cancel_session(session=session, reason=request.POST.get("reason", ""), actor=user)

    return carried_out(request, deed, _("Đã huỷ phiên; các hồ sơ chờ phiên khác."), "council:session", pk)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one product out to score."""
    user, item = item_here(request, pk)
    said = _("Đã phát phiếu chấm %(name)s.") % {"name": item.dossier.product.name}
    return carried_out(
        request, lambda: items.start_item(item=item, actor=user), said, "council:item", item.pk
    )


@require_POST
def start_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Give every product out that waits."""
    user, session = session_here(request, pk)

    def deed() -> object:
        return items.start_all(session=session, actor=user)

    return carried_out(request, deed, _("Đã phát phiếu chấm mọi sản phẩm."), "council:session", pk)


@require_POST
def stand_out(request: HttpRequest, pk: int) -> HttpResponse:
    """A member stands out: by themselves, or written down for them."""
    user, item = item_here(request, pk)
    chosen = request.POST.get("ghe", "")
    seat = _seat(item.session, chosen) if chosen else items.own_seat(item, user)

    def deed() -> object:
        return items.stand_out(item=item, seat=seat, reason=request.POST.get("reason", ""), actor=user)

    said = _("Đã ghi %(name)s đứng ngoài.") % {"name": seat.user.full_name}
    return carried_out(request, deed, said, "council:item", pk)


@require_POST
def stand_in(request: HttpRequest, pk: int, recusal_pk: int) -> HttpResponse:
    """Undo it before the scoring is closed."""
    user, item = item_here(request, pk)
    recusal = (
        Recusal.objects.filter(item=item, pk=min(recusal_pk, 2**63 - 1))
        .select_related("item", "seat__user")
        .first()
    )
    if recusal is None:
        raise DomainError("recusal_not_found")

    def deed() -> object:
        return items.stand_in(recusal=recusal, reason=request.POST.get("reason", ""), actor=user)

    said = _("%(name)s lại chấm sản phẩm này.") % {"name": recusal.seat.user.full_name}
    return carried_out(request, deed, said, "council:item", pk)
