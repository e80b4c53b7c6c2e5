"""``python -m benchmarks.pages``: a large season in a database of its own, every page asked often."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BUILT = ("front", "static", "locale")
"""What ``make front`` built: pages need it, and the benchmark's own folder borrows it."""
_REPORTS = {"planning": "pages.md", "fulfilment": "pages-fulfilment.md", "ocop": "pages-ocop.md"}
_DAYS = {"fulfilment": "2026-10-11", "ocop": "2026-06-01"}


def main(arguments: list[str] | None = None) -> int:
    """Build, ask, print; writes the part's report. Returns 1 when a page did not answer 200, else 0."""
    given = _parser().parse_args(arguments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cungcau-pages-", ignore_cleanup_errors=True) as name:
        folder = given.keep or Path(name)
        _stand_alone(folder, given.part)
        importlib.import_module("django").setup()
        database = importlib.import_module("cungcau.config.database")
        try:
            visit = importlib.import_module("benchmarks.pages.visit")
            text, answered = visit.measure(given, begun + given.budget)
        finally:
            importlib.import_module("django.db").connections.close_all()
            database.stop_embedded()
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / _REPORTS[given.part]).write_text(text, encoding="utf-8")
    print(text)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0 if answered else 1


def _stand_alone(folder: Path, part: str) -> None:
    """Settings for this process: an embedded database under ``folder``, nothing of the developer's data."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for built in _BUILT:
        source = ROOT / "var" / built
        if not source.is_dir():
            raise SystemExit(f"{source} is missing: run `make front` first")
        if not (folder / built).exists():
            (folder / built).symlink_to(source, target_is_directory=True)
    for name in [name for name in os.environ if name.startswith("CUNGCAU_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"CUNGCAU_VAR": str(folder.resolve()), "CUNGCAU_LOG_LEVEL": "ERROR"}
    if part in _DAYS:
        os.environ["CUNGCAU_TODAY"] = _DAYS[part]
    os.environ["DJANGO_SETTINGS_MODULE"] = "cungcau.config.settings"


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
