"""Moving goods from one trip to another of the day, whole or in part: shown first, then written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from cungcau.domain.logistics import messages, policies
from cungcau.domain.logistics.models import Driver, MadeBy, Trip, TripLoad, Vehicle
from cungcau.domain.logistics.planning.beside import Stay, stays_of
from cungcau.domain.logistics.planning.by_hand import Around, around, judge, refreshed
from cungcau.domain.logistics.planning.crew import fits
from cungcau.domain.logistics.planning.drafting import needed, weight
from cungcau.domain.logistics.planning.drafts import (
    Judged,
    LoadDraft,
    StopDraft,
    TripDraft,
    draft_of,
    settings_of,
)
from cungcau.domain.logistics.planning.places import place_of_stop
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.services.judging import hold_bays, refuse_impossible
from cungcau.domain.logistics.services.limits import check_room, keeps_onward, lock
from cungcau.domain.logistics.services.rights import require_trip
from cungcau.domain.logistics.services.trips import create
from cungcau.domain.logistics.services.writing import write
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit

_MOST_TRIED = 60
"""Places tried for the goods in the other trip before the rest is left out; each costs a recomputation."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A trip that does not exist yet, for goods to be split off into."""

    vehicle: Vehicle
    driver: Driver | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Both trips as they would be, the other beside the first; ``versions`` are those they were judged by (of a fresh
    trip 0), ``source_seen`` and ``target_seen`` what they were judged by besides."""

    load: TripLoad
    kg: int
    source: TripDraft
    source_judged: Judged
    target: TripDraft
    target_judged: Judged
    to: Trip | None
    versions: tuple[int, int]
    source_seen: Around
    target_seen: Around


def moved(load: TripLoad, kg: int, to: Trip | Fresh) -> Move:
    """What moving ``kg`` of a load would make of both trips; writes nothing.

    The goods go where the other trip has fewest faults, then costs least. Raises ``load_kg_invalid``,
    ``load_below_loaded``, ``trips_not_of_one_day``, ``trip_not_editable`` is left to the writing.
    """
    trip = load.trip
    weight(kg)
    if kg > load.planned_kg:
        raise DomainError("load_kg_invalid", most_kg=load.planned_kg)
    if load.planned_kg - kg < load.loaded_kg:
        raise DomainError("load_below_loaded", loaded_kg=load.loaded_kg)
    if isinstance(to, Trip) and ((to.season_id, to.day) != (trip.season_id, trip.day) or to.pk == trip.pk):
        raise DomainError("trips_not_of_one_day")
    settings = settings_of(trip)
    other = to if isinstance(to, Trip) else None
    both = [trip.pk, *([other.pk] if other else [])]
    source = _without(draft_of(trip), load.pk, kg)
    source_seen = around(source, settings, but=both)
    source_judged = judge(source, settings, source_seen)
    held = stays_of(source, source_judged, trip.code)
    target, target_judged, target_seen = _best(load, kg, to, settings, both, held)
    return Move(
        load, kg, source, source_judged, target, target_judged, other,
        (trip.version, other.version if other else 0), source_seen, target_seen,
    )  # fmt: skip


def move_load(
    load: TripLoad,
    *,
    kg: int,
    to: Trip | Fresh,
    actor: User | None,
    versions: tuple[int, int] | None = None,
) -> Trip:
    """Move ``kg`` of a load to another trip, or to a new one; returns that trip.

    ``versions`` are those the person saw (see :class:`Move`). Raises ``trip_moved_meanwhile`` where either trip
    was changed since, what :func:`moved` and :func:`refuse_impossible` (of the other trip) raise,
    ``trip_not_editable``, ``trip_carries_onward``, ``not_allowed``, ``trip_not_found``.
    """
    require_trip(actor, load.trip, policies.PLAN_TRIPS)
    if isinstance(to, Trip):
        require_trip(actor, to, policies.PLAN_TRIPS)
    else:
        fits(to.vehicle, to.driver, load.trip.day)
    move = moved(load, kg, to)
    wanted = versions or move.versions
    with transaction.atomic():
        locked = {row.pk: row for row in map(lock, sorted(_trips(move), key=lambda row: row.pk))}
        source = locked[load.trip_id]
        target = locked[move.to.pk] if move.to else None
        for row, version in ((source, wanted[0]), (target, wanted[1])):
            if row is not None and row.version != version:
                raise DomainError("trip_moved_meanwhile", trip=row.code)
        source_judged, target_judged = _judged_now(move)
        refuse_impossible(move.target, target_judged)
        keeps_onward(source, move.source)
        check_room(move.source, but=list(locked))
        write(source, move.source, source_judged)
        if target is None:
            target = create(
                season=source.season, draft=move.target, judged=target_judged, made_by=MadeBy.HAND,
                actor=actor, day_plan=source.day_plan,
            )  # fmt: skip
        else:
            check_room(move.target, but=[target.pk])
            write(target, move.target, target_judged)
        audit.record(
            actor=actor, verb=messages.trips.LOAD_MOVED, thing=source, area=source.area_code, kg=kg,
            other=target.code,
        )  # fmt: skip
    return target


def _judged_now(move: Move) -> tuple[Judged, Judged]:
    """Both trips beside what others do now, their bays held."""
    settings = settings_of(move.load.trip)
    hold_bays({*move.source.points, *move.target.points})
    source = judge(move.source, settings, refreshed(move.source_seen, move.source))
    held = stays_of(move.source, source, move.load.trip.code)
    return source, judge(move.target, settings, refreshed(move.target_seen, move.target).beside(held))


def _trips(move: Move) -> list[Trip]:
    return [move.load.trip, *([move.to] if move.to else [])]


def _without(draft: TripDraft, pk: int, kg: int) -> TripDraft:
    loads = (replace(load, kg=load.kg - kg) if load.pk == pk else load for load in draft.loads)
    return needed(replace(draft, loads=tuple(load for load in loads if load.kg)))


def _best(
    load: TripLoad,
    kg: int,
    to: Trip | Fresh,
    settings: PlanSettings,
    both: Sequence[int],
    held: Sequence[Stay],
) -> tuple[TripDraft, Judged, Around]:
    """The other trip with the goods where they do least harm."""
    base = draft_of(to) if isinstance(to, Trip) else TripDraft(load.trip.day, to.vehicle, to.driver, (), ())
    pickup = StopDraft("new-pickup", place_of_stop(load.pickup, settings))
    drop = StopDraft("new-drop", place_of_stop(load.drop, settings))
    every = replace(
        base, stops=(*base.stops, pickup, drop), loads=_joined(base, load, kg, pickup.key, drop.key)
    )
    seen = around(every, settings, but=both).beside(held)
    tries = []
    for order, draft in enumerate(_placed(base, load, kg, pickup, drop)):
        if order == _MOST_TRIED:
            break
        judged = judge(draft, settings, seen)
        tries.append((len(judged.faults), judged.cost_vnd, order, draft, judged))
    best = min(tries, key=lambda one: one[:3])
    return best[3], best[4], seen


def _placed(
    base: TripDraft, load: TripLoad, kg: int, pickup: StopDraft, drop: StopDraft
) -> Iterator[TripDraft]:
    """Every way to take the goods on and put them off: at stops there already, or between two of them."""
    stops = base.stops
    firsts = [(at, stop.key, stops) for at, stop in enumerate(stops) if stop.place.key == pickup.place.key]
    new_first = [(at, pickup.key, (*stops[:at], pickup, *stops[at:])) for at in range(len(stops) + 1)]
    for begun, key, row in [*firsts, *new_first]:
        later = range(begun + 1, len(row) + 1)
        there = [(row[at].key, row) for at in later if at < len(row) and row[at].place.key == drop.place.key]
        fresh = [(drop.key, (*row[:at], drop, *row[at:])) for at in later]
        for end, order in [*there, *fresh]:
            yield replace(base, stops=order, loads=_joined(base, load, kg, key, end))


def _joined(base: TripDraft, load: TripLoad, kg: int, pickup: str, drop: str) -> tuple[LoadDraft, ...]:
    """The loads with the goods: more of one that goes the same way, else one more."""
    same = next(
        (
            one
            for one in base.loads
            if (one.line.pk, one.pickup, one.drop) == (load.line_id, pickup, drop)
            and (one.onward.pk if one.onward else None) == load.onward_of_id
            and one.goes_on == load.goes_on
        ),
        None,
    )
    if same is not None:
        return tuple(replace(one, kg=one.kg + kg) if one is same else one for one in base.loads)
    extra = LoadDraft("l-new", load.line, pickup, drop, kg, 0, load.goes_on, load.onward_of)
    return (*base.loads, extra)
