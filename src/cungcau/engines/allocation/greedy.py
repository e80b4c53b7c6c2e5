"""First come, first served: a whole-kg plan within every limit, at once.

It is no rival to the solver; it answers when a run is stopped before the solver has a plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cungcau.engines.allocation.exact.calendar import Calendar
from cungcau.engines.allocation.exact.fit import Fit, certificates_fit, grade_fits, price_fits
from cungcau.engines.allocation.exact.room import Key, Place, Room
from cungcau.engines.allocation.model import Lot, Scenario


def greedy(scenario: Scenario, calendar: Calendar, fit: Fit, room: Room) -> dict[Place, int]:
    """Serve lots by first harvest day, then id; each takes what is free on its earliest days.

    On a day a lot goes to the cheapest point to reach first, and there to demands in the order of their
    ids. Goods leave on the day they are harvested: storage is not used.

    Args:
        scenario: the planning problem.
        calendar: its open days, with closures.
        fit: which demands each lot may serve.
        room: limits with what is promised already counted; it is left unchanged.

    Returns:
        New kg (> 0) by line; the promised lines are not among them.
    """
    plan = _Plan(scenario, calendar, fit, room)
    for i in sorted(range(len(scenario.lots)), key=lambda i: (scenario.lots[i].harvest_from, i)):
        plan.serve(i)
    return plan.kg


class _Plan:
    """The plan as it grows. ``spent[k, t]`` masks demands for which no way is left from ``k`` on ``t``."""

    def __init__(self, scenario: Scenario, calendar: Calendar, fit: Fit, room: Room) -> None:
        self._scenario = scenario
        self._calendar = calendar
        self._fit = fit
        self._room = Room(scenario, calendar)
        self._room.used = defaultdict(int, room.used)
        self._lots = scenario.lots
        self._longest = calendar.days + max(
            (demand.min_life_left_days for demand in scenario.demands), default=0
        )
        self._reach: dict[str, list[int]] = defaultdict(list)
        for row in sorted(scenario.access, key=lambda row: (row.cost_vnd_per_kg, row.point_id)):
            if row.point_id in calendar.point_index:
                self._reach[row.place].append(calendar.point_index[row.point_id])
        self._sold_from: dict[tuple[int, str], list[int]] = defaultdict(list)
        for k, reach in enumerate(fit.lane_of):
            for d in sorted(reach):
                self._sold_from[k, scenario.demands[d].commodity].append(d)
        self._quality: dict[tuple[object, ...], int] = {}
        self._spent: dict[tuple[int, int], int] = defaultdict(int)
        self.kg: dict[Place, int] = {}

    def serve(self, i: int) -> None:
        """Sell what can be sold of lot ``i``."""
        lot = self._lots[i]
        life = self._longest if lot.shelf_life_days is None else lot.shelf_life_days
        apart = self._fit.excluded(lot)
        ways = [
            (k, self._wanting(lot, k) & self._fit.alive(k, life) & ~apart)
            for k in self._reach.get(lot.place, ())
        ]
        ways = [(k, mask) for k, mask in ways if mask]
        if not ways:
            return
        left = self._room.left(Key("lot", i, -1)) or 0
        for day in self._harvest_days(lot):
            if not left:
                return
            today = self._room.left(Key("lot_day", i, day))
            free = left if today is None else min(left, today)
            left -= free - self._serve_on(i, day, ways, free)

    def _wanting(self, lot: Lot, k: int) -> int:
        """Mask of the demands in reach of point ``k`` whose quality and price conditions the lot meets.

        The same as ``Fit.quality`` at one point: a lot reaches few points, and only those are asked.
        """
        key = (k, lot.commodity, lot.grade, lot.certificates, lot.floor_price_vnd_per_kg)
        if key not in self._quality:
            mask = 0
            for d in self._sold_from.get((k, lot.commodity), ()):
                demand, lane = self._scenario.demands[d], self._scenario.lanes[self._fit.lane_of[k][d]]
                if grade_fits(lot, demand) and certificates_fit(lot, demand):
                    mask |= price_fits(lot, demand, lane) << d
            self._quality[key] = mask
        return self._quality[key]

    def _harvest_days(self, lot: Lot) -> Iterator[int]:
        calendar = self._calendar
        shut = calendar.place_shut.get(lot.place, frozenset())
        first = max(0, calendar.day(lot.harvest_from))
        last = min(calendar.days - 1, calendar.day(lot.harvest_to))
        return (day for day in range(first, last + 1) if day not in shut)

    def _serve_on(self, i: int, day: int, ways: list[tuple[int, int]], free: int) -> int:
        """Sell up to ``free`` kg harvested on this day; what is left of them."""
        for k, mask in ways:
            open_to = mask & self._fit.ready[k][day] & ~self._spent[k, day]
            while free and open_to:
                lowest = open_to & -open_to
                open_to ^= lowest
                demand = lowest.bit_length() - 1
                place = Place(i, k, self._fit.lane_of[k][demand], demand, day, day)
                kg = min(free, self._shared_room(place, free))
                if kg:
                    self._room.take(place, kg)
                    self.kg[place] = self.kg.get(place, 0) + kg
                    free -= kg
                else:
                    self._spent[k, day] |= lowest
        return free

    def _shared_room(self, place: Place, most: int) -> int:
        """Kg left, up to ``most``, of everything the line shares with other lots."""
        for key in self._room.keys_of(place):
            if key.kind not in ("lot", "lot_day"):
                left = self._room.left(key)
                most = most if left is None else min(most, left)
        return most
