"""The cheapest place for one more parcel in a trip."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.route import Route, Stay, cost_of, judge, metres_of
from cungcau.engines.routing.search.times import Taken

Stays = tuple[Stay, ...]


def insert(
    ground: Ground,
    vehicle: int,
    stays: Stays,
    parcel: Parcel,
    taken: Taken | None = None,
    below: int | None = None,
) -> Route | None:
    """The cheapest trip that takes ``parcel`` besides what it takes now, other visits in their order.

    Every place is tried (a new visit between two others, or a visit there already), cheapest first, so None
    means that there is none (with ``below``: none that costs less đồng than that).
    """
    facts = ground.vehicles[vehicle]
    if parcel.rank > ground.rank[vehicle] or parcel.kg > facts.capacity_kg:
        return None
    tries = []
    for order, made in enumerate(_places(stays, parcel)):
        metres = metres_of(ground, vehicle, [stay.stop for stay in made])
        if metres is None:
            continue
        cost = cost_of(ground, vehicle, metres)
        if below is None or cost < below:
            tries.append((cost, order, made))
    tries.sort(key=lambda one: one[:2])
    for _, _, made in tries:
        route = judge(ground, vehicle, made, taken)
        if isinstance(route, Route):
            return route
        if route in (Code.TOO_HEAVY_FOR_STOP, Code.BODY, Code.APART):
            return None
    return None


def least_detour(ground: Ground, vehicle: int, stays: Stays, parcel: Parcel) -> int:
    """đồng by which taking a parcel on makes a trip dearer at least, where no way is longer than one over other places.

    For an idle vehicle: its fixed cost. A bound to leave hopeless trips out of an improvement by, nothing else.
    """
    facts, far = ground.vehicles[vehicle], ground.metres[vehicle]
    if not stays:
        return facts.fixed_vnd
    end = ground.end[vehicle]
    least = 0
    for stop in (parcel.pickup, parcel.drop):
        place, detours = ground.start[vehicle], []
        for following in (*(stay.stop for stay in stays), end):
            to, on = far[place][stop], 0 if following is None else far[stop][following]
            direct = 0 if following is None else far[place][following]
            if to is not None and on is not None:
                detours.append(to + on - (direct or 0))
            place = place if following is None else following
        least = max(least, min(detours, default=0))
    return max(0, least * facts.vnd_per_km // 1000 - 1)


def _places(stays: Stays, parcel: Parcel) -> Iterator[Stays]:
    for first, with_pick in _put(stays, parcel.pickup, 0, parcel.at, picking=True):
        for _, made in _put(with_pick, parcel.drop, first + 1, parcel.at, picking=False):
            yield made


def _put(stays: Stays, stop: int, least: int, at: int, *, picking: bool) -> Iterator[tuple[int, Stays]]:
    """Every visit (index from ``least`` on) at which ``at`` can be handled, and the trip with it."""
    for place in range(least, len(stays)):
        stay = stays[place]
        if stay.stop == stop:
            merged = (
                Stay(stop, stay.drops, (*stay.picks, at))
                if picking
                else Stay(stop, (*stay.drops, at), stay.picks)
            )
            yield place, (*stays[:place], merged, *stays[place + 1 :])
    fresh = Stay(stop, (), (at,)) if picking else Stay(stop, (at,), ())
    for gap in range(least, len(stays) + 1):
        beside = (gap > 0 and stays[gap - 1].stop == stop) or (gap < len(stays) and stays[gap].stop == stop)
        if not beside:
            yield gap, (*stays[:gap], fresh, *stays[gap:])


def without(ground: Ground, stays: Stays, parcel: int) -> Stays:
    """The visits without a parcel; visits left with nothing to do are gone, equal neighbours one."""
    kept: list[Stay] = []
    for stay in stays:
        drops = tuple(at for at in stay.drops if at != parcel)
        picks = tuple(at for at in stay.picks if at != parcel)
        if not drops and not picks:
            continue
        if kept and kept[-1].stop == stay.stop:
            kept[-1] = Stay(stay.stop, (*kept[-1].drops, *drops), (*kept[-1].picks, *picks))
        else:
            kept.append(Stay(stay.stop, drops, picks))
    return tuple(kept)
