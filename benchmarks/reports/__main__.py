"""``python -m benchmarks.reports``: a million order lines, 500 plans and 20,000 tasks in a database of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.standing import ROOT, run_alone


def main(arguments: list[str] | None = None) -> int:
    """Build, ask, print; writes ``reports.md``. Returns 1 where something was too slow or did not answer, else 0."""
    given = _parser().parse_args(arguments)
    return run_alone(
        "benchmarks.reports.measure", lambda module: module.measure(given), report=given.out / "reports.md",
        today="2026-10-11", keep=given.keep,
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    add = parser.add_argument
    add("--lines", type=int, default=1_000_000, help="order lines")
    add("--lots", type=int, default=20_000, help="lots of the season the orders stand in")
    add("--plans", type=int, default=500, help="plans")
    add("--tasks", type=int, default=20_000, help="tasks of all plans")
    add("--rounds", type=int, default=30, help="how often each list is asked")
    add("--times", type=int, default=5, help="how often the report is counted")
    add("--keep", type=Path, help="keep the database in this folder; used as it is when it was built before")
    add("--out", type=Path, default=ROOT / "benchmarks" / "results", help="where the report goes")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
