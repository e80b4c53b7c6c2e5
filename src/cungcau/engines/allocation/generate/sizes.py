"""How large the synthetic scenarios are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

START = date(2026, 9, 1)
"""The first day of every synthetic scenario; fixed, so that a seed means the same on any day."""


@dataclass(frozen=True, slots=True)
class Size:
    """Counts of a synthetic scenario; ``label`` names it in Vietnamese."""

    key: str
    label: str
    lots: int
    demands: int
    days: int
    provinces: int
    places: int
    points: int
    markets: int
    goods: int


SIZES = {
    size.key: size
    for size in (
        Size("small", "thử", 60, 8, 14, 1, 3, 2, 2, 2),
        Size("commune", "một xã", 2_000, 50, 45, 1, 12, 4, 6, 3),
        Size("province", "một tỉnh", 50_000, 500, 60, 1, 65, 40, 12, 20),
        Size("nation", "cả nước", 2_000_000, 20_000, 60, 34, 3_321, 1_200, 34, 60),
    )
}
