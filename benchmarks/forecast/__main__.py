"""``python -m benchmarks.forecast``: a province of forecasts in a database of its own, summed again and again."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.standing import ROOT, run_alone


def main(arguments: list[str] | None = None) -> int:
    """Build, measure, print; writes ``forecast.md``. Returns 1 when the roll-up takes a second or more."""
    given = _parser().parse_args(arguments)
    return run_alone(
        "benchmarks.forecast.measure",
        lambda module: module.measure(given.subjects, given.communes, given.rounds),
        report=given.out / "forecast.md", today="2021-10-18",
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forecast", description=__doc__)
    add = parser.add_argument
    add("--subjects", type=int, default=200_000, help="producers that forecast")
    add("--communes", type=int, default=102, help="communes they live in")
    add("--rounds", type=int, default=9, help="how often each question is asked")
    add("--out", type=Path, default=ROOT / "benchmarks" / "results", help="where forecast.md goes")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
