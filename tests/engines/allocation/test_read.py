"""Reading a scenario folder: the values, and every kind of fault named by file, line and column."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from handmade import PLAN, SCENARIO, changed, lay_down

from cungcau.engines.allocation.model import ClosureKind, Objective, PriceAt
from cungcau.engines.allocation.read import read_plan, read_scenario
from cungcau.kernel.errors import InputInvalid


def faults(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(InputInvalid) as caught:
        read_scenario(folder)
    assert all(fault.expected for fault in caught.value.faults)
    return [(fault.file, fault.line, fault.column) for fault in caught.value.faults]


def test_values_and_blanks(tmp_path: Path) -> None:
    scenario = read_scenario(lay_down(tmp_path / "s", SCENARIO))
    first, last = date(2021, 9, 1), date(2021, 9, 10)
    assert (scenario.name, scenario.start, scenario.end) == ("hai hộ", first, last)
    a, b, c = scenario.lots
    assert a.certificates == {"VietGAP", "OCOP"} and (a.grade, a.max_kg_per_day) == (2, 400)
    assert (b.certificates, b.max_kg_per_day, b.floor_price_vnd_per_kg) == (frozenset(), None, None)
    assert (c.grade, c.shelf_life_days, c.harvest_from, c.harvest_to) == (None, None, first, last)
    h1, h2 = scenario.producers
    assert (h1.weight, h1.prior_offered_kg, h1.prior_sold_kg) == (1, 100, 50)
    assert (h2.weight, h2.prior_offered_kg, h2.prior_sold_kg) == (Fraction(3, 2), 0, 0)
    d1, d2 = scenario.demands
    assert (d1.price_at, d1.min_life_left_days) == (PriceAt.MARKET, 2)
    assert (d2.min_grade, d2.deliver_from, d2.deliver_to) == (None, first, last)
    p1, p2 = scenario.points
    assert (p1.storage_kg, p1.open_from, p2.storage_kg) == (200, first, 0)
    assert p2.approved and p2.capacity_kg_per_day is None and p2.open_to == date(2021, 9, 9)
    narrowed, shut = scenario.closures
    assert (narrowed.kind, narrowed.factor) == (ClosureKind.LANE, Fraction(1, 2))
    assert (shut.first, shut.last, shut.factor) == (date(2021, 9, 8), last, 0)
    assert scenario.commitments[0].kg == 100
    assert scenario.warnings == ()


def test_optional_files_may_be_missing(tmp_path: Path) -> None:
    optional = {"producers.csv", "closures.csv", "commitments.csv"}
    kept = {name: text for name, text in SCENARIO.items() if name not in optional}
    scenario = read_scenario(lay_down(tmp_path / "s", kept))
    assert (scenario.producers, scenario.closures, scenario.commitments) == ((), (), ())


def test_same_values_however_it_is_written(tmp_path: Path) -> None:
    plain = read_scenario(lay_down(tmp_path / "plain", SCENARIO))
    lots = SCENARIO["lots.csv"].splitlines()
    other = {
        **SCENARIO,
        "lots.csv": "\ufeff" + "\r\n".join([lots[0], "", lots[3], ",,,,,,,,,,,,", lots[2], lots[1]]),
        "scenario.toml": 'name = "hai hộ"\nstart = "2021-09-01"\nend = "2021-09-10"\n',
        "points.csv": SCENARIO["points.csv"].replace("Tân Mỹ", "Ta\u0302n My\u0303"),
    }
    assert read_scenario(lay_down(tmp_path / "other", other)) == plain


def test_order_is_taken(tmp_path: Path) -> None:
    files = changed(SCENARIO, "scenario.toml", '"sold", "fair", "cost"', '"cost", "sold", "fair"')
    order = read_scenario(lay_down(tmp_path / "s", files)).order
    assert order == (Objective.COST, Objective.SOLD, Objective.FAIR)


def test_what_nobody_knows_is_a_warning(tmp_path: Path) -> None:
    files = changed(SCENARIO, "access.csv", "cost_vnd_per_kg\n", "cost_vnd_per_kg,note\n")
    files["access.csv"] = files["access.csv"].replace("100\n", "100,x\n").replace("50\n", "50,y\n")
    files["closure.csv"] = files.pop("closures.csv")
    files = changed(files, "scenario.toml", "start", 'colour = "đỏ"\nstart')
    scenario = read_scenario(lay_down(tmp_path / "s", files))
    assert len(scenario.warnings) == 3
    for word in ("note", "closure.csv", "colour"):
        assert any(word in warning for warning in scenario.warnings)


def test_promises_of_one_line_add_up(tmp_path: Path) -> None:
    row = "A,D1,P1,2021-09-01,2021-09-01,100\n"
    files = changed(SCENARIO, "commitments.csv", row, row + row.replace("100", "20"))
    (promise,) = read_scenario(lay_down(tmp_path / "s", files)).commitments
    assert promise.kg == 120


def test_a_blank_end_never_turns_a_window_round(tmp_path: Path) -> None:
    files = changed(SCENARIO, "lots.csv", "500,2021-09-01,2021-09-03", "500,,2021-08-03")
    lot = read_scenario(lay_down(tmp_path / "s", files)).lots[1]
    assert lot.harvest_from == lot.harvest_to == date(2021, 8, 3)


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("lots.csv", "OCOP,1000", "OCOP,1.000", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP,1e3", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP,-5", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP,", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP,1_000", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP,١٠٠", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP,9999999999999", (2, "quantity_kg")),
        ("lots.csv", "OCOP,1000", "OCOP," + "9" * 5000, (2, "quantity_kg")),
        ("lots.csv", "A,H1", ",H1", (2, "lot_id")),
        ("lots.csv", "A,H1", "A,", (2, "producer_id")),
        ("lots.csv", "B,H2", "A,H2", (3, "lot_id")),
        ("lots.csv", "hồng,2,", "hồng,tốt,", (2, "grade")),
        ("lots.csv", "1000,2021-09-01", "1000,01/9/2021", (2, "harvest_from")),
        ("lots.csv", "1000,2021-09-01", "1000,2021-09-31", (2, "harvest_from")),
        ("lots.csv", "1000,2021-09-01", "1000,0001-09-01", (2, "harvest_from")),
        ("lots.csv", "1000,2021-09-01", "1000,2021-09-06", (2, "harvest_from")),
        ("lots.csv", "400,5,", "400,-5,", (2, "shelf_life_days")),
        ("lots.csv", "Tân Mỹ", "", (2, "place")),
        ("lots.csv", "Tân Mỹ", "Tân>Mỹ", (2, "place")),
        ("lots.csv", "Tân Mỹ,9000", "Tân Mỹ,9 000", (2, "floor_price_vnd_per_kg")),
        ("lots.csv", "Tân Mỹ,9000", "Tân Mỹ", (2, "")),
        ("lots.csv", "Tân Mỹ,9000", "Tân Mỹ,9000,", (2, "")),
        ("lots.csv", "quantity_kg", "so_kg", (1, "quantity_kg")),
        ("lots.csv", "\nA,H1", '\n"A,H1', (4, "")),
        ("lots.csv", "\nA,", "\nA\0,", (2, "")),
        ("producers.csv", "H2,1.5", "H2,0", (3, "weight")),
        ("producers.csv", "H2,1.5", 'H2,"1,5"', (3, "weight")),
        ("producers.csv", "H2,1.5", "H2,-1", (3, "weight")),
        ("producers.csv", "H2,", "H1,", (3, "producer_id")),
        ("producers.csv", "100,50", "100,101", (2, "prior_sold_kg")),
        ("demands.csv", "D2,", "D1,", (3, "demand_id")),
        ("demands.csv", "9500,point", "9500,", (3, "price_at")),
        ("demands.csv", "9500,point", "9500,shop", (3, "price_at")),
        ("demands.csv", "Lạng Sơn,", ",", (3, "market")),
        ("demands.csv", "2021-09-02,", "2021-09-07,", (2, "deliver_from")),
        ("points.csv", "true", "", (2, "approved")),
        ("points.csv", "true", "maybe", (2, "approved")),
        ("points.csv", ",600,", ",6t,", (2, "capacity_kg_per_day")),
        ("points.csv", "2021-09-01,2021-09-09", "2021-09-10,2021-09-09", (3, "open_from")),
        ("access.csv", "Hoàng Việt,P2", "Tân Mỹ,P1", (3, "place, point_id")),
        ("access.csv", "P2", "P3", (3, "point_id")),
        ("lanes.csv", "P2", "P3", (4, "point_id")),
        ("lanes.csv", "P1,Lạng Sơn", "P1,Hà Nội", (3, "point_id, market")),
        ("lanes.csv", "Sơn,0,200", "Sơn,,200", (3, "days")),
        ("closures.csv", "0.5", "1.5", (2, "factor")),
        ("closures.csv", "0.5", "", (2, "factor")),
        ("closures.csv", "0.5", "-0.5", (2, "factor")),
        ("closures.csv", "lane,", "road,", (2, "kind")),
        ("closures.csv", "P1>Hà Nội", "P1>Huế", (2, "id")),
        ("closures.csv", "point,P2", "point,P9", (3, "id")),
        ("closures.csv", "point,P2", "place,Nơi khác", (3, "id")),
        ("closures.csv", "point,P2", "market,Huế", (3, "id")),
        ("closures.csv", "point,P2,2021-09-08,,0", "market,Hà Nội,,,0.5", (3, "factor")),
        ("closures.csv", "point,P2,2021-09-08,,0", "place,Tân Mỹ,,,1", (3, "factor")),
        ("closures.csv", "2021-09-04,2021-09-05", "2021-09-06,2021-09-05", (2, "from")),
        ("commitments.csv", "A,D1", "Z,D1", (2, "lot_id")),
        ("commitments.csv", "A,D1", "A,D9", (2, "demand_id")),
        ("commitments.csv", "P1,", "P9,", (2, "point_id")),
        ("commitments.csv", "P1,", "P2,", (2, "point_id")),
        ("commitments.csv", "01,100", "01,0", (2, "kg")),
        ("commitments.csv", "2021-09-01,2021-09-01", "2021-09-02,2021-09-01", (2, "dispatch_date")),
        ("commitments.csv", "2021-09-01,2021-09-01", "2021-08-31,2021-09-01", (2, "harvest_date")),
        ("scenario.toml", 'name = "hai hộ"', "", (0, "name")),
        ("scenario.toml", "start = 2021-09-01", "start = 2021-09-11", (2, "start")),
        ("scenario.toml", "start = 2021-09-01", 'start = "mai"', (2, "start")),
        ("scenario.toml", "end = 2021-09-10", "end = 2121-09-10", (3, "end")),
        ("scenario.toml", "end = 2021-09-10", "end = 10", (3, "end")),
        ("scenario.toml", '"sold", "fair"', '"sold", "sold"', (4, "order")),
        ("scenario.toml", '["sold", "fair", "cost"]', "3", (4, "order")),
        ("scenario.toml", "end = 2021-09-10", "end = ", (3, "")),
    ],
)
def test_each_fault_is_named(tmp_path: Path, file: str, old: str, new: str, where: tuple[int, str]) -> None:
    files = changed(SCENARIO, file, old, new)
    assert faults(lay_down(tmp_path / "s", files)) == [(file, *where)]


@pytest.mark.parametrize(
    "file", ["scenario.toml", "lots.csv", "demands.csv", "points.csv", "access.csv", "lanes.csv"]
)
def test_a_missing_file_is_one_fault(tmp_path: Path, file: str) -> None:
    files = {name: text for name, text in SCENARIO.items() if name != file}
    assert faults(lay_down(tmp_path / "s", files)) == [(file, 0, "")]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (SCENARIO["lots.csv"].encode("utf-16"), 1),
        (SCENARIO["lots.csv"].encode("cp1258", "replace"), 2),
        (SCENARIO["lots.csv"].replace(",", ";").encode(), 1),
        (SCENARIO["lots.csv"].replace(",", "\t").encode(), 1),
    ],
    ids=["empty", "utf-16", "cp1258", "semicolons", "tabs"],
)
def test_a_file_that_is_no_such_table_is_one_fault(tmp_path: Path, raw: bytes, line: int) -> None:
    folder = lay_down(tmp_path / "s", SCENARIO)
    (folder / "lots.csv").write_bytes(raw)
    assert faults(folder) == [("lots.csv", line, "")]


def test_a_missing_folder_is_one_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere") == [(str(tmp_path / "nowhere"), 0, "")]


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    files = changed(SCENARIO, "lots.csv", "grade,", "place,")
    assert faults(lay_down(tmp_path / "s", files)) == [("lots.csv", 1, "grade"), ("lots.csv", 1, "place")]


def test_all_faults_come_at_once_in_file_order(tmp_path: Path) -> None:
    files = changed(SCENARIO, "lots.csv", "OCOP,1000", "OCOP,nhiều")
    files = changed(files, "lots.csv", "Tân Mỹ,9000", ",9 000")
    files = changed(files, "lots.csv", "300,,", "300,x,y")
    files = changed(files, "demands.csv", "D2,", "D1,")
    files = changed(files, "commitments.csv", "A,D1,P1", "A,D8,P8")
    files = changed(files, "scenario.toml", "2021-09-10", '"?"')
    del files["points.csv"]
    assert faults(lay_down(tmp_path / "s", files)) == [
        ("scenario.toml", 3, "end"),
        ("lots.csv", 2, "quantity_kg"),
        ("lots.csv", 2, "place"),
        ("lots.csv", 2, "floor_price_vnd_per_kg"),
        ("lots.csv", 4, "harvest_from"),
        ("lots.csv", 4, "harvest_to"),
        ("demands.csv", 3, "demand_id"),
        ("points.csv", 0, ""),
        ("commitments.csv", 2, "demand_id"),
    ]


def test_a_quoted_line_break_counts_as_an_editor_counts(tmp_path: Path) -> None:
    files = changed(SCENARIO, "lots.csv", "A,H1,R1", '"A\nbis",H1,R1')
    files = changed(files, "lots.csv", "B,H2", "B,")
    files = {name: text for name, text in files.items() if name != "commitments.csv"}
    assert faults(lay_down(tmp_path / "s", files)) == [("lots.csv", 4, "producer_id")]


def test_plan_folder_is_read_as_it_stands(tmp_path: Path) -> None:
    plan = read_plan(lay_down(tmp_path / "p", PLAN))
    assert [line.kg for line in plan.assignments] == [300, 200, 200, 500]
    assert plan.producers[0].share == Fraction(7, 10)
    assert plan.demands[1].reason == "" and plan.bottlenecks[0].date is None
    assert plan.summary["sold_kg"] == 1200


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("assignments.csv", ",500,", ",1.5,", (5, "kg")),
        ("producers.csv", "0.625", "62%", (3, "share")),
        ("unsold.csv", "no_demand", "weather", (3, "reason")),
        ("bottlenecks.csv", "storage", "shelf", (4, "kind")),
        ("bottlenecks.csv", "0.5", "half", (2, "gain_kg_per_kg")),
        ("summary.json", '"gap_kg": 50', '"gap_kg"', (5, "")),
    ],
)
def test_each_fault_of_a_plan_is_named(
    tmp_path: Path, file: str, old: str, new: str, where: tuple[int, str]
) -> None:
    with pytest.raises(InputInvalid) as caught:
        read_plan(lay_down(tmp_path / "p", changed(PLAN, file, old, new)))
    assert [(f.file, f.line, f.column) for f in caught.value.faults] == [(file, *where)]
