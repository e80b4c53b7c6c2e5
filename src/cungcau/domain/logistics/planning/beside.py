"""What other trips do meanwhile: the bays they hold, the vehicles and drivers they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Trip, TripStop
from cungcau.domain.logistics.planning.drafts import Judged, TripDraft, fault
from cungcau.domain.logistics.planning.minutes import at, minute_of
from cungcau.domain.logistics.planning.places import DAYS
from cungcau.engines.routing.model import LAST_MINUTE

VEHICLE_BUSY, DRIVER_BUSY = "vehicle_busy", "driver_busy"
_LONGEST = timedelta(days=1)
"""How long before the day a stay at a bay may have begun that still matters."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A vehicle of another trip at a point's bay, in minutes of the planned day."""

    point: int
    begins: int
    ends: int
    trip: str
    plate: str

    def fact(self) -> list[object]:
        """As faults and notes keep it: trip, plate, from, to."""
        return [self.trip, self.plate, self.begins, self.ends]


def stays_at(points: Iterable[int], day: date, *, but: Iterable[int] = ()) -> tuple[Stay, ...]:
    """Stays of live trips at these points from a day on, those of the trips ``but`` left aside; by point and time.

    Only points that count their bays are asked about, whatever the season of the trips.
    """
    begins = at(day, 0)
    rows = (
        TripStop.objects.filter(
            point__in=list(points), point__trucks_at_once__gt=0, trip__state__in=states.OPEN_TRIPS,
            planned_arrival_at__range=(begins - _LONGEST, begins + timedelta(days=DAYS)),
            planned_leave_at__gt=begins,
        )
        .exclude(trip__in=list(but))
        .order_by("point", "planned_arrival_at", "pk")
        .values_list(
            "point", "planned_start_at", "planned_arrival_at", "planned_leave_at", "trip__code",
            "trip__vehicle__plate",
        )
    )  # fmt: skip
    found = []
    for point, start, arrival, leave, code, plate in rows:
        assert arrival is not None, "the question asks for stops with times"
        assert leave is not None, "the question asks for stops with times"
        stay = Stay(
            int(point or 0),
            minute_of(day, start or arrival),
            min(minute_of(day, leave), LAST_MINUTE),
            code,
            plate,
        )
        if stay.begins < stay.ends:
            found.append(stay)
    return tuple(found)


def stays_of(draft: TripDraft, judged: Judged, code: str) -> tuple[Stay, ...]:
    """The stays of a trip as it would be, for judging another one beside it."""
    found = []
    for stop in draft.stops:
        point, times, start = stop.place.point, judged.times.get(stop.key), judged.starts.get(stop.key)
        if point is None or not point.trucks_at_once or times is None or start is None:
            continue
        begins, ends = minute_of(draft.day, start), min(minute_of(draft.day, times[1]), LAST_MINUTE)
        if begins < ends:
            found.append(Stay(point.pk, begins, ends, code, draft.vehicle.plate))
    return tuple(found)


def spans_at(stays: Sequence[Stay]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Spans by point, as the engine's stops hold them."""
    found: dict[int, list[tuple[int, int]]] = {}
    for stay in stays:
        found.setdefault(stay.point, []).append((stay.begins, stay.ends))
    return {point: tuple(spans) for point, spans in found.items()}


def in_the_way(stays: Sequence[Stay], point: int, bays: int, begins: int, ends: int) -> list[Stay]:
    """Who holds the bays when a service from ``begins`` to ``ends`` would find none; empty where one is free."""
    met = [stay for stay in stays if stay.point == point and stay.begins < ends and stay.ends > begins]
    moments = [begins, *(stay.begins for stay in met if stay.begins > begins)]
    full = any(sum(stay.begins <= moment < stay.ends for stay in met) >= bays for moment in moments)
    return met if full else []


def booked_twice(draft: TripDraft, judged: Judged, *, but: Iterable[int] = ()) -> list[dict[str, Any]]:
    """A fault for each live trip that needs the vehicle or the driver while this one is under way."""
    if judged.departs_at is None or judged.ends_at is None:
        return []
    who = Q(vehicle=draft.vehicle)
    if draft.driver is not None:
        who |= Q(driver=draft.driver)
    rows = (
        Trip.objects.filter(
            who, state__in=states.OPEN_TRIPS, departs_at__lt=judged.ends_at, ends_at__gt=judged.departs_at,
            day__range=(draft.day - timedelta(days=DAYS), draft.day + timedelta(days=DAYS)),
        )
        .exclude(pk__in=[*but, *([draft.trip] if draft.trip else [])])
        .order_by(F("departs_at"), "pk")
        .values_list("code", "vehicle_id", "vehicle__plate", "departs_at", "ends_at")
    )  # fmt: skip
    return [_twice(draft, *row) for row in rows[:20]]


def _twice(
    draft: TripDraft, code: str, vehicle: int, plate: str, begins: datetime | None, ends: datetime | None
) -> dict[str, Any]:
    assert begins is not None, "the question asks for trips with times"
    assert ends is not None, "the question asks for trips with times"
    what = VEHICLE_BUSY if vehicle == draft.vehicle.pk else DRIVER_BUSY
    who = plate if what == VEHICLE_BUSY else draft.driver.code if draft.driver else ""
    return fault(
        what, who=who, trip=code, begins_min=minute_of(draft.day, begins), ends_min=minute_of(draft.day, ends)
    )
