"""``cungcau plan``: solve, check, explain and replan from the outside, with their exit codes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cungcau.cli.plan import plan_app
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.generate import write_synthetic
from cungcau.engines.allocation.read import read_plan, read_scenario

PLAN_FILES = {
    "assignments.csv",
    "producers.csv",
    "demands.csv",
    "unsold.csv",
    "bottlenecks.csv",
    "summary.json",
}


def run(*words: object) -> Result:
    return CliRunner().invoke(plan_app, [str(word) for word in words])


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result]:
    """A small synthetic scenario, its plan, and what solving it said."""
    folder = tmp_path_factory.mktemp("plan")
    write_synthetic("small", 1, folder / "scenario")
    return folder / "scenario", folder / "plan", run(folder / "scenario", "--out", folder / "plan")


def spoiled(plan: Path, out: Path) -> Path:
    """A copy of a plan folder whose first line sells one kg too many or too few."""
    out.mkdir()
    for path in plan.iterdir():
        (out / path.name).write_bytes(path.read_bytes())
    with (plan / "assignments.csv").open(encoding="utf-8", newline="") as file:
        header, first, *rows = list(csv.reader(file))
    first[6] = str(int(first[6]) + 1)
    with (out / "assignments.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, *rows])
    return out


def test_solving_writes_a_plan_that_checks(solved: tuple[Path, Path, Result]) -> None:
    scenario, plan, result = solved
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in plan.iterdir()} == PLAN_FILES
    assert "Bán được" in result.stdout and str(plan) in result.stdout
    assert check(read_scenario(scenario), read_plan(plan)) == []
    checked = run("check", scenario, plan)
    assert checked.exit_code == 0 and len(checked.stdout.splitlines()) == 1


def test_the_same_scenario_gives_the_same_lines(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    scenario, plan, _ = solved
    assert run("--out", tmp_path / "again", scenario, "--method", "exact").exit_code == 0
    for name in PLAN_FILES - {"summary.json"}:
        assert (tmp_path / "again" / name).read_bytes() == (plan / name).read_bytes()


def test_json_prints_the_summary(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    scenario, _, _ = solved
    result = run(scenario, "--out", tmp_path / "p", "--order", "cost, sold,fair", "--json")
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed == json.loads((tmp_path / "p/summary.json").read_text("utf-8"))
    assert printed["sold_kg"] == 0 and check(read_scenario(scenario), read_plan(tmp_path / "p")) == []


def test_a_scenario_named_like_a_command(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    write_synthetic("small", 2, tmp_path / "check", 5)
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert run("./check", "--out", "p").exit_code == 0
    finally:
        os.chdir(before)
    assert (tmp_path / "p" / "summary.json").is_file()


@pytest.mark.parametrize("order", ["sold,fair", "sold,fair,price", "sold,sold,fair", ""])
def test_a_wrong_order_is_refused(solved: tuple[Path, Path, Result], tmp_path: Path, order: str) -> None:
    result = run(solved[0], "--out", tmp_path / "p", "--order", order)
    assert result.exit_code == 2 and result.stderr.startswith("--order: ")
    assert not (tmp_path / "p").exists()


def test_bad_input_is_refused_and_nothing_written(tmp_path: Path) -> None:
    write_synthetic("small", 1, tmp_path / "s")
    lots = tmp_path / "s" / "lots.csv"
    lots.write_text(lots.read_text("utf-8").replace("2026-09-", "2026/09/"), encoding="utf-8")
    (tmp_path / "s" / "lanes.csv").unlink()
    result = run(tmp_path / "s", "--out", tmp_path / "p")
    assert result.exit_code == 2 and result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0].startswith("lots.csv:2: harvest_from = “2026/09/")
    assert lines[-2] == "lanes.csv: thiếu tệp này trong thư mục"
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_a_folder_of_other_things_is_not_written_over(solved: tuple[Path, Path, Result]) -> None:
    scenario, _, _ = solved
    before = {path.name: path.read_bytes() for path in scenario.iterdir()}
    result = run(scenario, "--out", scenario)
    assert result.exit_code == 2 and str(scenario) in result.stderr
    assert {path.name: path.read_bytes() for path in scenario.iterdir()} == before


def test_a_spoiled_plan_is_caught(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    scenario, plan, _ = solved
    wrong = spoiled(plan, tmp_path / "wrong")
    result = run("check", scenario, wrong)
    assert result.exit_code == 1
    assert any(line.startswith("producers_file: ") for line in result.stdout.splitlines())
    as_json = run("check", scenario, wrong, "--json")
    found = json.loads(as_json.stdout)
    assert as_json.exit_code == 1 and not found["ok"]
    assert {"code", "where", "message"} == set(found["breaches"][0])


def test_an_unreadable_plan_is_refused(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    assert run("check", solved[0], tmp_path / "nowhere").exit_code == 2
    (tmp_path / "empty").mkdir()
    result = run("check", solved[0], tmp_path / "empty")
    assert result.exit_code == 2 and "summary.json: thiếu tệp" in result.stderr


def test_every_lot_can_be_explained(solved: tuple[Path, Path, Result]) -> None:
    scenario, plan, _ = solved
    for lot in read_scenario(scenario).lots[::12]:
        result = run("explain", scenario, plan, lot.lot_id)
        assert result.exit_code == 0 and lot.lot_id in result.stdout
    result = run("explain", scenario, plan, "L9")
    assert result.exit_code == 2 and "L9" in result.stderr


def test_replanning_after_a_lost_lot(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    scenario, plan, _ = solved
    lines = read_plan(plan).assignments
    lost = lines[0].lot_id
    changes = tmp_path / "changes.toml"
    changes.write_text(f'[[lot_lost]]\nid = "{lost}"\n', encoding="utf-8")
    result = run("replan", scenario, plan, "--changes", changes, "--out", tmp_path / "new")
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in (tmp_path / "new").iterdir()} == {*PLAN_FILES, "changes.csv"}
    assert run("check", scenario, tmp_path / "new", "--changes", changes).exit_code == 0
    assert lost not in {line.lot_id for line in read_plan(tmp_path / "new").assignments}
    with (tmp_path / "new/changes.csv").open(encoding="utf-8", newline="") as file:
        moved = list(csv.DictReader(file))
    gone = [row for row in moved if row["lot_id"] == lost]
    assert sum(int(row["kg_before"]) for row in gone) == sum(x.kg for x in lines if x.lot_id == lost)
    assert {row["kg_after"] for row in gone} == {"0"}


def test_a_wrong_change_is_refused(solved: tuple[Path, Path, Result], tmp_path: Path) -> None:
    changes = tmp_path / "changes.toml"
    changes.write_text('[[lot_lost]]\nid = "nowhere"\n', encoding="utf-8")
    result = run("replan", *solved[:2], "--changes", changes, "--out", tmp_path / "new")
    assert result.exit_code == 2 and result.stderr.startswith("changes.toml:1: id = “nowhere”")
    assert not (tmp_path / "new").exists()


def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    write_synthetic("commune", 1, tmp_path / "s")
    words = ["plan", str(tmp_path / "s"), "--out", str(tmp_path / "p")]
    command = [sys.executable, "-c", "from cungcau.cli import main; main()", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("bán nhiều nhất"):
                process.send_signal(signal.SIGINT)
                break
        process.communicate(timeout=120)
    assert process.returncode == 3
    plan = read_plan(tmp_path / "p")
    assert plan.summary["status"] == "cancelled"
    assert check(read_scenario(tmp_path / "s"), plan) == []
