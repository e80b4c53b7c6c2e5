"""First come, first served, as the lines of a plan."""

from __future__ import annotations

from datetime import timedelta

from cungcau.engines.allocation.exact.calendar import build_calendar
from cungcau.engines.allocation.exact.fit import Fit
from cungcau.engines.allocation.exact.room import Room
from cungcau.engines.allocation.greedy import greedy
from cungcau.engines.allocation.model import Assignment, Scenario


def planned(scenario: Scenario) -> tuple[Assignment, ...]:
    """The lines of a greedy plan."""
    calendar = build_calendar(scenario)
    found = greedy(scenario, calendar, Fit(scenario, calendar), Room(scenario, calendar))
    cost = {(row.place, row.point_id): row.cost_vnd_per_kg for row in scenario.access}
    lines = []
    for place, kg in sorted(found.items()):
        lot, demand, lane = (
            scenario.lots[place.lot],
            scenario.demands[place.demand],
            scenario.lanes[place.lane],
        )
        dispatch = calendar.date(place.dispatch)
        lines.append(
            Assignment(
                lot.lot_id,
                demand.demand_id,
                lane.point_id,
                calendar.date(place.harvest),
                dispatch,
                dispatch + timedelta(days=lane.days),
                kg,
                demand.price_vnd_per_kg,
                cost[lot.place, lane.point_id] + lane.cost_vnd_per_kg,
            )
        )
    return tuple(lines)
