"""The OCOP rooms' day, places and rule book, for tests of all three."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cungcau.domain.ocop.models import RuleBook
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.platform.ui import clock
from tests.domain.ocop.ocop_rows import DAY
from tests.domain.season_rows import record_places


@pytest.fixture(autouse=True)
def ocop_today() -> Iterator[None]:
    """Everything happens on the OCOP rooms' day."""
    with clock.living(DAY):
        yield


@pytest.fixture
def book(db: None) -> RuleBook:
    """The shipped rules, published, and places to be in."""
    record_places()
    return load_shipped_rules()
