"""Under which conditions a run was measured: machine, date, versions."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import cungcau
from benchmarks.allocation.families import SEED, SIZE

LIBRARIES = ("highspy", "numpy", "pulp", "networkx", "scipy")


def conditions() -> list[str]:
    """One line each, in Markdown, without names of folders or users."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    return [
        f"date: {datetime.now(UTC):%Y-%m-%d}",
        f"machine: {_processor()}, {usable_cores()} cores, {_memory_gb():.0f} GB, {platform.system()}, "
        f"load at the start {os.getloadavg()[0]:.1f}",
        f"versions: Python {platform.python_version()}, cungcau {cungcau.__version__}, {libraries} "
        "(CBC as PuLP brings it)",
        f"scenarios: synthetic `{SIZE}`, seed {SEED}",
    ]


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(absent)"


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        for line in cpus.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
