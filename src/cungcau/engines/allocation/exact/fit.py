"""Which demands a lot's goods may serve from a point, as bit masks over the scenario's demands.

Bit ``d`` of a mask stands for ``scenario.demands[d]``. Quality (commodity, grade, certificates, floor
price) does not change with time; life left does, and is kept apart.
"""

from __future__ import annotations

from collections import defaultdict

from cungcau.engines.allocation.exact.calendar import Calendar
from cungcau.engines.allocation.model import Demand, Lane, Lot, PriceAt, Scenario


def grade_fits(lot: Lot, demand: Demand) -> bool:
    """Whether the lot's grade reaches the demand's; an ungraded lot serves only ungraded demands."""
    return demand.min_grade is None or (lot.grade is not None and lot.grade >= demand.min_grade)


def certificates_fit(lot: Lot, demand: Demand) -> bool:
    """Whether the lot carries every certificate the demand requires."""
    return demand.certificates <= lot.certificates


def price_fits(lot: Lot, demand: Demand, lane: Lane) -> bool:
    """Whether the lot's floor, meant at the point, is met by this demand over this lane."""
    if lot.floor_price_vnd_per_kg is None or demand.price_vnd_per_kg is None:
        return True
    freight = lane.cost_vnd_per_kg if demand.price_at is PriceAt.MARKET else 0
    return lot.floor_price_vnd_per_kg <= demand.price_vnd_per_kg - freight


def excluded_demands(scenario: Scenario) -> dict[str, int]:
    """For each lot that is kept apart from some demands, by id, the mask of these."""
    if not scenario.exclusions:
        return {}
    place = {demand.demand_id: d for d, demand in enumerate(scenario.demands)}
    masks: dict[str, int] = defaultdict(int)
    for pair in scenario.exclusions:
        masks[pair.lot_id] |= 1 << place[pair.demand_id]
    return dict(masks)


class Fit:
    """Masks of demands by point and day, shared by everything that builds or reads the network.

    Attributes:
        lane_of: ``lane_of[k][d]`` is the lane from point ``k`` to the market of demand ``d``.
        ready: ``ready[k][t]`` masks the demands that point ``k`` may dispatch to on day ``t``.
        needs: ``needs[k]`` lists ``(days of life used and asked, mask)`` in rising order.
    """

    def __init__(self, scenario: Scenario, calendar: Calendar) -> None:
        self.scenario = scenario
        self.calendar = calendar
        by_market: dict[str, list[int]] = defaultdict(list)
        self._by_commodity: dict[str, int] = defaultdict(int)
        for d, demand in enumerate(scenario.demands):
            by_market[demand.market].append(d)
            self._by_commodity[demand.commodity] |= 1 << d
        self.lane_of: list[dict[int, int]] = []
        self.ready: list[list[int]] = []
        self.needs: list[list[tuple[int, int]]] = []
        for lanes in calendar.lanes_of:
            reach = {d: lane for lane in lanes for d in by_market[scenario.lanes[lane].market]}
            self.lane_of.append(reach)
            self.ready.append(self._ready_days(reach))
            self.needs.append(self._life_needs(reach))
        self._quality: dict[tuple[object, ...], tuple[int, ...]] = {}
        self._excluded = excluded_demands(scenario)

    def _ready_days(self, reach: dict[int, int]) -> list[int]:
        calendar, scenario = self.calendar, self.scenario
        ready = [0] * calendar.days
        for d, index in reach.items():
            demand, lane = scenario.demands[d], scenario.lanes[index]
            point = calendar.point_index[lane.point_id]
            shut = calendar.market_shut.get(lane.market, frozenset())
            first = max(0, calendar.day(demand.deliver_from) - lane.days)
            last = min(calendar.days - 1, calendar.day(demand.deliver_to)) - lane.days
            for day in range(first, last + 1):
                if calendar.point_open[point][day] and calendar.lane_open[index][day]:
                    ready[day] |= 0 if day + lane.days in shut else 1 << d
        return ready

    def _life_needs(self, reach: dict[int, int]) -> list[tuple[int, int]]:
        needs: dict[int, int] = defaultdict(int)
        for d, lane in reach.items():
            needs[self.scenario.lanes[lane].days + self.scenario.demands[d].min_life_left_days] |= 1 << d
        return sorted(needs.items())

    def quality(self, lot: Lot) -> tuple[int, ...]:
        """Masks, one per point, of the demands whose quality and price conditions the lot meets."""
        key = (lot.commodity, lot.grade, lot.certificates, lot.floor_price_vnd_per_kg)
        if key not in self._quality:
            self._quality[key] = self._quality_masks(lot)
        apart = self.excluded(lot)
        return tuple(mask & ~apart for mask in self._quality[key]) if apart else self._quality[key]

    def excluded(self, lot: Lot) -> int:
        """Mask of the demands that a person keeps apart from this lot."""
        return self._excluded.get(lot.lot_id, 0)

    def _quality_masks(self, lot: Lot) -> tuple[int, ...]:
        wanted = self._by_commodity.get(lot.commodity, 0)
        masks = []
        for reach in self.lane_of:
            mask = 0
            for d, lane in reach.items():
                demand = self.scenario.demands[d]
                if wanted >> d & 1 and grade_fits(lot, demand) and certificates_fit(lot, demand):
                    mask |= price_fits(lot, demand, self.scenario.lanes[lane]) << d
            masks.append(mask)
        return tuple(masks)

    def alive(self, k: int, life: int) -> int:
        """Mask of the demands that goods with ``life`` days left may still be dispatched to from ``k``."""
        mask = 0
        for need, bits in self.needs[k]:
            if need > life:
                break
            mask |= bits
        return mask

    def longest_need(self, k: int) -> int:
        """Life beyond which goods at point ``k`` are all the same, storage aside."""
        return self.needs[k][-1][0] if self.needs[k] else 0
