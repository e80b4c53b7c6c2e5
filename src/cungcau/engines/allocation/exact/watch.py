"""Telling how far a run is, and hearing that it should stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from cungcau.engines.allocation.model import Progress

TELL_EVERY_SECONDS = 0.5


class Stopped(Exception):
    """The caller asked the run to stop."""


class Watch:
    """Passes progress on, asks whether to stop, and times the stages (seconds by stage name)."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._told = time.monotonic()
        self._since = self._told
        self.stage = "read"
        self.round = 0
        self.bound_kg: int | None = None
        self.sold_kg: int | None = None
        self.seconds: dict[str, float] = {}

    @property
    def listens(self) -> bool:
        """Whether anybody wants to hear or to stop."""
        return self._on_progress is not None or self._cancelled is not None

    def enter(self, stage: str) -> None:
        """Begin a stage: close the clock of the one before and tell."""
        now = time.monotonic()
        self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self._since
        self.stage, self.round, self._since = stage, 0, now
        self.tell()

    def next_round(self, message: str = "") -> None:
        """Count a round of the present stage, tell, and stop if asked to."""
        self.round += 1
        self.tell(message)
        self.check()

    def tell(self, message: str = "") -> None:
        """Report stage, round, bound and gap now."""
        self._told = time.monotonic()
        if self._on_progress is not None:
            known = self.bound_kg is not None and self.sold_kg is not None
            gap = max(0, (self.bound_kg or 0) - (self.sold_kg or 0)) if known else None
            self._on_progress(Progress(self.stage, self.round, None, self.bound_kg, gap, message))

    def should_stop(self) -> bool:
        """Whether the caller asked to stop; tells again when some time has passed (for use inside solves)."""
        if time.monotonic() - self._told >= TELL_EVERY_SECONDS:
            self.tell()
        return self._cancelled is not None and self._cancelled()

    def check(self) -> None:
        """Raise ``Stopped`` if the caller asked to stop."""
        if self._cancelled is not None and self._cancelled():
            raise Stopped
