"""Per what: đ/kg, tấn/ha, kg/ngày, "15 nghìn một cân", and the kind and unit that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cungcau.kernel.vntext.grammar.measures import size_of, unit
from cungcau.kernel.vntext.grammar.numbers import Number, number
from cungcau.kernel.vntext.grammar.tokens import Phrases, Scan, remembered
from cungcau.kernel.vntext.reading import Kind
from cungcau.kernel.vntext.units import TIMES, Dimension, Unit

# Whether a number may follow ("/1.000 m2"), or the word is itself the one ("một cân").
_PER: Phrases[bool] = Phrases(
    {"/": True, "mỗi": True, "trên": True, "trên mỗi": True, "một": False, "1": False}
)
_M2_PER_HA = 10_000


@dataclass(frozen=True, slots=True)
class Per:
    """One denominator: its unit and how much of the standard unit (kg, ha) or of itself it stands for.

    ``counted`` tells "/1.000 m2" from "/m2".
    """

    unit: Unit
    size: Fraction
    missing: bool
    counted: bool

    @property
    def code(self) -> str:
        """The denominator as printed behind the stroke."""
        return {Dimension.MASS: "kg", Dimension.AREA: "ha"}.get(self.unit.dimension, self.unit.code)


@remembered
def rates(scan: Scan, i: int) -> Iterator[tuple[tuple[Per, ...], int]]:
    """Read no denominator, one ("/kg", "/1.000 m2", "một cân"), or two ("/ha/vụ")."""
    yield (), i
    for first, j in _per(scan, i):
        yield (first,), j
        for second, k in _per(scan, j):
            if second.unit.dimension in TIMES or second.unit.code == "vu":
                yield (first, second), k


def _per(scan: Scan, i: int) -> Iterator[tuple[Per, int]]:
    for counted, j in _PER.match(scan, i):
        yield from _of_unit(scan, None, j)
        if counted:
            for count, k in number(scan, j):
                if count.value > 0:
                    yield from _of_unit(scan, count, k)


def _of_unit(scan: Scan, count: Number | None, i: int) -> Iterator[tuple[Per, int]]:
    for found, j in unit(scan, i):
        size = size_of(scan, found)
        known = Fraction(1) if size is None else size
        if found.dimension is Dimension.AREA:
            known /= _M2_PER_HA
        elif found.dimension is not Dimension.MASS:
            known = Fraction(1)
        if found.dimension is not Dimension.MONEY:
            times = count.value if count else Fraction(1)
            yield Per(found, times * known, size is None, count is not None), j


_KINDS = {
    Dimension.MASS: Kind.MASS,
    Dimension.AREA: Kind.AREA,
    Dimension.MONEY: Kind.MONEY,
    Dimension.CLOCK: Kind.DURATION,
    Dimension.DAYS: Kind.DURATION,
    Dimension.MONTHS: Kind.DURATION,
    Dimension.COUNT: Kind.COUNT,
}
_DURATION_CODES = {"working_day", "night"}


def kind_of(dimension: Dimension | None, units: Sequence[Unit], pers: Sequence[Per]) -> Kind | None:
    """Return what an amount of ``dimension`` per ``pers`` is, or ``None`` where that makes no sense."""
    kind = _KINDS[dimension] if dimension else Kind.COUNT
    if units and units[0].code in _DURATION_CODES:
        kind = Kind.DURATION
    if not pers:
        return kind
    below = pers[0].unit.dimension
    if dimension is None or (below is dimension and not _different_things(units[0], pers[0].unit)):
        return None
    if dimension is Dimension.MONEY and below not in TIMES:
        return Kind.PRICE
    if dimension is Dimension.MASS and (below is Dimension.AREA or pers[0].unit.code == "cay"):
        return Kind.YIELD
    return kind


def _different_things(counted: Unit, per: Unit) -> bool:
    return counted.dimension is Dimension.COUNT and counted is not per


def unit_of(dimension: Dimension | None, units: Sequence[Unit], pers: Sequence[Per]) -> tuple[str, Fraction]:
    """Return the unit as printed and by what an amount in standard units is divided to be in it.

    Spans come out in the smallest unit written: hours, days, months, or years where nothing smaller is said.
    """
    divisor = Fraction(1)
    if dimension is None:
        code = ""
    elif dimension is Dimension.COUNT:
        code = units[0].code
    elif dimension in {Dimension.CLOCK, Dimension.MONTHS}:
        smallest = min(units, key=lambda each: each.factor or Fraction(1))
        code, divisor = smallest.code, smallest.factor or divisor
    else:
        code = dimension.value
    for per in pers:
        code, divisor = f"{code}/{per.code}", divisor * per.size
    return code, divisor
