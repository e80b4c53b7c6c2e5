"""Whole texts about time: a day or period, a range of them, an open start, a deadline."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.time import settle
from cungcau.kernel.vntext.grammar.time.dates import lone_day, lone_month, month_part_or_day
from cungcau.kernel.vntext.grammar.time.parts import Grain, Part, days
from cungcau.kernel.vntext.grammar.time.periods import lone_quarter, lone_year, period
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, listed, remembered

_LABEL: Phrases[None] = listed(
    "trong|vào|trong thời gian|thời gian|thu hoạch|thời vụ|mùa thu hoạch|thời gian thu hoạch|giai đoạn|"
    "vào lúc|khi|đúng|:|là|có hiệu lực"
)
_ABOUT: Phrases[None] = listed("khoảng|vào khoảng|dự kiến|tầm|chừng|độ|~")
_FROM: Phrases[None] = listed("từ|kể từ|bắt đầu từ|bắt đầu")
_AFTER: Phrases[None] = listed("sau")
_ONWARDS: Phrases[None] = listed("trở đi|trở về sau|về sau|đi")
_TO: Phrases[None] = listed(
    "-|~|đến|tới|đến hết|tới hết|cho đến|cho tới|cho đến hết|đến khoảng|đến hết ngày|tới hết ngày|hết"
)
_BEFORE: Phrases[None] = listed("trước")
_BY: Phrases[None] = listed(
    "chậm nhất|muộn nhất|trễ nhất|hạn|hạn chót|hạn cuối|hạn cuối cùng|hạn nộp|hạn nộp hồ sơ|hạn báo cáo|"
    "thời hạn|kỳ hạn|đến|tới|cho đến|đến hết|hết|hết hạn|không muộn hơn|không chậm hơn|không quá|"
    "tính đến|hạn đến|kết thúc|đến hết ngày|hết ngày"
)
_DUTY: Phrases[None] = listed(
    ":|là|vào|trong|xong|hoàn thành|nộp|gửi|báo cáo|gửi báo cáo|nộp báo cáo|nộp hồ sơ"
)

Found = Iterator[tuple[Part, int]]


def timings(scan: Scan) -> Iterator[Outcome]:
    """Read the whole text as one statement about time, in every way it can be read."""
    yield from _deadlines(scan, 0)
    for start, about in _openings(scan, 0, False):
        yield from _stretches(scan, start, about)


def _openings(scan: Scan, i: int, about: bool) -> Iterator[tuple[int, bool]]:
    """Step over labels ("thời gian thu hoạch:") and "khoảng"."""
    yield i, about
    for _, j in _LABEL.match(scan, i):
        yield from _openings(scan, j, about)
    for _, j in _ABOUT.match(scan, i):
        yield from _openings(scan, j, True)


@remembered
def _parts(scan: Scan, i: int) -> Found:
    yield from month_part_or_day(scan, i)
    yield from period(scan, i)


def _stretches(scan: Scan, i: int, about: bool) -> Iterator[Outcome]:
    end = len(scan.tokens)
    for part, j in _parts(scan, i):
        if j == end:
            yield from settle.alone(scan, part, about)
    for _, start in _FROM.match(scan, i):
        for part, j in _parts(scan, start):
            if j == end or any(k == end for _, k in _ONWARDS.match(scan, j)):
                yield from settle.opened(scan, part, after=False)
    for _, start in _AFTER.match(scan, i):
        for part, j in _parts(scan, start):
            if j == end:
                yield from settle.opened(scan, part, after=True)
    for start in [i, *(j for _, j in _FROM.match(scan, i))]:
        for low, high in _pairs(scan, start):
            yield from settle.between(scan, low, high, about)


def _pairs(scan: Scan, i: int) -> Iterator[tuple[Part, Part]]:
    """Read both ends of a range that closes the text; a bare number is the same sort as the other end."""
    end = len(scan.tokens)
    for low, j in [*_parts(scan, i), *lone_day(scan, i), *lone_year(scan, i)]:
        for _, k in _TO.match(scan, j):
            for high, last in _high_ends(scan, low, k):
                if last == end and (fitted := _fit(low, high)):
                    yield fitted


def _high_ends(scan: Scan, low: Part, i: int) -> Found:
    yield from _parts(scan, i)
    if low.grain is Grain.DAY and not low.incomplete:
        yield from lone_day(scan, i)
    if low.grain is Grain.MONTH:
        yield from lone_month(scan, i)
    if low.grain is Grain.QUARTER:
        yield from lone_quarter(scan, i)
    if not low.monthly and low.year:
        yield from lone_year(scan, i)


def _fit(low: Part, high: Part) -> tuple[Part, Part] | None:
    """Make a lone first number the same sort as the second end; ``None`` when they cannot go together."""
    if not low.incomplete:
        return low, high
    if high.grain is Grain.DAY and not high.incomplete:
        return low, high
    if low.figure and low.figure <= 12 and high.figure:
        return Part(low.label, Grain.MONTH, days(1, None), None, low.figure), high
    return None


def _deadlines(scan: Scan, i: int) -> Iterator[Outcome]:
    """Read deadline words, at least one that is no mere filler, and the part that closes the text."""
    for start, before, real in _marks(scan, i, False, False):
        if real:
            for part, j in [*_parts(scan, start), *(lone_year(scan, start) if before else ())]:
                if j == len(scan.tokens):
                    yield from settle.deadline(scan, part, before)


def _marks(scan: Scan, i: int, before: bool, real: bool) -> Iterator[tuple[int, bool, bool]]:
    yield i, before, real
    for _, j in _BEFORE.match(scan, i):
        yield from _marks(scan, j, True, True)
    for _, j in _BY.match(scan, i):
        yield from _marks(scan, j, before, True)
    for _, j in _DUTY.match(scan, i):
        yield from _marks(scan, j, before, real)
