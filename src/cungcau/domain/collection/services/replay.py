"""What a phone kept while it had no network, carried out entry by entry: each once, in whatever order it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import OperationalError

from cungcau.domain.collection.models import Booking, Ticket
from cungcau.domain.collection.services.arrivals import arrive, miss
from cungcau.domain.collection.services.loads import Load
from cungcau.domain.collection.services.tickets import Issued, correct, issue
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import Slip
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue.models import Commodity

MOST = 200
"""Entries of one call at most."""

LATER = ("correct", "void")
"""What follows the weighings it speaks of."""

Status = Literal["done", "again", "refused", "waits"]
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a phone: a weighing, its correction (``corrects`` names the weighing's UUID), an arrival, a
    turn nobody came to. Whole kg; ids as the day's list gave them."""

    uuid: UUID
    kind: Literal["weigh", "correct", "void", "arrive", "miss"]
    point: int
    at: datetime
    slip: int | None = None
    booking: int | None = None
    corrects: UUID | None = None
    reason: str = ""
    commodity: int | None = None
    producer_text: str = ""
    grade: int | None = None
    gross_kg: int = 0
    tare_kg: int = 0
    rejected_kg: int = 0
    crates: int | None = None
    reject_reason: str = ""
    reject_text: str = ""
    delivery: UUID | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an entry: done now, done before (``again``), refused with the error, or waiting for another
    entry. ``ticket`` is the ticket it made."""

    uuid: UUID
    status: Status
    ticket: Ticket | None = None
    error: DomainError | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def replay(*, entries: Sequence[Entry], device: str, actor: User) -> list[Answer]:
    """Carry out entries, each in a transaction of its own, and answer each; the order they come in does not matter.

    Corrections are done after the weighings of the same call; one whose weighing is not there yet waits. Raises
    ``replay_too_many`` before anything is done.
    """
    if len(entries) > MOST:
        raise DomainError("replay_too_many", most=MOST)
    known = _known([one.uuid for one in entries])
    answers: dict[int, Answer] = {}
    for place in sorted(range(len(entries)), key=lambda place: (entries[place].kind in LATER, place)):
        answers[place] = _carried_out(entries[place], device, actor, known)
    return [answers[place] for place in range(len(entries))]


def _known(uuids: Sequence[UUID]) -> dict[UUID, Ticket]:
    """The tickets some of these made already: what is sent again costs next to nothing."""
    rows = Ticket.objects.filter(client_uuid__in=set(uuids)).defer("words", "folded")
    return {one.client_uuid: one for one in rows}


def _carried_out(entry: Entry, device: str, actor: User, known: Mapping[UUID, Ticket]) -> Answer:
    there = known.get(entry.uuid)
    if there is not None and there.weighed_by_id == actor.pk and there.point_id == entry.point:
        return Answer(entry.uuid, "again", there)
    for tries in range(1, _TRIES + 1):
        try:
            return _once(entry, device, actor)
        except DomainError as error:
            waits = error.code == "replay_waits"
            return Answer(entry.uuid, "waits" if waits else "refused", error=error)
        except OperationalError:
            if tries == _TRIES:
                raise
    raise AssertionError("unreachable")


def _once(entry: Entry, device: str, actor: User) -> Answer:
    if entry.kind in ("arrive", "miss"):
        return _turn(entry, actor)
    point = CollectionPoint.objects.filter(pk=entry.point).first()
    if point is None:
        raise DomainError("collection_point_not_found")
    done = (
        _corrected(entry, point, device, actor) if entry.corrects else _weighed(entry, point, device, actor)
    )
    return Answer(entry.uuid, "again" if done.again else "done", done.ticket)


def _weighed(entry: Entry, point: CollectionPoint, device: str, actor: User) -> Issued:
    return issue(point=point, load=_load(entry, device), actor=actor, client_uuid=entry.uuid)


def _corrected(entry: Entry, point: CollectionPoint, device: str, actor: User) -> Issued:
    old = _standing(entry.corrects)
    if old is None or old.point_id != point.pk:
        raise DomainError("replay_waits")
    load = None if entry.kind == "void" else _load(entry, device)
    return correct(ticket=old, load=load, reason=entry.reason, actor=actor, client_uuid=entry.uuid)


def _standing(uuid: UUID | None) -> Ticket | None:
    rows = Ticket.objects.select_related(
        "slip__line__order", "line__order", "point", "voids", "commodity", "producer"
    )
    return rows.filter(client_uuid=uuid).first() if uuid is not None else None


def _load(entry: Entry, device: str) -> Load:
    slip = None
    if entry.slip is not None:
        rows = Slip.objects.select_related("line__order__commodity", "producer")
        slip = rows.filter(pk=entry.slip, point=entry.point).first()
        if slip is None:
            raise DomainError("slip_not_here")
    goods = Commodity.objects.filter(pk=entry.commodity).first() if entry.commodity and slip is None else None
    return Load(
        entry.gross_kg, entry.tare_kg, entry.rejected_kg, slip=slip, commodity=goods,
        producer_text=entry.producer_text, grade=entry.grade, crates=entry.crates,
        reject_reason=entry.reject_reason, reject_text=entry.reject_text, weighed_at=entry.at,
        delivery=entry.delivery, device=device, offline=True,
    )  # fmt: skip


def _turn(entry: Entry, actor: User) -> Answer:
    rows = Booking.objects.select_related("point").filter(point=entry.point)
    booking = rows.filter(pk=entry.booking).first() if entry.booking is not None else None
    if booking is None:
        raise DomainError("booking_not_found")
    before = booking.state
    row = (
        arrive(booking=booking, actor=actor, at=entry.at)
        if entry.kind == "arrive"
        else miss(booking=booking, actor=actor)
    )
    return Answer(entry.uuid, "again" if row.state == before else "done")
