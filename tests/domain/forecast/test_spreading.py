"""A total over weeks: nothing lost, nothing turned round, the shape of a trapezoid."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.forecast.spreading import AROUND, Window, around, monday, mondays, propose, spread

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
KG = st.integers(0, 10_000_000)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(DAYS)
    days = sorted(draw(st.lists(st.integers(0, 200), min_size=3, max_size=3)))
    return Window(start, *(start + timedelta(days=number) for number in days))


@given(KG, windows())
def test_the_weeks_hold_exactly_the_total(total: int, window: Window) -> None:
    weeks = spread(total, window)
    assert sum(weeks.values()) == total
    assert list(weeks) == mondays(window.start, window.end)
    assert all(day == monday(day) and kg >= 0 for day, kg in weeks.items())


@given(st.lists(KG, min_size=3, max_size=3).map(sorted), windows())
def test_low_likely_high_stay_in_order_and_each_sums(totals: list[int], window: Window) -> None:
    weeks = propose(*totals, window)
    assert all(week.in_order() for week in weeks)
    sums = [sum(kg) for kg in zip(*((w.low_kg, w.likely_kg, w.high_kg) for w in weeks), strict=True)]
    assert sums == totals


def daily(window: Window) -> dict[date, Fraction]:
    """The trapezoid told once more, the slow way: height of each day as a fraction of the peak's."""
    heights = {}
    rise, fall = (window.peak_from - window.start).days + 1, (window.end - window.peak_to).days + 1
    day = window.start
    while day <= window.end:
        up = Fraction((day - window.start).days + 1, rise)
        down = Fraction((window.end - day).days + 1, fall)
        heights[day] = min(Fraction(1), up) * min(Fraction(1), down)
        day += timedelta(days=1)
    return heights


@given(KG, windows())
def test_each_week_is_within_one_kg_of_the_trapezoid(total: int, window: Window) -> None:
    heights = daily(window)
    whole = sum(heights.values())
    for start, kg in spread(total, window).items():
        share = sum(h for day, h in heights.items() if monday(day) == start)
        assert abs(kg - total * share / whole) < 1


def test_a_season_as_people_expect_it() -> None:
    window = Window(date(2021, 9, 13), date(2021, 9, 27), date(2021, 10, 10), date(2021, 10, 24))
    kg = list(spread(10_000, window).values())
    assert kg[2] == kg[3] == max(kg)  # the two weeks of the peak
    assert kg[0] < kg[1] < kg[2] and kg[3] > kg[4] > kg[5]
    assert spread(7, Window(*[date(2021, 9, 15)] * 4)) == {date(2021, 9, 13): 7}


@pytest.mark.parametrize("days", [(3, 2, 4, 5), (0, 1, 3, 2), (1, 0, 2, 3), (0, 1, 2, 500)])
def test_days_out_of_order_are_refused(days: tuple[int, ...]) -> None:
    window = Window(*(date(2021, 9, 1) + timedelta(days=day) for day in days))
    assert not window.in_order()
    with pytest.raises(ValueError, match="cannot spread"):
        spread(100, window)


@given(KG, st.sampled_from(sorted(AROUND)))
def test_what_is_proposed_around_a_total_is_in_order(total: int, confidence: str) -> None:
    low, high = around(total, confidence)
    assert 0 <= low <= total <= high
