"""Days, months and their parts, ranges of them, deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.kernel.vntext import Approx, Kind, parse


def on(text: str) -> date:
    return date.fromisoformat(text)


# text, year given, first day, last day
RANGES: list[tuple[str, int | None, str | None, str | None]] = [
    ("15/9/2021", None, "2021-09-15", "2021-09-15"),
    ("05/6/2021", None, "2021-06-05", "2021-06-05"),
    ("15/9/21", None, "2021-09-15", "2021-09-15"),
    ("15-9-2021", None, "2021-09-15", "2021-09-15"),
    ("15.9.2021", None, "2021-09-15", "2021-09-15"),
    ("2021-09-15", None, "2021-09-15", "2021-09-15"),
    ("2021/09/15", None, "2021-09-15", "2021-09-15"),
    ("5/9", 2021, "2021-09-05", "2021-09-05"),
    ("ngày 20/8/2021", None, "2021-08-20", "2021-08-20"),
    ("20 tháng 8 năm 2021", None, "2021-08-20", "2021-08-20"),
    ("ngày 05 tháng 6 năm 2021", None, "2021-06-05", "2021-06-05"),
    ("ngay 20 thang 8 nam 2021", None, "2021-08-20", "2021-08-20"),
    ("mùng 2 tháng 9", 2021, "2021-09-02", "2021-09-02"),
    ("29/2/2024", None, "2024-02-29", "2024-02-29"),
    ("tháng 9/2021", None, "2021-09-01", "2021-09-30"),
    ("tháng 9 năm 2021", None, "2021-09-01", "2021-09-30"),
    ("tháng 9", 2021, "2021-09-01", "2021-09-30"),
    ("T9/2021", None, "2021-09-01", "2021-09-30"),
    ("9/2021", None, "2021-09-01", "2021-09-30"),
    ("2021-09", None, "2021-09-01", "2021-09-30"),
    ("tháng tư", 2022, "2022-04-01", "2022-04-30"),
    ("tháng năm năm 2021", None, "2021-05-01", "2021-05-31"),
    ("tháng mười một 2021", None, "2021-11-01", "2021-11-30"),
    ("tháng 2/2024", None, "2024-02-01", "2024-02-29"),
    ("15-20/9", 2021, "2021-09-15", "2021-09-20"),
    ("15-20/9/2021", None, "2021-09-15", "2021-09-20"),
    ("15–20/9/2021", None, "2021-09-15", "2021-09-20"),
    ("15 đến 20 tháng 9", 2021, "2021-09-15", "2021-09-20"),
    ("từ ngày 15 đến ngày 20/9", 2021, "2021-09-15", "2021-09-20"),
    ("từ ngày 15/9 đến ngày 20", 2021, "2021-09-15", "2021-09-20"),
    ("15/9-31/10/2021", None, "2021-09-15", "2021-10-31"),
    ("15/9/2021 - 31/10/2021", None, "2021-09-15", "2021-10-31"),
    ("từ 15/9 đến 31/10", 2021, "2021-09-15", "2021-10-31"),
    ("từ 15/9/2021 đến 31/10", None, "2021-09-15", "2021-10-31"),
    ("thời gian thu hoạch: từ 15/9 đến hết ngày 31/10/2021", None, "2021-09-15", "2021-10-31"),
    ("15 tháng 9 - 31 tháng 10 năm 2021", None, "2021-09-15", "2021-10-31"),
    ("giữa tháng 9 đến hết tháng 10/2021", None, "2021-09-15", "2021-10-31"),
    ("từ giữa tháng 9 đến giữa tháng 10", 2021, "2021-09-15", "2021-10-15"),
    ("giữa tháng 9", 2021, "2021-09-15", "2021-09-15"),
    ("đầu tháng 9", 2021, "2021-09-01", "2021-09-10"),
    ("cuối tháng 10", 2021, "2021-10-21", "2021-10-31"),
    ("cuối tháng 9 đến đầu tháng 10/2021", None, "2021-09-21", "2021-10-10"),
    ("thượng tuần tháng 9/2021", None, "2021-09-01", "2021-09-10"),
    ("trung tuần tháng 9/2021", None, "2021-09-11", "2021-09-20"),
    ("hạ tuần tháng 2/2024", None, "2024-02-21", "2024-02-29"),
    ("nửa đầu tháng 9/2021", None, "2021-09-01", "2021-09-15"),
    ("nửa cuối tháng 9/2021", None, "2021-09-16", "2021-09-30"),
    ("quý III/2021", None, "2021-07-01", "2021-09-30"),
    ("quý 3 năm 2021", None, "2021-07-01", "2021-09-30"),
    ("Q3/2021", None, "2021-07-01", "2021-09-30"),
    ("quý III-IV/2021", None, "2021-07-01", "2021-12-31"),
    ("tuần 2 tháng 9", 2021, "2021-09-08", "2021-09-14"),
    ("tuần thứ 5 của tháng 9/2021", None, "2021-09-29", "2021-09-30"),
    ("tuần đầu tháng 9/2021", None, "2021-09-01", "2021-09-07"),
    ("tuần cuối tháng 9/2021", None, "2021-09-24", "2021-09-30"),
    ("tuần 38/2021", None, "2021-09-20", "2021-09-26"),
    ("năm 2021", None, "2021-01-01", "2021-12-31"),
    ("6 tháng đầu năm 2021", None, "2021-01-01", "2021-06-30"),
    ("4 tháng cuối năm 2021", None, "2021-09-01", "2021-12-31"),
    ("giai đoạn 2021 - 2025", None, "2021-01-01", "2025-12-31"),
    ("từ đầu năm 2021 đến 15/9/2021", None, "2021-01-01", "2021-09-15"),
    ("tháng 9-10/2021", None, "2021-09-01", "2021-10-31"),
    ("T7-T9/2021", None, "2021-07-01", "2021-09-30"),
    ("tháng 11 - tháng 2/2022", None, "2021-11-01", "2022-02-28"),
    ("tháng 11 đến tháng 2", 2021, "2021-11-01", "2022-02-28"),
    ("15/12/2021 - 15/2", None, "2021-12-15", "2022-02-15"),
    ("từ 15/9/2021", None, "2021-09-15", None),
    ("từ giữa tháng 9/2021 trở đi", None, "2021-09-15", None),
    ("sau 15/9/2021", None, "2021-09-16", None),
]


@pytest.mark.parametrize(("text", "year", "first", "last"), RANGES)
def test_date_ranges(text: str, year: int | None, first: str | None, last: str | None) -> None:
    found = parse(text, year=year)
    assert (found.kind, found.unit, found.approx, found.ambiguous) == (Kind.DATE_RANGE, "date", None, False)
    assert (found.min, found.max) == (first and on(first), last and on(last))


DEADLINES = [
    ("trước 25/6", 2021, "2021-06-24"),
    ("trước ngày 30/11", 2021, "2021-11-29"),
    ("trước ngày 25 tháng 6 năm 2021", None, "2021-06-24"),
    ("nộp báo cáo trước ngày 30/10/2022", None, "2022-10-29"),
    ("trước 17h ngày 25/6/2021", None, "2021-06-25"),
    ("trước 17 giờ 00 ngày 25/6/2021", None, "2021-06-25"),
    ("trước 17 giờ 30 phút, ngày 25/6/2021", None, "2021-06-25"),
    ("trước tháng 10/2021", None, "2021-09-30"),
    ("trước năm 2022", None, "2021-12-31"),
    ("đến hết 31/12/2021", None, "2021-12-31"),
    ("đến ngày 30/11", 2021, "2021-11-30"),
    ("hết tháng 10/2021", None, "2021-10-31"),
    ("đến hết quý III/2021", None, "2021-09-30"),
    ("đến cuối năm 2021", None, "2021-12-31"),
    ("chậm nhất ngày 20/8/2021", None, "2021-08-20"),
    ("chậm nhất là ngày 25/6/2021", None, "2021-06-25"),
    ("không quá ngày 5/9/2021", None, "2021-09-05"),
    ("hạn 30/10/2022", None, "2022-10-30"),
    ("hạn chót: 30/10/2022", None, "2022-10-30"),
    ("han chot 30/10/2022", None, "2022-10-30"),
]


@pytest.mark.parametrize(("text", "year", "last"), DEADLINES)
def test_deadlines_give_the_last_day_that_still_keeps_them(text: str, year: int | None, last: str) -> None:
    found = parse(text, year=year)
    assert (found.kind, found.min, found.max, found.unit) == (Kind.DEADLINE, None, on(last), "date")
    assert not found.ambiguous


def test_before_a_day_says_which_day_is_the_last() -> None:
    assert "24/6/2021" in parse("trước 25/6/2021").note


def test_the_year_given_never_overrides_a_year_written() -> None:
    assert parse("hạn 30/10/2022", year=2023).max == date(2022, 10, 30)


def test_khoang_before_dates_is_kept() -> None:
    found = parse("khoảng giữa tháng 9 đến hết tháng 10/2021")
    assert (found.min, found.max, found.approx) == (date(2021, 9, 15), date(2021, 10, 31), Approx.ABOUT)
