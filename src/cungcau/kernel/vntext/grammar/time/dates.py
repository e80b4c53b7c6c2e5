"""Days, months and their parts as people write them: 15/9, 20 tháng 8 năm 2021, giữa tháng 9 …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cungcau.kernel.vntext.grammar.numbers import small_number
from cungcau.kernel.vntext.grammar.time.parts import MONTH_PARTS, Grain, Part, day, days
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, listed

_DAY: Phrases[None] = listed("ngày|mùng|mồng|ngày mùng|ngày mồng")
_MONTH: Phrases[None] = listed("tháng")
_LUNAR_MONTH: Phrases[int] = Phrases({"tháng giêng": 1, "tháng chạp": 12})
_LUNAR_DAY: Phrases[int] = Phrases({"rằm": 15, "ngày rằm": 15})
_LUNAR: Phrases[None] = listed("âm lịch|âm|âl|(âm lịch)|(âm)|(âl)")
_TET: Phrases[None] = listed("tết|tết nguyên đán|tết âm lịch|tết trung thu|trung thu")
_YEAR: Phrases[None] = listed("năm|của năm|, năm|/|-")
_PART: Phrases[str] = Phrases({words: words for words in MONTH_PARTS})
_OF: Phrases[None] = listed("của|trong")
_HOUR: Phrases[None] = listed("giờ|h")
_MINUTE: Phrases[None] = listed("phút|p")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")

Found = Iterator[tuple[Part, int]]


def year(scan: Scan, i: int) -> Iterator[tuple[int, int]]:
    """Read a year of four digits, 1900 to 2100."""
    token = scan.at(i)
    if token is not None and len(token.text) == 4 and token.whole:
        found = int(token.text)
        if 1900 <= found <= 2100:
            yield found, scan.reach(i + 1)


def year_after(scan: Scan, i: int) -> Iterator[tuple[int | None, int]]:
    """Read the year behind a day or month, if any: "/2021", "năm 2021", " 2021", "/21"."""
    yield None, i
    yield from year(scan, i)
    for _, j in _YEAR.match(scan, i):
        yield from year(scan, j)
    short = scan.at(i + 1)
    if scan.sign(i, "/") and short is not None and short.whole and len(short.text) == 2:
        yield 2000 + int(short.text), scan.reach(i + 2)


def month_name(scan: Scan, i: int) -> Iterator[tuple[int, bool, int]]:
    """Read "tháng 9", "tháng chín", "T9"; yields the month and whether it is one of the moon."""
    token = scan.at(i)
    starts = [j for _, j in _MONTH.match(scan, i)]
    if token is not None and token.fold == "t" and scan.glued(i + 1):
        starts.append(i + 1)
    for start in starts:
        for number, j in small_number(scan, start):
            if 1 <= number <= 12:
                yield number, False, j
            elif not (follower := scan.at(j)) or not follower.text.isalpha():
                _impossible(scan, start - 1, j)
    for number, j in _LUNAR_MONTH.match(scan, i):
        yield number, True, j


def _lunar(scan: Scan, part: Part, i: int) -> Found:
    """Step over "âm lịch" where it stands; the part is then one of the moon."""
    yield part, i
    for _, j in _LUNAR.match(scan, i):
        yield replace(part, lunar=True), j


def _impossible(scan: Scan, i: int, j: int) -> None:
    """Remember the longest stretch that looks like a date but is none, for the refusal."""
    scan.impossible_date = max(scan.impossible_date, scan.words(i, j), key=len)


def _on_day(scan: Scan, i: int, number: int, month: int, j: int, known: int | None) -> Found:
    """Yield the day, or note that there is none such."""
    if not (1 <= number <= 31 and 1 <= month <= 12):
        _impossible(scan, i, j)
        return
    found = Part(scan.words(i, j), Grain.DAY, day(number), known, month)
    yield from _lunar(scan, found, j)


def _number(scan: Scan, i: int, longest: int = 2) -> int | None:
    token = scan.at(i)
    if token is None or len(token.text) > longest or not token.whole:
        return None
    return int(token.text)


def _in_figures(scan: Scan, i: int) -> Found:
    """Read 15/9, 15/9/2021, 15-9-2021, 15-9/2021, 15.9.2021, 2021-09-15."""
    token = scan.at(i)
    dotted = _DOTTED.fullmatch(token.text) if token is not None else None
    if dotted:
        number, month, known = (int(part) for part in dotted.groups())
        yield from _on_day(scan, i, number, month, scan.reach(i + 1), known)
    first, second = _number(scan, i, 4), _number(scan, i + 2)
    if first is None or second is None:
        return
    if scan.sign(i + 1, "/") and first <= 99:
        for written, j in year_after(scan, i + 3):
            yield from _on_day(scan, i, first, second, j, written)
    if scan.sign(i + 1, "-/") and first >= 1900 and scan.sign(i + 3, "-/"):
        last = _number(scan, i + 4)
        if last is not None:
            yield from _on_day(scan, i, last, second, scan.reach(i + 5), first)
    if scan.sign(i + 1, "-"):
        for known, j in year(scan, i + 4):
            if scan.sign(i + 3, "-/"):
                yield from _on_day(scan, i, first, second, j, known)


def _day(scan: Scan, i: int) -> Found:
    """Read a day of a month: in figures, or "20 tháng 8 năm 2021", or rằm."""
    yield from _in_figures(scan, i)
    for number, j in small_number(scan, i):
        for month, lunar, k in month_name(scan, j):
            for known, end in year_after(scan, k):
                for part, last in _on_day(scan, i, number, month, end, known):
                    yield replace(part, lunar=part.lunar or lunar), last
    for number, j in _LUNAR_DAY.match(scan, i):
        for month, _, k in month_name(scan, j):
            for known, end in year_after(scan, k):
                for part, last in _on_day(scan, i, number, month, end, known):
                    yield replace(part, lunar=True), last


def _timed_day(scan: Scan, i: int) -> Found:
    """Read a day with its hour before it: "17h ngày 25/6", "17 giờ 00 ngày 25/6"."""
    if _number(scan, i) is None:
        return
    for _, j in _HOUR.match(scan, i + 1):
        ends = [j]
        if _number(scan, j) is not None:
            ends = [j + 1, *(k for _, k in _MINUTE.match(scan, j + 1))]
        for end in ends:
            start = end + 1 if scan.sign(end, ",") else end
            for _, k in _DAY.match(scan, start):
                for part, last in _day(scan, k):
                    yield replace(part, clock=True), last


def _month(scan: Scan, i: int) -> Found:
    """Read a month, or one in figures with its year: "9/2021", "2021-09"."""
    for month, lunar, j in month_name(scan, i):
        for known, k in year_after(scan, j):
            part = Part(scan.words(i, k), Grain.MONTH, days(1, None), known, month, lunar=lunar)
            yield from _lunar(scan, part, k)
    number = _number(scan, i)
    if number is not None and 1 <= number <= 12 and scan.sign(i + 1, "/"):
        for known, j in year(scan, i + 2):
            yield Part(scan.words(i, j), Grain.MONTH, days(1, None), known, number, figure=number), j
    second = _number(scan, i + 2)
    if second is not None and 1 <= second <= 12 and scan.sign(i + 1, "-") and scan.glued(i + 2):
        for known, _ in year(scan, i):
            yield Part(scan.words(i, i + 3), Grain.MONTH, days(1, None), known, second), scan.reach(i + 3)


def _month_part(scan: Scan, i: int) -> Found:
    """Read a part of a month: "giữa tháng 9", "hạ tuần tháng 10/2021", "tuần thứ 2 của tháng 9"."""
    for words, j in _PART.match(scan, i):
        start = next((k for _, k in _OF.match(scan, j)), j)
        for month, k in _month(scan, start):
            bounds, loose = MONTH_PARTS[words], words == "cuối"
            yield replace(month, label=scan.words(i, k), grain=Grain.OTHER, bounds=bounds, loose=loose), k


def month_part_or_day(scan: Scan, i: int) -> Found:
    """Read a day, a month or a part of a month."""
    for _, j in [*_DAY.match(scan, i), (None, i)]:
        yield from _day(scan, j)
    yield from _timed_day(scan, i)
    yield from _month(scan, i)
    yield from _month_part(scan, i)
    for _, j in _TET.match(scan, i):
        for known, k in year_after(scan, j):
            yield Part(scan.words(i, k), Grain.OTHER, day(1), known, 1, lunar=True), k


def lone_day(scan: Scan, i: int) -> Found:
    """Read a day without its month: "15", "ngày 15"."""
    for _, j in [*_DAY.match(scan, i), (None, i)]:
        for number, k in small_number(scan, j):
            if 1 <= number <= 31:
                figure = number if j == i and _number(scan, i) is not None else None
                yield Part(scan.words(i, k), Grain.DAY, day(number), figure=figure), k


def lone_month(scan: Scan, i: int) -> Found:
    """Read a month given as a bare number: the 10 of "tháng 9-10/2021"."""
    for number, j in small_number(scan, i):
        if 1 <= number <= 12:
            for known, k in year_after(scan, j):
                yield Part(scan.words(i, k), Grain.MONTH, days(1, None), known, number), k
