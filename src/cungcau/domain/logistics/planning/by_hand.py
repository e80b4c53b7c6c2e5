"""A trip as a person has it: judged by the engine's rules before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cungcau.domain.logistics.models import Driver, Trip, TripLoad, Vehicle, VehicleKind
from cungcau.domain.logistics.planning.places import Place, Span, place_of_stop, stop_of, vehicle_of
from cungcau.domain.logistics.planning.problem import Times, body_of, spots_of, times_of
from cungcau.domain.logistics.planning.roads import Ways, ways_between
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors.goods import keeps_until, ready_times, shelf_lives, window_of
from cungcau.domain.logistics.selectors.trips import loads_of, stops_of
from cungcau.domain.orders.models import OrderLine
from cungcau.engines import routing
from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.recompute import recompute
from cungcau.platform.ui import figures

_NAMED = {"pickup", "drop", "stop", "vehicle"}
"""Facts of the engine that name its own ids; pages name places themselves."""


@dataclass(frozen=True, slots=True)
class StopDraft:
    """A stop of a draft by a key of its own: ``s`` with the id of a kept one, ``new…`` otherwise."""

    key: str
    place: Place
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class LoadDraft:
    """A load of a draft; kg whole. ``onward`` is the load of the trip before that brings its goods."""

    key: str
    line: OrderLine
    pickup: str
    drop: str
    kg: int
    loaded_kg: int = 0
    goes_on: bool = False
    onward: TripLoad | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class TripDraft:
    """What a trip would be: stops in their order, loads by the stops' keys."""

    day: date
    vehicle: Vehicle
    driver: Driver | None
    stops: tuple[StopDraft, ...]
    loads: tuple[LoadDraft, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with its times (by the stops' keys), metres, đồng, the fullest moment in percent, and its faults.

    A fault is ``{"code", "stop" (its place in the order from 1, 0 for none), "line" ("ĐH-1/2" or ""), "facts"}``.
    """

    times: Mapping[str, tuple[datetime, datetime]]
    departs_at: datetime | None
    ends_at: datetime | None
    metres: int
    cost_vnd: int
    fill_percent: int
    faults: tuple[dict[str, Any], ...]
    ways: Ways | None

    @property
    def km(self) -> str:
        """How far it goes, as people read it."""
        return f"{figures.number(round(self.metres / 1000))} km"


def at(day: date, minute: int) -> datetime:
    """A minute after a day's midnight as a moment."""
    return timezone.make_aware(datetime.combine(day, time.min)) + timedelta(minutes=minute)


def minute_of(day: date, moment: datetime) -> int:
    """A moment as minutes after a day's midnight; 0 before it."""
    local = timezone.localtime(moment)
    return max(0, (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute)


def label_of(line: OrderLine) -> str:
    """A line as people name it: the order's code and the number of the delivery."""
    return f"{line.order.code}/{line.no}"


def settings_of(trip: Trip) -> PlanSettings:
    """What its planning was made with, else what is usual."""
    return PlanSettings.from_json(trip.day_plan.parameters if trip.day_plan else {})


def draft_of(trip: Trip) -> TripDraft:
    """A trip as it stands."""
    settings = settings_of(trip)
    stops = tuple(StopDraft(f"s{stop.pk}", place_of_stop(stop, settings), stop.pk) for stop in stops_of(trip))
    loads = tuple(
        LoadDraft(
            f"l{load.pk}", load.line, f"s{load.pickup_id}", f"s{load.drop_id}", load.planned_kg, load.loaded_kg,
            load.goes_on, load.onward_of, load.pk,
        )
        for load in loads_of(trip)
    )  # fmt: skip
    return TripDraft(trip.day, trip.vehicle, trip.driver, stops, loads, trip.note)


def ways_of(stops: Sequence[StopDraft], vehicle: Vehicle, settings: PlanSettings) -> Ways:
    """The matrices among stops and a vehicle's own place."""
    places = {stop.key: stop.place for stop in stops}
    return ways_between(spots_of(places, [vehicle], settings), with_water=vehicle.kind == VehicleKind.SHIP)


def judge(draft: TripDraft, settings: PlanSettings, ways: Ways | None = None) -> Judged:
    """Times, kilometres, cost and everything wrong with a draft; asks for roads unless given, writes nothing."""
    if not draft.loads:
        return Judged({}, None, None, 0, 0, 0, (), ways)
    stale: list[dict[str, Any]] = []
    times = _times(draft, settings, stale)
    windows = _windows(draft, times)
    stops = [stop_of(stop.place, stop.key, settings, windows.get(stop.key)) for stop in draft.stops]
    ways = ways or ways_of(draft.stops, draft.vehicle, settings)
    home = routing.Stop(f"v{draft.vehicle.pk}")
    problem = routing.Problem(
        (*stops, home), tuple(_load(load, times[load.key], settings) for load in draft.loads),
        (vehicle_of(draft.vehicle),), ways.roads,
    )  # fmt: skip
    answer = recompute(_hand(draft), problem)
    return _judged(draft, answer, ways, stale)


def _times(draft: TripDraft, settings: PlanSettings, stale: list[dict[str, Any]]) -> dict[str, Times]:
    """When each load may move; what could not be fresh any more goes without that limit and is noted."""
    lines = {load.line.pk for load in draft.loads}
    lives, ready = shelf_lives(lines), ready_times(lines, draft.day)
    found = {}
    points = {stop.key: stop.place.point for stop in draft.stops}
    for load in draft.loads:
        point = points[load.pickup]
        begins = ready.get((load.line.pk, point.pk if point else None))
        if load.onward is not None and load.onward.drop.planned_leave_at is not None:
            begins = minute_of(draft.day, load.onward.drop.planned_leave_at)
        until = keeps_until(load.line, lives.get(load.line.pk))
        times = times_of(load.line, draft.day, begins, until, settings)
        if times is None:
            stale.append(
                {"code": routing.Code.FRESHNESS.value, "stop": 0, "line": label_of(load.line), "facts": {}}
            )
            times = times_of(load.line, draft.day, begins, None, settings)
            assert times is not None, "without a last day there is always a time"
        if load.goes_on:
            times = replace(times, due_min=LAST_MINUTE, fresh_min=None)
        if times.due_min <= times.ready_min:
            times = replace(times, ready_min=max(0, times.due_min - 1))
        found[load.key] = times
    return found


def _windows(draft: TripDraft, times: Mapping[str, Times]) -> dict[str, Span]:
    """When a stop's buyers all take goods; the last one's hours where they do not meet."""
    found: dict[str, Span] = {}
    for load in draft.loads:
        if load.goes_on:
            continue
        span, there = times[load.key].window, found.get(load.drop)
        both = (max(span[0], there[0]), min(span[1], there[1])) if there else span
        found[load.drop] = both if both[0] < both[1] else span
    return found


def _load(load: LoadDraft, times: Times, settings: PlanSettings) -> routing.Load:
    return routing.Load(
        load.key, load.pickup, load.drop, load.kg, body_of(load.line, settings),
        load.line.order.commodity.code, times.ready_min, times.due_min, times.fresh_min,
    )  # fmt: skip


def _hand(draft: TripDraft) -> routing.HandTrip:
    visits = [
        routing.HandVisit(
            stop.key,
            tuple(routing.Carried(load.key, load.kg) for load in draft.loads if load.drop == stop.key),
            tuple(routing.Carried(load.key, load.kg) for load in draft.loads if load.pickup == stop.key),
        )
        for stop in draft.stops
    ]
    return routing.HandTrip(f"v{draft.vehicle.pk}", tuple(visits))


def _judged(
    draft: TripDraft, answer: routing.Recomputed, ways: Ways, stale: Sequence[dict[str, Any]]
) -> Judged:
    order = {stop.key: number for number, stop in enumerate(draft.stops, 1)}
    lines = {load.key: label_of(load.line) for load in draft.loads}
    times = {
        visit.stop_id: (at(draft.day, visit.arrival_min), at(draft.day, visit.departure_min))
        for visit in answer.trip.visits
        if visit.stop_id in order
    }
    faults = [
        {
            "code": fault.code.value,
            "stop": order.get(fault.stop_id, 0),
            "line": lines.get(fault.load_id, ""),
            "facts": {name: value for name, value in fault.facts.items() if name not in _NAMED},
        }
        for fault in answer.faults
    ]
    visits = answer.trip.visits
    return Judged(
        times,
        at(draft.day, visits[0].departure_min) if visits else None,
        at(draft.day, visits[-1].departure_min) if visits else None,
        answer.trip.metres, answer.trip.cost_vnd, answer.trip.fill_percent, (*faults, *stale), ways,
    )  # fmt: skip


def window_shown(line: OrderLine, day: date) -> tuple[datetime, datetime]:
    """When the buyer takes a line's goods."""
    first, last = window_of(line, day)
    return at(day, first), at(day, last)
