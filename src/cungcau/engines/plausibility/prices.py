"""Prices against values and against other prices. Money in whole đồng, prices in đồng a kg."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.plausibility.doubts import Doubt, Figure, span, whole

VALUE_TOLERANCE = 5
"""Percent by which value / quantity may lie outside the stated prices: values are rounded to a tỷ."""


def price_against_value(
    *, price_vnd_per_kg: Figure, output_kg: Figure, value_vnd: Figure
) -> tuple[Doubt, ...]:
    """Value / quantity against the stated price or range of prices, within 5 %.

    72 tỷ / 6.000 t = 12.000 đ/kg lies below a stated 15–25.000. Ranges of value and quantity give a range
    of implied prices; a doubt where it does not touch the stated one.
    """
    price, output, value = span(price_vnd_per_kg), span(output_kg), span(value_vnd)
    if not price.known or output.least <= 0 or not value.known:
        return ()
    low, high = whole(value.least, output.most), whole(value.most, output.least)
    under = price.low is not None and high * 100 < price.low * (100 - VALUE_TOLERANCE)
    over = price.high is not None and low * 100 > price.high * (100 + VALUE_TOLERANCE)
    if not (under or over):
        return ()
    facts: dict[str, object] = {
        "value_vnd": value.most, "output_kg": output.most, "implied_vnd_per_kg": high if under else low,
        "low_vnd_per_kg": price.least, "high_vnd_per_kg": price.most,
    }  # fmt: skip
    return (Doubt("price_unlike_value", ("price", "output", "value"), facts),)


def price_against_others(
    *, price_vnd_per_kg: Figure, others: Sequence[int], field: str = "price"
) -> tuple[Doubt, ...]:
    """A price against other observations of the same goods around that time.

    Usual is half the lowest to twice the highest of ``others`` (both ends of each range); fewer than two say
    nothing. A range is doubted where it lies wholly outside.
    """
    price = span(price_vnd_per_kg)
    known = sorted(other for other in others if other > 0)
    if not price.known or len(known) < 2:
        return ()
    if price.most * 2 >= known[0] and price.least <= 2 * known[-1]:
        return ()
    facts: dict[str, object] = {
        "price_vnd_per_kg": price.most, "low_vnd_per_kg": known[0], "high_vnd_per_kg": known[-1],
    }  # fmt: skip
    return (Doubt("price_unusual", (field,), facts),)
