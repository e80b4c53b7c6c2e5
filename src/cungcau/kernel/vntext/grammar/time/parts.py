"""Parts of the calendar a text may name: a day, a month or part of one, a quarter, a week, a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

Bounds = tuple[date, date]


class Grain(Enum):
    """What sort of part it is; a bare number beside it is read as the same sort."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of days that may still lack its year or month.

    ``bounds(year, month)`` gives its first and last day and raises ``ValueError`` when there is no such
    day; ``monthly`` says whether it needs the month. ``vague`` names the ends on which writers differ,
    ``loose`` the end of a month or year, ``clock`` a day named with an hour, ``label`` the words, ``figure``
    the number of a part in figures that may belong to a range of months ("9" and "10/2021" of "9-10/2021").
    """

    label: str
    grain: Grain
    bounds: Callable[[int, int], Bounds]
    year: int | None = None
    month: int | None = None
    monthly: bool = True
    lunar: bool = False
    vague: frozenset[str] = frozenset()
    loose: bool = False
    clock: bool = False
    figure: int | None = None

    @property
    def incomplete(self) -> bool:
        """Whether a month is needed that was not said."""
        return self.monthly and self.month is None

    def on(self, year: int, month: int | None = None) -> Bounds:
        """Return the first and last day in ``year`` (and ``month`` where the part has none itself).

        Raises ``ValueError`` when the calendar has no such day.
        """
        return self.bounds(year, self.month or month or 1)


def day(number: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of one day of a month."""
    return lambda year, month: (date(year, month, number), date(year, month, number))


def days(first: int, last: int | None) -> Callable[[int, int], Bounds]:
    """Return the bounds of days ``first`` to ``last`` of a month (``None``: to its end)."""

    def bounds(year: int, month: int) -> Bounds:
        end = monthrange(year, month)[1]
        return date(year, month, first), date(year, month, end if last is None else min(last, end))

    return bounds


def last_days(count: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of the last ``count`` days of a month."""

    def bounds(year: int, month: int) -> Bounds:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=count - 1), end

    return bounds


def months(first: int, last: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of whole months of a year, ``first`` to ``last``."""
    return lambda year, _: (date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def iso_week(number: int) -> Callable[[int, int], Bounds]:
    """Return the bounds of an ISO week, Monday to Sunday."""
    return lambda year, _: (date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))


# Parts of a month. Giữa is the 15th; the thirds (tuần) are the ten-day ones of official papers.
MONTH_PARTS: dict[str, Callable[[int, int], Bounds]] = {
    "đầu": days(1, 10),
    "giữa": day(15),
    "cuối": days(21, None),
    "thượng tuần": days(1, 10),
    "trung tuần": days(11, 20),
    "hạ tuần": days(21, None),
    "nửa đầu": days(1, 15),
    "nửa cuối": days(16, None),
    "nửa sau": days(16, None),
    "cả": days(1, None),
    "tuần đầu": days(1, 7),
    "tuần đầu tiên": days(1, 7),
    "tuần cuối": last_days(7),
    "tuần cuối cùng": last_days(7),
}
# Parts of a year, with the ends on which writers differ: "đến cuối năm" is sure, "cuối năm" alone is not.
YEAR_PARTS: dict[str, tuple[Callable[[int, int], Bounds], frozenset[str]]] = {
    "đầu": (months(1, 3), frozenset({"last"})),
    "giữa": (months(6, 7), frozenset({"first", "last"})),
    "cuối": (months(10, 12), frozenset({"first"})),
    "cả": (months(1, 12), frozenset()),
}
