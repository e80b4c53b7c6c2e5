"""A day of trips as its page draws it: rows, a map, a timeline."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Trip, TripStop
from cungcau.domain.logistics.selectors.trips import kg_of

_WIDE = 1000
"""The timeline's own units from left to right."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span on the timeline in its own units."""

    x: int
    width: int
    name: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One trip on the timeline."""

    trip: Trip
    whole: Bar
    stops: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """An hour on the timeline."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class TripRow:
    """A trip of the day with its figures."""

    trip: Trip
    label: str
    tone: str
    planned_kg: int
    loaded_kg: int
    stops: tuple[TripStop, ...]

    @property
    def fill_percent(self) -> int:
        """What it carries in all of what the vehicle may carry."""
        return 100 * self.planned_kg // self.trip.vehicle.capacity_kg


def rows_of(trips: Sequence[Trip]) -> list[TripRow]:
    """Trips (their stops fetched with them) with kg and words."""
    kg = kg_of([trip.pk for trip in trips])
    return [
        TripRow(
            trip, str(states.TRIP_LABELS[trip.state]), states.TRIP_TONES[trip.state],
            *kg.get(trip.pk, (0, 0)), tuple(trip.stops.all()),
        )
        for trip in trips
    ]  # fmt: skip


def timeline_of(trips: Sequence[Trip], day: date) -> tuple[list[Lane], list[Tick]]:
    """Trips with times from the first departure to the last end, with an hour's mark every 2, 6 or 12 hours."""
    timed = [trip for trip in trips if trip.departs_at and trip.ends_at and trip.state != states.CANCELLED]
    if not timed:
        return [], []
    begins = min(trip.departs_at for trip in timed if trip.departs_at)
    ends = max(trip.ends_at for trip in timed if trip.ends_at)
    total = max(1.0, (ends - begins).total_seconds())

    def at(moment: datetime) -> int:
        return round(_WIDE * (moment - begins).total_seconds() / total)

    lanes = []
    for trip in timed:
        assert trip.departs_at is not None, "timed"
        assert trip.ends_at is not None, "timed"
        first, last = at(trip.departs_at), at(trip.ends_at)
        bars = tuple(
            Bar(
                at(stop.planned_arrival_at),
                max(4, at(stop.planned_leave_at) - at(stop.planned_arrival_at)),
                name_of(stop),
            )
            for stop in trip.stops.all()
            if stop.planned_arrival_at and stop.planned_leave_at
        )
        lanes.append(Lane(trip, Bar(first, max(4, last - first), trip.code), bars))
    return lanes, _ticks(begins, ends, at, day)


def _ticks(begins: datetime, ends: datetime, at: Any, day: date) -> list[Tick]:
    hours = (ends - begins).total_seconds() / 3600
    step = 2 if hours <= 16 else 6 if hours <= 48 else 12
    local = timezone.localtime(begins).replace(minute=0, second=0, microsecond=0)
    local += timedelta(hours=(step - local.hour % step) % step)
    ticks = []
    while local <= ends:
        if local >= begins:
            text = f"{local:%H}h" if local.date() == day else f"{local:%H}h {local.day}/{local.month}"
            ticks.append(Tick(at(local), text))
        local += timedelta(hours=step)
    return ticks


def name_of(stop: TripStop) -> str:
    """A stop's name."""
    if stop.point is not None:
        return stop.point.name
    return stop.market.name if stop.market is not None else stop.place_text


def map_of(trips: Iterable[Trip]) -> dict[str, Any] | None:
    """Stops that are on the map, and what goes from each to the next; None where none is."""
    nodes: dict[str, dict[str, Any]] = {}
    flows: dict[tuple[str, str], int] = {}
    for trip in trips:
        if trip.state == states.CANCELLED:
            continue
        aboard = _aboard(trip)
        row = []
        for stop in trip.stops.all():
            node = _node(stop)
            if node is not None:
                nodes.setdefault(node["id"], node)
                row.append((stop.pk, node["id"]))
        for (pk, one), (_other_pk, other) in itertools.pairwise(row):
            if one != other:
                flows[one, other] = flows.get((one, other), 0) + aboard.get(pk, 0)
    if not nodes:
        return None
    shown = [{"from": one, "to": other, "kg": kg} for (one, other), kg in flows.items()]
    return {"nodes": list(nodes.values()), "flows": shown}


def _aboard(trip: Trip) -> dict[int, int]:
    """kg aboard when the trip leaves each stop."""
    found, aboard = {}, 0
    loads = list(trip.loads.all())
    for stop in trip.stops.all():
        aboard += sum(load.planned_kg for load in loads if load.pickup_id == stop.pk)
        aboard -= sum(load.planned_kg for load in loads if load.drop_id == stop.pk)
        found[stop.pk] = aboard
    return found


def _node(stop: TripStop) -> dict[str, Any] | None:
    place = stop.point or stop.market or stop
    if place.lat is None:
        return None
    kind = "point" if stop.point_id else "market"
    ident = (
        f"p{stop.point_id}" if stop.point_id else f"m{stop.market_id}" if stop.market_id else f"x{stop.pk}"
    )
    return {"id": ident, "name": name_of(stop), "kind": kind, "lat": place.lat, "lon": place.lon, "kg": 0}
