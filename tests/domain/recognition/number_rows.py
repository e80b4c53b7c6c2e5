"""Places with their former districts, products of many standings, workbooks as provinces keep them; for tests."""

from __future__ import annotations

from datetime import date

from cungcau.reference.geography import services as geography
from tests.domain.season_rows import SOURCE

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
DISTRICTS = {
    "181": "Bình Gia", "183": "Cao Lộc", "184": "Văn Quan", "186": "Hữu Lũng", "187": "Chi Lăng", "188": "Lộc Bình",
}  # fmt: skip
"""Former districts of Lạng Sơn beside Văn Lãng, by the statistics office's code."""


def record_districts() -> None:
    """The districts of the kept table that ``record_places`` does not know, and a commune of Chi Lăng."""
    units = [
        geography.UnitRow(code, "huyện", name, "20", None, LAST, lat=21.8, lon=106.6)
        for code, name in DISTRICTS.items()
    ]
    units += [
        geography.UnitRow("06523", "xã", "Chi Lăng", "187", None, LAST),
        geography.UnitRow("06463", "xã", "Chi Lăng", "20", FIRST, lat=21.6, lon=106.5),
    ]
    geography.record_units(rows=units, source=SOURCE, actor=None)
    link = geography.SuccessionRow("06523", LAST, "06463")
    geography.record_successions(rows=[link], source=SOURCE, actor=None)
