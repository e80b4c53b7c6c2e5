"""Working days and ISO weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.kernel.calendar import (
    add_working_days,
    days,
    is_working_day,
    week_bounds,
    week_label,
    week_of,
    weeks,
    working_days_between,
)
from cungcau.kernel.errors import DomainError

NATIONAL_DAY = frozenset({date(2021, 9, 2), date(2021, 9, 3)})
FRIDAY = date(2021, 8, 27)
dates = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
some_days = st.frozensets(st.dates(min_value=date(2020, 1, 1), max_value=date(2031, 3, 1)), max_size=12)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 9, 1), True),
        (date(2021, 9, 2), False),
        (date(2021, 9, 4), False),
        (date(2021, 9, 5), False),
        (date(2021, 9, 6), True),
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day, NATIONAL_DAY) is works


def test_a_moved_day_is_worked() -> None:
    saturday = date(2021, 9, 4)
    assert is_working_day(saturday, NATIONAL_DAY, worked={saturday})
    assert add_working_days(date(2021, 9, 1), 1, NATIONAL_DAY, {saturday}) == saturday


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2021, 8, 30)),
        (date(2021, 9, 1), 2, date(2021, 9, 7)),
        (date(2021, 9, 4), 1, date(2021, 9, 6)),
        (date(2021, 9, 7), -2, date(2021, 9, 1)),
    ],
)
def test_adding_working_days(start: date, count: int, expected: date) -> None:
    assert add_working_days(start, count, NATIONAL_DAY) == expected


def test_counting_working_days() -> None:
    assert working_days_between(date(2021, 9, 1), date(2021, 9, 7), NATIONAL_DAY) == 2
    assert working_days_between(FRIDAY, FRIDAY) == 0
    assert working_days_between(date(2021, 9, 7), date(2021, 9, 1), NATIONAL_DAY) == -2


def test_holidays_without_end_are_refused() -> None:
    always = frozenset(days(date(2021, 1, 1), date(2023, 12, 31)))
    with pytest.raises(DomainError, match="no_working_day"):
        add_working_days(date(2021, 1, 1), 1, always)


@settings(deadline=None)
@given(dates, st.integers(min_value=-60, max_value=60), some_days, some_days)
def test_counting_undoes_adding(
    start: date, count: int, holidays: frozenset[date], worked: frozenset[date]
) -> None:
    end = add_working_days(start, count, holidays, worked)
    assert working_days_between(start, end, holidays, worked) == count


@settings(deadline=None)
@given(dates, dates, dates)
def test_counts_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    whole = working_days_between(first, last, NATIONAL_DAY)
    parts = (
        working_days_between(first, middle, NATIONAL_DAY),
        working_days_between(middle, last, NATIONAL_DAY),
    )
    assert whole == sum(parts)


def test_week_names_and_bounds() -> None:
    assert week_label(date(2021, 9, 20)) == "tuần 38/2021"
    assert week_bounds(2021, 38) == (date(2021, 9, 20), date(2021, 9, 26))
    assert week_of(date(2021, 1, 1)) == (2020, 53)
    assert week_label(date(2021, 1, 1)) == "tuần 53/2020"


@pytest.mark.parametrize("week", [0, 53, 60])
def test_a_week_the_year_does_not_have_is_refused(week: int) -> None:
    with pytest.raises(DomainError, match="no_such_week"):
        week_bounds(2021, week)


@settings(deadline=None)
@given(dates)
def test_every_day_lies_in_its_week(day: date) -> None:
    first, last = week_bounds(*week_of(day))
    assert first <= day <= last
    assert (last - first, first.weekday()) == (timedelta(days=6), 0)


def test_the_weeks_of_a_season() -> None:
    season = list(weeks(date(2021, 9, 15), date(2021, 10, 31)))
    assert season == [(2021, week) for week in range(37, 44)]
    assert list(weeks(date(2020, 12, 31), date(2021, 1, 4))) == [(2020, 53), (2021, 1)]
    assert list(weeks(date(2021, 9, 15), date(2021, 9, 15))) == [(2021, 37)]
    assert list(weeks(date(2021, 9, 15), date(2021, 9, 14))) == []


def test_days_are_inclusive() -> None:
    assert list(days(date(2021, 2, 27), date(2021, 3, 1))) == [
        date(2021, 2, 27),
        date(2021, 2, 28),
        date(2021, 3, 1),
    ]
    assert list(days(date(2021, 3, 1), date(2021, 2, 27))) == []
