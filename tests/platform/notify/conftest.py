"""Letters leave from the test itself, after its commit, unless a test asks for the queue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cungcau.platform.notify import services


@pytest.fixture(autouse=True)
def without_queue() -> Iterator[None]:
    named = list(services._deliverers)
    services._deliverers[:] = [services._after_commit]
    yield
    services._deliverers[:] = named
