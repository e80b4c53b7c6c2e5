"""``cungcau scenario``: generate and check, their words and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cungcau.cli.scenario import scenario_app
from cungcau.engines.allocation.read import read_scenario


def run(*words: object) -> Result:
    return CliRunner().invoke(scenario_app, [str(word) for word in words])


def make(out: Path, *more: object) -> Result:
    return run("generate", "--size", "small", "--seed", 1, "--out", out, *more)


def test_generate_writes_a_scenario_that_checks(tmp_path: Path) -> None:
    made = make(tmp_path / "s")
    assert made.exit_code == 0 and "minh hoạ: thử, 60 lô, hạt giống 1" in made.stdout
    checked = run("check", tmp_path / "s")
    assert checked.exit_code == 0
    assert "60 lô" in checked.stdout and "8 đơn" in checked.stdout


def test_check_as_json(tmp_path: Path) -> None:
    make(tmp_path / "s", "--lots", 7)
    found = json.loads(run("check", tmp_path / "s", "--json").stdout)
    scenario = read_scenario(tmp_path / "s")
    assert (found["lots"], found["points"], found["warnings"]) == (7, 2, [])
    assert found["offered_kg"] == sum(lot.quantity_kg for lot in scenario.lots)


def test_faults_are_lines_on_standard_error(tmp_path: Path) -> None:
    make(tmp_path / "s")
    path = tmp_path / "s" / "access.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    rows[0] = rows[0].rsplit(",", 1)[0] + ",1.000"
    rows[1] = "x,P9999,5"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    checked = run("check", tmp_path / "s")
    assert checked.exit_code == 2 and checked.stdout == ""
    first, second, last = checked.stderr.splitlines()
    assert first.startswith("access.csv:2: cost_vnd_per_kg = “1.000”: cần số nguyên")
    assert second == "access.csv:3: point_id = “P9999”: cần mã điểm có trong points.csv"
    assert "2 lỗi" in last


def test_warnings_go_to_standard_error(tmp_path: Path) -> None:
    make(tmp_path / "s")
    (tmp_path / "s" / "closures.csv").rename(tmp_path / "s" / "closure.csv")
    checked = run("check", tmp_path / "s")
    assert checked.exit_code == 0 and "closures.csv" in checked.stderr


def test_only_a_generated_scenario_is_written_over(tmp_path: Path) -> None:
    out = tmp_path / "s"
    assert make(out).exit_code == 0 == make(out).exit_code
    head = out / "scenario.toml"
    head.write_text(head.read_text("utf-8").replace("thử, 60 lô", "vụ của tôi"), encoding="utf-8")
    before = head.read_bytes()
    refused = make(out)
    assert refused.exit_code == 2 and "không ghi đè" in refused.stderr
    assert head.read_bytes() == before


@pytest.mark.parametrize("words", [["--lots", 0], ["--size", "huge"], ["--seed", "x"]])
def test_bad_options_are_refused(tmp_path: Path, words: list[object]) -> None:
    assert make(tmp_path / "s", *words).exit_code == 2
    assert not (tmp_path / "s").exists()


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    refused = make(tmp_path)
    assert refused.exit_code == 2 and str(tmp_path) in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
