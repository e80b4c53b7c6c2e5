"""A day of trips as its page draws it: rows, a map, a timeline."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from cungcau.domain.logistics import states
from cungcau.domain.logistics.lateness import latest, minute_words
from cungcau.domain.logistics.models import Trip, TripStop
from cungcau.domain.logistics.selectors.trips import kg_of
from cungcau.platform.ui import figures

_LABEL, _WIDE, _ROW, _HEAD = 130, 1000, 28, 22
"""The timeline's own units: for the plates, for the hours, for each trip, for the hours' names."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span on the timeline in its own units (texts: a number in a template is grouped by thousands)."""

    x: str
    width: str
    name: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One trip on the timeline."""

    trip: Trip
    y: str
    text_y: str
    whole: Bar
    stops: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """An hour on the timeline."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What ``logistics/parts/timeline.html`` draws; no lanes: nothing to draw."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]

    @property
    def width(self) -> str:
        """In its own units."""
        return str(_LABEL + _WIDE + 20)

    @property
    def height(self) -> str:
        """In its own units."""
        return str(_HEAD + _ROW * len(self.lanes))


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
        """What it carries at its fullest moment of what the vehicle may carry."""
        return 100 * max(_aboard(self.trip).values(), default=0) // self.trip.vehicle.capacity_kg

    @property
    def km(self) -> str:
        """How far it goes."""
        return km(self.trip.metres)

    @property
    def late(self) -> str:
        """How its recorded arrivals keep to the plan, the worst of them; blank where none is recorded."""
        return minute_words(latest(self.stops))


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


def timeline_of(trips: Sequence[Trip], day: date) -> Timeline:
    """Trips with times from the first departure to the last end, with an hour's mark every 2, 6 or 12 hours."""
    timed = [
        (trip, trip.departs_at, trip.ends_at)
        for trip in trips
        if trip.departs_at and trip.ends_at and trip.state != states.CANCELLED
    ]
    if not timed:
        return Timeline((), ())
    begins, ends = min(one[1] for one in timed), max(one[2] for one in timed)
    total = max(1.0, (ends - begins).total_seconds())

    def at(moment: datetime) -> int:
        return _LABEL + round(_WIDE * (moment - begins).total_seconds() / total)

    lanes = []
    for number, (trip, departs, done) in enumerate(timed):
        y = _HEAD + _ROW * number
        bars = tuple(
            _bar(at(stop.planned_arrival_at), at(stop.planned_leave_at), stop.name)
            for stop in trip.stops.all()
            if stop.planned_arrival_at and stop.planned_leave_at
        )
        lanes.append(Lane(trip, str(y), str(y + 13), _bar(at(departs), at(done), trip.code), bars))
    return Timeline(tuple(lanes), tuple(_ticks(begins, ends, at, day)))


def _bar(first: int, last: int, name: str) -> Bar:
    return Bar(str(first), str(max(4, last - first)), name)


def _ticks(begins: datetime, ends: datetime, at: Callable[[datetime], int], day: date) -> list[Tick]:
    hours = (ends - begins).total_seconds() / 3600
    step = 2 if hours <= 16 else 6 if hours <= 48 else 12
    local = timezone.localtime(begins).replace(minute=0, second=0, microsecond=0)
    local += timedelta(hours=(step - local.hour % step) % step)
    ticks = []
    while local <= ends:
        if local >= begins:
            text = f"{local:%H}h" if local.date() == day else f"{local:%H}h {local.day}/{local.month}"
            ticks.append(Tick(str(at(local)), text))
        local += timedelta(hours=step)
    return ticks


def km(metres: int) -> str:
    """Metres as km people read."""
    return f"{figures.number(round(metres / 1000))} km"


def geo_of(stop: TripStop) -> str:
    """A stop as a ``geo:`` address a phone opens in its own map; blank where it is not on the map."""
    place = stop.point or stop.market or stop
    return "" if place.lat is None or place.lon is None else f"geo:{place.lat:.6f},{place.lon:.6f}"


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
    return {"id": ident, "name": stop.name, "kind": kind, "lat": place.lat, "lon": place.lon, "kg": 0}
