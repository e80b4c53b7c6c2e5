"""The outbox over the API: what its pages show and do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in as user_of
from cungcau.platform.notify import policies, selectors, services, states
from cungcau.platform.notify.models import Attempt, Outgoing
from cungcau.platform.notify.wording import veiled
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["tin gửi đi"])
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Note = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
State = Literal[
    "", "can-nguoi", "waiting", "held", "sending", "sent", "delivered", "by_hand", "failed", "unsure", "undelivered",
    "given_up", "cancelled",
]  # fmt: skip
"""A state, ``can-nguoi`` for what waits for a person, blank for any."""


class OutgoingOut(Schema):
    """A message: contact masked, links in its text shortened; ``sms_parts`` is how many SMS it takes."""

    id: int
    about: str
    area_code: str
    message: str
    subject: str
    text: str
    sms: str
    sms_parts: int
    name: str
    contact: str
    channel: str
    state: str
    label: str
    reason: str
    why: str
    urgent: bool
    tries: int
    next_try_at: datetime | None
    good_until: datetime | None
    provider_id: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    sent_way: str
    note: str
    is_demo: bool
    verbs: list[str]

    @staticmethod
    def resolve_next_try_at(one: Outgoing) -> datetime | None:
        """As the site tells it."""
        return one.next_try

    @staticmethod
    def resolve_message(one: Outgoing) -> str:
        """Which message it is; blank for the letter of a notice."""
        return "" if one.is_letter else one.message

    @staticmethod
    def resolve_subject(one: Outgoing) -> str:
        """Of the letter of a notice only that it is one."""
        return one.heading

    @staticmethod
    def resolve_text(one: Outgoing) -> str:
        """Without the links that open by themselves; blank for the letter of a notice."""
        return veiled(one.text, one)

    @staticmethod
    def resolve_sms(one: Outgoing) -> str:
        """Without the links that open by themselves."""
        return veiled(one.sms, one)

    @staticmethod
    def resolve_contact(one: Outgoing) -> str:
        """Masked."""
        return one.shown

    @staticmethod
    def resolve_verbs(one: Outgoing) -> list[str]:
        """What a person can do with it now."""
        return list(selectors.possible(one))


class OutgoingAttemptOut(Schema):
    """One try: ``outcome`` accepted, refused, later, unsure, or blank while it runs or when its worker died."""

    channel: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    reason: str
    why: str
    provider_id: str


class OutgoingContactOut(Schema):
    """A message as its reader gets it; of the letter of a notice the address alone."""

    id: int
    name: str
    phone: str
    email: str
    zalo: str
    text: str
    sms: str

    @staticmethod
    def resolve_text(one: Outgoing) -> str:
        """The whole text."""
        return "" if one.is_letter else one.text

    @staticmethod
    def resolve_sms(one: Outgoing) -> str:
        """The whole text without marks."""
        return "" if one.is_letter else one.sms


class OutgoingWantedIn(Schema):
    """Which messages; ``about`` is a whole name ("slip:12") or a kind with its colon ("slip:").

    ``things`` are words of what they are about (an order's number, a household), of the kind ``kind`` if one is named.
    """

    q: Text = ""
    state: State = ""
    channel: Literal["", "email", "sms", "zalo", "hand"] = ""
    about: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    things: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    kind: Annotated[str, Field(max_length=40, pattern=r"^[a-z_]*$")] = ""
    first: Day | None = None
    last: Day | None = None


class PageIn(OutgoingWantedIn):
    """Which messages, and which of them."""

    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class OutgoingCountOut(Schema):
    """How many messages stand in a state."""

    state: str
    label: str
    count: int


class OutgoingToldIn(Schema):
    """How somebody was told by hand."""

    way: Literal["call", "own_phone", "print", "in_person"]
    note: Note = ""


class OutgoingCancelIn(Schema):
    """Why a message is put aside."""

    note: Note = ""


def _user(request: HttpRequest) -> User:
    user = user_of(request)
    access.require(user, policies.VIEW)
    return user


def _wanted(given: OutgoingWantedIn) -> selectors.Wanted:
    return selectors.Wanted(
        text=given.q,
        state=given.state,
        channel=given.channel,
        about=given.about,
        things=given.things,
        kind=given.kind,
        first=given.first,
        last=given.last,
    )


@router.get("", response={200: list[OutgoingOut], **PROBLEMS}, summary="Tin gửi đi")
def outbox(request: HttpRequest, page: Query[PageIn]) -> Sequence[Outgoing]:
    """The messages of one's areas, newest first."""
    rows = selectors.narrowed(selectors.outbox(_user(request)), _wanted(page))
    return list(rows[page.offset : page.offset + page.limit])


@router.get("/counts", response={200: list[OutgoingCountOut], **PROBLEMS}, summary="Số tin theo trạng thái")
def counts(request: HttpRequest, wanted: Query[OutgoingWantedIn]) -> list[dict[str, object]]:
    """Every state with how many messages the filter leaves in it."""
    rows = selectors.narrowed(selectors.outbox(_user(request)), _wanted(wanted))
    found = selectors.counts(rows)
    return [
        {"state": state, "label": str(states.LABELS[state]), "count": count} for state, count in found.items()
    ]


@router.get("/{int:number}", response={200: OutgoingOut, **PROBLEMS}, summary="Một tin")
def outgoing(request: HttpRequest, number: Number) -> Outgoing:
    """One message."""
    return selectors.outgoing_for(_user(request), number)


@router.get(
    "/{int:number}/attempts", response={200: list[OutgoingAttemptOut], **PROBLEMS}, summary="Các lần gửi"
)
def attempts(request: HttpRequest, number: Number) -> list[Attempt]:
    """The tries at sending it, newest first."""
    return selectors.attempts_of(selectors.outgoing_for(_user(request), number))


@router.post("/{int:number}/retry", response={200: OutgoingOut, **PROBLEMS}, summary="Gửi lại")
def retry(request: HttpRequest, number: Number) -> Outgoing:
    """Send again; an unsure one may thereby arrive twice."""
    user = _user(request)
    services.retry(outgoing=selectors.outgoing_for(user, number), actor=user)
    return selectors.outgoing_for(user, number)


@router.post("/{int:number}/mark-sent", response={200: OutgoingOut, **PROBLEMS}, summary="Ghi là đã báo tay")
def mark_sent(request: HttpRequest, number: Number, told: OutgoingToldIn) -> Outgoing:
    """Note that one told the person oneself; said again in the same way it changes nothing."""
    user = _user(request)
    services.mark_sent(
        outgoing=selectors.outgoing_for(user, number), actor=user, way=told.way, note=told.note
    )
    return selectors.outgoing_for(user, number)


@router.post("/{int:number}/restore", response={200: OutgoingOut, **PROBLEMS}, summary="Lấy lại tin đã huỷ")
def restore(request: HttpRequest, number: Number) -> Outgoing:
    """Undo a person's putting aside."""
    user = _user(request)
    services.restore(outgoing=selectors.outgoing_for(user, number), actor=user)
    return selectors.outgoing_for(user, number)


@router.post("/{int:number}/cancel", response={200: OutgoingOut, **PROBLEMS}, summary="Huỷ")
def cancel(request: HttpRequest, number: Number, wanted: OutgoingCancelIn) -> Outgoing:
    """Put a message aside that has not gone."""
    user = _user(request)
    services.cancel(outgoing=selectors.outgoing_for(user, number), actor=user, note=wanted.note)
    return selectors.outgoing_for(user, number)


@router.post(
    "/{int:number}/contact", response={200: OutgoingContactOut, **PROBLEMS}, summary="Xem số và nội dung"
)
def contact(request: HttpRequest, number: Number) -> Outgoing:
    """The whole contact and text; the look is written to the trail."""
    user = _user(request)
    return services.reveal(outgoing=selectors.outgoing_for(user, number), actor=user)
