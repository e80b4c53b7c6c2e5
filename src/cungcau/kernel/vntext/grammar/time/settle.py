"""Turning parts of the calendar into days: years implied by the other end, or asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.time.parts import Bounds, Part
from cungcau.kernel.vntext.grammar.tokens import Scan
from cungcau.kernel.vntext.reading import Approx, Kind
from cungcau.kernel.vntext.show_dates import show_date

UNIT = "date"
_NO_YEAR = "chưa rõ năm nào; cần ghi đủ năm"
_LUNAR = "ngày âm lịch; cần ngày dương lịch tương ứng"
_ONE_DAY = timedelta(days=1)


def _question(kind: Kind, text: str) -> Outcome:
    return Outcome(kind, UNIT, question=text)


def _bounds(scan: Scan, part: Part, year: int, month: int | None = None) -> Bounds | None:
    """Return the part's days, or ``None`` after noting that the calendar has no such day."""
    try:
        return part.on(year, month)
    except ValueError:
        label = part.label if str(year) in part.label else f"{part.label} ({year})"
        scan.impossible_date = scan.impossible_date or label
        return None


def _stretch(
    first: date | None, last: date | None, about: bool, sure: bool = True, note: str = ""
) -> Outcome:
    approx = Approx.ABOUT if about else None
    return Outcome(Kind.DATE_RANGE, UNIT, first, last, approx, sure=sure, note=note)


def alone(scan: Scan, part: Part, about: bool) -> Iterator[Outcome]:
    """Settle a single part: the days it covers."""
    year = part.year or scan.year
    if part.lunar:
        yield _question(Kind.DATE_RANGE, _LUNAR)
    elif year is None:
        yield _question(Kind.DATE_RANGE, _NO_YEAR)
    elif bounds := _bounds(scan, part, year):
        yield _stretch(*bounds, about, sure=not part.vague)


def opened(scan: Scan, part: Part, after: bool) -> Iterator[Outcome]:
    """Settle "từ …" (the part included) or, with ``after``, "sau …" (the part excluded)."""
    year = part.year or scan.year
    if part.lunar:
        yield _question(Kind.DATE_RANGE, _LUNAR)
    elif year is None:
        yield _question(Kind.DATE_RANGE, _NO_YEAR)
    elif bounds := _bounds(scan, part, year):
        first = bounds[1] + _ONE_DAY if after else bounds[0]
        yield _stretch(first, None, False, sure=("last" if after else "first") not in part.vague)


def deadline(scan: Scan, part: Part, before: bool) -> Iterator[Outcome]:
    """Settle a deadline: ``max`` is the last day on which it is kept.

    "Trước ngày X" excludes X unless an hour of X is named; every other wording includes X. Before a
    part of a month whose end is loose ("trước cuối tháng 10") both ends are offered.
    """
    year = part.year or scan.year
    if part.lunar:
        yield _question(Kind.DEADLINE, _LUNAR)
        return
    if year is None:
        yield _question(Kind.DEADLINE, _NO_YEAR)
        return
    bounds = _bounds(scan, part, year)
    if bounds is None:
        return
    if not before or part.clock:
        yield Outcome(Kind.DEADLINE, UNIT, None, bounds[1], sure="last" not in part.vague)
        return
    edges = [bounds[0], bounds[1]] if part.loose else [bounds[0]]
    for edge in edges:
        last = edge - _ONE_DAY
        note = f"trước {show_date(edge)}: ngày cuối cùng còn kịp là {show_date(last)}"
        yield Outcome(Kind.DEADLINE, UNIT, None, last, note=note)


def between(scan: Scan, low: Part, high: Part, about: bool) -> Iterator[Outcome]:
    """Settle a range; the year or month missing on one end is taken from the other.

    Where neither has a year, the scan's year is the year of the first end; a range that would run
    backwards then passes the turn of the year.
    """
    if low.lunar or high.lunar:
        yield _question(Kind.DATE_RANGE, _LUNAR)
        return
    year = low.year or high.year or scan.year
    if year is None:
        yield _question(Kind.DATE_RANGE, _NO_YEAR)
        return
    first_year, last_year = low.year or year, high.year or year
    if low.year is None and high.year is not None:
        first_year = high.year
    first = _bounds(scan, low, first_year, high.month)
    last = _bounds(scan, high, last_year, low.month)
    if first is None or last is None:
        return
    if first[0] > last[1] and not (low.incomplete or high.incomplete):
        if low.year is None and high.year is not None:
            first = _bounds(scan, low, first_year - 1, high.month)
        elif high.year is None:
            last = _bounds(scan, high, last_year + 1, low.month)
    if first is None or last is None:
        return
    sure = "first" not in low.vague and "last" not in high.vague
    if first[0] <= last[1]:
        yield _stretch(first[0], last[1], about, sure)
        return
    if low.incomplete and high.month:  # "28-5/9": the 28th of the month before?
        back = (last_year, high.month - 1) if high.month > 1 else (last_year - 1, 12)
        if earlier := _bounds(scan, low, *back):
            yield _stretch(earlier[0], last[1], about, sure=False, note="ngày đầu thuộc tháng trước")
    yield _stretch(last[0], first[1], about, sure=False, note="hai đầu viết ngược")
