"""``python -m benchmarks.allocation``: ours and its rivals on growing scenarios, as ratios within one run."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.allocation.compare import write_csv
from benchmarks.allocation.contestants import BOTH, CONTESTANTS, MIXED, OURS
from benchmarks.allocation.facts import conditions
from benchmarks.allocation.plot import draw
from benchmarks.allocation.race import ROOT, Limits
from benchmarks.allocation.report import markdown
from benchmarks.allocation.tournament import Tournament

REPEATS = 3
QUICK_SIZES, QUICK_LIMIT, QUICK_BUDGET = [30, 60], 8.0, 50.0


def main(arguments: list[str] | None = None) -> int:
    """Run everything and write ``allocation.csv``, ``.md`` and ``.svg``.

    Returns 1 when a plan of ours did not count, else 0.
    """
    given = _parser().parse_args(arguments)
    repeats = REPEATS
    if given.quick:
        given.sizes, given.alone, given.limit, given.budget, repeats = (
            QUICK_SIZES,
            [],
            QUICK_LIMIT,
            QUICK_BUDGET,
            1,
        )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    limits = Limits(given.limit, given.memory)
    facts = [
        *conditions(),
        f"limits: {given.limit:g} s and {given.memory:,} MB a solve, {given.budget:g} s in all",
    ]
    end = time.monotonic() + given.budget
    alone = [lots for lots in given.alone if lots not in given.sizes]
    with tempfile.TemporaryDirectory(prefix="cungcau-benchmark-") as scratch:
        tournament = Tournament(limits, end, repeats, Path(scratch))
        for lots in given.sizes:
            for family in BOTH:
                tournament.play(family, lots, [who for who in CONTESTANTS if family in who.families])
        for lots in alone:
            tournament.play(MIXED, lots, [who for who in CONTESTANTS if who.key == OURS])
    given.out.mkdir(parents=True, exist_ok=True)
    write_csv(tournament.runs, given.out / "allocation.csv")
    text = markdown(tournament.runs, alone, facts)
    (given.out / "allocation.md").write_text(text, encoding="utf-8")
    draw(tournament.runs, given.out / "allocation.svg")
    print(text)
    return int(any(run.contestant.is_ours and not run.counts for run in tournament.runs))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocation", description=__doc__)
    add = parser.add_argument
    add("--sizes", type=_numbers, default=[125, 250, 500, 1000, 2000], help="numbers of lots, by commas")
    add("--alone", type=_numbers, default=[4000, 8000, 10000], help="lots at which only ours runs")
    add("--limit", type=float, default=240.0, metavar="SECONDS", help="for each solve")
    add("--memory", type=int, default=8000, metavar="MB", help="for each solve")
    add("--budget", type=float, default=1500.0, metavar="SECONDS", help="for the whole run")
    add("--quick", action="store_true", help="two small sizes, within a minute")
    add("--out", type=Path, default=ROOT / "benchmarks" / "results", help="folder of the results")
    return parser


def _numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",") if part})


if __name__ == "__main__":
    sys.exit(main())
