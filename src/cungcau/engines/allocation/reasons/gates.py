"""What one lot may do for one demand if every capacity were free, or the gate it stops at.

The gates in order: grade, certificate, no_access, price, dates, shelf_life, closure. A lot that reaches no
demand is told the furthest gate that any way to any demand reached: that gate empties what was left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cungcau.engines.allocation.exact.calendar import Calendar
from cungcau.engines.allocation.exact.fit import certificates_fit, excluded_demands, grade_fits, price_fits
from cungcau.engines.allocation.model import Demand, Lane, Lot, PriceAt, Reason, Scenario
from cungcau.engines.allocation.reasons.days import day_set, each_day, span, up_to_before

GATES = (
    Reason.GRADE,
    Reason.CERTIFICATE,
    Reason.NO_ACCESS,
    Reason.PRICE,
    Reason.DATES,
    Reason.SHELF_LIFE,
    Reason.CLOSURE,
)
_RANK = {reason: rank for rank, reason in enumerate(GATES)}
_NO_COMMON_SEASON = 10**6


class Stop(NamedTuple):
    """The gate that holds, by how much it fails (in its own unit), and what it names."""

    reason: Reason
    gap: int
    resource: str


class Lines(NamedTuple):
    """Every possible line of a lot to a demand by one point: harvest on a day of ``harvest``, dispatch on
    a day of ``dispatch``, from 0 to ``wait`` days later. Positions as in the scenario, days as bits."""

    point: int
    lane: int
    demand: int
    harvest: int
    dispatch: int
    wait: int


def furthest(stops: Iterable[Stop]) -> Stop:
    """The stop at the latest gate; there the smallest gap, then the first name."""
    return min(stops, key=lambda stop: (-_RANK[stop.reason], stop.gap, stop.resource))


class Gates:
    """The scenario laid out for trials of lots against demands."""

    def __init__(self, scenario: Scenario, calendar: Calendar) -> None:
        self.scenario = scenario
        self.calendar = calendar
        self._reach: dict[str, list[int]] = defaultdict(list)
        for row in scenario.access:
            if row.point_id in calendar.point_index:
                self._reach[row.place].append(calendar.point_index[row.point_id])
        self._ways: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self._send: dict[tuple[int, int], tuple[int, int, int]] = {}
        self._season = [
            (max(0, calendar.day(p.open_from)), min(calendar.days - 1, calendar.day(p.open_to)))
            for p in scenario.points
        ]
        self._point_open = [_true_days(days) for days in calendar.point_open]
        self._lane_open = [_true_days(days) for days in calendar.lane_open]
        self._place_shut = {name: day_set(days) for name, days in calendar.place_shut.items()}
        self._market_shut = {name: day_set(days) for name, days in calendar.market_shut.items()}
        self._excluded = excluded_demands(scenario)

    def key(self, lot: Lot) -> tuple[object, ...]:
        """What the gates look at: lots with the same key pass and fail alike."""
        goods = (lot.commodity, lot.grade, lot.certificates, lot.floor_price_vnd_per_kg)
        ways = (lot.place, lot.harvest_from, lot.harvest_to, lot.shelf_life_days)
        return (*goods, *ways, self._excluded.get(lot.lot_id, 0))

    def trial(self, lot: Lot, d: int) -> tuple[list[Lines], list[Stop]]:
        """The possible lines of a lot to demand ``d``, and where each other attempt stops.

        A demand that a person keeps apart from the lot is not there for it: no line, and no stop.
        """
        demand = self.scenario.demands[d]
        if self._excluded.get(lot.lot_id, 0) >> d & 1:
            return [], []
        if not grade_fits(lot, demand):
            gap = (demand.min_grade or 0) - (-1 if lot.grade is None else lot.grade)
            return [], [Stop(Reason.GRADE, gap, demand.demand_id)]
        if not certificates_fit(lot, demand):
            gap = len(demand.certificates - lot.certificates)
            return [], [Stop(Reason.CERTIFICATE, gap, demand.demand_id)]
        ways = self._ways_to(lot.place, demand.market)
        if not ways:
            return [], [self._no_access(lot.place, demand.market)]
        found = [self._by(lot, demand, d, k, index) for k, index in ways]
        lines = [each for each in found if isinstance(each, Lines)]
        return lines, [each for each in found if isinstance(each, Stop)]

    def _ways_to(self, place: str, market: str) -> list[tuple[int, int]]:
        """Approved points and their lanes that lead from a place to a market."""
        if (place, market) not in self._ways:
            points, lanes = self.scenario.points, self.calendar.lane_index
            self._ways[place, market] = [
                (k, lanes[points[k].point_id, market])
                for k in sorted(self._reach.get(place, ()))
                if points[k].approved and (points[k].point_id, market) in lanes
            ]
        return self._ways[place, market]

    def _no_access(self, place: str, market: str) -> Stop:
        """Names the nearest missing thing: an approval (the point), a lane (the market), a way (the place)."""
        reach = sorted(self.scenario.points[k].point_id for k in self._reach.get(place, ()))
        waiting = [point_id for point_id in reach if (point_id, market) in self.calendar.lane_index]
        if waiting:
            return Stop(Reason.NO_ACCESS, 0, waiting[0])
        return Stop(Reason.NO_ACCESS, 1, market) if reach else Stop(Reason.NO_ACCESS, 2, place)

    def _by(self, lot: Lot, demand: Demand, d: int, k: int, index: int) -> Lines | Stop:
        lane = self.scenario.lanes[index]
        if not price_fits(lot, demand, lane):
            return Stop(Reason.PRICE, _price_gap(lot, demand, lane), demand.demand_id)
        stored = self.scenario.points[k].storage_kg > 0
        opened, closed = self._season[k]
        first = max(opened, self.calendar.day(lot.harvest_from))
        last = min(closed, self.calendar.day(lot.harvest_to))
        send_first, send_last, sendable = self._send_days(demand, d, k, index)
        if first > last or send_first > send_last:
            return Stop(Reason.DATES, _NO_COMMON_SEASON, demand.demand_id)
        early, late = send_first - last, first - send_last
        if late > 0 or (early > 0 and not stored):
            return Stop(Reason.DATES, max(early, late), demand.demand_id)
        need = lane.days + demand.min_life_left_days
        life = lot.shelf_life_days
        if life is not None and max(0, early) + need > life:
            return Stop(Reason.SHELF_LIFE, max(0, early) + need - life, demand.demand_id)
        wait = 0
        if stored:
            wait = self.calendar.days if life is None else min(self.calendar.days, life - need)
        harvest = span(first, last) & self._point_open[k] & ~self._place_shut.get(lot.place, 0)
        harvest &= up_to_before(sendable, wait)
        if harvest:
            return Lines(k, index, d, harvest, sendable, wait)
        return self._closed(lot, k, lane, span(first, last), span(send_first, send_last))

    def _send_days(self, demand: Demand, d: int, k: int, index: int) -> tuple[int, int, int]:
        """First and last dispatch day were nothing closed, and the dispatch days that are open."""
        if (d, index) not in self._send:
            lane, calendar = self.scenario.lanes[index], self.calendar
            opened, closed = self._season[k]
            first = max(opened, calendar.day(demand.deliver_from) - lane.days)
            last = min(closed, min(calendar.days - 1, calendar.day(demand.deliver_to)) - lane.days)
            free = self._point_open[k] & self._lane_open[index]
            free &= ~(self._market_shut.get(lane.market, 0) >> lane.days)
            self._send[d, index] = first, last, span(first, last) & free
        return self._send[d, index]

    def _closed(self, lot: Lot, k: int, lane: Lane, harvest: int, send: int) -> Stop:
        """The thing whose closure takes the most of the days on which a line would use it."""
        index = self.calendar.lane_index[lane.point_id, lane.market]
        taken = [
            (lane.lane_id, send & ~self._lane_open[index]),
            (lane.point_id, (harvest | send) & ~self._point_open[k]),
            (lane.market, (send << lane.days) & self._market_shut.get(lane.market, 0)),
            (lot.place, harvest & self._place_shut.get(lot.place, 0)),
        ]
        name, days = max(taken, key=lambda each: each[1].bit_count())
        return Stop(Reason.CLOSURE, 0, f"{name}@{self.calendar.date(next(each_day(days)))}")


def _true_days(opened: tuple[bool, ...]) -> int:
    return day_set(day for day, is_open in enumerate(opened) if is_open)


def _price_gap(lot: Lot, demand: Demand, lane: Lane) -> int:
    freight = lane.cost_vnd_per_kg if demand.price_at is PriceAt.MARKET else 0
    return (lot.floor_price_vnd_per_kg or 0) + freight - (demand.price_vnd_per_kg or 0)
