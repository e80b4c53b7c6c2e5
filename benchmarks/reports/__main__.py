"""``python -m benchmarks.reports``: a million order lines, 500 plans and 20,000 tasks in a database of its own."""

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


def main(arguments: list[str] | None = None) -> int:
    """Build, ask, print; writes ``reports.md``. Returns 1 where something was too slow or did not answer, else 0."""
    given = _parser().parse_args(arguments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cungcau-reports-", ignore_cleanup_errors=True) as name:
        _stand_alone(given.keep or Path(name))
        importlib.import_module("django").setup()
        database = importlib.import_module("cungcau.config.database")
        try:
            text, fine = importlib.import_module("benchmarks.reports.measure").measure(given)
        finally:
            importlib.import_module("django.db").connections.close_all()
            database.stop_embedded()
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "reports.md").write_text(text, encoding="utf-8")
    print(text)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0 if fine else 1


def _stand_alone(folder: Path) -> None:
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
    os.environ |= {
        "CUNGCAU_VAR": str(folder.resolve()), "CUNGCAU_LOG_LEVEL": "ERROR", "CUNGCAU_TODAY": "2026-10-11",
        "DJANGO_SETTINGS_MODULE": "cungcau.config.settings",
    }  # fmt: skip


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
