"""Goods at the buyer's: what each side says came, the quantities it moves, and settling where they differ.

The buyer's word counts: it posts delivered, accepted and, when nothing more follows, lost. The carrier's word is
kept beside it and posts nothing; where the two differ the coordinator settles by correcting entries.
Lock order: trip → order → line → arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from cungcau.domain.logistics import messages, policies, states
from cungcau.domain.logistics.models import Arrival, ArrivalWord, SaidBy, Speaker, Trip, TripLoad
from cungcau.domain.logistics.selectors.arrivals import differ
from cungcau.domain.logistics.selectors.sides import BUYER, CARRIER, OFFICE, sides_at
from cungcau.domain.logistics.services.buyer_link import send_link
from cungcau.domain.logistics.services.expecting import expect_load, expect_trip, expect_without_trip
from cungcau.domain.logistics.services.quantities import finish_line, keep_quantity
from cungcau.domain.orders.models import Kind, Order, OrderLine
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_number
from cungcau.platform.access.selectors import people_with
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.notify.services import tell
from cungcau.platform.ui.clock import now as present

__all__ = [
    "Said",
    "expect_load",
    "expect_trip",
    "expect_without_trip",
    "lock_arrival",
    "renew_link",
    "say",
    "set_arrival",
    "settle_arrival",
]

_LIVE = (states.EXPECTED, states.PARTLY)


@dataclass(frozen=True, slots=True)
class Said:
    """One side's word: kg that came, of them refused and why, when; ``done``: nothing more follows."""

    arrived_kg: int
    refused_kg: int = 0
    refused_why: str = ""
    at: datetime | None = None
    done: bool = True
    said_by: str = ""
    note: str = ""


@transaction.atomic
def say(
    *,
    arrival: Arrival,
    speaker: str,
    said: Said,
    via: str = SaidBy.APP,
    actor: User | None = None,
    client_uuid: UUID | None = None,
    by_link: bool = False,
) -> Arrival:
    """Write one side's word ("buyer" or "carrier") and what follows from it; the same ``client_uuid`` changes nothing.

    ``by_link`` True: the caller holds the buyer's signed link. Raises ``refusal_without_reason``,
    ``refused_over_arrived``, ``arrival_over_expected``, ``arrival_complete``, ``arrival_not_found``.
    """
    row = lock_arrival(arrival)
    if not by_link and actor is not None:
        _require_side(actor, row, speaker)
    there = ArrivalWord.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if there is not None:
        return row
    _check(row, speaker, said)
    word = ArrivalWord.objects.create(
        arrival=row, speaker=speaker, via=via, arrived_kg=said.arrived_kg, refused_kg=said.refused_kg,
        refused_why=said.refused_why.strip()[:300], done=said.done, at=said.at or present(),
        said_by=said.said_by.strip()[:120], note=said.note.strip()[:300], by=actor, client_uuid=client_uuid,
    )  # fmt: skip
    record(
        actor=actor, verb=messages.papers.ARRIVAL_SAID, thing=row, who=str(Speaker(speaker).label),
        kg=word.arrived_kg, refused=word.refused_kg, via=via,
    )  # fmt: skip
    if speaker == Speaker.CARRIER:
        return _carrier_said(row, word, actor)
    return _buyer_said(row, word, actor)


@transaction.atomic
def settle_arrival(
    *,
    arrival: Arrival,
    arrived_kg: int,
    accepted_kg: int,
    reason: str,
    actor: User | None,
    at: datetime | None = None,
) -> Arrival:
    """The coordinator says what counts; the entries are corrected to it and the rest of what was sent is lost.

    Raises ``reason_missing``, ``arrival_over_expected``, ``refused_over_arrived``, ``not_allowed``, and what the
    quantities of the line refuse.
    """
    if not reason.strip():
        raise DomainError("reason_missing")
    row = lock_arrival(arrival)
    if actor is not None:
        require(actor, policies.SETTLE_ARRIVAL, row.area_code)
    states.ARRIVAL.move(row.state, "settle")
    if accepted_kg > arrived_kg:
        raise DomainError("refused_over_arrived")
    if arrived_kg > row.expected_kg:
        raise DomainError(
            "arrival_over_expected", over=arrived_kg - row.expected_kg, expected=row.expected_kg
        )
    why = reason.strip()[:300]
    when = at or row.arrived_at or present()
    ArrivalWord.objects.create(
        arrival=row, speaker=Speaker.OFFICE, via=SaidBy.APP, arrived_kg=arrived_kg,
        refused_kg=arrived_kg - accepted_kg, refused_why=why if arrived_kg > accepted_kg else "", at=when, by=actor,
        note=why,
    )  # fmt: skip
    return set_arrival(row, arrived_kg, accepted_kg, row.expected_kg - arrived_kg, why, actor, when)


def set_arrival(
    row: Arrival, arrived: int, accepted: int, lost: int, why: str, actor: User | None, when: datetime
) -> Arrival:
    """Make a locked arrival and its line read these kg by correcting entries, and mark it settled."""
    line = row.line
    wanted = {Kind.ACCEPTED: accepted, Kind.DELIVERED: arrived, Kind.LOST: lost}
    before = {Kind.ACCEPTED: row.accepted_kg, Kind.DELIVERED: row.arrived_kg, Kind.LOST: row.lost_kg}
    change = {kind: wanted[kind] - before[kind] for kind in wanted}
    shrinking = [kind for kind in _SHRINK if change[kind] < 0]
    growing = [kind for kind in reversed(_SHRINK) if change[kind] > 0]
    for kind in (*shrinking, *growing):
        keep_quantity(line, kind, change[kind], row, actor, at=when, reason=why)
    fields: dict[str, Any] = {
        "arrived_kg": arrived, "accepted_kg": accepted, "lost_kg": lost, "reason": why,
        "completed_at": row.completed_at or present(), "arrived_at": row.arrived_at or (when if arrived else None),
    }  # fmt: skip
    row = advance(row, "settle", actor=None, permission=policies.SETTLE_ARRIVAL, fields=fields, why=why)
    _after(row, actor)
    return row


@transaction.atomic
def renew_link(*, arrival: Arrival, actor: User | None) -> Arrival:
    """End the buyer's old link and make a new one."""
    row = lock_arrival(arrival)
    if actor is not None:
        require(actor, policies.SETTLE_ARRIVAL, row.area_code)
    row.key = uuid4()
    row.save(update_fields=["key", "updated_at"])
    record(actor=actor, verb=messages.papers.ARRIVAL_LINK_RENEWED, thing=row)
    if row.state in _LIVE:
        send_link(row, actor)
    return row


_SHRINK = (Kind.ACCEPTED, Kind.DELIVERED, Kind.LOST)
"""In which order quantities shrink so that no rule is broken on the way; they grow the other way round."""


def lock_arrival(arrival: Arrival) -> Arrival:
    """The arrival with its trip, order and line locked before it, in the app's order of locks."""
    found = Arrival.objects.select_related("line", "load").filter(pk=arrival.pk).first()
    if found is None:
        raise DomainError("arrival_not_found")
    if found.load is not None:
        Trip.objects.select_for_update(of=("self",)).get(pk=found.load.trip_id)
    Order.objects.select_for_update(of=("self",)).get(pk=found.line.order_id)
    OrderLine.objects.select_for_update(of=("self",)).get(pk=found.line_id)
    rows = Arrival.objects.select_for_update(of=("self",)).select_related(
        "line__order", "load__trip__vehicle", "season"
    )
    return rows.get(pk=arrival.pk)


def _require_side(actor: User, arrival: Arrival, speaker: str) -> None:
    sides = sides_at(actor, arrival)
    if not sides:
        raise DomainError("arrival_not_found")
    wanted = {Speaker.BUYER: BUYER, Speaker.CARRIER: CARRIER}[Speaker(speaker)]
    if wanted not in sides and OFFICE not in sides:
        require(actor, policies.SETTLE_ARRIVAL, arrival.area_code)


def _check(arrival: Arrival, speaker: str, said: Said) -> None:
    if said.refused_kg > said.arrived_kg:
        raise DomainError("refused_over_arrived")
    if said.refused_kg and not said.refused_why.strip():
        raise DomainError("refusal_without_reason")
    mine = speaker == Speaker.BUYER
    if (mine and arrival.state not in _LIVE) or (not mine and arrival.carrier_done):
        raise DomainError("arrival_complete")
    if not mine and arrival.state in (states.SETTLED, states.CANCELLED):
        raise DomainError("arrival_complete")
    so_far = arrival.arrived_kg if mine else arrival.carrier_kg or 0
    over = so_far + said.arrived_kg - arrival.expected_kg
    if over > 0:
        raise DomainError("arrival_over_expected", over=over, expected=arrival.expected_kg)


def _carrier_said(row: Arrival, word: ArrivalWord, actor: User | None) -> Arrival:
    row.carrier_kg = (row.carrier_kg or 0) + word.arrived_kg
    row.carrier_done = word.done
    row.save(update_fields=["carrier_kg", "carrier_done", "updated_at"])
    return _compare(row, actor)


def _buyer_said(row: Arrival, word: ArrivalWord, actor: User | None) -> Arrival:
    line = row.line
    if word.arrived_kg:
        keep_quantity(line, Kind.DELIVERED, word.arrived_kg, row, actor, at=word.at, word=word)
    accepted = word.arrived_kg - word.refused_kg
    if accepted:
        keep_quantity(
            line, Kind.ACCEPTED, accepted, row, actor, at=word.at, word=word, reason=word.refused_why
        )
    arrived = row.arrived_kg + word.arrived_kg
    lost = row.expected_kg - arrived if word.done else 0
    if lost:
        keep_quantity(line, Kind.LOST, lost, row, actor, at=word.at, word=word)
    fields: dict[str, Any] = {
        "arrived_kg": arrived, "accepted_kg": row.accepted_kg + accepted, "lost_kg": lost,
        "arrived_at": row.arrived_at or (word.at if word.arrived_kg else None),
    }  # fmt: skip
    done = word.done or arrived == row.expected_kg
    if done:
        fields["completed_at"] = present()
    row = advance(
        row, "confirm" if done else "part", actor=None, permission=policies.SETTLE_ARRIVAL, fields=fields
    )
    _after(row, actor)
    return _compare(row, actor)


def _after(row: Arrival, actor: User | None) -> None:
    """What the trip's load and the order's line make of it."""
    if row.load_id is not None:
        TripLoad.objects.filter(pk=row.load_id).update(arrived_kg=row.arrived_kg)
        _finish_trip(row)
    if row.completed_at is not None:
        finish_line(row.line, actor)


def _finish_trip(row: Arrival) -> None:
    """A trip under way has arrived once nothing it brings is waited for any more."""
    assert row.load is not None, "asked for arrivals of trips alone"
    trip = Trip.objects.get(pk=row.load.trip_id)
    waits = Arrival.objects.filter(load__trip=trip, state__in=_LIVE).exists()
    onward = trip.loads.filter(goes_on=True, loaded_kg__gt=0, arrived_kg=None).exists()
    if trip.state == states.UNDER_WAY and not waits and not onward:
        advance(trip, "arrive", actor=None, permission=policies.SETTLE_ARRIVAL)


def _compare(row: Arrival, actor: User | None) -> Arrival:
    """Both sides done and not the same kg: mark it, and tell the coordinators once."""
    if row.state != states.CONFIRMED or not differ(row):
        return row
    row = advance(row, "differ", actor=None, permission=policies.SETTLE_ARRIVAL)
    tell(
        people_with(policies.SETTLE_ARRIVAL, row.area_code), messages.papers.ARRIVAL_DIFFERS,
        link=reverse("logistics:arrival", args=[row.pk]), order=row.line.order.code,
        buyer=show_number(row.arrived_kg), carrier=show_number(row.carrier_kg or 0),
    )  # fmt: skip
    return row
