"""The engine's trips as rows, in the caller's transaction: what changed meanwhile is never taken twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import DayPlan, MadeBy, Trip, TripLoad
from cungcau.domain.logistics.planning.beside import Stay, in_the_way, stays_at
from cungcau.domain.logistics.planning.crew import assigned, crew_faults, driving_faults
from cungcau.domain.logistics.planning.drafts import Judged, LoadDraft, StopDraft, TripDraft, fault
from cungcau.domain.logistics.planning.minutes import at
from cungcau.domain.logistics.planning.problem import DayProblem
from cungcau.domain.logistics.planning.room import Crate, doubtful_room
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors.fleet import busy_vehicles, drivers_free
from cungcau.domain.logistics.selectors.goods import goods_of_day
from cungcau.domain.logistics.services.judging import hold_bays
from cungcau.domain.logistics.services.limits import lock_lines
from cungcau.domain.logistics.services.trips import create
from cungcau.engines import routing
from cungcau.platform.lifecycle.services import advance
from cungcau.reference.catalogue.models import Season

ASIDE = "Xếp lại chuyến trong ngày"
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Short:
    """kg the engine planned that are not there any more, or whose vehicle was taken meanwhile."""

    load_id: str
    kg: int
    why: str


def replaceable(season: Season, day: date) -> QuerySet[Trip]:
    """Computed trips of a day that nobody confirmed, changed or goes on from: a new planning sets them aside."""
    onward = TripLoad.objects.filter(onward_of__isnull=False).exclude(trip__state=states.CANCELLED)
    held = onward.exclude(trip__made_by=MadeBy.COMPUTED, trip__state=states.PLANNED, trip__version=1)
    return (
        Trip.objects.filter(season=season, day=day, state=states.PLANNED, made_by=MadeBy.COMPUTED, version=1)
        .exclude(pk__in=held.values("onward_of__trip"))
        .order_by("pk")
    )


def keep(
    plan: DayPlan, asked: DayProblem, answer: routing.TripPlan, settings: PlanSettings
) -> tuple[list[Trip], list[Short]]:
    """Write the trips, first legs before those that go on; returns them and what could not be kept of the answer."""
    if settings.replace:
        for trip in replaceable(plan.season, plan.day).select_for_update(of=("self",)):
            fields = {"reason": ASIDE}
            advance(trip, "cancel", actor=None, permission=policies.PLAN_TRIPS, fields=fields, reason=ASIDE)
    points = {place.point.pk for place in asked.places.values() if place.point is not None}
    hold_bays(points)
    stays = stays_at(points, plan.day)
    room = _room(plan, asked, settings)
    taken = busy_vehicles(plan.day)
    vehicles = [asked.vehicles[one.vehicle_id] for one in answer.trips]
    drivers = assigned(
        [vehicle for vehicle in vehicles if vehicle.pk not in taken], drivers_free(plan.day), plan.day
    )
    trips: list[Trip] = []
    short: list[Short] = []
    firsts: dict[_Key, TripLoad] = {}
    for one in sorted(answer.trips, key=_is_second):
        vehicle = asked.vehicles[one.vehicle_id]
        if vehicle.pk in taken:
            short += [Short(load.load_id, load.kg, "vehicle_taken") for load in _picked(one)]
            continue
        draft, lost = _draft(plan, asked, one, room, firsts)
        short += lost
        if not draft.loads:
            continue
        draft = replace(draft, driver=drivers.get(vehicle.pk))
        judged = _judged(draft, one, stays, asked.crates)
        trip = create(
            season=plan.season, draft=draft, judged=judged, made_by=MadeBy.COMPUTED, actor=None,
            day_plan=plan,
        )  # fmt: skip
        trips.append(trip)
        _note_firsts(trip, asked, one, draft, firsts)
    return trips, short


def _is_second(trip: routing.Trip) -> bool:
    return any(load.leg == 2 for load in _picked(trip))


def _picked(trip: routing.Trip) -> list[routing.Carried]:
    return [load for visit in trip.visits for load in visit.picked]


def _room(plan: DayPlan, asked: DayProblem, settings: PlanSettings) -> dict[str, int]:
    """What is still free of each load, its lines locked: somebody may have planned it by hand meanwhile."""
    lines = {good.line.pk for good in asked.goods.values()}
    lock_lines(lines)
    now = goods_of_day(plan.season, plan.day, settings.basis, lines=lines)
    free = {f"{good.line.pk}p{good.point.pk}": good.kg for good in now if good.point is not None}
    return {load_id: min(good.kg, free.get(load_id, 0)) for load_id, good in asked.goods.items()}


def _draft(
    plan: DayPlan,
    asked: DayProblem,
    trip: routing.Trip,
    room: dict[str, int],
    firsts: dict[_Key, TripLoad],
) -> tuple[TripDraft, list[Short]]:
    """A trip's stops and loads; the same goods between the same stops become one load."""
    visits = [(f"n{at}", visit) for at, visit in enumerate(trip.visits) if visit.picked or visit.dropped]
    stops = tuple(StopDraft(key, asked.places[visit.stop_id]) for key, visit in visits)
    drops = {_part(load): key for key, visit in visits for load in visit.dropped}
    loads: dict[tuple[str, str, str, int], LoadDraft] = {}
    short = []
    for key, visit in visits:
        for one in visit.picked:
            first = firsts.get((one.load_id, one.part)) if one.leg == 2 else None
            kg = (
                min(one.kg, first.planned_kg)
                if first
                else 0
                if one.leg == 2
                else min(one.kg, room[one.load_id])
            )
            if kg < one.kg:
                short.append(Short(one.load_id, one.kg - kg, "taken_meanwhile"))
            if not kg:
                continue
            if one.leg != 2:
                room[one.load_id] -= kg
            way = (one.load_id, key, drops[_part(one)], first.pk if first else 0)
            there = loads.get(way)
            loads[way] = LoadDraft(
                f"l{len(loads)}" if there is None else there.key, asked.goods[one.load_id].line, way[1], way[2],
                kg + (there.kg if there else 0), goes_on=one.leg == 1, onward=first,
            )  # fmt: skip
    used = {key for load in loads.values() for key in (load.pickup, load.drop)}
    draft = TripDraft(
        plan.day, asked.vehicles[trip.vehicle_id], None,
        tuple(stop for stop in stops if stop.key in used), tuple(loads.values()),
    )  # fmt: skip
    return draft, short


def _part(load: routing.Carried) -> tuple[str, int, int]:
    return load.load_id, load.part, load.leg


def _judged(
    draft: TripDraft, trip: routing.Trip, stays: Sequence[Stay], crates: Mapping[int, Crate]
) -> Judged:
    """The engine's own times; faults are only what it could not know: doubts, and bays taken since it was asked."""
    day, visits = draft.day, {f"n{number}": visit for number, visit in enumerate(trip.visits)}
    ends = at(day, trip.visits[-1].departure_min)
    faults = crew_faults(draft.vehicle, draft.driver, day, ends)
    faults += driving_faults(draft.vehicle, day, trip) + doubtful_room(draft, crates)
    for number, stop in enumerate(draft.stops, 1):
        point, visit = stop.place.point, visits[stop.key]
        if point is None or not point.trucks_at_once:
            continue
        begins, over = visit.start_min, visit.departure_min
        met = in_the_way(stays, point.pk, point.trucks_at_once, begins, over)
        if met:
            faults.append(
                fault(
                    routing.Code.BAYS.value, stop=number, place=stop.place.name, bays=point.trucks_at_once,
                    others=[stay.fact() for stay in met], begins_min=begins, ends_min=over, start_min=begins,
                )
            )  # fmt: skip
    return Judged(
        {key: (at(day, visit.arrival_min), at(day, visit.departure_min)) for key, visit in visits.items()},
        at(day, trip.visits[0].departure_min), ends, trip.metres, trip.cost_vnd, trip.fill_percent, tuple(faults),
        None, {key: at(day, visit.start_min) for key, visit in visits.items()},
    )  # fmt: skip


def _note_firsts(
    trip: Trip, asked: DayProblem, one: routing.Trip, draft: TripDraft, firsts: dict[_Key, TripLoad]
) -> None:
    """Which row brings each part that goes on."""
    rows: Sequence[TripLoad] = list(trip.loads.filter(goes_on=True).select_related("trip", "drop"))
    for load in _picked(one):
        if load.leg != 1:
            continue
        line = asked.goods[load.load_id].line
        found = next((row for row in rows if row.line_id == line.pk), None)
        if found is not None:
            firsts[load.load_id, load.part] = found
