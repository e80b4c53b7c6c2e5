"""Which kinds of background work exist: each app registers its own from ``tasks.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
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


class Stop(StrEnum):
    """What asking work of a kind to stop does once it runs; what only waits can always be taken back.

    ``KEEPS``: it ends soon with the best it has. ``DISCARDS``: it ends soon and nothing is written. ``NEVER``: it
    runs to its end.
    """

    KEEPS = "keeps"
    DISCARDS = "discards"
    NEVER = "never"


_KINDS: dict[str, Work] = {}
_STOPS: dict[str, Stop] = {}
_ABANDON: dict[str, Callable[[Mapping[str, object], str], None]] = {}


def register(
    kind: str,
    work: Work,
    *,
    on_abandon: Callable[[Mapping[str, object], str], None] | None = None,
    stop: Stop = Stop.NEVER,
) -> None:
    """Name a kind of work; ``on_abandon(arguments, state)`` is told when it ended failed or cancelled.

    ``stop`` says what its page may promise of stopping it; work that asks ``run.cancelled()`` says another word
    than ``NEVER``.
    """
    if kind in _KINDS and _KINDS[kind] is not work:
        raise ValueError(f"job kind {kind} registered twice")
    _KINDS[kind] = work
    _STOPS[kind] = stop
    if on_abandon is not None:
        _ABANDON[kind] = on_abandon


def work_of(kind: str) -> Work:
    """The function behind a kind; an unknown kind is a crash, not a silent skip."""
    return _KINDS[kind]


def stop_of(kind: str) -> Stop:
    """What stopping does to work of a kind; ``NEVER`` for one no longer registered."""
    return _STOPS.get(kind, Stop.NEVER)


def abandon(kind: str, arguments: Mapping[str, object], state: str) -> None:
    """Tell the kind's owner that its work ended without a result."""
    told = _ABANDON.get(kind)
    if told is not None:
        told(arguments, state)
