"""Messages leave from the test itself, after its commit, unless a test asks for the queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cungcau.platform.notify import services
from cungcau.platform.notify.services import waking


@pytest.fixture(autouse=True)
def without_queue() -> Iterator[None]:
    named = list(waking._wakers)
    waking._wakers[:] = [_carry]
    yield
    waking._wakers[:] = named


@pytest.fixture(autouse=True)
def no_quiet_hours(settings: Any) -> None:
    """Tests run at any hour; those about the night name it."""
    settings.QUIET_HOURS = "0"


def _carry() -> None:
    services.carry()
