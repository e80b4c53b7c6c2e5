"""A benchmark's own settings and database, apart from the developer's."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_BUILT = ("front", "static", "locale")
"""What ``make front`` built: pages need it, and the benchmark's own folder borrows it."""


def run_alone(
    module: str,
    measure: Callable[[Any], tuple[str, bool]],
    *,
    report: Path,
    today: str,
    keep: Path | None = None,
) -> int:
    """Let ``measure`` work with ``module``, imported once the benchmark stands alone; write and print its report.

    ``measure`` gives the Markdown and whether all was well: 0, else 1. The database lives in ``keep``, or is gone
    afterwards.
    """
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cungcau-benchmark-", ignore_cleanup_errors=True) as name:
        _stand_alone(keep or Path(name), today)
        importlib.import_module("django").setup()
        database = importlib.import_module("cungcau.config.database")
        try:
            text, fine = measure(importlib.import_module(module))
        finally:
            importlib.import_module("django.db").connections.close_all()
            database.stop_embedded()
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(text, encoding="utf-8")
    print(text)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0 if fine else 1


def _stand_alone(folder: Path, today: str = "") -> None:
    """Settings for this process: an embedded database under ``folder``, living on ``today`` (ISO) where given."""
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
    if today:
        os.environ["CUNGCAU_TODAY"] = today
    os.environ["DJANGO_SETTINGS_MODULE"] = "cungcau.config.settings"
