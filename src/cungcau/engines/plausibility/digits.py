"""A digit lost or one too many: figures about ten times what the same thing measured otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from cungcau.engines.plausibility.doubts import Doubt, Figure, Span, span

FAR = 4
"""How many times beyond every other observation a figure must lie before a digit is suspected."""
NEAR = 2
"""How near (times) to the others the figure with a digit more or less must come."""


def digit_against_others(
    *, value: Figure, others: Sequence[int], unit: str, field: str, step: int = 1
) -> tuple[Doubt, ...]:
    """A figure against other observations of the same thing (last season, other sources): ×10 or ÷10.

    A doubt where the figure is at least 4 times the largest or at most a quarter of the smallest of
    ``others``, and the same figure with one digit less or more comes within twice their band; the
    one nearest to them is ``suggested`` (15.000 ha beside 1.600–2.500 ha: 1.500 ha). ``step`` is the size of
    the unit people write in (10.000 for m² written in ha, 1.000 for kg written in tấn).
    """
    one = span(value)
    known = sorted(other for other in others if other > 0)
    if not known or one.least <= 0:
        return ()
    low, high = known[0], known[-1]
    middle = known[len(known) // 2]
    if one.least >= FAR * high:
        better = one_digit_less(one.most, middle, step)
    elif one.most * FAR <= low:
        better = one_digit_more(one.most, middle, step)
    else:
        return ()
    if better is None or not low <= better * NEAR or not better <= high * NEAR:
        return ()
    facts: dict[str, object] = {
        "value": one.most,
        "low": low,
        "high": high,
        "suggested": better,
        "unit": unit,
    }
    return (Doubt("digit_off", (field,), facts),)


def one_digit_more(value: int, near: int, step: int = 1) -> int | None:
    """``value`` with one digit added in front or one zero behind, the one nearest to ``near``; in steps of ``step``."""
    if value <= 0 or value % step:
        return None
    written = str(value // step)
    return _nearest((int(f"{digit}{written}") * step for digit in range(1, 10)), near, [value * 10])


def one_digit_less(value: int, near: int, step: int = 1) -> int | None:
    """``value`` with one digit left out, the one nearest to ``near``; None of a single digit."""
    if value <= 0 or value % step:
        return None
    written = str(value // step)
    shorter = {written[:i] + written[i + 1 :] for i in range(len(written))}
    return _nearest((int(each) * step for each in shorter if each and int(each) > 0), near)


def _nearest(candidates: Iterable[int], near: int, more: Sequence[int] = ()) -> int | None:
    """The candidate whose ratio to ``near`` is closest to one, the smaller of two alike."""
    known = sorted({*candidates, *more})
    if not known or near <= 0:
        return None
    return min(known, key=lambda each: (Fraction(max(each, near), min(each, near)), each))


def far_apart(spans: Sequence[Span], tolerance_percent: int) -> bool:
    """Whether two spans have no value in common even when each is widened by the tolerance.

    An open end reaches everything beyond it: "trên 35.000" does not disagree with 36.000.
    """
    lows = [each.low for each in spans if each.low is not None]
    highs = [each.high for each in spans if each.high is not None]
    if not lows or not highs:
        return False
    return max(lows) * 100 > min(highs) * (100 + tolerance_percent)
