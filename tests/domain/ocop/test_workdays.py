"""Terms in working days: over Tết, 30/4–1/5, 2/9, with swapped days, and days the office records."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.ocop.models import MovedDay
from cungcau.domain.ocop.workdays import Moved, Workdays, calendar, shipped


@pytest.mark.parametrize(
    ("start", "due", "why"),
    [
        # 12–13/2 make two; Tết Bính Ngọ is off from Monday 16/2 to Friday 20/2; 23/2–11/3 make thirteen.
        (date(2026, 2, 11), date(2026, 3, 11), "15 ngày làm việc kể từ 11/02/2026, trừ nghỉ lễ 16/2–20/2"),
        # Giỗ Tổ falls on Sunday 26/4 and is taken on Monday; then 30/4 and 1/5.
        (date(2026, 4, 20), date(2026, 5, 14), "15 ngày làm việc kể từ 20/4/2026, trừ nghỉ lễ 27/4, 30/4–1/5"),
        # Monday 31/8 is swapped with Saturday 22/8; 1/9 and 2/9 are off.
        (
            date(2026, 8, 21), date(2026, 9, 15),
            "15 ngày làm việc kể từ 21/8/2026, trừ nghỉ lễ 31/8–2/9, tính ngày làm bù 22/8",
        ),
        # The swap of 2/1 and 10/1 comes from the file, over the turn of the year.
        (
            date(2025, 12, 29), date(2026, 1, 20),
            "15 ngày làm việc kể từ 29/12/2025, trừ nghỉ lễ 1/1–2/1, tính ngày làm bù 10/1",
        ),
        (date(2026, 6, 1), date(2026, 6, 22), "15 ngày làm việc kể từ 01/6/2026"),
    ],
)  # fmt: skip
def test_fifteen_working_days(start: date, due: date, why: str) -> None:
    term = Workdays().term(start, 15)
    assert (term.due_on, term.why) == (due, why)
    assert Workdays().between(start, due) == 15


def test_a_term_that_begins_on_a_day_off_begins_with_the_next_working_day() -> None:
    days = Workdays()
    assert days.add(date(2026, 4, 30), 1) == date(2026, 5, 4)
    assert days.add(date(2026, 8, 21), 1) == date(2026, 8, 22) and days.works(date(2026, 8, 22))


def test_every_shipped_swap_names_its_source_and_moves_something() -> None:
    plain = Workdays()
    assert shipped()
    for one in shipped():
        assert one.source and one.reason
        assert plain.works(one.day) is one.works


@pytest.mark.django_db
def test_days_the_office_records_win() -> None:
    MovedDay.objects.create(day=date(2026, 6, 5), works=False, reason="nghỉ", source="QĐ 1")
    MovedDay.objects.create(day=date(2026, 6, 7), works=True, reason="làm bù", source="QĐ 1")
    MovedDay.objects.create(day=date(2026, 9, 1), works=True, reason="không nghỉ", source="QĐ 2")
    days = calendar()
    assert not days.works(date(2026, 6, 5)) and days.works(date(2026, 6, 7))
    assert days.works(date(2026, 9, 1)) and not days.works(date(2026, 9, 2))
    assert days.term(date(2026, 6, 4), 1).due_on == date(2026, 6, 7)
    found = days.term(date(2026, 6, 4), 2)
    assert (found.due_on, found.why) == (
        date(2026, 6, 8), "2 ngày làm việc kể từ 04/6/2026, trừ nghỉ lễ 5/6, tính ngày làm bù 7/6",
    )  # fmt: skip


def test_a_day_off_recorded_over_a_swap_takes_the_swap_back() -> None:
    days = Workdays([Moved(date(2026, 8, 22), False, "không làm bù", "QĐ 3")])
    assert not days.works(date(2026, 8, 22)) and days.between(date(2026, 8, 21), date(2026, 8, 24)) == 1
