"""What an explanation tells of a lot: offered, sold, compared with everybody, by name, at once."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from explained import LOT, SEASON, day, line, nothing_sold, plan_of
from handmade import PLAN, SCENARIO, lay_down
from seasons import commune

from cungcau.engines.allocation.check.breaches import Facts
from cungcau.engines.allocation.check.lines import check_lines
from cungcau.engines.allocation.explain import Standing, explain
from cungcau.engines.allocation.explain.gates import matches
from cungcau.engines.allocation.explain.situation import Situation
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import (
    Assignment,
    Commitment,
    Demand,
    Lot,
    Objective,
    Plan,
    Producer,
    Reason,
    Unsold,
)
from cungcau.engines.allocation.read import read_plan, read_scenario
from cungcau.kernel.errors import DomainError


def test_an_unknown_lot_is_refused() -> None:
    with pytest.raises(DomainError) as refusal:
        explain(SEASON, plan_of(SEASON), "Z")
    assert (refusal.value.code, refusal.value.facts) == ("lot_unknown", {"lot": "Z"})


def test_what_is_offered_and_sold_stands_first() -> None:
    scenario = replace(
        SEASON,
        lots=(replace(LOT, certificates=frozenset({"VietGAP", "OCOP"}), max_kg_per_day=700),),
        commitments=(Commitment("A", "D1", "P1", day(2), day(2), 100),),
    )
    lines = (line("A", 300), line("A", 200, harvest=3))
    answer = explain(scenario, plan_of(scenario, lines, [Unsold("A", 500, Reason.LANE_CAPACITY, "")]), "A")
    offer, sales, *_ = answer.text.split("\n\n")
    assert "1.000 kg hồng bậc 2" in offer and "02–04/9/2021 tại Tân Mỹ" in offer
    assert "chứng nhận OCOP, VietGAP" in offer and "9.000 đ/kg" in offer and "700 kg" in offer
    assert "Bán được 500 kg (50% lượng chào bán), còn lại 500 kg" in sales
    assert "300 kg cho nhu cầu D1 ở thị trường Hà Nội (có 100 kg theo cam kết)" in sales
    assert "qua điểm tập kết P1" in sales and "giao 03/9/2021" in sales
    assert "giá 12.000 đ/kg tại thị trường, cước 1.100 đ/kg" in sales
    assert (answer.offered_kg, answer.sold_kg, answer.unsold_kg, answer.committed_kg) == (1000, 500, 500, 100)
    assert answer.lines == lines and answer.producer_id == "H1"


def test_a_lot_sold_out_asks_for_nothing_more() -> None:
    scenario = replace(SEASON, lots=(replace(LOT, quantity_kg=300),))
    answer = explain(scenario, plan_of(scenario, [line("A", 300)]), "A")
    assert "không còn kg nào chưa bán" in answer.text
    assert (answer.reason, answer.nearest, answer.unsold_kg) == (None, (), 0)
    assert "Thay đổi gần nhất" not in answer.text and "chưa bán được" not in answer.text


def test_a_line_promised_as_a_whole_and_one_kept_in_store() -> None:
    scenario = replace(SEASON, commitments=(Commitment("A", "D1", "P1", day(2), day(2), 1000),))
    stored = replace(line("A", 1000), dispatch_date=day(4), delivery_date=day(5))
    promised = explain(scenario, plan_of(scenario, [line("A", 1000)]), "A").text
    assert "ở thị trường Hà Nội theo cam kết: thu" in promised and "gửi trong ngày" in promised
    kept = explain(scenario, plan_of(scenario, [stored]), "A").text
    assert "cam kết" not in kept and "lưu tại điểm, gửi 04/9/2021, giao 05/9/2021" in kept


def test_many_lines_are_cut_short_without_losing_kg() -> None:
    lines = [line("A", 10 + number, demand=f"X{number:02d}") for number in range(20)]
    text = explain(SEASON, plan_of(SEASON, lines), "A").text
    assert "và 8 chuyến nữa, cộng 204 kg" in text


def test_the_season_share_is_compared_with_everybody() -> None:
    lots = tuple(replace(LOT, lot_id=f"L{n}", producer_id=f"H{n}") for n in range(5))
    scenario = replace(
        SEASON, lots=lots, producers=(Producer("H1", Fraction(3, 2), 1000, 400), Producer("H9"))
    )
    lines = [line("L0", 900), line("L1", 500), line("L2", 300), line("L3", 300), line("L4", 100)]
    answer = explain(
        scenario, plan_of(scenario, lines, [Unsold("L1", 500, Reason.DEMAND_FILLED, "D1")]), "L1"
    )
    assert answer.season_share == Fraction(900, 3000) and answer.share == Fraction(1, 2)
    mean = Fraction(900 + 300 + 300 + 300 + 100, 5000)
    assert answer.standing == Standing(1, 2, 1, Fraction(1, 10), mean, Fraction(9, 10))
    assert "trước đó trong vụ đã bán 400 kg trong 1.000 kg" in answer.text and "trọng số 1,5" in answer.text
    assert "thấp nhất 10%, trung bình 38%, cao nhất 90%" in answer.text
    assert "1 người thấp hơn, 2 người bằng, 1 người cao hơn" in answer.text


def test_the_rule_of_fairness_is_told_to_those_it_holds_back() -> None:
    scenario = replace(SEASON, lots=(LOT, replace(LOT, lot_id="B", producer_id="H2")))
    unsold = [Unsold(name, kg, Reason.DEMAND_FILLED, "D1") for name, kg in (("A", 600), ("B", 800))]
    plan = plan_of(scenario, [line("A", 400), line("B", 200)], unsold)
    rule = "dành trước cho người có tỷ lệ bán cả vụ thấp hơn"
    ahead, behind = explain(scenario, plan, "A").text, explain(scenario, plan, "B").text
    assert rule in ahead and "sau mục tiêu bán được nhiều kg nhất" in ahead
    assert "Trong 1 người khác cùng cần chỗ này, 1 người có tỷ lệ bằng hoặc thấp hơn 40%" in ahead
    assert rule not in behind
    fair_first = replace(scenario, order=(Objective.FAIR, Objective.SOLD, Objective.COST))
    assert "sau mục tiêu" not in explain(fair_first, plan, "A").text


def test_names_stand_for_ids() -> None:
    names = {
        "P1": "Điểm cân Bản Van",
        "D1": "siêu thị Hoa Ban",
        "Hà Nội": "chợ Long Biên",
        "H1": "hộ ông Sần",
    }
    unsold = [Unsold("A", 900, Reason.POINT_CAPACITY, "P1@2021-09-02")]
    text = explain(SEASON, plan_of(SEASON, [line("A", 100)], unsold), "A", names).text
    for name in names.values():
        assert name in text
    assert not re.search(r"\b(P1|D1|H1)\b", text) and "điểm tập kết Điểm" not in text


def test_what_the_plan_leaves_open_is_said_to_be_open() -> None:
    silent = explain(SEASON, Plan((), (), (), (), ()), "A")
    assert "không ghi vì sao còn 1.000 kg chưa bán được" in silent.text
    assert (silent.share, silent.standing, silent.reason) == (None, None, None)
    strange = nothing_sold(SEASON, Reason.POINT_CAPACITY, "bến cũ@hôm qua")
    assert "bến cũ@hôm qua" in strange.text
    empty = replace(SEASON, lots=(replace(LOT, quantity_kg=0),))
    assert "0 kg" in explain(empty, plan_of(empty), "A").text


def test_a_plan_read_from_its_folder(tmp_path: Path) -> None:
    scenario = read_scenario(lay_down(tmp_path / "scenario", SCENARIO))
    plan = read_plan(lay_down(tmp_path / "plan", PLAN))
    answers = {lot.lot_id: explain(scenario, plan, lot.lot_id) for lot in scenario.lots}
    assert [answers[name].sold_kg for name in "ABC"] == [700, 500, 0]
    assert [answers[name].reason for name in "ABC"] == [Reason.DEMAND_FILLED, None, Reason.NO_DEMAND]
    assert "300 kg cho nhu cầu D1 ở thị trường Hà Nội (có 100 kg theo cam kết)" in answers["A"].text


def test_a_commune_is_explained_at_once() -> None:
    scenario = generate_scenario("commune", 1)
    demand = scenario.demands[0]
    reasons = list(Reason)
    unsold = [
        Unsold(lot.lot_id, lot.quantity_kg, reasons[n % 12], demand.demand_id)
        for n, lot in enumerate(scenario.lots)
        if lot.quantity_kg
    ]
    plan = plan_of(scenario, (), unsold)
    wanted = [lot.lot_id for lot in scenario.lots if lot.quantity_kg][:24]
    begun = time.perf_counter()
    texts = [explain(scenario, plan, lot_id).text for lot_id in wanted]
    assert (time.perf_counter() - begun) / len(wanted) < 0.5
    assert len(set(texts)) == len(wanted)


def allowed(facts: Facts, lot: Lot, demand: Demand, point: str, harvest: date, dispatch: date) -> bool:
    lane = facts.lanes[point, demand.market]
    access = facts.access.get((lot.place, point))
    price, freight = demand.price_vnd_per_kg, lane.cost_vnd_per_kg + (access.cost_vnd_per_kg if access else 0)
    arrives = dispatch + timedelta(days=lane.days)
    tried = Assignment(lot.lot_id, demand.demand_id, point, harvest, dispatch, arrives, 1, price, freight)
    stored = harvest == dispatch or facts.points[point].storage_kg > 0
    return stored and not check_lines(facts, [tried])[0]


@pytest.mark.parametrize("seed", range(4))
def test_conditions_agree_with_the_checker_line_by_line(seed: int) -> None:
    scenario = commune(seed, lots=12, demands=6, days=9, commodities=2, points=2, places=3)
    facts = Facts(scenario)
    span = [scenario.start + timedelta(days=number) for number in range(9)]
    outcomes = set()
    for lot in scenario.lots:
        situation = Situation(scenario, plan_of(scenario), lot.lot_id)
        for match in matches(situation, lot):
            lines = product(facts.points, span, span)
            fits = any(allowed(facts, lot, match.demand, *each) for each in lines)
            assert fits == (not match.misses), (lot, match)
            outcomes.add(fits)
    assert outcomes == {True, False}
