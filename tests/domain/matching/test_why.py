"""An explanation from the rows that matter is the one from the whole plan."""

from __future__ import annotations

import pytest

from cungcau.domain.matching import archive, selectors
from cungcau.domain.matching.models import Plan
from cungcau.engines.allocation.explain import explain
from cungcau.kernel.errors import DomainError

pytestmark = pytest.mark.django_db


def test_reading_less_says_the_same(plan: Plan) -> None:
    scenario, answer = selectors.scenario_of_plan(plan), selectors.answer_of(plan)
    for lot in scenario.lots:
        assert selectors.explanation_of(plan, lot.lot_id, named=False) == explain(
            scenario, answer, lot.lot_id
        ), lot.lot_id


def test_a_part_of_the_question_is_a_part(plan: Plan) -> None:
    packed = bytes(plan.input.archive)
    whole = archive.unpack(packed)
    wanted = {lot.lot_id for lot in whole.lots[::7]}
    part = archive.unpack_lots(packed, wanted)
    assert part.lots == tuple(lot for lot in whole.lots if lot.lot_id in wanted)
    assert part.demands == whole.demands
    assert part.access == whole.access
    people = {lot.producer_id for lot in part.lots}
    assert part.producers == tuple(row for row in whole.producers if row.producer_id in people)


def test_what_a_what_if_may_change_is_kept(plan: Plan) -> None:
    scenario, ways = selectors.scenario_of_plan(plan), selectors.ways_of_plan(plan)
    assert ways.points == tuple(point.point_id for point in scenario.points)
    assert ways.lanes == tuple(lane.lane_id for lane in scenario.lanes)
    assert (ways.start, ways.end) == (scenario.start, scenario.end)


def test_a_plan_without_its_question_has_no_why(plan: Plan) -> None:
    plan.input.delete()
    with pytest.raises(DomainError, match="plan_has_no_result"):
        selectors.explanation_of(Plan.objects.get(pk=plan.pk), "x")
