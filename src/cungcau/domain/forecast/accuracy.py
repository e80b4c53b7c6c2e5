"""How good forecasts were; no database.

Only weeks that have both a forecast said before the week began and a report of what was harvested are compared:

- WAPE (weighted absolute percentage error) = Σ |likely − harvested| / Σ harvested;
- bias = Σ (likely − harvested) / Σ harvested: above zero when more was promised than came;
- inside = the share of weeks in which low ≤ harvested ≤ high.

Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.8 (errors scaled by the sum of
what was observed, because single weeks may be zero).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ENOUGH_WEEKS = 4
"""Compared weeks from which on a figure is shown; below, "chưa đủ số liệu"."""


@dataclass(frozen=True, slots=True)
class Score:
    """Sums over compared weeks: how many, kg harvested, kg likely, kg off either way, weeks inside low–high.

    ``missing`` counts weeks that were forecast, are over, and have no report.
    """

    weeks: int = 0
    harvested_kg: int = 0
    likely_kg: int = 0
    off_kg: int = 0
    inside: int = 0
    missing: int = 0

    @property
    def enough(self) -> bool:
        """Whether there is enough to judge by."""
        return self.weeks >= ENOUGH_WEEKS and self.harvested_kg > 0

    @property
    def wape(self) -> Fraction | None:
        """The absolute error as a part of what was harvested; None when there is not enough."""
        return Fraction(self.off_kg, self.harvested_kg) if self.enough else None

    @property
    def bias(self) -> Fraction | None:
        """How much more was thought likely than came, as a part of what came; None when not enough."""
        return Fraction(self.likely_kg - self.harvested_kg, self.harvested_kg) if self.enough else None

    @property
    def inside_share(self) -> Fraction | None:
        """The part of weeks that came out between low and high; None when not enough."""
        return Fraction(self.inside, self.weeks) if self.enough else None

    def __add__(self, other: Score) -> Score:
        return Score(
            self.weeks + other.weeks,
            self.harvested_kg + other.harvested_kg,
            self.likely_kg + other.likely_kg,
            self.off_kg + other.off_kg,
            self.inside + other.inside,
            self.missing + other.missing,
        )


def compare(low_kg: int, likely_kg: int, high_kg: int, harvested_kg: int) -> Score:
    """One week that has both."""
    inside = low_kg <= harvested_kg <= high_kg
    return Score(1, harvested_kg, likely_kg, abs(likely_kg - harvested_kg), int(inside))
