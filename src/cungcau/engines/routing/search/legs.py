"""First legs to a transfer stop, second legs onwards, on time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Parcel
from cungcau.engines.routing.search.insert import without
from cungcau.engines.routing.search.parcels import Way
from cungcau.engines.routing.search.route import calls_of


def times_of(fleet: Fleet) -> dict[int, tuple[int, int]]:
    """(start of the visit that takes it on, end of the visit that puts it off) of every parcel carried."""
    picked: dict[int, int] = {}
    found: dict[int, tuple[int, int]] = {}
    for route in fleet.routes.values():
        for stay, call, start in zip(route.stays, route.calls, route.clock.starts, strict=True):
            found.update({at: (picked[at], start + call.service) for at in stay.drops})
            picked.update(dict.fromkeys(stay.picks, start))
    return found


def second_legs(fleet: Fleet, ways: Sequence[Way]) -> dict[int, Parcel]:
    """The second leg of every way whose first leg is carried, by the first's index, ready when that has come.

    First legs are bound to the times they have now; a freshness limit counts from their pick-up.
    """
    ground, times = fleet.ground, times_of(fleet)
    made = {}
    for way in ways:
        if way.draft is None or way.first.at not in times:
            continue
        begun, come = times[way.first.at]
        ready = way.first.ready_min
        due = way.draft.due_min
        if way.first.fresh_min is not None and way.draft.fresh_min is not None:
            fresh = begun + way.draft.fresh_min
            due = fresh if due is None else min(due, fresh)
            ready = begun
        ground.pin(way.first.at, ready_min=ready, due_min=come)
        made[way.first.at] = ground.changed(way.draft, ready_min=come, due_min=due, fresh_min=None)
    _look_again(fleet)
    return made


def tighten(fleet: Fleet, seconds: Mapping[int, Parcel]) -> None:
    """Let second legs begin as soon as first legs, moved meanwhile, now come; firsts are bound to that."""
    ground, times = fleet.ground, times_of(fleet)
    for first, second in seconds.items():
        if first in times and second.at in times:
            come = times[first][1]
            ground.pin(first, ready_min=ground.parcels[first].ready_min, due_min=come)
            ground.pin(second.at, ready_min=come, due_min=second.due_min)
    _look_again(fleet)
    for vehicle in sorted(fleet.routes):
        fleet.put(vehicle, fleet.routes[vehicle].stays)


def _look_again(fleet: Fleet) -> None:
    """After parcels' times have changed: trips as they are, with what the clock knows of their visits anew."""
    for vehicle, route in fleet.routes.items():
        fleet.routes[vehicle] = route._replace(calls=tuple(calls_of(fleet.ground, route.stays)))


def let_go(fleet: Fleet, seconds: Mapping[int, Parcel]) -> list[Parcel]:
    """Take legs out of trips whose other leg is not carried; returns other parcels that lost their place thereby."""
    ground, lost = fleet.ground, []
    carried = fleet.carried()
    lonely = {first for first, second in seconds.items() if first in carried and second.at not in carried}
    lonely |= {
        second.at for first, second in seconds.items() if first not in carried and second.at in carried
    }
    for vehicle in sorted(fleet.routes):
        route = fleet.routes[vehicle]
        stays = route.stays
        for at in sorted(lonely.intersection(route.parcels())):
            stays = without(ground, stays, at)
        if stays != route.stays:
            fleet.routes.pop(vehicle)
            fleet.fit(vehicle, stays)
            kept = set(fleet.routes[vehicle].parcels()) if vehicle in fleet.routes else set()
            lost += [ground.parcels[at] for at in route.parcels() if at not in kept and at not in lonely]
    return lost
