"""Ranges: "5-7 tạ", "từ 15 đến 25 nghìn", and what an abbreviated first half stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cungcau.kernel.vntext.grammar.hedges import Hedge, at_top
from cungcau.kernel.vntext.grammar.measures import Amount, amount, unit
from cungcau.kernel.vntext.grammar.numbers import SCALES
from cungcau.kernel.vntext.grammar.rates import Per, rates
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, listed, remembered
from cungcau.kernel.vntext.grammar.words import adjacent_digits
from cungcau.kernel.vntext.units import BY_CODE, Dimension, Unit

_TO: Phrases[None] = listed("-|~|÷|đến|tới|cho đến|cho tới")


@dataclass(frozen=True, slots=True)
class Span:
    """A low and a high value in the standard unit (equal for a single figure), not yet hedged.

    ``sure`` is false where the text runs backwards, so that the span is only a guess to offer.
    """

    low: Fraction
    high: Fraction
    dimension: Dimension | None
    units: tuple[Unit, ...]
    pers: tuple[Per, ...]
    missing: bool
    single: bool = False
    sure: bool = True
    top: tuple[Hedge, ...] = ()


Found = Iterator[tuple[Span, int]]


@remembered
def spans(scan: Scan, i: int) -> Found:
    """Read a single amount, a range, or two digit words in a row ("năm bảy tạ"), with its rate."""
    yield from _pairs(scan, i)
    for low, j in amount(scan, i):
        for pers, k in rates(scan, j):
            yield _single(low, pers), k
            yield from _ranges(scan, low, pers, k)


def _single(found: Amount, pers: tuple[Per, ...]) -> Span:
    missing = found.missing or any(per.missing for per in pers)
    return Span(found.value, found.value, found.dimension, found.units, pers, missing, single=True)


def _ranges(scan: Scan, low: Amount, low_pers: tuple[Per, ...], i: int) -> Found:
    for _, j in _TO.match(scan, i):
        for top, k in at_top(scan, j):
            for high, m in amount(scan, k):
                for pers, end in rates(scan, m):
                    if not low_pers or low_pers == pers:
                        for span in _between(low, high, pers, top):
                            yield span, end


def _between(low: Amount, high: Amount, pers: tuple[Per, ...], top: tuple[Hedge, ...]) -> Iterator[Span]:
    if low.units and high.units and not _same(low, high):
        return
    missing = low.missing or high.missing or any(per.missing for per in pers)
    for bottom, up, sure in _ends(low, high):
        units = low.units + high.units
        dimension = high.dimension if high.units or not low.units else low.dimension
        if dimension is None and low.dimension is Dimension.MONEY:
            dimension = Dimension.MONEY
        yield Span(bottom, up, dimension, units, pers, missing, sure=sure, top=top)


def _same(low: Amount, high: Amount) -> bool:
    if low.dimension is Dimension.COUNT:
        return low.units[0] is high.units[0]
    return low.dimension is high.dimension


def _ends(low: Amount, high: Amount) -> Iterator[tuple[Fraction, Fraction, bool]]:
    """Return the ends a written range may have, each with whether it is sure."""
    if low.units and not high.units:  # "5 tạ - 7"
        yield from _ordered(low.value, high.value * low.size)
    elif not low.units and low.number.counted_in > 1 and not high.units and high.number.digits:  # "15k-20"
        yield from _ordered(low.value, high.value * low.number.counted_in)
    elif low.units:
        yield from _ordered(low.value, high.value)
    elif low.number.large:  # "15 nghìn - 20 nghìn tấn"
        yield from _ordered(low.value * high.size, high.value)
    else:
        yield from _bare_low(low, high)


def _ordered(low: Fraction, high: Fraction) -> Iterator[tuple[Fraction, Fraction, bool]]:
    yield (low, high, True) if low <= high else (high, low, False)


def _bare_low(low: Amount, high: Amount) -> Iterator[tuple[Fraction, Fraction, bool]]:
    """Read a first half without unit: it takes the scale, the thousands and the unit of the second."""
    size = high.size
    count, scale = low.number, high.number.counted_in
    if count.counted_in == 1 and scale > 1:
        steps = [step for step in (scale, 1_000_000, 1000, 1) if step <= scale]
        fitting = [step for step in steps if count.value * step * size <= high.value]
        if fitting:
            bottom = count.value * fitting[0] * size
            yield bottom, high.value, fitting[0] == scale or high.value <= 10 * bottom
            return
    elif 0 < count.digits <= 3 and high.number.groups:
        bottom = count.value * 1000**high.number.groups * size
        if bottom <= high.value:
            yield bottom, high.value, True
            if high.value > 10 * bottom:
                yield count.value * size, high.value, True
            return
    if count.value * size <= high.value:
        yield count.value * size, high.value, True
        return
    for smaller in _smaller_sizes(high):
        bottom = count.value * smaller
        if bottom < high.value <= 20 * bottom:
            yield bottom, high.value, False
    yield high.value, count.value * size, False


def _smaller_sizes(high: Amount) -> Iterator[Fraction]:
    """Return the sizes of units that may have been left out below the one written: tạ, kg below tấn."""
    for code in ("ta", "kg", "m2"):
        smaller = BY_CODE[code]
        size = smaller.factor or Fraction(0)
        if smaller.dimension is high.dimension and size < high.size:
            yield size


def _pairs(scan: Scan, i: int) -> Found:
    """Read "năm bảy tạ" as 5 to 7 tạ, and as 57 tạ where no chục or trăm rules that out."""
    for (low, high), j in adjacent_digits(scan, i):
        scaled = [*SCALES.match(scan, j)]
        for scale, k in scaled or [(1, j)]:
            for found, m in unit(scan, k):
                yield from _pair(scan, (low, high), scale, found, m)


def _pair(scan: Scan, digits: tuple[int, int], scale: int, found: Unit, i: int) -> Found:
    size = found.size(scan.region) if found.code != "gia" else scan.kg_per_gia
    step = scale * (size or Fraction(1))
    low, high = digits
    for pers, j in rates(scan, i):
        missing = size is None or any(per.missing for per in pers)
        yield Span(low * step, high * step, found.dimension, (found,), pers, missing), j
        if scale not in (10, 100):
            both = (10 * low + high) * step
            yield Span(both, both, found.dimension, (found,), pers, missing, single=True), j
