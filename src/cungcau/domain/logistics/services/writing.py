"""Trips as rows: number, stops, loads, times."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Q

from cungcau.domain.logistics.models import StopTime, Trip, TripLoad, TripStop
from cungcau.domain.logistics.planning.drafts import Judged, StopDraft, TripDraft
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.reference.search import words

_DAYS_LOCK = 0x7219


def number_trip(day: date) -> str:
    """The day's next trip code; under a lock of the day, so that two never share one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (_DAYS_LOCK, day.toordinal()))
    begins = f"C{day:%y%m%d}-"
    last = max(
        (int(code.rpartition("-")[2]) for code in _codes(begins)),
        default=0,
    )
    return f"{begins}{last + 1:02d}"


def _codes(begins: str) -> list[str]:
    rows = Trip.objects.filter(code__startswith=begins).values_list("code", flat=True)
    return [code for code in rows if code.rpartition("-")[2].isdecimal()]


def write(trip: Trip, draft: TripDraft, judged: Judged) -> None:
    """Make a trip (new, or locked) what a draft says; in the caller's transaction, which locked the lines.

    Raises ``stop_places_unknown``, ``stop_visited`` for a stop left out that a vehicle came to or left.
    """
    if any(stop.place.lat is None and stop.place.point is None for stop in draft.stops):
        raise DomainError("stop_places_unknown")
    trip.vehicle, trip.driver, trip.note = draft.vehicle, draft.driver, draft.note[:300]
    trip.metres, trip.cost_vnd, trip.faults = judged.metres, judged.cost_vnd, list(judged.faults)
    trip.departs_at, trip.ends_at = judged.departs_at, judged.ends_at
    trip.folded = _folded(trip, draft)
    if trip.pk is None:
        trip.save(force_insert=True)
    else:
        trip.version += 1
        trip.save()
    stops = _write_stops(trip, draft, judged)
    _write_loads(trip, draft, stops)
    gone = trip.stops.exclude(pk__in=[stop.pk for stop in stops.values()])
    visited = gone.filter(Q(arrived_at__isnull=False) | Q(left_at__isnull=False))
    for stop in visited.select_related("point", "market"):
        raise DomainError("stop_visited", stop=stop.name, trip=trip.code)
    StopTime.objects.filter(stop__in=gone).delete()
    gone.delete()


def _write_stops(trip: Trip, draft: TripDraft, judged: Judged) -> dict[str, TripStop]:
    there = {stop.pk: stop for stop in trip.stops.all()}
    aside = max((stop.no for stop in there.values()), default=0) + len(draft.stops)
    kept = {stop.pk for stop in draft.stops}
    for offset, stop in enumerate(stop for stop in there.values() if stop.pk not in kept):
        stop.no = aside + offset + 1
        stop.save(update_fields=["no"])
    found = {}
    for no, one in enumerate(draft.stops, 1):
        row = there.get(one.pk or 0) or _new_stop(trip, one)
        row.no = no
        row.planned_arrival_at, row.planned_leave_at = judged.times.get(one.key, (None, None))
        row.planned_start_at = judged.starts.get(one.key)
        row.save()
        found[one.key] = row
    return found


def _new_stop(trip: Trip, one: StopDraft) -> TripStop:
    place = one.place
    if place.point is not None:
        return TripStop(trip=trip, point=place.point)
    if place.market is not None:
        return TripStop(trip=trip, market=place.market)
    return TripStop(trip=trip, place_text=place.name[:300], lat=place.lat, lon=place.lon)


def _write_loads(trip: Trip, draft: TripDraft, stops: dict[str, TripStop]) -> None:
    there = {load.pk: load for load in trip.loads.all()}
    kept = {load.pk for load in draft.loads}
    trip.loads.exclude(pk__in=[pk for pk in kept if pk is not None]).delete()
    for one in sorted(draft.loads, key=lambda load: load.kg - _before(there, load.pk)):
        row = there.get(one.pk or 0) or TripLoad(trip=trip, line=one.line)
        row.pickup, row.drop, row.planned_kg = stops[one.pickup], stops[one.drop], one.kg
        row.goes_on, row.onward_of = one.goes_on, one.onward
        row.save()


def _before(there: dict[int, TripLoad], pk: int | None) -> int:
    return there[pk].planned_kg if pk in there else 0


def _folded(trip: Trip, draft: TripDraft) -> str:
    carrier = Organisation.objects.filter(pk=draft.vehicle.carrier_id).values_list("name", flat=True).first()
    plate = "".join(letter for letter in draft.vehicle.plate if letter.isalnum())
    orders = sorted({load.line.order.code for load in draft.loads})
    names = [stop.place.name for stop in draft.stops]
    return words(trip.code, draft.vehicle.plate, plate, carrier or "", *names, *orders)[:800]
