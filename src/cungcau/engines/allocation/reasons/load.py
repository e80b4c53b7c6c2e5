"""How full a plan leaves every resource, and which of them stands in the way of possible lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cungcau.engines.allocation.exact.calendar import Calendar
from cungcau.engines.allocation.exact.room import Key, Place, Room
from cungcau.engines.allocation.model import Assignment, Reason, Scenario
from cungcau.engines.allocation.reasons.days import day_set, each_day, span
from cungcau.engines.allocation.reasons.gates import Lines

REASON_OF = {
    "point": Reason.POINT_CAPACITY,
    "storage": Reason.POINT_CAPACITY,
    "lane": Reason.LANE_CAPACITY,
    "demand": Reason.DEMAND_FILLED,
    "demand_day": Reason.DAILY_LIMIT,
    "lot_day": Reason.DAILY_LIMIT,
}
_KINDS = tuple(REASON_OF)
_REASONS = tuple(dict.fromkeys(REASON_OF.values()))
ANY_LOT = -1
"""Owner of a ``lot_day`` key while lots with the same days full are looked at together."""


@dataclass
class Tally:
    """Lines blocked by the first full resource on their way, and what the lines with room pass.

    ``free`` holds, per kind, the fullest resource (share used) on the lines with room everywhere.
    """

    blocked: Counter[Key] = field(default_factory=Counter)
    free: dict[str, tuple[float, Key]] = field(default_factory=dict)

    def see(self, share: float, key: Key) -> None:
        """Remember a resource on a line with room if it is the fullest of its kind."""
        if key.kind not in self.free or self.free[key.kind][0] < share:
            self.free[key.kind] = share, key

    def add(self, other: Tally, times: int = 1) -> None:
        """Count the lines of another tally, ``times`` over, as well."""
        for key, count in other.blocked.items():
            self.blocked[key] += count * times
        for share, key in other.free.values():
            self.see(share, key)

    def binding(self, *, without: str = "") -> Key:
        """The resource to name: on lines with room the fullest, else the one that blocks the most.

        Blocked lines are counted by reason first, then by resource; ties go to the order of
        ``REASON_OF``, then to the first id and day. ``without`` leaves one kind of the free out.
        """
        if self.free:
            open_to = [each for kind, each in self.free.items() if kind != without]
            return min(open_to, key=lambda each: (-each[0], *_order(each[1])))[1]
        by_reason: Counter[Reason] = Counter()
        for key, count in self.blocked.items():
            by_reason[REASON_OF[key.kind]] += count
        reason = max(_REASONS, key=lambda each: by_reason[each])
        of_it = [key for key in self.blocked if REASON_OF[key.kind] is reason]
        return min(of_it, key=lambda key: (-self.blocked[key], *_order(key)))


def _order(key: Key) -> tuple[int, int, int]:
    return _KINDS.index(key.kind), key.owner, key.day


class Load:
    """The plan's use of every resource; ``sold[i]`` is kg of lot ``i``, ``filled[d]`` kg of demand ``d``."""

    def __init__(self, scenario: Scenario, calendar: Calendar, assignments: Sequence[Assignment]) -> None:
        self.scenario = scenario
        self.calendar = calendar
        self.room = Room(scenario, calendar)
        for place, kg in _places(scenario, calendar, assignments):
            self.room.take(place, kg)
        full: dict[tuple[str, int], int] = defaultdict(int)
        for key in self._daily_keys():
            if self.room.left(key) == 0:
                full[key.kind, key.owner] |= 1 << key.day
        self._full = full
        self.sold = [self.room.used.get(Key("lot", i, -1), 0) for i in range(len(scenario.lots))]
        self.filled = [self.room.used.get(Key("demand", d, -1), 0) for d in range(len(scenario.demands))]
        self._tallies: dict[tuple[Lines, int], Tally] = {}
        self._rankings: dict[tuple[str, int], list[tuple[float, Key]]] = {}

    def _daily_keys(self) -> Iterator[Key]:
        scenario, days = self.scenario, range(self.calendar.days)
        for kind, rows in (
            ("point", [row.capacity_kg_per_day for row in scenario.points]),
            ("storage", [row.storage_kg for row in scenario.points]),
            ("lane", [row.capacity_kg_per_day for row in scenario.lanes]),
            ("demand_day", [row.max_kg_per_day for row in scenario.demands]),
        ):
            for owner, limit in enumerate(rows):
                if limit is not None:
                    yield from (Key(kind, owner, day) for day in days)

    def full_harvest_days(self, i: int) -> int:
        """Days on which lot ``i`` harvests all its ``max_kg_per_day`` (within its window)."""
        lot, calendar = self.scenario.lots[i], self.calendar
        if lot.max_kg_per_day is None:
            return 0
        first = max(0, calendar.day(lot.harvest_from))
        last = min(calendar.days - 1, calendar.day(lot.harvest_to))
        days = range(first, last + 1)
        return day_set(day for day in days if self.room.left(Key("lot_day", i, day)) == 0)

    def tally(self, lines: Lines, lot_full: int) -> Tally:
        """What blocks these lines of a lot whose daily limit is reached on the days ``lot_full``."""
        lot_full &= lines.harvest
        if (lines, lot_full) not in self._tallies:
            self._tallies[lines, lot_full] = self._count(lines, lot_full)
        return self._tallies[lines, lot_full]

    def _count(self, lines: Lines, lot_full: int) -> Tally:
        point, demand = lines.point, lines.demand
        travel = self.scenario.lanes[lines.lane].days
        lane_full = self._full.get(("lane", lines.lane), 0)
        taken = self._full.get(("demand_day", demand), 0) >> travel
        point_full = self._full.get(("point", point), 0)
        for_demand = Key("demand", demand, -1)
        closed = self.room.left(for_demand) == 0
        found = Tally()
        blocked = found.blocked
        free_harvest = free_dispatch = nights = 0
        for h in each_day(lines.harvest):
            sends = lines.dispatch & span(h, h + lines.wait)
            if not sends:
                continue
            if point_full >> h & 1:
                blocked[Key("point", point, h)] += sends.bit_count()
                continue
            sends = self._kept_back(blocked, point, h, sends) if lines.wait else sends
            for s in each_day(sends & lane_full):
                blocked[Key("lane", lines.lane, s)] += 1
            sends &= ~lane_full
            if closed:
                blocked[for_demand] += sends.bit_count()
                continue
            for s in each_day(sends & taken):
                blocked[Key("demand_day", demand, s + travel)] += 1
            sends &= ~taken
            if lot_full >> h & 1:
                blocked[Key("lot_day", ANY_LOT, h)] += sends.bit_count()
            elif sends:
                free_harvest, free_dispatch = free_harvest | 1 << h, free_dispatch | sends
                nights |= span(h, sends.bit_length() - 2)
        if free_harvest:
            self._see_free(found, lines, free_harvest, free_dispatch, nights)
        found.blocked = Counter({key: count for key, count in blocked.items() if count})
        return found

    def _see_free(self, found: Tally, lines: Lines, harvest: int, dispatch: int, nights: int) -> None:
        """Remember the fullest resource of each kind that lines with room pass."""
        for_demand = Key("demand", lines.demand, -1)
        found.see(self._share(for_demand), for_demand)
        for kind, owner, days in (
            ("point", lines.point, harvest),
            ("storage", lines.point, nights),
            ("lane", lines.lane, dispatch),
            ("demand_day", lines.demand, dispatch << self.scenario.lanes[lines.lane].days),
        ):
            if days:
                found.see(*self._fullest(kind, owner, days))

    def _kept_back(self, blocked: Counter[Key], point: int, h: int, sends: int) -> int:
        """The dispatch days before the first full night; those after it are counted against that night."""
        nights = self._full.get(("storage", point), 0) >> h << h
        if not nights:
            return sends
        night = next(each_day(nights))
        before = sends & span(0, night)
        blocked[Key("storage", point, night)] += (sends ^ before).bit_count()
        return before

    def _fullest(self, kind: str, owner: int, days: int) -> tuple[float, Key]:
        """The fullest of these days of one thing, the first if several are."""
        if (kind, owner) not in self._rankings:
            keys = (Key(kind, owner, day) for day in range(self.calendar.days))
            ranked = sorted(((self._share(key), key) for key in keys), key=lambda each: -each[0])
            self._rankings[kind, owner] = ranked
        return next(each for each in self._rankings[kind, owner] if days >> each[1].day & 1)

    def _share(self, key: Key) -> float:
        """Used over limit; 0 without a limit."""
        limit = self.room.limit(key)
        return self.room.used.get(key, 0) / limit if limit else 0.0

    def name_of(self, key: Key, lot_id: str) -> str:
        """``id`` or ``id@date`` of a resource, as the tables of a plan write it."""
        scenario = self.scenario
        match key.kind:
            case "point" | "storage":
                name = scenario.points[key.owner].point_id
            case "lane":
                name = scenario.lanes[key.owner].lane_id
            case "demand" | "demand_day":
                name = scenario.demands[key.owner].demand_id
            case _:
                name = lot_id
        return name if key.day < 0 else f"{name}@{self.calendar.date(key.day)}"


def _places(
    scenario: Scenario, calendar: Calendar, assignments: Sequence[Assignment]
) -> Iterator[tuple[Place, int]]:
    lots = {lot.lot_id: i for i, lot in enumerate(scenario.lots)}
    demands = {demand.demand_id: d for d, demand in enumerate(scenario.demands)}
    for line in assignments:
        d = demands[line.demand_id]
        lane = calendar.lane_index[line.point_id, scenario.demands[d].market]
        point = calendar.point_index[line.point_id]
        harvest, dispatch = calendar.day(line.harvest_date), calendar.day(line.dispatch_date)
        yield Place(lots[line.lot_id], point, lane, d, harvest, dispatch), line.kg
