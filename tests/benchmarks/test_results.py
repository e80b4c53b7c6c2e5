"""Ratios, growth, the tables, and that the page on the benchmark shows the results that are kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from benchmarks.allocation.compare import growth, proven_bound, ratios, write_csv
from benchmarks.allocation.contestants import BY_KEY, CONTESTANTS, MIXED, SINGLE
from benchmarks.allocation.race import NO_TIME_LEFT, NOT_TRIED, ROOT, Run
from benchmarks.allocation.report import markdown

RESULTS = ROOT / "benchmarks" / "results"


def run(key: str, lots: int, seconds: float, **facts: float) -> Run:
    measured = {"cpu_seconds": seconds, "peak_mb": 100.0, "sold_kg": 1_000, "worst_share": 0.5}
    measured |= {"freight": 700.0, **facts}
    return Run(MIXED, lots, BY_KEY[key], "verified", seconds=seconds, **measured)


def test_ratios_are_to_ours_with_the_same_objectives_on_the_same_scenario() -> None:
    rival = run("pulp-graph", 100, 30.0, sold_kg=900, peak_mb=300.0, worst_share=0.0, freight=770.0)
    runs = [run("ours-sold", 100, 2.0), run("ours", 100, 5.0), run("ours-sold", 200, 1.0), rival]
    found = ratios(rival, runs)
    assert (found.time, found.time_all, found.wall, found.memory) == (15.0, 6.0, 15.0, 3.0)
    assert (found.sold, found.worst_share) == (0.9, 0.0)
    assert found.cost == pytest.approx(1.1)


def test_nothing_is_compared_with_a_run_that_does_not_count() -> None:
    failed = Run(MIXED, 100, BY_KEY["ours-sold"], "breaks rules", seconds=1.0)
    found = ratios(run("greedy", 100, 1.0), [failed])
    assert (found.time, found.time_all, found.sold) == (None, None, None)
    assert ratios(failed, [run("ours-sold", 100, 1.0)]).time is None


def test_growth_is_the_exponent_and_needs_three_sizes() -> None:
    sizes = (125, 250, 500, 1_000)
    assert growth([run("ours", lots, 0.01 * lots**1.5) for lots in sizes]) == pytest.approx(1.5)
    assert growth([run("ours", lots, 3.0) for lots in sizes]) == pytest.approx(0.0)
    assert growth([run("ours", lots, 3.0) for lots in sizes[:2]]) is None


def test_the_least_proven_bound_is_taken() -> None:
    ours = run("ours-sold", 100, 1.0, bound_kg=1_010)
    independent = run("scipy-lines", 100, 1.0, claimed_kg=1_005.5)
    boaster = run("pulp-lines", 100, 1.0, claimed_kg=10.0)
    assert proven_bound([ours, independent, boaster], "scipy-lines") == 1_005.5
    assert proven_bound([ours, boaster], "scipy-lines") == 1_010
    assert proven_bound([boaster], "scipy-lines") is None


def test_the_csv_holds_one_row_per_run(tmp_path: Path) -> None:
    runs = [run("ours-sold", 100, 2.0), run("pulp-graph", 100, 30.0, worst_share=0.25)]
    write_csv(runs, tmp_path / "runs.csv")
    with (tmp_path / "runs.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["contestant"] for row in rows] == ["ours-sold", "pulp-graph"]
    assert (rows[1]["time_ratio"], rows[1]["worst_share_ratio"], rows[1]["note"]) == ("15", "0.5", "")


def test_the_tables_show_ratios_failures_and_what_was_not_tried() -> None:
    runs = [run("ours-sold", 100, 2.0, bound_kg=1_001), run("greedy", 100, 0.5, sold_kg=875)]
    runs += [Run(MIXED, 100, BY_KEY["pulp-graph"], "out of time", "stopped from outside")]
    runs += [Run(MIXED, 200, BY_KEY["pulp-graph"], NOT_TRIED, "out of time at 100 lots")]
    runs += [Run(SINGLE, 200, BY_KEY["networkx-flow"], NOT_TRIED, NO_TIME_LEFT)]
    text = markdown(runs, [], ["date: 2021-09-01"])
    assert "| first come, first served | none | ×0.25 |" in text
    assert "87.500%" in text
    assert "| PuLP + CBC, compact graph | sold | mixed | 100 | out of time | stopped from outside |" in text
    assert "networkx-flow (single, 200)" in text
    assert "| 100 | mixed | sold | 2.00 | 2.00 | – | 100 | 1,000 | 1 | verified |" in text


def test_every_rival_is_compared_with_ours_of_the_same_objectives() -> None:
    for contestant in CONTESTANTS:
        peer = BY_KEY[contestant.peer]
        assert peer.is_ours
        assert contestant.objectives in (peer.objectives, "none")
        assert set(contestant.families) <= set(peer.families)


def test_the_page_shows_the_results_that_are_kept() -> None:
    page = (ROOT / "docs" / "explanation" / "benchmarks.md").read_text(encoding="utf-8")
    kept = (RESULTS / "allocation.md").read_text(encoding="utf-8")
    assert kept.strip() in page
    picture = RESULTS / "allocation.svg"
    assert picture.stat().st_size < 100_000
    assert "../../benchmarks/results/allocation.svg" in page
