"""What people write about yields, rates, counts and durations."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cungcau.kernel.vntext import Kind, parse

OTHERS = [
    ("10,5 tấn/ha", Kind.YIELD, 10_500, 10_500, "kg/ha"),
    ("15-20 tấn/ha", Kind.YIELD, 15_000, 20_000, "kg/ha"),
    ("300 kg/công", Kind.YIELD, 3000, 3000, "kg/ha"),
    ("8 tạ/công", Kind.YIELD, 8000, 8000, "kg/ha"),
    ("12 tấn/ha/vụ", Kind.YIELD, 12_000, 12_000, "kg/ha/vu"),
    ("50 kg/cây", Kind.YIELD, 50, 50, "kg/cay"),
    ("6.250 tấn/ngày", Kind.MASS, 6_250_000, 6_250_000, "kg/day"),
    ("300 tấn mỗi ngày", Kind.MASS, 300_000, 300_000, "kg/day"),
    ("5-20 kg/đơn", Kind.MASS, 5, 20, "kg/don"),
    ("1.000 tỷ đồng/năm", Kind.MONEY, 10**12, 10**12, "dong/year"),
    ("400 cây/ha", Kind.COUNT, 400, 400, "cay/ha"),
    ("08 hợp tác xã", Kind.COUNT, 8, 8, "htx"),
    ("1.750 hộ", Kind.COUNT, 1750, 1750, "ho"),
    ("5 - 7 hộ dân", Kind.COUNT, 5, 7, "ho"),
    ("3 xe", Kind.COUNT, 3, 3, "xe"),
    ("100 cây", Kind.COUNT, 100, 100, "cay"),
    ("5 vạn con", Kind.COUNT, 50_000, 50_000, "con"),
    ("60-70 tổ chức kinh tế", Kind.COUNT, 60, 70, "to_chuc"),
    ("đạt 5 sao", Kind.COUNT, 5, 5, "sao_ocop"),
    ("10-15%", Kind.COUNT, 10, 15, "%"),
    ("500", Kind.COUNT, 500, 500, ""),
    ("hai mươi lăm", Kind.COUNT, 25, 25, ""),
    ("một trăm linh năm", Kind.COUNT, 105, 105, ""),
    ("hai trăm rưỡi", Kind.COUNT, 250, 250, ""),
    ("5.550", Kind.COUNT, 5550, 5550, ""),
    ("5,5", Kind.COUNT, Fraction(11, 2), Fraction(11, 2), ""),
    ("70 - 80.000", Kind.COUNT, 70_000, 80_000, ""),
    ("4.000 – 20.000", Kind.COUNT, 4000, 20_000, ""),
    ("7-10 ngày", Kind.DURATION, 7, 10, "day"),
    ("2 tuần", Kind.DURATION, 14, 14, "day"),
    ("2 tuần 3 ngày", Kind.DURATION, 17, 17, "day"),
    ("12 giờ", Kind.DURATION, 12, 12, "hour"),
    ("60 phút", Kind.DURATION, 60, 60, "minute"),
    ("2h30", Kind.DURATION, 150, 150, "minute"),
    ("3 tháng", Kind.DURATION, 3, 3, "month"),
    ("hai mươi năm", Kind.DURATION, 20, 20, "year"),
    ("1 năm 6 tháng", Kind.DURATION, 18, 18, "month"),
    ("02 ngày làm việc", Kind.DURATION, 2, 2, "working_day"),
    ("2 đêm", Kind.DURATION, 2, 2, "night"),
]


@pytest.mark.parametrize(("text", "kind", "low", "high", "unit"), OTHERS)
def test_yields_counts_and_durations(text: str, kind: Kind, low: Fraction, high: Fraction, unit: str) -> None:
    found = parse(text)
    assert (found.kind, found.min, found.max, found.unit, found.ambiguous) == (kind, low, high, unit, False)
