"""The page a household answers on: no account, no session, this one slip and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cungcau.domain.orders import states
from cungcau.domain.orders.forms.slips import LESS, NO, YES, LinkForm
from cungcau.domain.orders.models import AnswerBy, Slip
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.domain.orders.services import slips as services
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.clock import now as present
from cungcau.platform.ui.messages import answer as said_of
from cungcau.platform.ui.throttle import slow_down, unlisted

_TRIES = 30
"""Links that lead nowhere one address may try in ten minutes."""
_WINDOW_S = 600
_OVER = (states.CANCELLED, states.LAPSED, states.FAILED)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The slip, and the household's answer; the signed link itself is what proves who answers.

    A page for scripts that preview links changes nothing: only the form's POST does.
    """
    slip = selectors.by_token(token[:60])
    if slip is None:
        return unlisted(_unknown(request))
    if slip.state in _OVER or slip.line.state == states.CANCELLED:
        return unlisted(render(request, "orders/link_over.html", _context(slip), status=410))
    if request.method == "POST":
        return unlisted(_answered(request, slip, token))
    return unlisted(render(request, "orders/link.html", _context(slip)))


def _answered(request: HttpRequest, slip: Slip, token: str) -> HttpResponse:
    form = LinkForm(request.POST)
    if not form.is_valid():
        return render(request, "orders/link.html", {**_context(slip), "wrong": True}, status=422)
    says, kg = form.cleaned_data["says"], form.cleaned_data["kg"]
    taken = {YES: slip.offered_kg, NO: 0}.get(says, kg)
    if says == LESS and not kg:
        return render(request, "orders/link.html", {**_context(slip), "wrong": True}, status=422)
    try:
        services.answer(slip=slip, kg=taken, by=AnswerBy.LINK, actor=None, note=form.cleaned_data["note"])
    except DomainError as refused:
        fresh = selectors.by_token(token[:60]) or slip
        answer = said_of(refused)
        return render(
            request, "orders/link.html", {**_context(fresh), "refused": answer.text}, status=answer.status
        )
    return HttpResponseRedirect(request.path)


def _context(slip: Slip) -> dict[str, Any]:
    told = selectors.told_of(slip)
    until = slip.answer_until
    open_now = slip.state in (states.SENT, states.ACCEPTED, states.DECLINED) and (
        until is None or present() <= until
    )
    return {
        "slip": slip, "told": told, "is_open": open_now, "answered": slip.state in (states.ACCEPTED, states.DECLINED),
        "label": states.SLIP_LABELS[slip.state], "most_less": slip.offered_kg - 1,
    }  # fmt: skip


def _unknown(request: HttpRequest) -> HttpResponse:
    """A link that is none; an address that tries many is asked to wait."""
    said = said_of(DomainError("slip_link_unknown"))
    try:
        slow_down(request, "orders.link", most=_TRIES, code="slip_link_busy", within_s=_WINDOW_S)
    except DomainError as busy:
        said = said_of(busy)
    return render(request, "orders/link_unknown.html", {"said": said}, status=said.status)
