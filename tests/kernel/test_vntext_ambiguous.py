"""Texts that may be meant in two ways are asked about, never guessed."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

from cungcau.kernel.vntext import Kind, Reading, Region, Value, parse


def ends(reading: Reading) -> list[tuple[Value | None, Value | None, str]]:
    return [(each.min, each.max, each.unit) for each in reading.readings]


SEPTEMBER = (date(2021, 9, 5), date(2021, 9, 28), "date")
AUTUMN = (date(2021, 10, 1), date(2021, 12, 31), "date")
READINGS = [
    ("5,550", Kind.COUNT, [(Fraction("5.55"), Fraction("5.55"), ""), (5550, 5550, "")]),
    ("5,550 tấn", Kind.MASS, [(5550, 5550, "kg"), (5_550_000, 5_550_000, "kg")]),
    ("15-25,000 đ/kg", Kind.PRICE, [(15, 25, "dong/kg"), (15_000, 25_000, "dong/kg")]),
    ("5 sào", Kind.AREA, [(1800, 1800, "m2"), (2500, 2500, "m2"), (5000, 5000, "m2")]),
    ("2 mẫu", Kind.AREA, [(7200, 7200, "m2"), (10_000, 10_000, "m2"), (20_000, 20_000, "m2")]),
    ("5 tạ/sào", Kind.YIELD, [(kg, kg, "kg/ha") for kg in (Fraction(125_000, 9), 10_000, 5000)]),
    ("5 sao", Kind.COUNT, [(5, 5, "sao_ocop"), (1800, 1800, "m2"), (2500, 2500, "m2"), (5000, 5000, "m2")]),
    ("hai ba tấn", Kind.MASS, [(2000, 3000, "kg"), (23_000, 23_000, "kg")]),
    ("năm bảy tạ", Kind.MASS, [(500, 700, "kg"), (5700, 5700, "kg")]),
    ("2 tấn 50", Kind.MASS, [(2500, 2500, "kg"), (2050, 2050, "kg")]),
    ("1 triệu 25", Kind.MONEY, [(1_250_000, 1_250_000, "dong"), (1_025_000, 1_025_000, "dong")]),
    ("hai triệu năm trăm mười hai", Kind.MONEY, [(each, each, "dong") for each in (2_000_512, 2_512_000)]),
    ("500 - 1 tấn", Kind.MASS, [(500, 1000, "kg"), (1000, 500_000, "kg")]),
    ("7-5 tạ", Kind.MASS, [(500, 700, "kg")]),
    ("15/kg", Kind.PRICE, [(15, 15, "dong/kg"), (15_000, 15_000, "dong/kg")]),
    ("1 - 50.000 con", Kind.COUNT, [(1000, 50_000, "con"), (1, 50_000, "con")]),
    ("5 tấn (6 tạ)", Kind.MASS, [(5000, 5000, "kg"), (600, 600, "kg")]),
    ("một trăm năm", Kind.COUNT, [(150, 150, ""), (100, 100, "year")]),
    ("2021-2025", Kind.DATE_RANGE, [(date(2021, 1, 1), date(2025, 12, 31), "date"), (2021, 2025, "")]),
    ("10-12/2021", Kind.DATE_RANGE, [(date(2021, 12, 10), date(2021, 12, 10), "date"), AUTUMN]),
    ("trước cuối tháng 10/2021", Kind.DEADLINE, [(None, date(2021, 10, day), "date") for day in (20, 30)]),
    ("28-5/9/2021", Kind.DATE_RANGE, [(date(2021, 8, 28), date(2021, 9, 5), "date"), SEPTEMBER]),
    ("31/10/2021 - 15/9/2021", Kind.DATE_RANGE, [(date(2021, 9, 15), date(2021, 10, 31), "date")]),
    ("từ 7h đến 17h", Kind.DURATION, [(7, 17, "hour")]),
    ("cuối năm 2021", Kind.DATE_RANGE, [AUTUMN]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected"), READINGS)
def test_every_reading_is_listed_and_none_taken(
    text: str, kind: Kind, expected: list[tuple[object, ...]]
) -> None:
    found = parse(text)
    assert (found.kind, found.min, found.max, found.approx, found.ambiguous) == (kind, None, None, None, True)
    assert ends(found) == expected
    assert all(not each.ambiguous and each.readings == () for each in found.readings)
    assert found.note


ASKED = [
    ("5 giạ", Kind.MASS, "kg", "giạ"),
    ("94.000 đ/giạ", Kind.PRICE, "dong/kg", "giạ"),
    ("5/9", Kind.DATE_RANGE, "date", "năm"),
    ("15-20/9", Kind.DATE_RANGE, "date", "năm"),
    ("tháng 9", Kind.DATE_RANGE, "date", "năm"),
    ("từ 15/9 đến 31/10", Kind.DATE_RANGE, "date", "năm"),
    ("trước 25/6", Kind.DEADLINE, "date", "năm"),
    ("tháng 8 âm lịch", Kind.DATE_RANGE, "date", "âm lịch"),
    ("15/8 (âm lịch)", Kind.DATE_RANGE, "date", "âm lịch"),
    ("rằm tháng tám", Kind.DATE_RANGE, "date", "âm lịch"),
    ("tháng chạp", Kind.DATE_RANGE, "date", "âm lịch"),
    ("trước Tết", Kind.DEADLINE, "date", "âm lịch"),
]


@pytest.mark.parametrize(("text", "kind", "unit", "about"), ASKED)
def test_a_missing_fact_is_named(text: str, kind: Kind, unit: str, about: str) -> None:
    found = parse(text)
    assert (found.kind, found.min, found.max, found.unit) == (kind, None, None, unit)
    assert found.ambiguous
    assert found.readings == ()
    assert about in found.note


@pytest.mark.parametrize("text", ["5 sào", "2 mẫu 3 sào", "5 tạ/sào", "200.000 đ/sào"])
@pytest.mark.parametrize("region", list(Region))
def test_the_region_settles_its_own_units(text: str, region: Region) -> None:
    assert not parse(text, region=region).ambiguous


def test_marks_decide_where_there_are_any() -> None:
    assert parse("khoảng 5 sào", region=Region.NORTH).kind is Kind.AREA
    assert parse("5 sao trở lên").kind is Kind.COUNT
    assert parse("5 tá").unit == "ta_12"
    assert parse("5 ta").unit == "kg"


def test_the_shape_is_the_same_inside_and_outside() -> None:
    shape = json.loads(parse("5,550 tấn").as_json())
    assert shape["ambiguous"] is True
    assert (shape["min"], shape["max"]) == (None, None)
    keys = {"kind", "min", "max", "unit", "approx", "ambiguous", "readings"}
    assert set(shape) == keys | {"note"}
    assert [set(each) for each in shape["readings"]] == [keys, keys]


def test_the_shape_of_a_plain_reading() -> None:
    assert json.loads(parse("5-7 tạ").as_json()) == {
        "kind": "mass",
        "min": 500,
        "max": 700,
        "unit": "kg",
        "approx": None,
        "ambiguous": False,
        "readings": [],
    }
