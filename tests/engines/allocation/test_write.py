"""Writing folders: what is read back is what was written, and nothing is ever half there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from handmade import PLAN, SCENARIO, lay_down
from hypothesis import given
from hypothesis import strategies as st

from cungcau.engines.allocation.model import Bottleneck, Plan
from cungcau.engines.allocation.read import read_plan, read_scenario
from cungcau.engines.allocation.write import decimal_text, write_plan, write_scenario
from cungcau.kernel.errors import DomainError


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return read_plan(lay_down(tmp_path / "handmade", PLAN))


def test_a_plan_folder_holds_the_files_and_columns_of_the_page(tmp_path: Path, plan: Plan) -> None:
    write_plan(plan, tmp_path / "out")
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()} == PLAN


def test_shares_and_gains_keep_six_digits(tmp_path: Path, plan: Plan) -> None:
    third = replace(plan.producers[0], share=Fraction(1, 3), season_share=None)
    gain = Bottleneck("demand", "D2", None, 700, 700, 0.12345678)
    write_plan(replace(plan, producers=(third,), bottlenecks=(gain,)), tmp_path / "out")
    assert (tmp_path / "out/producers.csv").read_text("utf-8").splitlines()[1] == "H1,1000,700,0.333333,"
    assert (tmp_path / "out/bottlenecks.csv").read_text("utf-8").splitlines()[1].endswith(",0.123457")


@given(st.integers(-(10**12), 10**12))
def test_decimal_text_is_exact_to_its_places(millionths: int) -> None:
    value = Fraction(millionths, 10**6)
    assert Fraction(decimal_text(value, 6)) == value
    assert Fraction(decimal_text(value + Fraction(1, 10**7), 6)) == value


def test_changes_are_written_with_a_new_plan(tmp_path: Path, plan: Plan) -> None:
    class Line:
        lot_id, demand_id, point_id = "A", "D1", "P1"
        harvest_date = dispatch_date = date(2021, 9, 1)
        kg_before, kg_after = 300, 250

    write_plan(plan, tmp_path / "out", [Line()])
    assert (tmp_path / "out/changes.csv").read_text("utf-8").splitlines() == [
        "lot_id,demand_id,point_id,harvest_date,dispatch_date,kg_before,kg_after",
        "A,D1,P1,2021-09-01,2021-09-01,300,250",
    ]
    write_plan(plan, tmp_path / "out")
    assert not (tmp_path / "out/changes.csv").exists()


def test_a_scenario_reads_back_as_the_same_value(tmp_path: Path) -> None:
    scenario = read_scenario(lay_down(tmp_path / "s", SCENARIO))
    named = replace(scenario, name='Vụ "hồng"\\ 2021\n\tđợt 2')
    write_scenario(named, tmp_path / "out")
    assert read_scenario(tmp_path / "out") == named


def test_an_empty_folder_and_an_older_plan_are_replaced(tmp_path: Path, plan: Plan) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_plan(plan, out)
    (out / "ghi chú.txt").write_text("của tôi", encoding="utf-8")
    write_plan(replace(plan, assignments=plan.assignments[:1]), out)
    assert len(read_plan(out).assignments) == 1
    assert (out / "ghi chú.txt").read_text("utf-8") == "của tôi"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["handmade", "out"]


def test_folders_above_are_made(tmp_path: Path, plan: Plan) -> None:
    write_plan(plan, tmp_path / "a" / "b" / "out")
    assert read_plan(tmp_path / "a" / "b" / "out") == plan


def test_a_folder_of_other_things_is_refused(tmp_path: Path, plan: Plan) -> None:
    scenario = lay_down(tmp_path / "s", SCENARIO)
    with pytest.raises(DomainError) as refused:
        write_plan(plan, scenario)
    assert refused.value.code == "folder_occupied"
    assert {path.name for path in scenario.iterdir()} == set(SCENARIO)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DomainError) as refused:
        write_plan(plan, tmp_path / "file")
    assert refused.value.code == "folder_is_file"


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, plan: Plan) -> None:
    write_plan(plan, tmp_path / "out")
    unwritable = replace(plan, summary={"sold_kg": Fraction(1, 2)})
    with pytest.raises(TypeError):
        write_plan(unwritable, tmp_path / "out")
    with pytest.raises(TypeError):
        write_plan(unwritable, tmp_path / "new")
    assert read_plan(tmp_path / "out") == plan
    assert sorted(path.name for path in tmp_path.iterdir()) == ["handmade", "out"]


def test_the_summary_is_readable_json(tmp_path: Path, plan: Plan) -> None:
    write_plan(replace(plan, summary={"tên": "hồng vành khuyên"}), tmp_path / "out")
    text = (tmp_path / "out/summary.json").read_text("utf-8")
    assert text == '{\n  "tên": "hồng vành khuyên"\n}\n' and json.loads(text)
