"""What the pages of this room share: whose eyes, whose hands, where a deed leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cungcau.domain.council import policies
from cungcau.domain.council.models import Item, Seat, Session
from cungcau.domain.council.selectors.sessions import item_for, seat_of, session_for
from cungcau.domain.council.services.rights import conducts
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.messages import answer

_PASSED_ON = (401, 403, 404)


@dataclass(frozen=True, slots=True)
class Mine:
    """What a reader is to a session: their seat, whether they prepare, conduct, score, record decisions."""

    seat: Seat | None
    office: bool
    conducts: bool
    scores: bool
    decides: bool

    @property
    def prepares(self) -> bool:
        """Whether they prepare it."""
        return self.office or self.conducts

    @property
    def opens_sheets(self) -> bool:
        """Whether they read the council's sheets once those are open."""
        return self.office or self.seat is not None


def mine_of(user: User, session: Session) -> Mine:
    """What somebody is to a session."""
    seat = seat_of(session, user)
    return Mine(
        seat=seat,
        office=access.allows(user, policies.PREPARE, session.area_code),
        conducts=seat is not None and conducts(user, session),
        scores=seat is not None
        and seat.scores
        and access.allows(user, policies.TAKE_PART, session.area_code),
        decides=access.allows(user, policies.DECIDE, session.area_code),
    )


def reader(request: HttpRequest) -> User:
    """Who asks, if they may look into councils at all; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    return user


def session_here(request: HttpRequest, pk: int) -> tuple[User, Session]:
    """Who asks, and the session; raises ``council_session_not_found`` too."""
    user = reader(request)
    return user, session_for(user, _key(pk, "council_session_not_found"))


def item_here(request: HttpRequest, pk: int) -> tuple[User, Item]:
    """Who asks, and the product; raises ``council_item_not_found`` too."""
    user = reader(request)
    return user, item_for(user, _key(pk, "council_item_not_found"))


def carried_out(
    request: HttpRequest, deed: Callable[[], object], said: str, to: str, *args: object
) -> HttpResponse:
    """Do it and go on, with what was done or why not said there; what is not theirs to do is a page of its own."""
    try:
        deed()
    except InputInvalid as refused:
        for fault in refused.faults:
            messages.error(request, f"{fault.expected[:1].upper()}{fault.expected[1:]}.")
    except DomainError as refused:
        found = answer(refused)
        if found.status in _PASSED_ON:
            raise
        messages.error(request, found.text)
    else:
        if said:
            messages.success(request, said)
    return redirect(to, *args)


def said_wrong(request: HttpRequest, form: forms.BaseForm, to: str, *args: object) -> HttpResponse:
    """Go back with what is wrong with a small form said box by box."""
    for name, texts in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for text in texts:
            messages.error(request, f"{label}: {text}" if label else str(text))
    return redirect(to, *args)


def _key(pk: int, code: str) -> int:
    """A number the database can look for."""
    if pk >= 2**63:
        raise DomainError(code)
    return pk
