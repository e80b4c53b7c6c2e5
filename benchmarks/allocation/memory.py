"""Peak memory of a process and of what it starts."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024
MB = 1_000_000


def own_peak_mb() -> float:
    """The most memory this process has held so far, in MB (10⁶ bytes)."""
    peak = _status_kb("self", "VmHWM")
    if peak is not None:
        return peak * 1024 / MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / MB


def cap(megabytes: int) -> None:
    """Refuse this process and its children more address space than that."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MB, most))


class Watch:
    """Peaks of a process and of its children, by looking from time to time.

    The kernel keeps each process's own peak, so a look only misses what grows after the last one.
    ``ru_maxrss`` of children will not do: a child starts with the peak of the process it was forked from.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peaks: dict[int, int] = {}

    def look(self) -> None:
        """Take note of all peaks now."""
        waiting = [self._pid]
        while waiting:
            pid = waiting.pop()
            peak = _status_kb(str(pid), "VmHWM")
            if peak is not None:
                self._peaks[pid] = max(peak, self._peaks.get(pid, 0))
                waiting.extend(_children(pid))

    def peak_mb(self, own_mb: float = 0.0) -> float:
        """The process's peak (or ``own_mb`` if larger) plus that of its largest child, in MB."""
        own = max(own_mb, self._peaks.get(self._pid, 0) * 1024 / MB)
        children = [peak for pid, peak in self._peaks.items() if pid != self._pid]
        return own + max(children, default=0) * 1024 / MB


def _status_kb(pid: str, field: str) -> int | None:
    try:
        for line in Path("/proc", pid, "status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
    except OSError:
        pass
    return None


def _children(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path("/proc", str(pid), "task", str(pid), "children").read_text().split()
        ]
    except OSError:
        return []
