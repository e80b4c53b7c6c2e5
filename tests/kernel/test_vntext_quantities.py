"""What people write about weights, areas, money and prices."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cungcau.kernel.vntext import Approx, Kind, Region, parse

ABOUT, OVER, UNDER = Approx.ABOUT, Approx.OVER, Approx.UNDER

MASSES = [
    ("5-7 tạ", 500, 700, None),
    ("5 - 7 tạ", 500, 700, None),
    ("5–7 tạ", 500, 700, None),
    ("5~7 tạ", 500, 700, None),
    ("5 đến 7 tạ", 500, 700, None),
    ("từ 5 tới 7 tạ", 500, 700, None),
    ("từ 5 tạ đến 1 tấn", 500, 1000, None),
    ("5 tạ - 7", 500, 700, None),
    ("300–400 tấn", 300_000, 400_000, None),
    ("từ 300 đến 400 tấn", 300_000, 400_000, None),
    ("1.500-2.000 tấn", 1_500_000, 2_000_000, None),
    ("2 - 3.500 tấn", 2_000_000, 3_500_000, None),
    ("500 - 1.000 kg", 500, 1000, None),
    ("khoảng 5.200 tấn", 5_200_000, 5_200_000, ABOUT),
    ("Khoảng 5.200 tấn.", 5_200_000, 5_200_000, ABOUT),
    ("chừng 3 tạ", 300, 300, ABOUT),
    ("tầm tám tấn", 8000, 8000, ABOUT),
    ("độ 2 tấn", 2000, 2000, ABOUT),
    ("xấp xỉ 40 tấn", 40_000, 40_000, ABOUT),
    ("ước đạt 15.000 tấn", 15_000_000, 15_000_000, ABOUT),
    ("~5 tấn", 5000, 5000, ABOUT),
    ("khoảng 5-7 tạ", 500, 700, ABOUT),
    ("trên 35.000 tấn", 35_000_000, None, OVER),
    ("hơn 2.000 tấn", 2_000_000, None, OVER),
    ("ít nhất 500 kg", 500, None, OVER),
    ("tối thiểu 5 tạ", 500, None, OVER),
    ("≥ 500 kg", 500, None, OVER),
    (">= 500 kg", 500, None, OVER),
    ("từ 50 tấn trở lên", 50_000, None, OVER),
    ("từ 50 tấn", 50_000, None, OVER),
    ("sản lượng đạt trên 15.000 tấn", 15_000_000, None, OVER),
    ("gần 2 tấn", None, 2000, UNDER),
    ("dưới 3 tạ", None, 300, UNDER),
    ("chưa tới 2 tấn", None, 2000, UNDER),
    ("tối đa 10 tấn", None, 10_000, UNDER),
    ("không quá 5 tấn", None, 5000, UNDER),
    ("đến 5 tấn", None, 5000, UNDER),
    ("lên đến 5 tấn", None, 5000, UNDER),
    ("5 tấn trở xuống", None, 5000, UNDER),
    ("trên 5 đến dưới 7 tạ", 500, 700, None),
    ("nửa tạ", 50, 50, None),
    ("nửa tấn", 500, 500, None),
    ("một tạ rưỡi", 150, 150, None),
    ("hai tấn rưỡi", 2500, 2500, None),
    ("3 tấn rưỡi", 3500, 3500, None),
    ("tạ rưỡi", 150, 150, None),
    ("½ tấn", 500, 500, None),
    ("1½ tấn", 1500, 1500, None),
    ("1/2 tấn", 500, 500, None),
    ("năm tấn", 5000, 5000, None),
    ("hai mươi lăm tấn", 25_000, 25_000, None),
    ("hai lăm tấn", 25_000, 25_000, None),
    ("một trăm linh năm tấn", 105_000, 105_000, None),
    ("hai phẩy năm tấn", 2500, 2500, None),
    ("ba chục tấn", 30_000, 30_000, None),
    ("hơn chục tấn", 10_000, None, OVER),
    ("gần trăm tấn", None, 100_000, UNDER),
    ("hai đến ba trăm tấn", 200_000, 300_000, None),
    ("15 nghìn tấn", 15_000_000, 15_000_000, None),
    ("2 tấn 3", 2300, 2300, None),
    ("5 tạ 20", 520, 520, None),
    ("5 tấn 3 tạ", 5300, 5300, None),
    ("1 tấn 2 tạ 3 yến 4 kg", 1234, 1234, None),
    ("5 yến", 50, 50, None),
    ("5 cân", 5, 5, None),
    ("hai trăm năm chục ký", 250, 250, None),
    ("năm trăm kí", 500, 500, None),
    ("10 lạng", 1, 1, None),
    ("500 g", Fraction(1, 2), Fraction(1, 2), None),
    ("500gam", Fraction(1, 2), Fraction(1, 2), None),
    ("5t", 5000, 5000, None),
    ("1.500 kg", 1500, 1500, None),
    ("1 500 kg", 1500, 1500, None),
    ("1.5 tấn", 1500, 1500, None),
    ("5,5 tạ", 550, 550, None),
    ("0,125 tấn", 125, 125, None),
    ("27.404,97 tấn", 27_404_970, 27_404_970, None),
    ("27,404.97 tấn", 27_404_970, 27_404_970, None),
    ("5,2 tấn (5.200 kg)", 5200, 5200, None),
    ("5,555 tấn (5.555 kg)", 5555, 5555, None),
    ("5.550 – 6,550 kg", 5550, 6550, None),
    ("5,550 - 6,5 tấn", 5550, 6500, None),
    ("khoang 5 tan", 5000, 5000, ABOUT),
    ("tu 5 den 7 ta", 500, 700, None),
    ("tam tam tan", 8000, 8000, ABOUT),
    ("mot tram linh nam tan", 105_000, 105_000, None),
]


@pytest.mark.parametrize(("text", "low", "high", "approx"), MASSES)
def test_masses(
    text: str, low: Fraction | int | None, high: Fraction | int | None, approx: Approx | None
) -> None:
    found = parse(text)
    assert (found.kind, found.min, found.max, found.unit, found.approx, found.ambiguous, found.readings) == (
        Kind.MASS, low, high, "kg", approx, False, ()
    )  # fmt: skip


AREAS = [
    ("trên 34.000 ha", None, 340_000_000, None, OVER),
    ("gần 500 ha", None, None, 5_000_000, UNDER),
    ("1,5 ha", None, 15_000, 15_000, None),
    ("3/4 ha", None, 7500, 7500, None),
    ("2 héc-ta", None, 20_000, 20_000, None),
    ("2 hecta rưỡi", None, 25_000, 25_000, None),
    ("1 ha 500 m2", None, 10_500, 10_500, None),
    ("500m²", None, 500, 500, None),
    ("2 km2", None, 2_000_000, 2_000_000, None),
    ("350 công", None, 350_000, 350_000, None),
    ("10 công tầm lớn", None, 13_000, 13_000, None),
    ("1 mẫu tây", None, 10_000, 10_000, None),
    ("5 sào", Region.NORTH, 1800, 1800, None),
    ("5 sào", Region.CENTRE, 2500, 2500, None),
    ("5 sào", Region.SOUTH, 5000, 5000, None),
    ("2 mẫu", Region.NORTH, 7200, 7200, None),
    ("2 mẫu", Region.CENTRE, 10_000, 10_000, None),
    ("hai mau", Region.SOUTH, 20_000, 20_000, None),
    ("2 mẫu 3 sào", Region.NORTH, 8280, 8280, None),
    ("3-4 sào", Region.NORTH, 1080, 1440, None),
    ("sào rưỡi", Region.NORTH, 540, 540, None),
]


@pytest.mark.parametrize(("text", "region", "low", "high", "approx"), AREAS)
def test_areas(
    text: str, region: Region | None, low: int | None, high: int | None, approx: Approx | None
) -> None:
    found = parse(text, region=region)
    assert (found.kind, found.min, found.max, found.unit, found.approx) == (
        Kind.AREA,
        low,
        high,
        "m2",
        approx,
    )


MONEY = [
    ("15.000 đ", 15_000, 15_000),
    ("15000đ", 15_000, 15_000),
    ("1.350.000 đồng", 1_350_000, 1_350_000),
    ("1,350,000 VNĐ", 1_350_000, 1_350_000),
    ("1,2 tỷ", 1_200_000_000, 1_200_000_000),
    ("1,2 tỉ đồng", 1_200_000_000, 1_200_000_000),
    ("2 tỷ 300 triệu", 2_300_000_000, 2_300_000_000),
    ("2 tỷ 3", 2_300_000_000, 2_300_000_000),
    ("tỷ rưỡi", 1_500_000_000, 1_500_000_000),
    ("115.350 triệu đồng", 115_350_000_000, 115_350_000_000),
    ("1.000 tỷ đồng", 1_000_000_000_000, 1_000_000_000_000),
    ("2 nghìn tỷ", 2_000_000_000_000, 2_000_000_000_000),
    ("20 tr", 20_000_000, 20_000_000),
    ("1tr2", 1_200_000, 1_200_000),
    ("1tr25", 1_250_000, 1_250_000),
    ("1tr250", 1_250_000, 1_250_000),
    ("1tr2 - 1tr5", 1_200_000, 1_500_000),
    ("1,2-1,5 triệu", 1_200_000, 1_500_000),
    ("1 triệu rưỡi", 1_500_000, 1_500_000),
    ("một triệu hai", 1_200_000, 1_200_000),
    ("một triệu hai trăm", 1_200_000, 1_200_000),
    ("hai triệu ba trăm nghìn đồng", 2_300_000, 2_300_000),
    ("mười lăm nghìn", 15_000, 15_000),
    ("muoi lam nghin", 15_000, 15_000),
    ("một nghìn hai trăm", 1200, 1200),
    ("một nghìn không trăm linh năm", 1005, 1005),
    ("một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy", 1_234_567, 1_234_567),
    ("15k", 15_000, 15_000),
    ("15k5", 15_500, 15_500),
    ("18 - 22k", 18_000, 22_000),
    ("15k-20", 15_000, 20_000),
    ("500 - 1 triệu", 500_000, 1_000_000),
    ("800 - 1,2 tỷ", 800_000_000, 1_200_000_000),
    ("200-250 tỷ đồng", 200_000_000_000, 250_000_000_000),
    ("4.000 – 20.000 đ", 4000, 20_000),
    ("giá 15.000", 15_000, 15_000),
]


@pytest.mark.parametrize(("text", "low", "high"), MONEY)
def test_money(text: str, low: object, high: object) -> None:
    found = parse(text)
    assert (found.kind, found.min, found.max, found.unit, found.ambiguous) == (
        Kind.MONEY,
        low,
        high,
        "dong",
        False,
    )


PRICES = [
    ("15-25.000 đ/kg", 15_000, 25_000, "dong/kg"),
    ("70 - 80.000 đ/kg", 70_000, 80_000, "dong/kg"),
    ("từ 15 đến 25 nghìn đồng/kg", 15_000, 25_000, "dong/kg"),
    ("từ 15.000 đến 25.000 đồng / kg", 15_000, 25_000, "dong/kg"),
    ("20k/kg", 20_000, 20_000, "dong/kg"),
    ("20 K/kg", 20_000, 20_000, "dong/kg"),
    ("15k-20/kg", 15_000, 20_000, "dong/kg"),
    ("15k-25k/kg", 15_000, 25_000, "dong/kg"),
    ("15 nghìn/kg", 15_000, 15_000, "dong/kg"),
    ("20 ngàn/ký", 20_000, 20_000, "dong/kg"),
    ("7 nghìn rưỡi/kg", 7500, 7500, "dong/kg"),
    ("15.000 đ/cân", 15_000, 15_000, "dong/kg"),
    ("15 nghìn một cân", 15_000, 15_000, "dong/kg"),
    ("20k 1kg", 20_000, 20_000, "dong/kg"),
    ("20.000/kg", 20_000, 20_000, "dong/kg"),
    ("15.000 đồng trên một kg", 15_000, 15_000, "dong/kg"),
    ("hai mươi lăm nghìn đồng một ký", 25_000, 25_000, "dong/kg"),
    ("15 000 - 25 000 đ/kg", 15_000, 25_000, "dong/kg"),
    ("1,5 triệu/tạ", 15_000, 15_000, "dong/kg"),
    ("15 triệu/tấn", 15_000, 15_000, "dong/kg"),
    ("giá dao động từ 15.000 - 25.000 đồng/kg", 15_000, 25_000, "dong/kg"),
    ("giá bán 50.000đ/kg", 50_000, 50_000, "dong/kg"),
    ("2.000.000 đ/ha", 2_000_000, 2_000_000, "dong/ha"),
    ("200.000 đ/công", 2_000_000, 2_000_000, "dong/ha"),
    ("300.000 đ/1.000 m2", 3_000_000, 3_000_000, "dong/ha"),
    ("10 nghìn/hộp", 10_000, 10_000, "dong/hop"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), PRICES)
def test_prices(text: str, low: object, high: object, unit: str) -> None:
    found = parse(text)
    assert (found.kind, found.min, found.max, found.unit, found.ambiguous) == (
        Kind.PRICE,
        low,
        high,
        unit,
        False,
    )


def test_a_yield_on_a_northern_sao_is_kept_exactly_and_printed_to_the_gram() -> None:
    found = parse("5-6 tạ/sào", region=Region.NORTH)
    assert (found.min, found.max) == (Fraction(500 * 10_000, 360), Fraction(600 * 10_000, 360))
    assert '"min": 13888.889, "max": 16666.667, "unit": "kg/ha"' in found.as_json()


def test_a_gia_is_converted_once_its_size_is_told() -> None:
    assert parse("300 giạ", kg_per_gia=21).min == 6300
    assert parse("94.500 đ/giạ", kg_per_gia=21).min == 4500
