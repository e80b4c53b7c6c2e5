"""Areas, yields and outputs against each other. Areas in m², outputs in kg, yields in kg per ha."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.plausibility.digits import one_digit_more
from cungcau.engines.plausibility.doubts import Doubt, Figure, Span, span, whole

M2_PER_HA = 10_000
OUTPUT_TOLERANCE = 10
"""Percent: a yield is stated in tenths of a tonne and an area is rounded, so output may differ by this much."""

FALL_TOLERANCE = 10
"""Percent by which a planted area may shrink from one year to the next."""


def output_against_area(
    *, area_m2: Figure, yield_kg_per_ha: Figure, output_kg: Figure, usual_area_m2: Figure = None
) -> tuple[Doubt, ...]:
    """Area × yield against output, within 10 %.

    ``area_m2`` is the bearing area where known, else the planted one. Expected is
    ``area / 10.000 × yield``, from the lower ends to the upper ones; a doubt where all of the output lies
    above or below it by more than 10 %. ``suggested_m2`` is the area with one digit more that fits the output,
    or, with ``usual_area_m2``, the one nearest to what was observed before (300 ha × 6 t = 1.800 t, not
    11.000 t; 1.523 ha two years ago: 1.300 ha?).
    """
    area, rate, output = span(area_m2), span(yield_kg_per_ha), span(output_kg)
    if not (area.least > 0 and rate.least > 0 and output.known):
        return ()
    low = whole(area.least * rate.least, M2_PER_HA)
    high = whole(area.most * rate.most, M2_PER_HA)
    if not _apart(output, low, high):
        return ()
    facts: dict[str, object] = {
        "area_m2": area.most,
        "yield_kg_per_ha": rate.most,
        "expected_kg": high,
        "output_kg": output.most,
    }
    if low != high:
        facts["least_expected_kg"] = low
    if output.least > high:
        near = span(usual_area_m2).most or whole((output.least + output.most) * M2_PER_HA, 2 * rate.most)
        more = one_digit_more(area.most, near, M2_PER_HA)
        fits = more is not None and not _apart(
            output, whole(more * rate.least, M2_PER_HA), whole(more * rate.most, M2_PER_HA)
        )
        if more is not None and (fits or span(usual_area_m2).known):
            facts["suggested_m2"] = more
    return (Doubt("output_beyond_area", ("area", "yield", "output"), facts),)


def _apart(output: Span, low: int, high: int) -> bool:
    """Whether an output lies wholly outside ``low``–``high``, each widened by the tolerance."""
    above = output.low is not None and output.low * 100 > high * (100 + OUTPUT_TOLERANCE)
    below = output.high is not None and output.high * 100 < low * (100 - OUTPUT_TOLERANCE)
    return above or below


def areas_in_order(
    *, bearing_m2: Figure = None, planted_m2: Figure = None, place_m2: int | None = None, place: str = ""
) -> tuple[Doubt, ...]:
    """Bearing ≤ planted ≤ the known area of the place, exactly: no tolerance.

    With ranges a doubt is raised where even the least of the one exceeds the most of the other.
    """
    bearing, planted = span(bearing_m2), span(planted_m2)
    found = []
    if bearing.known and planted.high is not None and bearing.least > planted.most:
        facts = {"bearing_m2": bearing.least, "planted_m2": planted.most}
        found.append(Doubt("bearing_beyond_planted", ("bearing_area", "planted_area"), facts))
    largest = planted if planted.known else bearing
    if place_m2 is not None and largest.known and largest.least > place_m2:
        name = "planted_area" if planted.known else "bearing_area"
        beyond: dict[str, object] = {"planted_m2": largest.least, "place_m2": place_m2, "place": place}
        found.append(Doubt("planted_beyond_place", (name,), beyond))
    return tuple(found)


def area_falling(
    *, before_m2: Figure, now_m2: Figure, since: str = "", field: str = "planted_area"
) -> tuple[Doubt, ...]:
    """A planted area that fell by more than 10 % from one year to the next (650 ha, then "gần 500 ha").

    Trees are not felled so fast: it is usually another scope or a slip. With ranges the least of the former
    is held against the most of the latter. ``since`` names the former year.
    """
    before, now = span(before_m2), span(now_m2)
    if not (before.known and now.known) or now.most * 100 >= before.least * (100 - FALL_TOLERANCE):
        return ()
    facts: dict[str, object] = {"before_m2": before.least, "now_m2": now.most, "since": since}
    return (Doubt("area_falling", (field,), facts),)


def yield_against_usual(
    *,
    usual_kg_per_ha: Sequence[int],
    yield_kg_per_ha: Figure = None,
    area_m2: Figure = None,
    output_kg: Figure = None,
) -> tuple[Doubt, ...]:
    """A yield, stated or output / area, against the crop's others.

    Usual is half to twice the median of ``usual_kg_per_ha`` (other places and years); fewer than three of
    them say nothing. 15.000 t on 700 ha is 21,4 t/ha where na bears 6–11. A range is doubted where it lies
    wholly outside.
    """
    stated = span(yield_kg_per_ha)
    if not stated.known:
        stated = implied_yield(area_m2, output_kg)
    band = usual_band(usual_kg_per_ha)
    if not stated.known or band is None:
        return ()
    low, high = band.least, band.most
    if low <= stated.most and stated.least <= high:
        return ()
    facts: dict[str, object] = {"yield_kg_per_ha": stated.most, "low_kg_per_ha": low, "high_kg_per_ha": high}
    for name, figure in (("area_m2", span(area_m2)), ("output_kg", span(output_kg))):
        if figure.known:
            facts[name] = figure.most
    return (Doubt("yield_unusual", ("yield",) if span(yield_kg_per_ha).known else ("output", "area"), facts),)


def implied_yield(area_m2: Figure, output_kg: Figure) -> Span:
    """Output / area in kg per ha, rounded; unknown where either is."""
    area, output = span(area_m2), span(output_kg)
    if area.least <= 0 or not output.known:
        return Span(None, None)
    low = whole(output.least * M2_PER_HA, area.most)
    return Span(low, whole(output.most * M2_PER_HA, area.least))


def usual_band(values: Sequence[int], least: int = 3) -> Span | None:
    """Half to twice the median of at least ``least`` values; None of fewer."""
    known = sorted(values)
    if len(known) < max(1, least):
        return None
    middle = len(known) // 2
    twice = known[middle] * 2 if len(known) % 2 else known[middle - 1] + known[middle]
    return Span(twice // 4, twice)
