"""Forecasts of the small season."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cungcau.domain.forecast.models import Forecast
from cungcau.domain.forecast.services import ForecastRow, record_forecasts
from cungcau.domain.forecast.spreading import WeekKg
from cungcau.domain.registry.models import Organisation
from cungcau.platform.accounts.models import User
from cungcau.reference.geography.models import Unit
from tests.domain.season_rows import Small, person

W1, W2, W3, W4 = date(2021, 9, 13), date(2021, 9, 20), date(2021, 9, 27), date(2021, 10, 4)


def row(small: Small, code: str, *likely: int, first: date = W1, **facts: Any) -> ForecastRow:
    """A forecast of so many kg likely from week to week, 80 % low, 120 % high; ``code`` of a producer or unit."""
    weeks = tuple(
        WeekKg(date.fromordinal(first.toordinal() + 7 * number), kg * 4 // 5, kg, kg * 6 // 5)
        for number, kg in enumerate(likely)
    )
    producer = Organisation.objects.filter(code=code).first()
    place = None if producer else Unit.objects.filter(code=code).order_by("valid_to")[0]
    given = {"commodity": small.season.commodities.get(), "source": "thử", **facts}
    return ForecastRow(producer=producer, place=place, weeks=weeks, **given)


Say = Callable[..., Forecast]


@pytest.fixture
def say(small: Small) -> Say:
    """Record one forecast and return it."""

    def record(code: str, *likely: int, actor: User | None = None, **facts: Any) -> Forecast:
        done = record_forecasts(season=small.season, rows=[row(small, code, *likely, **facts)], actor=actor)
        return (done.written or done.unchanged)[0]

    return record


@pytest.fixture
def officer(small: Small) -> User:
    return person("can-bo", "commune_officer", "20.06172")


@pytest.fixture
def coordinator(small: Small) -> User:
    return person("dieu-phoi", "coordinator")
