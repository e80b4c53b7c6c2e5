"""A scenario after changes: as files, as one TOML file, and every fault in either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from handmade import SCENARIO, changed, lay_down

from cungcau.engines.allocation.changes import read_changed_scenario
from cungcau.engines.allocation.model import Closure, ClosureKind, Commitment, Scenario
from cungcau.engines.allocation.read import read_scenario
from cungcau.kernel.errors import InputInvalid

HEADERS = {name: text.splitlines()[0] + "\n" for name, text in SCENARIO.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_down(tmp_path / "scenario", SCENARIO)


@pytest.fixture
def before(folder: Path) -> Scenario:
    return read_scenario(folder)


def by_folder(folder: Path, files: dict[str, str]) -> Scenario:
    files = {name: HEADERS.get(name, "file,id\n") + rows for name, rows in files.items()}
    return read_changed_scenario(folder, lay_down(folder.parent / "đổi", files))


def by_toml(folder: Path, text: str) -> Scenario:
    path = folder.parent / "đổi.toml"
    path.write_text(text, encoding="utf-8")
    return read_changed_scenario(folder, path)


def test_rows_replace_and_add(folder: Path, before: Scenario) -> None:
    after = by_folder(
        folder,
        {
            "lots.csv": "B,H2,R1,hồng,1,,450,2021-09-01,2021-09-03,,3,Hoàng Việt,\n"
            "E,H3,R1,na,,,70,,,,,Hoàng Việt,\n",
            "demands.csv": "D3,M3,na,,,100,,,Lạng Sơn,,,,\n",
            "lanes.csv": "P2,Hà Nội,1,900,\n",
        },
    )
    assert [lot.lot_id for lot in after.lots] == ["A", "B", "C", "E"]
    assert after.lots[1] == replace(before.lots[1], quantity_kg=450)
    assert [demand.demand_id for demand in after.demands] == ["D1", "D2", "D3"]
    assert "P2>Hà Nội" in {lane.lane_id for lane in after.lanes}
    assert (after.points, after.closures, after.warnings) == (before.points, before.closures, ())


def test_closures_and_promises_are_added(folder: Path, before: Scenario) -> None:
    after = by_folder(
        folder,
        {
            "closures.csv": "lane,P1>Hà Nội,2021-09-04,2021-09-05,0.5\n",
            "commitments.csv": "A,D1,P1,2021-09-01,2021-09-01,30\nB,D2,P2,2021-09-01,2021-09-01,5\n",
        },
    )
    assert len(after.closures) == 3 and after.closures.count(before.closures[0]) == 2
    assert [(row.lot_id, row.kg) for row in after.commitments] == [("A", 130), ("B", 5)]


@pytest.mark.parametrize("promised", [True, False])
def test_a_lost_lot_takes_its_promises_along(folder: Path, before: Scenario, promised: bool) -> None:
    lost = "A" if promised else "B"
    for after in (
        by_folder(folder, {"removed.csv": f"lots.csv,{lost}\n"}),
        by_toml(folder, f'[[lot_lost]]\nid = "{lost}"\n'),
    ):
        assert lost not in {lot.lot_id for lot in after.lots} and len(after.lots) == 2
        assert len(after.commitments) == (0 if promised else 1)
        assert len(after.warnings) == promised
        assert all("100 kg" in warning for warning in after.warnings)


def test_what_hangs_on_a_removed_point_goes_too(folder: Path) -> None:
    after = by_folder(folder, {"removed.csv": "points,P2\n"})
    assert {row.point_id for row in (*after.points, *after.access, *after.lanes)} == {"P1"}
    assert [closure.id for closure in after.closures] == ["P1>Hà Nội"]
    assert len(after.commitments) == 1


@pytest.mark.parametrize("taken_out", ["lanes,P1>Hà Nội", "access,Tân Mỹ>P1", "demands,D1", "points,P1"])
def test_a_promise_goes_with_any_part_of_it(folder: Path, taken_out: str) -> None:
    after = by_folder(folder, {"removed.csv": taken_out + "\n"})
    assert after.commitments == () and len(after.warnings) == 1


def test_every_kind_of_table_in_toml(folder: Path, before: Scenario) -> None:
    after = by_toml(
        folder,
        """
        [[demand]]
        demand_id = "D3"
        commodity = "na"
        certificates = ["VietGAP", "OCOP"]
        quantity_kg = 300
        deliver_from = 2021-09-02
        market = "Lạng Sơn"
        price_vnd_per_kg = 9000
        price_at = "point"

        [[closure]]
        kind = "lane"
        id = "P1>Hà Nội"
        from = 2021-09-03
        to = "2021-09-03"
        factor = 0.25

        [[capacity]]
        kind = "point"
        id = "P1"
        kg = 800

        [[capacity]]
        kind = "storage"
        id = "P2"
        kg = 5

        [[capacity]]
        kind = "lane"
        id = "P1>Lạng Sơn"
        kg = 40

        [[point]]
        point_id = "P3"
        approved = true

        [[producer]]
        producer_id = "H1"
        weight = 0.5

        [[commitment]]
        lot_id = "B"
        demand_id = "D2"
        point_id = "P2"
        harvest_date = 2021-09-01
        dispatch_date = 2021-09-01
        kg = 9
        """,
    )
    d3 = after.demands[2]
    assert (d3.certificates, d3.quantity_kg, d3.deliver_to) == ({"VietGAP", "OCOP"}, 300, before.end)
    day = date(2021, 9, 3)
    assert Closure(ClosureKind.LANE, "P1>Hà Nội", day, day, Fraction(1, 4)) in after.closures
    assert [point.capacity_kg_per_day for point in after.points] == [800, None, None]
    assert [point.storage_kg for point in after.points] == [200, 5, 0]
    assert [lane.capacity_kg_per_day for lane in after.lanes] == [300, 40, 900]
    assert after.producers[0].weight == Fraction(1, 2)
    first = date(2021, 9, 1)
    assert Commitment("B", "D2", "P2", first, first, 9) in after.commitments


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({}, ("đổi", 0, "")),
        ({"lots.csv": "F,H1,R1,hồng,2,,x,,,,,Tân Mỹ,\n"}, ("đổi/lots.csv", 2, "quantity_kg")),
        ({"access.csv": "Tân Mỹ,P7,5\n"}, ("đổi/access.csv", 2, "point_id")),
        ({"closures.csv": "point,P7,,,0\n"}, ("đổi/closures.csv", 2, "id")),
        ({"commitments.csv": "F,D1,P1,2021-09-01,2021-09-01,1\n"}, ("đổi/commitments.csv", 2, "lot_id")),
        ({"demands.csv": "D1,M1,hồng,,,9,,,Huế,1,point,,\n"}, ("commitments.csv", 2, "point_id")),
        ({"removed.csv": "lots.csv,F\n"}, ("đổi/removed.csv", 2, "id")),
        ({"removed.csv": "trucks.csv,F\n"}, ("đổi/removed.csv", 2, "file")),
        (
            {"removed.csv": "lots,B\n", "lots.csv": "B,H2,R1,hồng,1,,450,,,,,Hoàng Việt,\n"},
            ("đổi/removed.csv", 2, "id"),
        ),
    ],
)
def test_each_fault_in_a_folder(folder: Path, files: dict[str, str], where: tuple[str, int, str]) -> None:
    with pytest.raises(InputInvalid) as caught:
        by_folder(folder, files)
    assert [(f.file, f.line, f.column) for f in caught.value.faults] == [where]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", (0, "")),
        ('\n[[lot_lost]]\nid = "Z"\n', (2, "id")),
        ("[[lot_lost]]\n", (1, "id")),
        ('[[lost]]\nid = "A"\n', (1, "lost")),
        ("lot_lost = 3\n", (0, "lot_lost")),
        ('[[capacity]]\nkind = "point"\nid = "P9"\nkg = 5\n', (1, "id")),
        ('[[capacity]]\nkind = "truck"\nid = "P1"\nkg = 5\n', (1, "kind")),
        ('[[capacity]]\nkind = "point"\nid = "P1"\nkg = 5.5\n', (1, "kg")),
        ('[[closure]]\nkind = "lane"\nid = "P1>Huế"\nfactor = 0\n', (1, "id")),
        ("[[closure]\n", (1, "")),
    ],
)
def test_each_fault_in_toml(folder: Path, text: str, where: tuple[int, str]) -> None:
    with pytest.raises(InputInvalid) as caught:
        by_toml(folder, text)
    assert [(f.file, f.line, f.column) for f in caught.value.faults] == [("đổi.toml", *where)]


def test_faults_of_the_scenario_come_first(tmp_path: Path) -> None:
    folder = lay_down(tmp_path / "s", changed(SCENARIO, "access.csv", "P2", "P7"))
    with pytest.raises(InputInvalid) as caught:
        by_toml(folder, '[[lot_lost]]\nid = "Z"\n')
    assert [fault.file for fault in caught.value.faults] == ["access.csv"]


def test_changes_that_are_nowhere(folder: Path) -> None:
    with pytest.raises(InputInvalid) as caught:
        read_changed_scenario(folder, folder / "nowhere")
    assert [fault.line for fault in caught.value.faults] == [0]
