"""Letters leave in the background: asked for in the transaction that needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cungcau.platform.jobs import services as jobs
from cungcau.platform.jobs.registry import Run, register
from cungcau.platform.notify import services

KIND = "notify.deliver"


def deliver(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind :data:`KIND`: arguments ``{"ids": [notification, …]}``."""
    ids = arguments["ids"]
    assert isinstance(ids, list)
    return {"sent": services.deliver([int(number) for number in ids])}


def later(ids: Sequence[int]) -> None:
    """Queue the letters of these notices."""
    jobs.later(kind=KIND, title="Gửi thông báo qua thư", arguments={"ids": list(ids)}, actor=None)


register(KIND, deliver)
services.set_deliverer(later)
