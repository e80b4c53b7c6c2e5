"""The table of how long pages took."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ALLOWED_MS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page: seconds of every asking, database questions and bytes of one."""

    name: str
    seconds: Sequence[float]
    queries: int
    size: int

    def quantile(self, part: float) -> float:
        """Milliseconds that ``part`` of the askings stayed within (the value of the rank, not interpolated)."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(part * len(ranked)))] * 1000


def markdown(pages: Sequence[Page], health: str, size: Mapping[str, int]) -> str:
    """Every page with median and 95th percentile in ms, as ratio to the ``health`` page, and its questions."""
    base = next(page for page in pages if page.name == health).quantile(0.5)
    season = ", ".join(f"{count:,} {what}" for what, count in size.items())
    over = [page.name for page in pages if page.quantile(0.95) >= ALLOWED_MS]
    lines = [
        "# Pages with a large season",
        "",
        f"A synthetic season and a kept plan: {season}; a what-if of the same size beside it.",
        f"Each page was asked {len(pages[0].seconds)} times through the WSGI application in one process, the pages",
        "of a round in random order, their words, sort orders and page numbers changing from round to round; the",
        "database's statistics are up to date. Times are milliseconds, the ratio is the median to the health page's.",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {sys.platform}; load average while asking "
        f"{os.getloadavg()[1]:.1f} (about 1 is this benchmark alone; more is other work that slows every figure).",
        "",
        "| page | p50 ms | p95 ms | max ms | ratio | queries | kB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {page.name} | {page.quantile(0.5):.0f} | {page.quantile(0.95):.0f} | {max(page.seconds) * 1000:.0f} "
        f"| {page.quantile(0.5) / base:.1f} | {page.queries} | {page.size / 1000:.0f} |"
        for page in pages
    ]
    verdict = f"Above {ALLOWED_MS} ms at the 95th percentile: {', '.join(over) or 'none'}."
    return "\n".join([*lines, "", verdict, ""])
