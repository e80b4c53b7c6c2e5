"""When each visit of an ordered trip can begin: the earliest times that keep every rule, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.ground import Ground, Matrix

Taken = dict[int, list[tuple[int, int]]]
"""Spans in which other trips are served, by stop; only stops with bays."""


class Call(NamedTuple):
    """A visit as the clock sees it: stop, minutes of service, earliest start, latest end (of the goods)."""

    stop: int
    service: int
    low: int
    due: int


class Clock(NamedTuple):
    """When a trip leaves, when each visit's service begins, when the trip is over."""

    leave: int
    starts: tuple[int, ...]
    end: int


def clock(
    ground: Ground,
    vehicle: int,
    calls: Sequence[Call],
    fresh: Sequence[tuple[int, int, int]],
    taken: Taken | None = None,
) -> Clock | Code:
    """The earliest times of a trip, or why there are none (``HOURS`` or ``FRESHNESS``).

    ``fresh`` holds (visit of pick-up, visit of drop, most minutes between its start and the other's end). Starting
    from the earliest start of every visit, each rule only ever moves a start later, so what remains when nothing
    moves any more is the earliest trip there is.
    """
    minutes, facts = ground.minutes[vehicle], ground.vehicles[vehicle]
    low = [call.low for call in calls]
    starts = [0] * len(calls)
    code = Code.HOURS
    while True:
        place, leaves = ground.start[vehicle], facts.from_min
        for at in range(len(calls)):
            call = calls[at]
            way = minutes[place][call.stop]
            if way is None:
                return Code.NO_WAY
            begin = opening(ground, call.stop, max(leaves + way, low[at]), call.service, taken)
            if begin is None or begin + call.service > call.due:
                return code
            starts[at] = begin
            place, leaves = call.stop, begin + call.service
        last = ground.end[vehicle]
        home = 0 if last is None else minutes[place][last]
        if home is None:
            return Code.NO_WAY
        if leaves + home > facts.to_min:
            return code
        again = False
        for pick, drop, most in fresh:
            least = starts[drop] + calls[drop].service - most
            if least > starts[pick]:
                low[pick] = max(low[pick], least)
                again = True
        if not again:
            first = starts[0] - (minutes[ground.start[vehicle]][calls[0].stop] or 0)
            return Clock(first, tuple(starts), leaves + home)
        if code is Code.HOURS and _never(minutes, calls, fresh):
            return Code.FRESHNESS
        code = Code.FRESHNESS


def _never(minutes: Matrix, calls: Sequence[Call], fresh: Sequence[tuple[int, int, int]]) -> bool:
    """Whether driving and serving alone, without any wait, already outlast a freshness limit."""
    for pick, drop, most in fresh:
        span = calls[pick].service
        for at in range(pick, drop):
            span += (minutes[calls[at].stop][calls[at + 1].stop] or 0) + calls[at + 1].service
        if span > most:
            return True
    return False


def opening(ground: Ground, stop: int, least: int, service: int, taken: Taken | None) -> int | None:
    """The first minute from ``least`` on when a service of that length fits the hours and a bay; None if never."""
    hours, bays = ground.stops[stop].hours, ground.stops[stop].bays
    spans = taken.get(stop) if taken and bays is not None and service else None
    while True:
        begin = _open(hours, least, service)
        if begin is None or begin > LAST_MINUTE:
            return None
        if not spans or bays is None:
            return begin
        least = _bay(spans, bays, begin, service)
        if least == begin:
            return begin


def _open(hours: tuple[tuple[int, int], ...], least: int, service: int) -> int | None:
    if not hours:
        return least
    for opens, closes in hours:
        begin = max(opens, least)
        if begin + service <= closes:
            return begin
    return None


def _bay(spans: list[tuple[int, int]], bays: int, begin: int, service: int) -> int:
    """The first minute from ``begin`` on with a bay free for the whole service."""
    while True:
        met = [span for span in spans if span[0] < begin + service and span[1] > begin]
        edges = [begin, *(span[0] for span in met if span[0] > begin)]
        if all(sum(span[0] <= edge < span[1] for span in met) < bays for edge in edges):
            return begin
        begin = min(span[1] for span in met)


def later(
    ground: Ground, vehicle: int, calls: Sequence[Call], found: Clock, taken: Taken | None = None
) -> Clock:
    """The same trip leaving as late as its end allows: what is waited before a visit is waited at home instead.

    Everything before a wait moves together, so spans between two visits never grow.
    """
    starts = list(found.starts)
    for at in range(1, len(calls)):
        way = ground.minutes[vehicle][calls[at - 1].stop][calls[at].stop] or 0
        spare = starts[at] - starts[at - 1] - calls[at - 1].service - way
        for before in range(at):
            spare = min(spare, _room(ground, calls[before], starts[before]))
        spare = _free(ground, calls[:at], starts, spare, taken)
        if spare > 0:
            starts[:at] = [start + spare for start in starts[:at]]
    first = ground.minutes[vehicle][ground.start[vehicle]][calls[0].stop] or 0
    return Clock(starts[0] - first, tuple(starts), found.end)


def _free(
    ground: Ground, calls: Sequence[Call], starts: Sequence[int], spare: int, taken: Taken | None
) -> int:
    """The most minutes up to ``spare`` by which visits may begin later together so that each still finds a bay."""
    again = bool(taken)
    while again and spare > 0:
        again = False
        for call, start in zip(calls, starts, strict=False):
            spans, bays = (taken or {}).get(call.stop), ground.stops[call.stop].bays
            if not spans or bays is None or not call.service:
                continue
            latest = _bay_before(spans, bays, start + spare, call.service)
            if latest < start + spare:
                spare, again = latest - start, True
    return spare


def _bay_before(spans: list[tuple[int, int]], bays: int, begin: int, service: int) -> int:
    """The last minute up to ``begin`` with a bay free for the whole service."""
    while _bay(spans, bays, begin, service) != begin:
        begin = max(span[0] for span in spans if span[0] < begin + service and span[1] > begin) - service
    return begin


def _room(ground: Ground, call: Call, start: int) -> int:
    """By how much a service may begin later within its hours and dues."""
    end = start + call.service
    room = call.due - end
    for opens, closes in ground.stops[call.stop].hours:
        if opens <= start and end <= closes:
            return min(room, closes - end)
    return room
