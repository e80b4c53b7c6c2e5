"""First come, first served: lots by first harvest day and id, each to the first demand that takes it."""

from __future__ import annotations

from benchmarks.allocation.answer import Answer
from benchmarks.allocation.lines import Lines, Resource, limit, to_assignments, touched
from benchmarks.allocation.rules import Rules, Way
from cungcau.engines.allocation.model import Scenario


def solve(scenario: Scenario, seconds: float) -> Answer:
    """A plan that keeps every limit and never takes anything back; it needs no time limit."""
    rules = Rules(scenario)
    lines, amounts = Lines(), []
    left: dict[Resource, int] = {}
    lots = scenario.lots
    for index in sorted(range(len(lots)), key=lambda at: (lots[at].harvest_from, lots[at].lot_id)):
        ways = rules.ways(lots[index])
        for harvest in rules.harvest_days(lots[index]):
            for way in ways:
                for line, kg in _loads(rules, index, way, harvest, left):
                    lines.add(line)
                    amounts.append(kg)
            if left.get(("lot", index, 0)) == 0:
                break
    return Answer(to_assignments(rules, lines, amounts), None, len(lines))


def _loads(
    rules: Rules, lot: int, way: Way, harvest: int, left: dict[Resource, int]
) -> list[tuple[tuple[int, ...], int]]:
    """What still fits of a lot harvested on a day, by one way, on its earliest dispatch days."""
    found: list[tuple[tuple[int, ...], int]] = []
    for dispatch in rules.dispatch_days(way, harvest):
        freight = rules.freight(rules.scenario.lots[lot], way)
        ends = (dispatch + way.days, way.demand, way.lane, freight)
        line = (lot, way.point, harvest, dispatch, *ends)
        used = list(touched(rules, line))
        for resource in used:
            if resource not in left:
                left[resource] = limit(rules, resource)
        kg = min(left[resource] for resource in used)
        if kg > 0:
            for resource in used:
                left[resource] -= kg
            found.append((line, kg))
        if left["lot", lot, 0] == 0:
            break
    return found
