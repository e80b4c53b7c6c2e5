"""``python -m benchmarks.forecast``: a province of forecasts in a database of its own, summed again and again."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.pages.__main__ import ROOT, _stand_alone


def main(arguments: list[str] | None = None) -> int:
    """Build, measure, print; writes ``forecast.md``. Returns 1 when the roll-up takes a second or more."""
    given = _parser().parse_args(arguments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cungcau-forecast-", ignore_cleanup_errors=True) as name:
        _stand_alone(Path(name))
        os.environ["CUNGCAU_TODAY"] = "2021-10-18"
        importlib.import_module("django").setup()
        database = importlib.import_module("cungcau.config.database")
        try:
            measure = importlib.import_module("benchmarks.forecast.measure")
            text, fine = measure.measure(given.subjects, given.communes, given.rounds)
        finally:
            importlib.import_module("django.db").connections.close_all()
            database.stop_embedded()
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "forecast.md").write_text(text, encoding="utf-8")
    print(text)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0 if fine else 1


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
