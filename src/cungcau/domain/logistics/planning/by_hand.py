"""A trip as a person has it: judged by the engine's rules, beside what other trips do, before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import TripLoad, VehicleKind
from cungcau.domain.logistics.planning.beside import Stay, booked_twice, in_the_way, spans_at, stays_at
from cungcau.domain.logistics.planning.crew import crew_faults, driving_faults
from cungcau.domain.logistics.planning.drafts import Judged, LoadDraft, TripDraft, fault, label_of
from cungcau.domain.logistics.planning.minutes import at, minute_of
from cungcau.domain.logistics.planning.places import Span, stop_of, vehicle_of
from cungcau.domain.logistics.planning.problem import Times, body_of, spots_of, times_of
from cungcau.domain.logistics.planning.roads import Ways, ways_between
from cungcau.domain.logistics.planning.room import Crate, crates_aboard, crates_of, doubtful_room, sure_l
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors.goods import keeps_until, ready_times, shelf_lives, window_of
from cungcau.domain.orders.models import OrderLine
from cungcau.engines import routing
from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.recompute import recompute

_NAMED = {"pickup", "drop", "stop", "vehicle"}
"""Facts of the engine that name its own ids; pages name places themselves."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a draft is judged by besides itself: roads, other trips' stays at its points, crates, shelf lives (days)
    and slots' ends of its lines, when onward trips take its goods on (by load). ``but`` are trips left aside."""

    ways: Ways
    stays: tuple[Stay, ...]
    crates: Mapping[int, Crate]
    lives: Mapping[int, int]
    ready: Mapping[tuple[int, int | None], int]
    onward: Mapping[int, int]
    but: tuple[int, ...]

    def beside(self, stays: Iterable[Stay]) -> Around:
        """The same with more stays: those of a trip that would change as well."""
        return replace(self, stays=(*self.stays, *stays))


def around(draft: TripDraft, settings: PlanSettings, *, but: Iterable[int] = ()) -> Around:
    """Ask for everything a draft is judged by; also for drafts of some of its stops and loads."""
    places = {stop.key: stop.place for stop in draft.stops}
    sails = draft.vehicle.kind == VehicleKind.SHIP
    ways = ways_between(spots_of(places, [draft.vehicle], settings), with_water=sails)
    lines = {load.line.pk: load.line for load in draft.loads}
    aside = tuple({*but, *([draft.trip] if draft.trip else [])})
    return Around(
        ways, stays_at(draft.points, draft.day, but=aside), crates_of(lines.values()), shelf_lives(lines),
        ready_times(lines, draft.day), _taken_on(draft), aside,
    )  # fmt: skip


def refreshed(seen: Around, draft: TripDraft) -> Around:
    """The same roads, with what other trips do now."""
    stays = stays_at(draft.points, draft.day, but=seen.but)
    return replace(seen, stays=stays, onward=_taken_on(draft))


def judge(draft: TripDraft, settings: PlanSettings, seen: Around | None = None) -> Judged:
    """Times, kilometres, cost and everything wrong with a draft; asks for its surroundings unless given."""
    if not draft.loads:
        return Judged({}, None, None, 0, 0, 0, (), seen.ways if seen else None, {})
    seen = seen or around(draft, settings)
    stale: list[dict[str, Any]] = []
    times = _times(draft, settings, seen, stale)
    problem = _problem(draft, settings, seen, times)
    hand = _hand(draft)
    answer = recompute(hand, problem)
    judged = _judged(draft, answer, seen)
    faults, notes = list(judged.faults), []
    if seen.stays:
        alone = recompute(
            hand, replace(problem, stops=tuple(replace(stop, busy=()) for stop in problem.stops))
        )
        worse = len(answer.faults) > len(alone.faults)
        met = list(_met(draft, seen.stays, alone, answer))
        stops = {one["stop"] for one in met}
        faults = [one for one in faults if one["code"] != routing.Code.BAYS or one["stop"] not in stops]
        if worse:
            faults += met
        else:
            notes += [{**one, "code": "bay_waits"} for one in met]
    faults += stale
    faults += crew_faults(draft.vehicle, draft.driver, draft.day, judged.ends_at)
    faults += driving_faults(draft.vehicle, draft.day, answer.trip)
    faults += booked_twice(draft, judged, but=seen.but)
    faults += doubtful_room(draft, seen.crates)
    return replace(judged, faults=tuple(faults), notes=tuple(notes))


def _taken_on(draft: TripDraft) -> dict[int, int]:
    """The minute by which a load that goes on must be there: when the first onward trip begins to take it."""
    wanted = [load.pk for load in draft.loads if load.goes_on and load.pk is not None]
    if not wanted:
        return {}
    rows = TripLoad.objects.filter(onward_of__in=wanted).exclude(trip__state=states.CANCELLED)
    found: dict[int, int] = {}
    for first, start, arrival in rows.values_list(
        "onward_of_id", "pickup__planned_start_at", "pickup__planned_arrival_at"
    ):
        when = start or arrival
        if first is not None and when is not None:
            minute = minute_of(draft.day, when)
            found[first] = min(minute, found.get(first, minute))
    return found


def _problem(
    draft: TripDraft, settings: PlanSettings, seen: Around, times: Mapping[str, Times]
) -> routing.Problem:
    windows, busy = _windows(draft, times), spans_at(seen.stays)
    begun = {load.pickup for load in draft.loads if load.onward is None}
    begun -= {load.drop for load in draft.loads}
    stops = [
        stop_of(stop.place, stop.key, settings, windows.get(stop.key), busy=busy, same_day=stop.key in begun)
        for stop in draft.stops
    ]
    home = routing.Stop(f"v{draft.vehicle.pk}")
    loads = tuple(_load(load, times[load.key], settings, seen.crates) for load in draft.loads)
    return routing.Problem((*stops, home), loads, (vehicle_of(draft.vehicle),), seen.ways.roads)


def _times(
    draft: TripDraft, settings: PlanSettings, seen: Around, stale: list[dict[str, Any]]
) -> dict[str, Times]:
    """When each load may move; what could not be fresh any more goes without that limit and is noted."""
    found = {}
    points = {stop.key: stop.place.point for stop in draft.stops}
    for load in draft.loads:
        point = points[load.pickup]
        begins = seen.ready.get((load.line.pk, point.pk if point else None))
        if load.onward is not None and load.onward.drop.planned_leave_at is not None:
            begins = minute_of(draft.day, load.onward.drop.planned_leave_at)
        until = keeps_until(load.line, seen.lives.get(load.line.pk))
        times = times_of(load.line, draft.day, begins, until, settings)
        if times is None:
            stale.append(fault(routing.Code.FRESHNESS.value, line=label_of(load.line)))
            times = times_of(load.line, draft.day, begins, None, settings)
            assert times is not None, "without a last day there is always a time"
        if load.goes_on:
            times = replace(times, due_min=seen.onward.get(load.pk or 0, LAST_MINUTE), fresh_min=None)
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


def _load(load: LoadDraft, times: Times, settings: PlanSettings, crates: Mapping[int, Crate]) -> routing.Load:
    return routing.Load(
        load.key, load.pickup, load.drop, load.kg, body_of(load.line, settings),
        load.line.order.commodity.code, times.ready_min, max(1, times.due_min), times.fresh_min,
        volume_l=sure_l(crates, load.line, load.kg),
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


def _met(
    draft: TripDraft, stays: Sequence[Stay], alone: routing.Recomputed, answer: routing.Recomputed
) -> Iterable[dict[str, Any]]:
    """Where the trip would find the bays full if it drove as it could alone, who holds them, when it is served."""
    first = {visit.stop_id: visit for visit in alone.trip.visits}
    now = {visit.stop_id: visit for visit in answer.trip.visits}
    for number, stop in enumerate(draft.stops, 1):
        point = stop.place.point
        if point is None or not point.trucks_at_once:
            continue
        begins, ends = first[stop.key].start_min, first[stop.key].departure_min
        met = in_the_way(stays, point.pk, point.trucks_at_once, begins, ends)
        if met:
            yield fault(
                routing.Code.BAYS.value, stop=number, place=stop.place.name, bays=point.trucks_at_once,
                others=[stay.fact() for stay in met], begins_min=begins, ends_min=ends,
                start_min=now[stop.key].start_min,
            )  # fmt: skip


def _judged(draft: TripDraft, answer: routing.Recomputed, seen: Around) -> Judged:
    order = {stop.key: number for number, stop in enumerate(draft.stops, 1)}
    lines = {load.key: label_of(load.line) for load in draft.loads}
    calls = [visit for visit in answer.trip.visits if visit.stop_id in order]
    faults = []
    for one in answer.faults:
        facts = {name: value for name, value in one.facts.items() if name not in _NAMED}
        number = order.get(one.stop_id, 0)
        if one.code is routing.Code.VOLUME:
            facts["crates"] = crates_aboard(draft, seen.crates, number, sure=True)[0]
        faults.append(fault(one.code.value, stop=number, line=lines.get(one.load_id, ""), **facts))
    visits = answer.trip.visits
    return Judged(
        {visit.stop_id: (at(draft.day, visit.arrival_min), at(draft.day, visit.departure_min)) for visit in calls},
        at(draft.day, visits[0].departure_min) if visits else None,
        at(draft.day, visits[-1].departure_min) if visits else None,
        answer.trip.metres, answer.trip.cost_vnd, answer.trip.fill_percent, tuple(faults), seen.ways,
        {visit.stop_id: at(draft.day, visit.start_min) for visit in calls},
    )  # fmt: skip


def window_shown(line: OrderLine, day: date) -> tuple[datetime, datetime]:
    """When the buyer takes a line's goods."""
    first, last = window_of(line, day)
    return at(day, first), at(day, last)
