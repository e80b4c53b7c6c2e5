"""Quarters, weeks and years: "quý III/2021", "tuần 38/2021", "6 tháng cuối năm 2021", "cuối năm"."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.kernel.vntext.grammar.numbers import small_number
from cungcau.kernel.vntext.grammar.time.dates import month_name, year, year_after
from cungcau.kernel.vntext.grammar.time.parts import YEAR_PARTS, Grain, Part, days, iso_week, months
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, listed

_QUARTER: Phrases[None] = listed("quý")
_ROMAN: Phrases[int] = Phrases({"i": 1, "ii": 2, "iii": 3, "iv": 4})
_WEEK: Phrases[None] = listed("tuần|tuần thứ|tuần lễ|tuần lễ thứ")
_OF: Phrases[None] = listed("của|trong")
_YEAR: Phrases[None] = listed("năm|của năm")
_YEAR_SIGN: Phrases[None] = listed("năm|của năm|/|/năm|-")
_YEAR_PART: Phrases[str] = Phrases({words: words for words in YEAR_PARTS})
_MONTHS_OF: Phrases[bool] = Phrases({"tháng đầu": True, "tháng cuối": False})

Found = Iterator[tuple[Part, int]]


def lone_quarter(scan: Scan, i: int) -> Found:
    """Read a quarter's number, Roman or not, with its year if any."""
    for number, j in [*_ROMAN.match(scan, i), *small_number(scan, i)]:
        if 1 <= number <= 4:
            for known, k in year_after(scan, j):
                bounds = months(3 * number - 2, 3 * number)
                yield Part(scan.words(i, k), Grain.QUARTER, bounds, known, monthly=False), k


def _quarter(scan: Scan, i: int) -> Found:
    for _, j in _QUARTER.match(scan, i):
        yield from lone_quarter(scan, j)
    token = scan.at(i)
    if token is not None and token.fold == "q" and scan.glued(i + 1):
        yield from lone_quarter(scan, i + 1)


def _week(scan: Scan, i: int) -> Found:
    """Read a week of a month (days 1-7, 8-14, …) or of a year (ISO, Monday to Sunday)."""
    for _, start in _WEEK.match(scan, i):
        for number, j in small_number(scan, start):
            of = next((k for _, k in _OF.match(scan, j)), j)
            if 1 <= number <= 5:
                bounds = days(7 * number - 6, 7 * number if number < 5 else None)
                for month, lunar, k in month_name(scan, of):
                    for known, end in year_after(scan, k):
                        yield Part(scan.words(i, end), Grain.OTHER, bounds, known, month, lunar=lunar), end
            for _, k in _YEAR_SIGN.match(scan, j):
                for known, end in year(scan, k):
                    if 1 <= number <= 53:
                        label = scan.words(i, end)
                        yield Part(label, Grain.OTHER, iso_week(number), known, monthly=False), end


def _year(scan: Scan, i: int) -> Found:
    """Read a year, a part of one, or its first or last months."""
    for _, j in _YEAR.match(scan, i):
        for known, k in year(scan, j):
            yield Part(scan.words(i, k), Grain.OTHER, months(1, 12), known, monthly=False), k
    for words, j in _YEAR_PART.match(scan, i):
        bounds, vague = YEAR_PARTS[words]
        for _, k in _YEAR.match(scan, j):
            for stated, end in [(None, k), *year(scan, k)]:
                label = scan.words(i, end)
                loose = words == "cuối"
                yield Part(label, Grain.OTHER, bounds, stated, monthly=False, vague=vague, loose=loose), end
    for number, j in small_number(scan, i):
        for first, k in _MONTHS_OF.match(scan, j):
            for _, m in _YEAR.match(scan, k):
                for stated, end in [(None, m), *year(scan, m)]:
                    if 1 <= number <= 12:
                        bounds = months(1, number) if first else months(13 - number, 12)
                        yield Part(scan.words(i, end), Grain.OTHER, bounds, stated, monthly=False), end


def period(scan: Scan, i: int) -> Found:
    """Read a quarter, a week, a year or part of one."""
    yield from _quarter(scan, i)
    yield from _week(scan, i)
    yield from _year(scan, i)


def lone_year(scan: Scan, i: int) -> Found:
    """Read a year standing alone, as in "2021-2025" and "giai đoạn 2021 - 2025"."""
    for known, j in year(scan, i):
        yield Part(str(known), Grain.OTHER, months(1, 12), known, monthly=False), j
