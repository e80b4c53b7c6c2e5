"""Printing dates as Vietnamese papers do: two-digit days, a zero before months 1 and 2 only.

Source: Decree 30/2020/NĐ-CP, appendix I, on the place and date line.
"""

from __future__ import annotations

from datetime import date


def show_date(day: date) -> str:
    """Print a day: "05/6/2021", "15/02/2021", "31/10/2021"."""
    return f"{_day_month(day)}/{day.year}"


def show_long_date(day: date) -> str:
    """Print a day in words, as the head of an official paper has it: "ngày 05 tháng 6 năm 2021"."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def show_date_range(first: date | None, last: date | None) -> str:
    """Print a range of days without repeating what both ends share: "15–20/9/2021", "15/9–31/10/2021".

    An open end gives "từ 15/9/2021" or "đến hết 31/10/2021"; both open gives "".
    """
    if first is None or last is None:
        if first is not None:
            return f"từ {show_date(first)}"
        return f"đến hết {show_date(last)}" if last is not None else ""
    if first == last:
        return show_date(first)
    if first.year != last.year:
        return f"{show_date(first)}–{show_date(last)}"
    if first.month != last.month:
        return f"{_day_month(first)}–{show_date(last)}"
    return f"{first.day:02d}–{show_date(last)}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _day_month(day: date) -> str:
    return f"{day.day:02d}/{_month(day)}"
