"""The way to the audit trail for the apps below it: the trail plugs itself in at start-up."""

from __future__ import annotations

from typing import Protocol

from django.db.models import Model

from cungcau.platform.accounts.models import User


class Recorder(Protocol):
    """The signature of ``audit.services.record``."""

    def __call__(
        self, *, actor: User | None, verb: str, thing: Model | None, area: str | None = None, **facts: object
    ) -> object:
        """Write one entry in the running transaction."""


_recorders: list[Recorder] = []


def set_recorder(recorder: Recorder) -> None:
    """Name the function that writes the trail; the last one named counts."""
    _recorders[:] = [recorder]


def record(
    *, actor: User | None, verb: str, thing: Model | None, area: str | None = None, **facts: object
) -> None:
    """Write one entry to the audit trail; a product without a trail is a crash, not a silence."""
    if not _recorders:
        raise RuntimeError("no audit trail is plugged in")
    _recorders[0](actor=actor, verb=verb, thing=thing, area=area, **facts)
