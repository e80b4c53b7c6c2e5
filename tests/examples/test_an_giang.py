"""The eight cooperatives of An Giang: the same bytes on every run, and what the documents state."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import ClosureKind
from cungcau.engines.allocation.read import read_scenario

FOLDER = Path(__file__).parents[2] / "examples" / "an-giang-2021"
COOPERATIVES = {
    "Liên hiệp HTX Thoại Sơn",
    "HTX nông nghiệp Phú Thạnh",
    "HTX nông nghiệp Vĩnh Thắng",
    "HTX nông nghiệp Tây Bình",
    "HTX công nghệ cao DH",
    "HTX sản xuất và tiêu thụ đường thốt nốt Nhơn Hưng",
    "HTX GAP Bình Phước Xuân",
    "HTX nông nghiệp Vĩnh Bình",
}
GOODS = {"chanh", "dưa lưới", "xoài ba màu", "dưa leo", "bầu", "bí", "gạo", "đường thốt nốt"}
SHIP = "Bến tàu>TP. Hồ Chí Minh"


def test_building_again_changes_no_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(FOLDER / "build.py"), "--out", str(tmp_path)], check=True)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in {".csv", ".toml"}}
    assert built.keys() == kept.keys() - {"settings.toml"}
    assert [name for name in sorted(built) if built[name] != kept[name]] == []


def test_it_holds_what_the_documents_state() -> None:
    scenario = read_scenario(FOLDER)
    assert scenario.warnings == () and scenario.name.startswith("minh hoạ")
    assert {lot.producer_id for lot in scenario.lots} == COOPERATIVES
    assert {lot.commodity for lot in scenario.lots} == GOODS
    assert sum(lot.quantity_kg for lot in scenario.lots) == 200_000
    vegetables = [demand for demand in scenario.demands if demand.demand_id.startswith("970-")]
    assert sum(demand.quantity_kg for demand in vegetables) == 20_000
    assert (scenario.start, scenario.end) == (date(2021, 9, 1), date(2021, 9, 30))


def test_the_ship_sails_on_its_days_only() -> None:
    scenario = read_scenario(FOLDER)
    settings = tomllib.loads((FOLDER / "settings.toml").read_text(encoding="utf-8"))
    (ship,) = (lane for lane in scenario.lanes if lane.lane_id == SHIP)
    assert 300_000 <= (ship.capacity_kg_per_day or 0) <= 400_000
    shut = {
        day
        for closure in scenario.closures
        if (closure.kind, closure.id, closure.factor) == (ClosureKind.LANE, SHIP, 0)
        for day in range(closure.first.toordinal(), closure.last.toordinal() + 1)
    }
    days = range(scenario.start.toordinal(), scenario.end.toordinal() + 1)
    assert set(days) - shut == {day.toordinal() for day in settings["ship_days"]}


def test_its_plan_is_what_the_readme_says() -> None:
    scenario = read_scenario(FOLDER)
    plan = allocate(scenario)
    assert check(scenario, plan) == []
    assert (plan.summary["sold_kg"], plan.summary["gap_kg"]) == (166_100, 0)
    assert sum(row.filled_kg == row.asked_kg for row in plan.demands) == 11
    shares = sorted(float(row.share or 0) for row in plan.producers)
    assert shares[:3] == [0.75, 0.75, 10 / 12]
    assert max(shares) - shares[3] < 0.001 and round(shares[3], 3) == 0.842
