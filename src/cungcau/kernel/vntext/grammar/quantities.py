"""Quantities: labels, hedges, a span and its rate put together into outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from cungcau.kernel.vntext.grammar.hedges import Hedge, after, before, labels
from cungcau.kernel.vntext.grammar.outcome import Outcome
from cungcau.kernel.vntext.grammar.ranges import Span, spans
from cungcau.kernel.vntext.grammar.rates import kind_of, unit_of
from cungcau.kernel.vntext.grammar.tokens import Scan
from cungcau.kernel.vntext.reading import Approx, Region
from cungcau.kernel.vntext.show import show_number
from cungcau.kernel.vntext.units import Dimension, Unit

_REGION_NAMES = {Region.NORTH: "Bắc Bộ", Region.CENTRE: "Trung Bộ", Region.SOUTH: "Nam Bộ"}
# Below this a bare price a kg ("15/kg") may be meant in nghìn đồng.
_LEAST_PRICE = 1000


def quantities(scan: Scan) -> Iterator[Outcome]:
    """Read the whole text as one quantity, in every way it can be read."""
    end = len(scan.tokens)
    for outcome, k in quantities_at(scan, 0):
        if k == end:
            yield outcome


def quantities_at(scan: Scan, i: int) -> Iterator[tuple[Outcome, int]]:
    """Read one quantity that begins at ``i``, in every way and to every end it can have."""
    for price, start in labels(scan, i):
        for front, first in before(scan, start):
            for span, j in spans(scan, first):
                for back, k in after(scan, j):
                    for outcome in _outcomes(scan, span, front + back, price):
                        yield outcome, k


def _outcomes(scan: Scan, span: Span, hedges: Sequence[Hedge], price: bool) -> Iterator[Outcome]:
    for whole in _priced(span, price):
        kind = kind_of(whole.dimension, whole.units, whole.pers)
        if kind is None:
            continue
        code, divisor = unit_of(whole.dimension, whole.units, whole.pers)
        if whole.missing:
            asked = "cần biết 1 giạ ở nơi này là bao nhiêu kg"
            yield Outcome(kind, code, question=asked)
            continue
        low, high, approx = _hedged(whole, hedges)
        yield Outcome(
            kind,
            code,
            None if low is None else low / divisor,
            None if high is None else high / divisor,
            approx,
            sure=whole.sure and not _times_of_day(whole, hedges),
            note=_note(scan, whole),
        )


def _times_of_day(span: Span, hedges: Sequence[Hedge]) -> bool:
    """Whether "từ 7 giờ đến 17 giờ" more likely tells when than how long."""
    return span.dimension is Dimension.CLOCK and not span.single and Hedge.FROM in hedges


def _priced(span: Span, price: bool) -> Iterator[Span]:
    """Take a bare figure per kg, or one called "giá", for money; a small one ("15/kg") also for nghìn."""
    if span.dimension is not None or not (span.pers or price):
        yield span
        return
    if span.pers and (span.pers[0].counted or span.pers[0].unit.dimension is not Dimension.MASS):
        return
    priced = replace(span, dimension=Dimension.MONEY)
    yield priced
    if span.high < _LEAST_PRICE:
        yield replace(priced, low=span.low * 1000, high=span.high * 1000)


def _hedged(span: Span, hedges: Sequence[Hedge]) -> tuple[Fraction | None, Fraction | None, Approx | None]:
    """Apply the hedges: a single figure opens at one end, a range keeps both and only notes them."""
    strong = [hedge for hedge in hedges if hedge in (Hedge.OVER, Hedge.UNDER)]
    about = Approx.ABOUT if Hedge.ABOUT in (*hedges, *span.top) else None
    if not span.single:
        if not strong or Hedge.UNDER in span.top:
            return span.low, span.high, about
        return span.low, span.high, Approx(strong[-1].value)
    if strong and strong[-1] is Hedge.UNDER:
        return None, span.high, Approx.UNDER
    if strong or Hedge.FROM in hedges:
        return span.low, None, Approx.OVER
    return span.low, span.high, about


def _note(scan: Scan, span: Span) -> str:
    """Say which local size was used, for units that differ by place."""
    used: list[Unit] = []
    for unit in (*span.units, *(per.unit for per in span.pers)):
        if (unit.regional or unit.code in {"cong_tam_lon", "gia"}) and unit not in used:
            used.append(unit)
    return "; ".join(_size_note(scan, unit) for unit in used)


def _size_note(scan: Scan, unit: Unit) -> str:
    name = unit.words[0]
    if unit.code == "gia":
        return f"1 {name} = {show_number(scan.kg_per_gia or 0)} kg"
    size = unit.size(scan.region) or Fraction(0)
    where = f" ({_REGION_NAMES[scan.region]})" if unit.regional and scan.region else ""
    return f"1 {name} = {show_number(size)} m²{where}"
