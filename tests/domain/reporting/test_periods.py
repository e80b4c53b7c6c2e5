"""Which reports a rhythm asks for."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.reporting import periods
from cungcau.domain.reporting.forms.duties import days_of, days_text
from cungcau.kernel.errors import DomainError
from tests.domain.reporting.report_rows import DAYS

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
DAYS_ANY = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def said(found: list[periods.Period]) -> list[tuple[str, ...]]:
    return [(one.label, *(day.isoformat() for day in (one.first, one.last, one.due_on))) for one in found]


def test_the_two_days_of_plan_129() -> None:
    """Source: Kế hoạch 129/KH-UBND of Lạng Sơn, V.12: half-yearly by 25 June, yearly by 30 November."""
    assert said(periods.fixed(DAYS, *YEAR)) == [
        ("6 tháng đầu năm 2021", "2021-01-01", "2021-06-30", "2021-06-25"),
        ("năm 2021", "2021-01-01", "2021-12-31", "2021-11-30"),
    ]


def test_the_25th_of_a_periods_last_month() -> None:
    assert said(periods.regular(3, 25, *YEAR)) == [
        ("quý I/2021", "2021-01-01", "2021-03-31", "2021-03-25"),
        ("quý II/2021", "2021-04-01", "2021-06-30", "2021-06-25"),
        ("quý III/2021", "2021-07-01", "2021-09-30", "2021-09-25"),
        ("quý IV/2021", "2021-10-01", "2021-12-31", "2021-12-25"),
    ]
    assert [one.label for one in periods.regular(1, 25, date(2020, 2, 1), date(2020, 3, 24))] == [
        "tháng 2/2020"
    ]
    assert periods.regular(1, 25, date(2020, 2, 1), date(2020, 3, 24))[0].last == date(2020, 2, 29)
    assert [one.label for one in periods.regular(6, 25, *YEAR)] == [
        "6 tháng đầu năm 2021",
        "6 tháng cuối năm 2021",
    ]


def test_a_seasons_days_and_those_below() -> None:
    season = (date(2021, 9, 15), date(2021, 10, 31))
    found = periods.daily(*season, date(2021, 9, 14), date(2021, 9, 16))
    assert [one.label for one in found] == ["ngày 15/9/2021", "ngày 16/9/2021"]
    below = periods.earlier(periods.fixed(DAYS, *YEAR), 10)
    assert [one.due_on.isoformat() for one in below] == ["2021-06-15", "2021-11-20"]
    assert [one.label for one in below] == ["6 tháng đầu năm 2021", "năm 2021"]


@pytest.mark.parametrize(
    "days",
    [
        [{"month": 2, "day": 30, "covers": "half"}],
        [{"month": 6, "day": 25, "covers": "week"}],
        [{}],
        DAYS + DAYS,
    ],
)
def test_days_that_make_no_sense_are_refused(days: list[dict[str, object]]) -> None:
    with pytest.raises(DomainError, match="report_days_invalid"):
        periods.read_days(days)


@pytest.mark.parametrize(
    "text", ["25/13 6 tháng", "25/6", "ngày 25/6 năm", "25/6 tuần", "25/6 năm\n25/6 năm"]
)
def test_lines_nobody_understands_are_refused(text: str) -> None:
    with pytest.raises(DomainError, match="report_days_invalid"):
        days_of(text)


def test_days_as_people_write_them() -> None:
    assert days_of("30/11 năm\n 25/6   6 THÁNG\n") == DAYS
    assert days_text(DAYS) == "25/6 6 tháng\n30/11 năm"


@given(DAYS_ANY, st.integers(0, 900), st.sampled_from([1, 3, 6, 12]), st.integers(1, 28))
def test_regular_periods_follow_each_other_without_gap(
    first: date, length: int, months: int, day: int
) -> None:
    last = min(first + timedelta(days=length), date(2090, 12, 31))
    found = periods.regular(months, day, first, last)
    assert all(first <= one.due_on <= last and one.first <= one.due_on <= one.last for one in found)
    assert all(one.last + timedelta(days=1) == two.first for one, two in itertools.pairwise(found))


@given(DAYS_ANY)
def test_a_year_before_is_a_year_before(day: date) -> None:
    was = periods.year_before(day)
    assert (was.year, was.month) == (day.year - 1, day.month) and day.day - was.day in (0, 1)
