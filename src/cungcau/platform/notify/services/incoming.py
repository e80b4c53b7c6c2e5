"""Taking in messages people send: each once, carried out where a room understands it, else left to a person."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import everyone_with, people_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.audit.services import words
from cungcau.platform.notify import messages, policies, readers, states
from cungcau.platform.notify.addresses import SMS, Address
from cungcau.platform.notify.models import Incoming
from cungcau.platform.notify.readers import Read
from cungcau.platform.notify.services.keeping import send_text
from cungcau.platform.notify.services.telling import tell
from cungcau.platform.notify.states import INCOMING
from cungcau.platform.ui import clock

REPLIES_A_DAY = 20
"""Answers one number gets within a day; an unknown one only :data:`TO_UNKNOWN`, so that machines do not talk on."""
TO_UNKNOWN = 2
_REPLY_LASTS = timedelta(hours=2)


def receive(*, gateway_id: str, phone: str, text: str) -> tuple[Incoming, bool]:
    """Keep a message and do what it says; (row, whether it is new). The same ``gateway_id`` again does nothing.

    What nobody understands, or what is refused, stays open for a person: those a reader names, else the officers.
    """
    there = Incoming.objects.filter(gateway_id=gateway_id).first()
    if there is not None:
        return there, False
    try:
        with transaction.atomic():
            row = Incoming.objects.create(gateway_id=gateway_id, phone=phone, text=text)
            _carry_out(row)
    except IntegrityError:
        there = Incoming.objects.filter(gateway_id=gateway_id).first()
        if there is None:
            raise
        return there, False
    return row, True


@transaction.atomic
def handle(*, incoming: Incoming, actor: User, note: str) -> Incoming:
    """Write down what was done about a message that waited for a person.

    Raises ``incoming_note_missing``, ``verb_not_allowed``, ``not_allowed``.
    """
    row = Incoming.objects.select_for_update(of=("self",)).defer("words").get(pk=incoming.pk)
    _require(actor, row)
    said = " ".join(note.replace("\x00", "").split())[:300]
    if not said:
        raise DomainError("incoming_note_missing")
    row.state = INCOMING.move(row.state, "handle")
    row.handled_by, row.handled_at, row.note = actor, clock.now(), said
    row.save(update_fields=["state", "handled_by", "handled_at", "note"])
    audit.record(actor=actor, verb=messages.INCOMING_HANDLED, thing=row, area=row.area_code, note=said)
    return row


@transaction.atomic
def reveal_sender(*, incoming: Incoming, actor: User) -> Incoming:
    """The message with its number whole, for whoever sees to it; the look is in the trail."""
    _require(actor, incoming)
    audit.record(actor=actor, verb=messages.SENDER_SEEN, thing=incoming, area=incoming.area_code)
    return incoming


def _require(actor: User, row: Incoming) -> None:
    if actor.pk in row.people:
        return
    if row.area_code:
        access.require(actor, policies.HANDLE_INCOMING, row.area_code)
    else:
        access.require(actor, policies.HANDLE_UNKNOWN)


def _carry_out(row: Incoming) -> None:
    try:
        with transaction.atomic():
            found = readers.read(row.phone, row.text)
    except DomainError:
        found = None
    read = found or Read(done=False, why="unreadable", reply=messages.UNCLEAR)
    row.about, row.area_code, row.sender = read.about, read.area_code, read.sender
    row.people, row.why = [one.pk for one in read.people], "" if read.done else read.why
    row.state = INCOMING.move(row.state, "carry_out") if read.done else row.state
    row.folded = words(" ".join((read.sender, row.text, read.about.replace(":", " "))))[:4000]
    row.save()
    audit.record(
        actor=None, verb=messages.RECEIVED, thing=row, area=row.area_code, state=str(row.label), why=row.why
    )  # fmt: skip
    if read.reply and _may_reply(row):
        row.reply = send_text(
            to=Address(name=row.sender, phone=row.phone, channels=(SMS,)), message_id=read.reply, actor=None,
            area_code=row.area_code, about=f"incoming:{row.pk}", once=f"incoming:{row.pk}:reply", urgent=True,
            good_until=clock.now() + _REPLY_LASTS,
        )  # fmt: skip
        row.save(update_fields=["reply"])
    if row.state == states.OPEN_INCOMING:
        _tell(row, read)


def _may_reply(row: Incoming) -> bool:
    """Whether a number gets one more answer today; only mobile numbers do."""
    if not row.phone.startswith("+84") or row.phone.startswith("+842"):
        return False
    day = clock.now() - timedelta(days=1)
    answered = Incoming.objects.filter(phone=row.phone, received_at__gt=day, reply__isnull=False).count()
    return answered < (REPLIES_A_DAY if row.sender else TO_UNKNOWN)


def _tell(row: Incoming, read: Read) -> None:
    """Those a reader names, else the officers of the area, else for a sender nobody knows the coordinators."""
    people = list(read.people)
    if not people and row.area_code:
        people = people_with(policies.HANDLE_INCOMING, row.area_code)
    if not people:
        people = everyone_with(policies.HANDLE_UNKNOWN)
    tell(
        people[:50], messages.INCOMING_WAITS, link=reverse("notify:incoming-one", args=[row.pk]),
        why=str(states.UNREAD[row.why]),
    )  # fmt: skip
