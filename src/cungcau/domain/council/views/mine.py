"""A member's own sessions, and what waits for them there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cungcau.domain.council import states
from cungcau.domain.council.models import Seat, Session
from cungcau.domain.council.selectors.sessions import seat_of, sessions_of
from cungcau.domain.council.selectors.status import Own, own_lines
from cungcau.domain.council.views.frame import reader

_PAST = 10


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session with its member's products."""

    session: Session
    seat: Seat
    lines: list[Own]

    @property
    def label(self) -> str:
        """Its state in words."""
        return str(states.SESSION_LABELS[self.session.state])

    @property
    def tone(self) -> str:
        """Its state's tone."""
        return states.SESSION_TONES[self.session.state]

    @property
    def to_do(self) -> list[Own]:
        """What waits for the member."""
        return [one for one in self.lines if one.to_do]


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Sessions under way, then those to come, then the last ones."""
    user = reader(request)
    rows = sessions_of(user).select_related("council", "round")
    live = rows.filter(state__in=(states.OPEN, states.PLANNED)).order_by("-state", "held_on", "pk")[:_PAST]
    found = []
    for session in live:
        seat = seat_of(session, user)
        if seat is not None:
            found.append(Sitting(session, seat, own_lines(session, seat)))
    context = {
        "open": [one for one in found if one.session.state == states.OPEN],
        "coming": [one for one in found if one.session.state == states.PLANNED],
        "past": list(rows.filter(state=states.CLOSED).order_by("-held_on", "-pk")[:_PAST]),
    }
    return render(request, "council/mine.html", context)
