"""What the operations share: who asks, and the thing asked about."""

from __future__ import annotations

from django.http import HttpRequest

from cungcau.domain.council.models import Council, Item, Seat, Session
from cungcau.domain.council.selectors.councils import council_for
from cungcau.domain.council.selectors.sessions import chairs, item_for, session_for
from cungcau.domain.council.views.frame import reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User


def council(request: HttpRequest, number: int) -> tuple[User, Council]:
    """A council; raises ``council_not_found`` too."""
    user = reader(request)
    return user, council_for(user, number)


def session(request: HttpRequest, number: int) -> tuple[User, Session]:
    """A session; raises ``council_session_not_found`` too."""
    user = reader(request)
    return user, session_for(user, number)


def item(request: HttpRequest, number: int) -> tuple[User, Item]:
    """A product on a session; raises ``council_item_not_found`` too."""
    user = reader(request)
    return user, item_for(user, number)


def seat_on(found: Session, number: int) -> Seat:
    """A seat on a session; raises ``seat_not_found``."""
    for one in chairs(found):
        if one.seat.pk == number:
            return one.seat
    raise DomainError("seat_not_found")
