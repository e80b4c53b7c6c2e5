"""What was ordered or decided and a new plan cannot keep: which lines, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cungcau.domain.matching import commitments, selectors, unkept, wording
from cungcau.domain.matching.commitments import Ordered
from cungcau.domain.matching.models import Line, Plan
from cungcau.engines import allocation
from cungcau.engines.allocation.model import Commitment, Scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(plan: Plan) -> Scenario:
    return selectors.scenario_of_plan(plan)


@pytest.fixture
def line(plan: Plan) -> Line:
    return selectors.lines_of(plan).order_by("-kg", "id")[0]


def promise(line: Line, kg: int | None = None) -> Commitment:
    return Commitment(
        line.lot.code, line.need.code, line.point.code, line.harvest_date, line.dispatch_date, kg or line.kg
    )


def whys(scenario: Scenario, *rows: Commitment) -> list[tuple[str, int]]:
    return [(one.why, one.kg) for one in commitments.cannot_stand(scenario, Ordered(rows))]


def test_what_an_ordered_line_lacks_is_named(scenario: Scenario, line: Line) -> None:
    held = promise(line)
    assert whys(scenario, held) == []
    lots = tuple(lot for lot in scenario.lots if lot.lot_id != held.lot_id)
    assert whys(replace(scenario, lots=lots), held) == [("lot_gone", held.kg)]
    needs = tuple(need for need in scenario.demands if need.demand_id != held.demand_id)
    assert whys(replace(scenario, demands=needs), held) == [("need_gone", held.kg)]
    assert whys(replace(scenario, lanes=()), held) == [("lane_gone", held.kg)]
    assert whys(replace(scenario, start=date(2021, 10, 30)), held) == [("outside_season", held.kg)]
    small = tuple(replace(lot, quantity_kg=10) for lot in scenario.lots)
    assert whys(replace(scenario, lots=small), held) == [("lot_smaller", held.kg - 10)]
    few = tuple(replace(need, quantity_kg=10) for need in scenario.demands)
    assert whys(replace(scenario, demands=few), held) == [("need_smaller", held.kg - 10)]


def test_what_is_told_and_what_is_put_in_add_up_to_what_is_ordered(scenario: Scenario, line: Line) -> None:
    rows = (promise(line, line.kg), promise(line, 7))
    few = replace(scenario, demands=tuple(replace(need, quantity_kg=line.kg) for need in scenario.demands))
    put = commitments.put_in(few, Ordered(rows))
    lost = commitments.cannot_stand(few, Ordered(rows))
    assert sum(one.kg for one in put.commitments) + sum(one.kg for one in lost) == line.kg + 7


@pytest.mark.parametrize("kind", ["point", "lane", "demand_day", "lot_day"])
def test_lines_behind_a_full_place_are_those_that_take_from_it(
    kind: str, scenario: Scenario, line: Line
) -> None:
    held, limit = promise(line), line.kg - 1
    asked = replace(scenario, commitments=(held,))
    narrow = {
        "point": replace(asked, points=tuple(replace(p, capacity_kg_per_day=limit) for p in asked.points)),
        "lane": replace(asked, lanes=tuple(replace(one, capacity_kg_per_day=limit) for one in asked.lanes)),
        "demand_day": replace(asked, demands=tuple(replace(d, max_kg_per_day=limit) for d in asked.demands)),
        "lot_day": replace(asked, lots=tuple(replace(lot, max_kg_per_day=limit) for lot in asked.lots)),
    }[kind]
    answer = allocation.allocate(narrow)
    found = unkept.carried_against(narrow, answer.summary["commitment_breaches"])  # type: ignore[arg-type]
    (one,) = [one for one in found if one.why == kind]
    assert (one.lot, one.need, one.kg, one.promised_kg, one.limit_kg) == (
        held.lot_id, held.demand_id, held.kg, held.kg, limit,
    )  # fmt: skip
    days = {"lane": one.dispatch, "demand_day": line.delivery_date}
    assert one.resource.endswith(f"@{days.get(kind, one.harvest)}")


def test_every_breach_of_the_engine_has_words_and_a_place_in_the_table(scenario: Scenario) -> None:
    assert set(wording.UNKEPT) == {*unkept.CAPACITIES, *unkept.RULES, *unkept.GONE}
    held = Commitment("x", "y", "z", date(2021, 9, 28), date(2021, 9, 29), 5)
    row = unkept.Unkept.of(("x", "y", "z", held.harvest_date, held.dispatch_date), 5, "lot_gone")
    assert unkept.Unkept.read(row.kept()) == row
    assert unkept.still_to_come([row], date(2021, 9, 29)) == []
