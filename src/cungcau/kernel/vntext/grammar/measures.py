"""Measured amounts: a number with its unit, compound ("3 tấn 2 tạ"), with a half ("một tạ rưỡi")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from cungcau.kernel.vntext.grammar.numbers import SCALES, Number, figure, number, tail_values
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, remembered
from cungcau.kernel.vntext.grammar.words import HALF_MORE, digit
from cungcau.kernel.vntext.units import BY_CODE, UNITS, Dimension, Unit

_WORDS: Phrases[tuple[Unit, ...]] = Phrases(
    {
        word: tuple(unit for unit in UNITS if word in unit.words)
        for word in {word for unit in UNITS for word in unit.words}
    },
    spelled={word for unit in UNITS for word in unit.spelled},
)
# How many digits may follow these units bare: "2 tấn 3" is 2,3 tấn, "5 tạ 20" is 520 kg.
_TAILS = {"tan": 3, "ta": 2, "ha": 1}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the standard unit of its dimension, with what it was made of.

    ``units`` is empty for a bare number. ``missing`` says that a unit's size is not known, so
    that ``value`` cannot be used.
    """

    value: Fraction
    number: Number
    units: tuple[Unit, ...] = ()
    size: Fraction = Fraction(1)
    missing: bool = False

    @property
    def dimension(self) -> Dimension | None:
        """What is measured; a bare number of thousands or more is money, a smaller one unknown."""
        if self.units:
            return self.units[0].dimension
        return Dimension.MONEY if self.number.large else None


Found = Iterator[tuple[Amount, int]]


@remembered
def unit(scan: Scan, i: int) -> Iterator[tuple[Unit, int]]:
    """Read a unit word; one spelling may name several units."""
    for units, j in _WORDS.match(scan, i):
        for found in units:
            yield found, j


def size_of(scan: Scan, found: Unit) -> Fraction | None:
    """Return the size of a unit in the region and setting of this scan; ``None`` when not known."""
    return scan.kg_per_gia if found.code == "gia" else found.size(scan.region)


@remembered
def _single(scan: Scan, i: int) -> Found:
    """Read one number with one unit, or "tấn rưỡi" for one and a half."""
    for count, j in number(scan, i):
        for found, k in unit(scan, j):
            yield _amount(scan, count, found), k
    for found, j in unit(scan, i):
        if HALF_MORE.has(scan, j):
            yield _amount(scan, Number(Fraction(1)), found), j


def _amount(scan: Scan, count: Number, found: Unit) -> Amount:
    size = size_of(scan, found)
    known = Fraction(1) if size is None else size
    return Amount(count.value * known, count, (found,), known, size is None)


def _with_rest(scan: Scan, head: Amount, i: int) -> Found:
    """Read what belongs to ``head``: a half, a bare tail, or smaller units of the same dimension."""
    yield head, i
    if head.number.value.denominator == 1:
        for _, j in HALF_MORE.match(scan, i):
            yield replace(head, value=head.value + head.size / 2), j
        for more, j in _tail(scan, head, i):
            yield replace(head, value=head.value + more), j
    for rest, j in _minutes(scan, head, i):
        yield replace(head, value=head.value + rest.value, units=head.units + rest.units), j
    for low, j in _single(scan, i):
        if low.dimension is head.dimension and low.dimension is not Dimension.COUNT and low.size < head.size:
            for rest, k in _with_rest(scan, low, j):
                whole = replace(head, value=head.value + rest.value, units=head.units + rest.units)
                yield replace(whole, missing=head.missing or rest.missing), k


def _minutes(scan: Scan, head: Amount, i: int) -> Found:
    """Read the bare minutes of "2h30", "2 giờ 30"."""
    if head.units[0].code == "hour":
        for bare, j in figure(scan, i):
            if 0 < bare.digits <= 2 and bare.value < 60 and not _begins_another(scan, j):
                yield _amount(scan, bare, BY_CODE["minute"]), j


def _tail(scan: Scan, head: Amount, i: int) -> Iterator[tuple[Fraction, int]]:
    longest = _TAILS.get(head.units[0].code, 0)
    if not longest:
        return
    for bare, j in figure(scan, i):
        if 0 < bare.digits <= longest and not _begins_another(scan, j):
            both = tail_values(bare.digits, bare.value, head.size, scan.glued(i))
            for more in both if longest == 3 else both[:1]:
                yield more, j
    for value, j in digit(scan, i):
        if value > 1 and not _begins_another(scan, j):
            yield value * head.size / 10, j


def _begins_another(scan: Scan, i: int) -> bool:
    """Whether a unit or scale word stands at ``i``, so that the number before it is its own."""
    return bool(unit(scan, i)) or SCALES.has(scan, i)


@remembered
def amount(scan: Scan, i: int) -> Found:
    """Read an amount: bare number, or number with unit and all that belongs to it."""
    for count, j in number(scan, i):
        if not count.stroke:
            yield Amount(count.value, count), j
    for head, j in _single(scan, i):
        yield from _with_rest(scan, head, j)
