"""The page a buyer confirms on: no account, no session, this one arrival and its claims."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cungcau.domain.logistics import states
from cungcau.domain.logistics.forms.arrivals import ClaimForm, SaidForm
from cungcau.domain.logistics.lateness import late_words
from cungcau.domain.logistics.models import Arrival, ClaimPhoto, SaidBy
from cungcau.domain.logistics.selectors import arrivals as selectors
from cungcau.domain.logistics.selectors import claims as claim_selectors
from cungcau.domain.logistics.services import arrivals as services
from cungcau.domain.logistics.services import claims as claim_services
from cungcau.domain.logistics.views.claims import asked_of, put_photos
from cungcau.domain.logistics.views.paper_frame import file_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.files.pictures import path_of
from cungcau.platform.ui.clock import now as present
from cungcau.platform.ui.messages import answer
from cungcau.platform.ui.throttle import slow_down, unlisted

_LIVE = (states.EXPECTED, states.PARTLY)
_SAY, _CLAIM, _ACCEPT, _WITHDRAW = "say", "claim", "accept", "withdraw"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """What is coming, and the buyer's word; the signed link itself is what proves who speaks.

    A script that previews links changes nothing: only the form's POST does.
    """
    slow_down(request, "logistics.receive", most=120, code="too_many_tries")
    found = selectors.arrival_of_link(token[:100])
    if found is None:
        return unlisted(render(request, "logistics/receive_unknown.html", status=404))
    if found.state == states.CANCELLED or selectors.link_ended(found):
        return unlisted(render(request, "logistics/receive_unknown.html", {"over": True}, status=410))
    if request.method == "POST":
        return unlisted(_posted(request, found, token))
    return unlisted(_draw(request, found))


@require_http_methods(["GET", "HEAD"])
def receive_photo(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """A picture of a claim about the link's arrival."""
    slow_down(request, "logistics.receive", most=120, code="too_many_tries")
    found = selectors.arrival_of_link(token[:100])
    photo = ClaimPhoto.objects.filter(key=key, claim__arrival=found).first() if found else None
    if photo is None or not path_of(photo.sha256).exists():
        return unlisted(render(request, "logistics/receive_unknown.html", status=404))
    return file_of(path_of(photo.sha256).read_bytes(), "image/jpeg", f"{photo.key}.jpg")


def _posted(request: HttpRequest, found: Arrival, token: str) -> HttpResponse:
    what = request.POST.get("what", _SAY)
    if what not in (_SAY, _CLAIM, _ACCEPT, _WITHDRAW):
        return _draw(request, found, status=422)
    form = SaidForm(request.POST) if what == _SAY else ClaimForm(request.POST) if what == _CLAIM else None
    context: dict[str, Any] = {"form" if what == _SAY else "claim_form": form} if form else {}
    if form is not None and not form.is_valid():
        return _draw(request, found, status=422, **context)
    try:
        if isinstance(form, SaidForm):
            services.say(
                arrival=found, speaker="buyer", said=form.said(), via=SaidBy.LINK, by_link=True,
                client_uuid=_once(request),
            )  # fmt: skip
        elif isinstance(form, ClaimForm):
            claim = claim_services.open_claim(
                arrival=found, side="buyer", asked=asked_of(form), by_link=True, client_uuid=_once(request)
            )
            put_photos(request, claim, side="buyer", actor=None, by_link=True)
        else:
            _decide(request, found, what)
    except DomainError as refused:
        said = answer(refused)
        if form is not None:
            form.add_error(None, said.text)
        fresh = selectors.arrival_of_link(token[:100]) or found
        return _draw(request, fresh, status=said.status, refused="" if form else said.text, **context)
    return HttpResponseRedirect(request.path)


def _decide(request: HttpRequest, found: Arrival, what: str) -> None:
    number = request.POST.get("claim", "")
    claim = None
    if number.isdecimal() and len(number) < 19:
        claim = next((one for one in claim_selectors.claims_at(found) if one.pk == int(number)), None)
    if claim is None or claim.side != "buyer":
        raise DomainError("claim_not_found")
    if what == _ACCEPT:
        claim_services.accept_answer(claim=claim, by_link=True)
    else:
        reason = request.POST.get("reason", "").replace("\x00", "")
        claim_services.withdraw_claim(claim=claim, reason=reason, by_link=True)


def _draw(
    request: HttpRequest, found: Arrival, *, status: int = 200, refused: str = "", **context: Any
) -> HttpResponse:
    live = found.state in _LIVE
    last = claim_selectors.last_day(found)
    beginning = {"at": present(), "arrived_kg": found.expected_kg - found.arrived_kg}
    shown = {
        "arrival": found, "order": found.line.order, "late": late_words(found), "refused": refused,
        "label": states.ARRIVAL_LABELS[found.state], "tone": states.ARRIVAL_TONES[found.state],
        "form": SaidForm(initial=beginning) if live else None, "once": uuid4(),
        "claims": claim_selectors.claims_of_buyer(found), "claim_last": last,
        "claim_form": ClaimForm(auto_id="claim_%s") if last is not None and present().date() <= last else None,
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
        **context,
    }  # fmt: skip
    return render(request, "logistics/receive.html", shown, status=status)


def _once(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
