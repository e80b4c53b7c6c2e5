"""The table of how long pages took."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.pages.meter import Took

ALLOWED_MS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page: times of every asking, database questions and bytes of one."""

    name: str
    times: Sequence[Took]
    queries: int
    size: int

    def wall(self, part: float) -> float:
        """Milliseconds by the clock that ``part`` of the askings stayed within (of the rank, not interpolated)."""
        return _rank([took.wall for took in self.times], part)

    def cpu(self, part: float) -> float:
        """The same in processor time of this process and the database server."""
        return _rank([took.cpu for took in self.times], part)

    @property
    def server(self) -> float:
        """The median of the database server's part, in ms."""
        return _rank([took.server for took in self.times], 0.5)


def _rank(seconds: Sequence[float], part: float) -> float:
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))] * 1000


def markdown(pages: Sequence[Page], health: str, size: Mapping[str, int], what: str) -> str:
    """Every page with median and 95th percentile in ms, as ratio to the ``health`` page, and its questions."""
    base = next(page for page in pages if page.name == health).wall(0.5)
    season = ", ".join(f"{count:,} {name}" for name, count in size.items())
    over = [page.name for page in pages if page.wall(0.95) >= ALLOWED_MS]
    over_cpu = [page.name for page in pages if page.cpu(0.95) >= ALLOWED_MS]
    lines = [
        "# Pages with a large season",
        "",
        f"{what} A synthetic season: {season}.",
        f"Each page was asked {len(pages[0].times)} times through the WSGI application in one process, the pages",
        "of a round in random order, their words, sort orders and page numbers changing from round to round; the",
        "database's statistics are up to date. Times are milliseconds, by the clock and in processor time of this",
        "process and the database server together (of which the server); the ratio is the median to the health page's.",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {sys.platform}; load average while asking "
        f"{os.getloadavg()[1]:.1f} (about 1 is this benchmark alone; more is other work that slows every figure).",
        "",
        "| page | p50 ms | p95 ms | max ms | CPU p50 | CPU p95 | server | ratio | queries | kB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {page.name} | {page.wall(0.5):.0f} | {page.wall(0.95):.0f} | {page.wall(1):.0f} "
        f"| {page.cpu(0.5):.0f} | {page.cpu(0.95):.0f} | {page.server:.0f} "
        f"| {page.wall(0.5) / base:.1f} | {page.queries} | {page.size / 1000:.0f} |"
        for page in pages
    ]
    return "\n".join([
        *lines, "", f"Above {ALLOWED_MS} ms at the 95th percentile: {', '.join(over) or 'none'}.",
        f"Of these by processor time alone: {', '.join(over_cpu) or 'none'}.", "",
    ])  # fmt: skip
