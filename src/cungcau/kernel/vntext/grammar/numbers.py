"""Numbers of any writing: figures, words, and both mixed with nghìn, triệu, tỷ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cungcau.kernel.vntext.grammar.numerals import numeral
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, remembered
from cungcau.kernel.vntext.grammar.words import HALF_MORE, below_thousand, digits_said, odd_units

SCALES: Phrases[int] = Phrases(
    {
        "chục": 10,
        "trăm": 100,
        "nghìn": 1_000,
        "ngàn": 1_000,
        "k": 1_000,
        "vạn": 10_000,
        "triệu": 1_000_000,
        "tr": 1_000_000,
        "tỷ": 1_000_000_000,
        "tỉ": 1_000_000_000,
    }
)
_HALF: Phrases[Fraction] = Phrases(
    {
        "nửa": Fraction(1, 2),
        "một nửa": Fraction(1, 2),
        "½": Fraction(1, 2),
        "¼": Fraction(1, 4),
        "¾": Fraction(3, 4),
    }
)
# Scale words that mean one of themselves when nothing stands before: "hơn trăm tấn", "triệu rưỡi".
_ALONE: Phrases[int] = Phrases({"chục": 10, "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000})
_ALONE_LARGE: Phrases[int] = Phrases({"triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000})
_ORDINALS: Phrases[int] = Phrases({"tư": 4, "nhất": 1})
_POINT: Phrases[int] = Phrases({"phẩy": 0, "chấm": 0})


@dataclass(frozen=True, slots=True)
class Number:
    """A number and how it was written.

    ``scale`` is the last scale word (1 without one), ``counted_in`` what its first number counts ("năm trăm
    nghìn" counts hundred thousands), ``large`` whether nghìn or more was said, ``groups`` the thousands
    groups of a bare figure, ``digits`` the digit count of a bare figure without separators (0 for
    anything else). ``stroke`` marks "3/4", which without a unit is a date.
    """

    value: Fraction
    scale: int = 1
    counted_in: int = 1
    large: bool = False
    groups: int = 0
    digits: int = 0
    stroke: bool = False


Found = Iterator[tuple[Number, int]]


def figure(scan: Scan, i: int) -> Found:
    """Read one figure such as 27.404,97, or a vulgar fraction after it (1½), or a simple one (3/4)."""
    token = scan.at(i)
    if token is None or not token.numeral:
        return
    found = numeral(token.text, scan.comma)
    if found is None:
        return
    j = scan.reach(i + 1)
    yield Number(found.value, groups=found.groups, digits=found.digits), j
    if not found.plain:
        return
    part = scan.at(j)
    if part is not None and part.text in "½¼¾" and len(part.text) == 1:
        for value, k in _HALF.match(scan, j):
            yield Number(found.value + value), k
    below = scan.at(j + 1)
    if scan.sign(j, "/") and below is not None and below.numeral:
        lower = numeral(below.text, scan.comma)
        if lower is not None and lower.plain and 0 < found.value < lower.value <= 4:
            yield Number(found.value / lower.value, stroke=True), j + 2


def _atom(scan: Scan, i: int) -> Found:
    """Read what may stand before a scale word: a figure, words below a thousand, a half."""
    yield from figure(scan, i)
    for value, j in _HALF.match(scan, i):
        yield Number(value), j
    for whole, j in below_thousand(scan, i):
        if whole == 0 or whole % 100:  # the round hundreds are read as scale words
            yield Number(Fraction(whole)), j
        for _, k in _POINT.match(scan, j):
            for part, end in below_thousand(scan, k):
                yield Number(whole + Fraction(part, 10 ** len(str(part)))), end


def _scales(scan: Scan, first: Phrases[int], i: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Read one scale word of ``first``, or two that grow and multiply: "trăm triệu", "nghìn tỷ".

    Yields what they come to together and the last of them.
    """
    for scale, j in first.match(scan, i):
        yield (scale, scale), j
        for more, k in SCALES.match(scan, j):
            if more > scale:
                yield (scale * more, more), k


def _is_large(scale: int) -> bool:
    """Whether a number of this scale alone is said of money: from nghìn on, but vạn is said of things."""
    return scale >= 1000 and scale != 10_000


@remembered
def _group(scan: Scan, i: int) -> Found:
    """Read an atom with its scale: "2 tỷ", "năm trăm nghìn", or "nghìn" for one thousand.

    Chục and trăm take no number of hundreds before them: "hai trăm năm chục" is 200 and 50.
    """
    for atom, j in _atom(scan, i):
        small = any(scale <= 100 for scale, _ in SCALES.match(scan, j))
        if not (small and atom.value >= 100):
            for (times, last), k in _scales(scan, SCALES, j):
                yield Number(atom.value * times, last, times, _is_large(times)), k
    for table in (_ALONE, _ALONE_LARGE):
        for (times, last), j in _scales(scan, table, i):
            yield Number(Fraction(times), last, times, _is_large(times)), j


@remembered
def _groups(scan: Scan, i: int) -> Found:
    """Read groups of falling scale: "2 tỷ 300 triệu". After triệu, "hai trăm" is no 200: see the tails."""
    for head, j in _group(scan, i):
        yield head, j
        for rest, k in _groups(scan, j):
            if rest.value < head.scale and (head.scale <= 10_000 or rest.scale >= 1000):
                yield replace(head, value=head.value + rest.value, scale=rest.scale), k


def tail_values(digits: int, value: Fraction, step: Fraction, glued: bool) -> tuple[Fraction, ...]:
    """Return what a bare tail adds: the 2 of "1tr2" is two tenths of ``step``, three digits thousandths.

    Two digits apart ("1 triệu 25") may be 1.250.000 or 1.025.000: both are returned.
    """
    if digits == 2 and not glued:
        return (value * step / 100, value * step / 1000)
    return (value * step / 10**digits,) if digits <= 3 else ()


def _tails(scan: Scan, scale: int, i: int) -> Iterator[tuple[Fraction, int]]:
    """Read what follows the last scale word without a scale of its own."""
    step = Fraction(scale)
    for _, j in HALF_MORE.match(scan, i):
        yield step / 2, j
    if scale < 1000:
        return
    for whole, j in odd_units(scan, i):
        yield Fraction(whole), j
    for bare, j in figure(scan, i):
        if bare.digits and (scan.glued(i) or not _opens_a_unit(scan, j, bare.value)):
            for value in tail_values(bare.digits, bare.value, step, scan.glued(i)):
                yield value, j
    for whole, j in below_thousand(scan, i):
        digits = digits_said(scan, i, j, whole)
        if digits == 3 and (whole < 100 or whole % 100):  # "không trăm linh năm", "năm trăm mười hai"
            yield Fraction(whole), j
        if (digits < 3 and whole > 1) or whole >= 100:
            for value in tail_values(digits, Fraction(whole), step, False):
                yield value, j


def _opens_a_unit(scan: Scan, j: int, value: Fraction) -> bool:
    """Whether the lone 1 before ``j`` is the "một" of a price: "15 nghìn 1 cân"."""
    token = scan.at(j)
    return value == 1 and token is not None and not token.numeral and token.text.isalpha()


@remembered
def number(scan: Scan, i: int) -> Found:
    """Read a whole number expression in every way it can be read."""
    for atom, j in _atom(scan, i):
        yield atom, j
        for _, k in HALF_MORE.match(scan, j):
            yield Number(atom.value + Fraction(1, 2)), k
    for head, j in _groups(scan, i):
        yield head, j
        for more, k in _tails(scan, head.scale, j):
            yield replace(head, value=head.value + more), k


def small_number(scan: Scan, i: int) -> Iterator[tuple[int, int]]:
    """Read a day, month, quarter or week number: plain figures or words ("tháng tư")."""
    token = scan.at(i)
    if token is not None and token.whole and len(token.text) <= 2:
        yield int(token.text), scan.reach(i + 1)
    yield from _ORDINALS.match(scan, i)
    yield from below_thousand(scan, i)
