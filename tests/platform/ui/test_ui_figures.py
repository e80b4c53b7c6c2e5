from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone, translation

from cungcau.platform.ui import figures


@pytest.mark.parametrize(
    ("printed", "vietnamese", "english"),
    [
        (lambda: figures.kg(5200), "5.200 kg", "5,200 kg"),
        (lambda: figures.kg(0.4), "0 kg", "0 kg"),
        (lambda: figures.tonnes(5200), "5,2 tấn", "5.2 t"),
        (lambda: figures.tonnes(5_234_567), "5.234,57 tấn", "5,234.57 t"),
        (lambda: figures.mass(999), "999 kg", "999 kg"),
        (lambda: figures.mass(1000), "1 tấn", "1 t"),
        (lambda: figures.mass(-2500), "-2,5 tấn", "-2.5 t"),
        (lambda: figures.number(27404.97), "27.404,97", "27,404.97"),
        (lambda: figures.number(3.0), "3", "3"),
        (lambda: figures.decimal(0.3, 2), "0,30", "0.30"),
        (lambda: figures.percent(0.415), "41,5%", "41.5%"),
        (lambda: figures.percent(1), "100%", "100%"),
        (lambda: figures.money(15000), "15.000 đ", "15,000 VND"),
        (lambda: figures.money(1_250_000_000, short=True), "1,3 tỷ đồng", "1.3 billion VND"),
        (lambda: figures.money(2_000_000, short=True), "2 triệu đồng", "2 million VND"),
        (lambda: figures.money(900, short=True), "900 đồng", "900 VND"),
        (lambda: figures.date(dt.date(2021, 6, 5)), "05/6/2021", "05/6/2021"),
    ],
)
def test_printing(printed: object, vietnamese: str, english: str) -> None:
    assert callable(printed)
    assert printed() == vietnamese
    with translation.override("en"):
        assert printed() == english


@pytest.mark.parametrize(
    ("top", "unit", "value", "text"),
    [(999, "kg", 250, "250"), (1000, "tấn", 250, "0,3"), (10**7, "tấn", 2.5e6, "2.500")],
)
def test_an_axis_keeps_one_unit(top: int, unit: str, value: float, text: str) -> None:
    name, show = figures.axis(top)
    assert (name, show(value)) == (unit, text)


def test_a_moment_is_dated_where_people_are() -> None:
    late = dt.datetime(2021, 9, 30, 18, 30, tzinfo=dt.UTC)
    assert figures.date(late) == "01/10/2021"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (dt.timedelta(seconds=20), "vừa xong"),
        (dt.timedelta(seconds=-300), "vừa xong"),
        (dt.timedelta(minutes=59), "59 phút trước"),
        (dt.timedelta(hours=3), "3 giờ trước"),
        (dt.timedelta(days=59), "59 ngày trước"),
        (dt.timedelta(days=61), "28/7/2021"),
    ],
)
def test_how_long_ago(before: dt.timedelta, words: str) -> None:
    now = timezone.make_aware(dt.datetime(2021, 9, 27, 12))
    assert figures.ago(now - before, now) == words
