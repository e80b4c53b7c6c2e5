"""First come, first served keeps every rule, by the project's own verifier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from explained import DEMAND, LOT, POINT, SEASON, day
from seasons import commune
from served import planned

from cungcau.engines.allocation.check.breaches import Facts
from cungcau.engines.allocation.check.lines import check_lines
from cungcau.engines.allocation.check.sums import check_sums
from cungcau.engines.allocation.exact.calendar import build_calendar
from cungcau.engines.allocation.exact.fit import Fit
from cungcau.engines.allocation.exact.room import Place, Room
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.greedy import greedy
from cungcau.engines.allocation.model import Assignment, Scenario


def breaches(scenario: Scenario, lines: tuple[Assignment, ...]) -> list[object]:
    facts = Facts(scenario)
    return [*check_lines(facts, lines)[0], *check_sums(facts, lines)[0]]


@pytest.mark.parametrize("seed", range(6))
def test_generated_communes_are_served_within_every_limit(seed: int) -> None:
    scenario = generate_scenario("commune", seed, 150)
    lines = planned(scenario)
    assert sum(each.kg for each in lines) > 0
    assert breaches(scenario, lines) == []


@pytest.mark.parametrize("seed", range(6))
def test_tight_communes_with_daily_limits_are_served_within_every_limit(seed: int) -> None:
    scenario = commune(seed, lots=200, demands=12, days=20, tight=0.7, daily=0.5)
    lines = planned(scenario)
    assert sum(each.kg for each in lines) > 0
    assert breaches(scenario, lines) == []


def test_nothing_that_could_leave_on_its_harvest_day_is_left() -> None:
    scenario = commune(11, lots=300, demands=12, days=25, storage=False)
    loose = replace(scenario, points=tuple(replace(point, storage_kg=0) for point in scenario.points))
    lines = planned(loose)
    calendar = build_calendar(loose)
    room, fit = Room(loose, calendar), Fit(loose, calendar)
    lots = {lot.lot_id: i for i, lot in enumerate(loose.lots)}
    demands = {demand.demand_id: d for d, demand in enumerate(loose.demands)}
    for each in lines:
        d, k = demands[each.demand_id], calendar.point_index[each.point_id]
        h = calendar.day(each.harvest_date)
        room.take(Place(lots[each.lot_id], k, fit.lane_of[k][d], d, h, h), each.kg)
    assert greedy(loose, calendar, fit, room) == {}
    assert sum(each.kg for each in lines) < sum(lot.quantity_kg for lot in loose.lots)


def test_first_come_is_first_served() -> None:
    late = replace(LOT, lot_id="A", harvest_from=day(3))
    early = replace(LOT, lot_id="B")
    scenario = replace(SEASON, lots=(late, early))
    lines = planned(scenario)
    assert [(each.lot_id, each.kg) for each in lines] == [("B", 500), ("B", 100)]


def test_promised_kg_leave_less_room_and_stay_as_they_are() -> None:
    scenario = replace(SEASON, points=(replace(POINT, storage_kg=50),), demands=(DEMAND,))
    calendar = build_calendar(scenario)
    fit, room = Fit(scenario, calendar), Room(scenario, calendar)
    promised = Place(0, 0, 0, 0, 1, 2)
    room.take(promised, 450)
    before = dict(room.used)
    found = greedy(scenario, calendar, fit, room)
    assert dict(room.used) == before
    assert found == {Place(0, 0, 0, 0, 1, 1): 150}
    full = Room(scenario, calendar)
    full.take(promised, 700)
    assert greedy(scenario, calendar, fit, full) == {}
