"""Number words below a thousand: "hai mươi lăm", "một trăm linh năm", "hăm mốt", "trăm rưỡi"."""

from __future__ import annotations

from collections.abc import Iterator

from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, remembered

_DIGITS: Phrases[int] = Phrases(
    {
        "không": 0,
        "một": 1,
        "hai": 2,
        "ba": 3,
        "bốn": 4,
        "năm": 5,
        "sáu": 6,
        "bảy": 7,
        "bẩy": 7,
        "tám": 8,
        "chín": 9,
    }
)
# Spellings a digit takes only after a ten: hai mươi mốt, hai mươi tư, hai mươi lăm.
_AFTER_TEN: Phrases[int] = Phrases({"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5})
_TEN: Phrases[int] = Phrases({"mười": 10, "mươi": 10})
_TWENTIES: Phrases[int] = Phrases({"hăm": 20, "băm": 30}, spelled=("hăm", "băm"))
_HUNDRED: Phrases[int] = Phrases({"trăm": 100})
_ODD: Phrases[int] = Phrases({"linh": 0, "lẻ": 0})
HALF_MORE: Phrases[int] = Phrases({"rưỡi": 1, "rưởi": 1})

Found = Iterator[tuple[int, int]]


def digit(scan: Scan, i: int) -> Found:
    """Read one digit word, zero to nine."""
    yield from _DIGITS.match(scan, i)


def _unit_after_ten(scan: Scan, i: int) -> Found:
    """Read the ones after a ten. "năm" is left alone there: it means years (hai mươi năm)."""
    yield from _AFTER_TEN.match(scan, i)
    for value, j in digit(scan, i):
        if value not in (0, 5):
            yield value, j


@remembered
def tens(scan: Scan, i: int) -> Found:
    """Read ten to ninety-nine, formal ("hai mươi lăm") or short ("hai lăm", "hăm lăm")."""
    for _, j in _TEN.match(scan, i):
        yield 10, j
        for one, k in _unit_after_ten(scan, j):
            yield 10 + one, k
    for base, j in _TWENTIES.match(scan, i):
        yield base, j
        for one, k in _unit_after_ten(scan, j):
            yield base + one, k
    for ten, j in digit(scan, i):
        if ten == 0:
            continue
        for one, k in _AFTER_TEN.match(scan, j):
            yield 10 * ten + one, k
        if ten == 1:
            continue
        for _, k in _TEN.match(scan, j):
            yield 10 * ten, k
            for one, end in _unit_after_ten(scan, k):
                yield 10 * ten + one, end


def _after_hundred(scan: Scan, i: int) -> Found:
    """Read what follows "trăm": nothing, linh + digit, a ten, a half, or a short digit (trăm hai = 120)."""
    yield 0, i
    yield from tens(scan, i)
    for _, j in HALF_MORE.match(scan, i):
        yield 50, j
    for _, j in _ODD.match(scan, i):
        yield from digit(scan, j)
        yield from _AFTER_TEN.match(scan, j)
    for one, j in digit(scan, i):
        if one > 1:
            yield 10 * one, j


@remembered
def below_thousand(scan: Scan, i: int) -> Found:
    """Read a number word from zero to 999 ("trăm hai" is 120)."""
    yield from digit(scan, i)
    yield from tens(scan, i)
    for _, j in _HUNDRED.match(scan, i):
        for rest, k in _after_hundred(scan, j):
            yield 100 + rest, k
    for hundreds, j in digit(scan, i):
        for _, k in _HUNDRED.match(scan, j):
            for rest, end in _after_hundred(scan, k):
                yield 100 * hundreds + rest, end


def digits_said(scan: Scan, i: int, j: int, value: int) -> int:
    """Count the digits that the words from ``i`` to ``j`` stand for: three where trăm is said."""
    if any(_HUNDRED.has(scan, k) for k in range(i, j)):
        return 3
    return len(str(value))


def odd_units(scan: Scan, i: int) -> Found:
    """Read "linh năm", "lẻ năm" after a thousand or more."""
    for _, j in _ODD.match(scan, i):
        yield from below_thousand(scan, j)


def adjacent_digits(scan: Scan, i: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Read two digit words in a row, the first smaller: "hai ba", which may be 2 to 3 or 23."""
    for low, j in digit(scan, i):
        for high, k in digit(scan, j):
            if 0 < low < high and not (high == 5 and low < 4):
                yield (low, high), k
