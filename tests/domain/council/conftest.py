"""The OCOP rooms' day and rules, and a council with a session, for tests of the council's room."""

from __future__ import annotations

import pytest

from cungcau.domain.ocop.models import RuleBook
from tests.domain.council.council_rows import Sitting, sitting
from tests.domain.ocop.conftest import book, ocop_today

__all__ = ["book", "ocop_today"]


@pytest.fixture
def planned(book: RuleBook) -> Sitting:
    """A council of a chair, a deputy, three members and a secretary; a session with one product."""
    return sitting()


@pytest.fixture
def opened(planned: Sitting) -> Sitting:
    """The same, everybody there, opened, the product given out."""
    return planned.open()
