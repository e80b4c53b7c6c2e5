"""The demo season: the same bytes on every run, and what the documents state."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cungcau.engines.allocation import allocate
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Plan
from cungcau.engines.allocation.read import read_scenario

FOLDER = Path(__file__).parents[2] / "examples" / "van-lang-2021"
HAND_KEPT = {"season.toml", "settings.toml"}
TAN_MY, HOANG_VIET = "06172", "06157"
SELLERS = {"household", "group", "cooperative"}
DISPLAY = ("places", "organisations", "points_info", "markets")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, key: str) -> set[str]:
    return {row[key] for row in rows(name)}


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_building_again_changes_no_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(FOLDER / "build.py"), "--out", str(tmp_path)], check=True)

    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in {".csv", ".toml"}}

    assert built.keys() == kept.keys() - HAND_KEPT
    assert [name for name in sorted(built) if built[name] != kept[name]] == []


def test_a_forecast_that_differs_from_the_communes_is_refused(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "season.toml").write_bytes((FOLDER / "season.toml").read_bytes())
    settings = (FOLDER / "settings.toml").read_text(encoding="utf-8")
    (tmp_path / "settings.toml").write_text(
        settings.replace("kg = 4000000", "kg = 4000010"), encoding="utf-8"
    )

    run = subprocess.run([sys.executable, "-B", str(tmp_path / "build.py")], capture_output=True, text=True)

    assert run.returncode == 1
    assert "sản lượng dự báo" in run.stderr
    assert not (tmp_path / "lots.csv").exists()


def test_supply_is_what_the_documents_state() -> None:
    lots, season = rows("lots"), toml("season.toml")
    kg = {
        place: sum(int(lot["quantity_kg"]) for lot in lots if lot["place"] == place)
        for place in column("lots", "place")
    }

    assert kg == {TAN_MY: 4_000_000, HOANG_VIET: 1_200_000}
    assert sum(kg.values()) == 5_200_000 == season["forecast_t"] * 1000
    assert (season["planted_ha"], season["bearing_ha"]) == (1350, 860)
    assert min(lot["harvest_from"] for lot in lots) == "2021-09-15" == season["start"]
    assert max(lot["harvest_to"] for lot in lots) == "2021-10-31" == season["end"]


def test_size_and_shares_stay_near_what_was_meant() -> None:
    lots, producers, demands = rows("lots"), rows("producers"), rows("demands")
    certified = sum(int(lot["quantity_kg"]) for lot in lots if lot["certificates"] == "VietGAP")
    asked = sum(int(row["quantity_kg"]) for row in demands)
    poor = sum(row["weight"] == "1.5" for row in producers)

    assert 900 <= len(producers) <= 1200
    assert 1500 <= len(lots) <= 1900
    assert 45 <= len(demands) <= 60
    assert 0.30 < certified / 5_200_000 < 0.35
    assert 4_700_000 < asked < 5_200_000
    assert 0.12 < poor / len(producers) < 0.22


def test_prices_lie_in_the_cited_range() -> None:
    assert {int(row["price_vnd_per_kg"]) for row in rows("demands")} <= set(range(15_000, 25_001))


def test_online_channels_ask_for_three_to_five_percent() -> None:
    online = {row["market"] for row in rows("markets") if row["channel"] == "ecommerce"}
    asked = sum(int(row["quantity_kg"]) for row in rows("demands") if row["market"] in online)

    assert 0.03 <= asked / 5_200_000 <= 0.05


def test_the_unapproved_point_is_the_one_by_the_checkpoint() -> None:
    refused = [row["point_id"] for row in rows("points") if row["approved"] == "false"]
    shown = {row["point_id"]: row for row in rows("points_info")}

    assert refused == ["tan-my-3"]
    assert shown["tan-my-3"]["agencies"] == "" == shown["tan-my-3"]["approval_paper"]
    assert int(shown["tan-my-3"]["distance_to_checkpoint_m"]) < 500
    assert all(
        row["agencies"] and int(row["distance_to_checkpoint_m"]) > 1000
        for key, row in shown.items()
        if key not in refused
    )


def test_everything_in_the_scenario_can_be_shown() -> None:
    people = {row["id"]: row for row in rows("organisations")}

    assert column("lots", "place") | column("points", "place") == column("places", "place")
    assert column("points", "point_id") == column("points_info", "point_id")
    assert column("lanes", "market") | column("demands", "market") == column("markets", "market")
    assert column("lots", "producer_id") == {key for key, row in people.items() if row["kind"] == "household"}
    assert column("demands", "buyer_id") == {key for key, row in people.items() if row["kind"] not in SELLERS}
    for lot in rows("lots"):
        assert people[lot["producer_id"]]["representative_id"] == lot["representative_id"]
        assert people[lot["representative_id"]]["kind"] in {"cooperative", "group"}
    for producer in rows("producers"):
        assert people[producer["producer_id"]]["weight"] == producer["weight"]


def test_what_is_invented_says_so() -> None:
    for row in rows("organisations"):
        named_by_the_plan = row["kind"] not in SELLERS and "[ke-hoach-1669]" in row["source"]
        assert "(minh hoạ)" in row["name"] or named_by_the_plan, row
    assert all("minh hoạ" in row["name"] for row in rows("points_info"))


@pytest.mark.parametrize("name", DISPLAY)
def test_every_displayed_row_names_a_source_that_exists(name: str) -> None:
    citations = {citation["id"] for citation in toml("season.toml")["citations"]}

    for row in rows(name):
        cited = set(re.findall(r"\[([a-z0-9-]+)\]", row["source"]))
        assert cited <= citations, row
        assert cited or "minh hoạ" in row["source"], row


def test_citations_name_their_publisher_and_what_they_say() -> None:
    for citation in toml("season.toml")["citations"]:
        assert citation["title"] and citation["publisher"] and citation["says"]
        assert citation["url"].startswith("https://") or citation["id"] == "ke-hoach-1669"


def test_it_reads_as_a_scenario() -> None:
    scenario = read_scenario(FOLDER)

    assert (scenario.start, scenario.end) == (date(2021, 9, 15), date(2021, 10, 31))
    assert sum(lot.quantity_kg for lot in scenario.lots) == 5_200_000
    assert [warning for warning in scenario.warnings if "cột" in warning] == []
    assert len(scenario.closures) == len(rows("closures"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return allocate(read_scenario(FOLDER))


def test_the_plan_keeps_every_rule_and_never_uses_the_unapproved_point(plan: Plan) -> None:
    assert check(read_scenario(FOLDER), plan) == []
    assert {line.point_id for line in plan.assignments} == {
        "hoang-viet-1",
        "na-sam-1",
        "tan-my-1",
        "tan-my-2",
    }


def test_a_little_less_can_be_sold_than_is_offered(plan: Plan) -> None:
    sold = sum(line.kg for line in plan.assignments)

    assert plan.summary["status"] == "optimal"
    assert 4_700_000 <= sold <= 4_900_000
    assert plan.summary["upper_bound_kg"] == sold
    assert f"sells {sold:,} kg" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_many_reasons_and_bottlenecks_show(plan: Plan) -> None:
    reasons = {row.reason.value for row in plan.unsold}
    binding = {row.kind for row in plan.bottlenecks if row.gain_kg_per_kg > 0}

    assert reasons >= {
        "grade", "price", "dates", "shelf_life", "closure", "daily_limit", "point_capacity", "demand_filled",
    }  # fmt: skip
    assert binding >= {"point", "lane", "demand", "demand_day"}


def test_poor_households_are_served_first(plan: Plan) -> None:
    weights = {row["producer_id"]: row["weight"] for row in rows("producers")}
    sold = {weight: [0, 0] for weight in set(weights.values())}
    for row in plan.producers:
        sold[weights[row.producer_id]][0] += row.sold_kg
        sold[weights[row.producer_id]][1] += row.offered_kg
    share = {weight: kg / offered for weight, (kg, offered) in sold.items()}

    assert share["1.5"] > 0.99 > 0.93 > share["1"]
