"""The small season, for stories that live on it."""

from __future__ import annotations

import pytest

from tests.domain.season_rows import Small, record_all


@pytest.fixture
def small(db: None) -> Small:
    return record_all()
