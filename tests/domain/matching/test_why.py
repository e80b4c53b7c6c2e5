"""An explanation from the rows that matter is the one from the whole plan."""

from __future__ import annotations

import re

import pytest

from cungcau.domain.matching import archive, selectors
from cungcau.domain.matching.models import Plan
from cungcau.engines.allocation.explain import Explanation, explain
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_price
from cungcau.platform.accounts.models import User
from tests.domain.reading_pages import client_of

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


def test_a_viewer_reads_no_lowest_price(plan: Plan, viewer: User, coordinator: User) -> None:
    """Neither the price nor a difference it could be reckoned from; the download holds none of them either."""
    scenario = selectors.scenario_of_plan(plan)
    changed = 0
    for lot in scenario.lots:
        whole = selectors.shown_explanation(plan, lot.lot_id, coordinator).text
        told = selectors.shown_explanation(plan, lot.lot_id, viewer).text
        floor = lot.floor_price_vnd_per_kg
        if floor is not None:
            assert f"giá sàn {show_price(floor)}" in whole
            changed += 1
        assert not re.search(r"giá sàn [^:]{0,12}\d", told), told
    assert changed
    assert selectors.shown_scenario(plan, coordinator) == scenario
    assert {lot.floor_price_vnd_per_kg for lot in selectors.shown_scenario(plan, viewer).lots} == {None}
    page = client_of(viewer).get(f"/ke-hoach/{plan.pk}/lo/{scenario.lots[0].lot_id}/")
    assert "giá sàn: —" in page.content.decode()


def test_a_lowest_price_too_high_is_said_without_it() -> None:
    text = (
        "giá sàn 20.000 đ/kg cao hơn giá mua 18.000 đ/kg (tại thị trường, trừ cước tuyến 850 đ/kg) là 2.850 đ/kg. "
        "giảm giá sàn 2.850 đ/kg (còn 17.150 đ/kg), hoặc người mua trả thêm 2.850 đ/kg"
    )
    found = selectors.without_floor(
        Explanation("L", text, "H", 0, 0, 0, 0, (), None, None, None, None, "", ())
    )
    assert found.text == (
        "giá sàn cao hơn giá mua 18.000 đ/kg (tại thị trường, trừ cước tuyến 850 đ/kg). "
        "giảm giá sàn, hoặc người mua trả thêm"
    )
