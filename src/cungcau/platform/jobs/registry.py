"""Which kinds of background work exist: each app registers its own from ``tasks.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol
from uuid import UUID


class Run(Protocol):
    """What work sees of its own job: it reports progress and asks whether it should stop."""

    job_id: UUID

    def report(self, *, stage: str, percent: int, message: str = "") -> None:
        """Show how far the work is; cheap to call often (written at most a few times a second)."""

    def cancelled(self) -> bool:
        """True once somebody asked for the work to stop; cheap to call often."""


Work = Callable[[Run, Mapping[str, object]], Mapping[str, object]]
"""Takes its run and its arguments, returns a JSON result (``done_url`` in it becomes the job's link)."""

_KINDS: dict[str, Work] = {}
_ABANDON: dict[str, Callable[[Mapping[str, object], str], None]] = {}


def register(
    kind: str, work: Work, *, on_abandon: Callable[[Mapping[str, object], str], None] | None = None
) -> None:
    """Name a kind of work; ``on_abandon(arguments, state)`` is told when it ended failed or cancelled."""
    if kind in _KINDS and _KINDS[kind] is not work:
        raise ValueError(f"job kind {kind} registered twice")
    _KINDS[kind] = work
    if on_abandon is not None:
        _ABANDON[kind] = on_abandon


def work_of(kind: str) -> Work:
    """The function behind a kind; an unknown kind is a crash, not a silent skip."""
    return _KINDS[kind]


def abandon(kind: str, arguments: Mapping[str, object], state: str) -> None:
    """Tell the kind's owner that its work ended without a result."""
    told = _ABANDON.get(kind)
    if told is not None:
        told(arguments, state)
