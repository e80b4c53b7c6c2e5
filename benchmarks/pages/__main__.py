"""``python -m benchmarks.pages``: a large season in a database of its own, every page asked often."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.standing import ROOT, run_alone

_REPORTS = {"planning": "pages.md", "fulfilment": "pages-fulfilment.md", "ocop": "pages-ocop.md"}
_DAYS = {"fulfilment": "2026-10-11", "ocop": "2026-06-01"}


def main(arguments: list[str] | None = None) -> int:
    """Build, ask, print; writes the part's report. Returns 1 when a page did not answer 200, else 0."""
    given = _parser().parse_args(arguments)
    end = time.monotonic() + given.budget
    return run_alone(
        "benchmarks.pages.visit", lambda visit: visit.measure(given, end), report=given.out / _REPORTS[given.part],
        today=_DAYS.get(given.part, ""), keep=given.keep,
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    add = parser.add_argument
    add(
        "--part",
        choices=sorted(_REPORTS),
        default="planning",
        help="the pages of a plan, those after it, or OCOP's",
    )
    add("--lots", type=int, default=100_000, help="lots of the season")
    add("--slips", type=int, default=200_000, help="harvest slips (fulfilment)")
    add("--files", type=int, default=5_000, help="products, each with a file and a certificate (ocop)")
    add("--rounds", type=int, default=40, help="how often each page is asked")
    add("--budget", type=float, default=270, help="seconds after which no further round begins")
    add("--only", default="", help="ask only pages whose name begins so")
    add("--keep", type=Path, help="keep the database in this folder; used as it is when it was built before")
    add("--out", type=Path, default=ROOT / "benchmarks" / "results", help="where the report goes")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
