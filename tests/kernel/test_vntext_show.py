"""Printing the Vietnamese way, and saying a reading back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import (
    Region,
    parse,
    say,
    show_area,
    show_date,
    show_date_range,
    show_kg,
    show_long_date,
    show_money,
    show_number,
    show_percent,
    show_price,
    show_tonnes,
    show_yield,
    unit_words,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Decimal("27404.97"), None, "27.404,97"),
        (5200, None, "5.200"),
        (0, None, "0"),
        (-1234567, None, "-1.234.567"),
        (Fraction(1, 3), None, "0,333"),
        (Fraction(1, 8), None, "0,125"),
        (Fraction(1, 8), 2, "0,13"),
        (Fraction(-1, 8), 2, "-0,13"),
        (Fraction(-1, 1000), 1, "0,0"),
        (5, 2, "5,00"),
        (999_999, 0, "999.999"),
    ],
)
def test_numbers(value: Fraction, digits: int | None, text: str) -> None:
    assert show_number(value, digits) == text


def test_weights() -> None:
    assert show_kg(520) == "520 kg"
    assert show_kg(5200) == "5,2 tấn (5.200 kg)"
    assert show_kg(5555) == "5.555 kg"
    assert show_kg(5_200_000) == "5.200 tấn (5.200.000 kg)"
    assert show_kg(5_200_000, beside=False) == "5.200 tấn"
    assert show_kg(700, unit="tạ") == "7 tạ (700 kg)"
    assert show_tonnes(27_404_970) == "27.404,97 tấn"
    assert show_tonnes(27_404_970, 1) == "27.405,0 tấn"


def test_areas() -> None:
    assert show_area(360) == "360 m²"
    assert show_area(13_500) == "1,35 ha (13.500 m²)"
    assert show_area(13_550) == "13.550 m²"
    assert show_area(8_600_000, beside=False) == "860 ha"
    assert show_area(1080, unit="sào", region=Region.NORTH) == "3 sào (1.080 m²)"
    assert show_area(3000, unit="công") == "3 công (3.000 m²)"


def test_a_unit_without_its_size_is_not_printed() -> None:
    with pytest.raises(DomainError, match="unit_unknown"):
        show_kg(5, unit="ha")
    with pytest.raises(DomainError, match="region_needed"):
        show_area(360, unit="sào")
    with pytest.raises(DomainError, match="unit_size_needed"):
        show_kg(100, unit="giạ")


def test_money_prices_yields_and_shares() -> None:
    assert show_money(15_000) == "15.000 đ"
    assert show_money(1_200_000_000, short=True) == "1,2 tỷ đồng"
    assert show_money(1_234_000_000, short=True) == "1.234 triệu đồng"
    assert show_money(1_234_567_890, short=True) == "1.234.567.890 đồng"
    assert show_money(1_234_567_890, short=True, digits=1) == "1,2 tỷ đồng"
    assert show_money(950_000, short=True) == "950.000 đồng"
    assert show_price(15_000) == "15.000 đ/kg"
    assert show_price(15_000, 25_000) == "15.000–25.000 đ/kg"
    assert show_yield(10_500) == "10,5 tấn/ha"
    assert show_yield(950) == "950 kg/ha"
    assert show_percent(Fraction(37, 1000)) == "3,7%"
    assert show_percent(1) == "100%"
    assert show_percent(Fraction(1, 3), 2) == "33,33%"


def test_dates_carry_a_zero_before_days_and_before_months_one_and_two() -> None:
    assert show_date(date(2021, 6, 5)) == "05/6/2021"
    assert show_date(date(2021, 2, 15)) == "15/02/2021"
    assert show_date(date(2021, 1, 1)) == "01/01/2021"
    assert show_date(date(2021, 10, 31)) == "31/10/2021"
    assert show_long_date(date(2021, 6, 5)) == "ngày 05 tháng 6 năm 2021"
    assert show_long_date(date(2022, 2, 15)) == "ngày 15 tháng 02 năm 2022"


def test_date_ranges_repeat_nothing() -> None:
    assert show_date_range(date(2021, 9, 5), date(2021, 9, 20)) == "05–20/9/2021"
    assert show_date_range(date(2021, 9, 15), date(2021, 10, 31)) == "15/9–31/10/2021"
    assert show_date_range(date(2021, 12, 15), date(2022, 2, 5)) == "15/12/2021–05/02/2022"
    assert show_date_range(date(2021, 9, 5), date(2021, 9, 5)) == "05/9/2021"
    assert show_date_range(date(2021, 9, 5), None) == "từ 05/9/2021"
    assert show_date_range(None, date(2021, 9, 5)) == "đến hết 05/9/2021"
    assert show_date_range(None, None) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5-7 tạ", "khối lượng: 500–700 kg"),
        ("khoảng 5.200 tấn", "khối lượng: khoảng 5.200 tấn (5.200.000 kg)"),
        ("trên 34.000 ha", "diện tích: từ 34.000 ha (340.000.000 m²) trở lên"),
        ("gần 500 ha", "diện tích: đến 500 ha (5.000.000 m²)"),
        ("15-25.000 đ/kg", "giá: 15.000–25.000 đ/kg"),
        ("1.750 hộ", "số lượng: 1.750 hộ"),
        ("2 tuần", "thời lượng: 14 ngày"),
        ("500", "số lượng: 500"),
        ("giữa tháng 9 đến hết tháng 10/2021", "thời gian: 15/9–31/10/2021"),
        ("hạn 30/10/2022", "hạn: chậm nhất 30/10/2022"),
        (
            "5,550 tấn",
            "khối lượng: chưa rõ (có nhiều cách hiểu): (1) 5,55 tấn (5.550 kg); (2) 5.550 tấn (5.550.000 kg)",
        ),
        ("5 giạ", "khối lượng: chưa rõ (cần biết 1 giạ ở nơi này là bao nhiêu kg)"),
    ],
)
def test_readings_are_said_back(text: str, said: str) -> None:
    assert say(parse(text)) == said


def test_unit_codes_have_words() -> None:
    assert unit_words("dong/kg") == "đ/kg"
    assert unit_words("m2") == "m²"
    assert unit_words("kg/ha/vu") == "kg/ha/vụ"
    assert unit_words("") == ""
