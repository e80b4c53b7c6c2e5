"""Messages people sent to the site, over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.notify import policies, selectors, services
from cungcau.platform.notify.models import Incoming
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["tin nhắn đến"])
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class IncomingOut(Schema):
    """A message somebody sent, the number masked; ``state`` open, done (carried out by itself) or handled."""

    id: int
    received_at: datetime
    sender: str
    contact: str
    text: str
    state: str
    label: str
    why: str
    about: str
    area_code: str
    note: str
    handled_at: datetime | None

    @staticmethod
    def resolve_contact(one: Incoming) -> str:
        """Masked."""
        return one.shown


class IncomingWantedIn(Schema):
    """Which messages, and which of them."""

    q: Text = ""
    state: Literal["", "open", "done", "handled"] = ""
    first: Day | None = None
    last: Day | None = None
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class IncomingHandledIn(Schema):
    """What was done about a message."""

    note: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


def _user(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.VIEW_INCOMING)
    return user


@router.get("", response={200: list[IncomingOut], **PROBLEMS}, summary="Tin nhắn đến")
def list_incoming(request: HttpRequest, wanted: Query[IncomingWantedIn]) -> Sequence[Incoming]:
    """The messages one may see, newest first."""
    rows = selectors.incoming_narrowed(
        selectors.incoming_shown(_user(request)),
        text=wanted.q, state=wanted.state, first=wanted.first, last=wanted.last,
    )  # fmt: skip
    return list(rows[wanted.offset : wanted.offset + wanted.limit])


@router.get("/{int:number}", response={200: IncomingOut, **PROBLEMS}, summary="Một tin nhắn đến")
def one_incoming(request: HttpRequest, number: Number) -> Incoming:
    """One message."""
    return selectors.incoming_for(_user(request), number)


@router.post("/{int:number}/handle", response={200: IncomingOut, **PROBLEMS}, summary="Ghi là đã xử lý")
def handle_incoming(request: HttpRequest, number: Number, wanted: IncomingHandledIn) -> Incoming:
    """Write down what was done about a message that waited for a person."""
    user = _user(request)
    return services.handle(incoming=selectors.incoming_for(user, number), actor=user, note=wanted.note)
