"""Parts against totals, months against years, sums that may only grow, bags against weight."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.engines.plausibility.doubts import Doubt, Figure, span

TOTAL_TOLERANCE = 1
"""Percent by which parts and their total may differ."""


def parts_against_total(
    *,
    parts: Sequence[int],
    total: int,
    unit: str,
    complete: bool = True,
    field: str = "total",
    name: str = "",
) -> tuple[Doubt, ...]:
    """The sum of the parts against the stated total, within 1 % of the total.

    ``complete`` False says that parts may be missing, so only a sum beyond the total is doubted; no part
    says nothing. 103.902 t of named fruit under a total of 109.779 t: 5.877 t are nobody's.
    """
    added = sum(parts)
    short = complete and (total - added) * 100 > total * TOTAL_TOLERANCE
    beyond = (added - total) * 100 > total * TOTAL_TOLERANCE
    if not parts or not (short or beyond):
        return ()
    facts: dict[str, object] = {
        "parts": added, "total": total, "difference": abs(total - added), "unit": unit,
        "count": len(parts), "name": name,
    }  # fmt: skip
    return (Doubt("parts_beyond_total" if beyond else "parts_short_of_total", (field,), facts),)


def month_against_year(*, month: Figure, year: Figure, unit: str, field: str = "month") -> tuple[Doubt, ...]:
    """A month's figure may not exceed its year's; of ranges, the least of the one, the most of the other."""
    part, whole_year = span(month), span(year)
    if not part.known or whole_year.high is None or part.least <= whole_year.most:
        return ()
    facts: dict[str, object] = {"month": part.least, "year": whole_year.most, "unit": unit}
    return (Doubt("month_beyond_year", (field,), facts),)


def part_against_whole(
    *, part: Figure, whole: Figure, unit: str, field: str, where: str = ""
) -> tuple[Doubt, ...]:
    """What lies within (a commune's area) may not exceed the whole (its province's), beyond 1 %."""
    inner, outer = span(part), span(whole)
    if not inner.known or outer.high is None:
        return ()
    if inner.least * 100 <= outer.most * (100 + TOTAL_TOLERANCE):
        return ()
    facts: dict[str, object] = {"part": inner.least, "whole": outer.most, "unit": unit, "where": where}
    return (Doubt("part_beyond_whole", (field,), facts),)


def cumulative_falling(
    *, before: int | None, now: int | None, unit: str, field: str, since: str = ""
) -> tuple[Doubt, ...]:
    """A figure counted since the season's start may not fall between reports; ``since`` is the former day."""
    if before is None or now is None or now >= before:
        return ()
    facts: dict[str, object] = {"before": before, "now": now, "unit": unit, "since": since}
    return (Doubt("cumulative_falling", (field,), facts),)


def bags_against_weight(
    *, bags: int | None, kg_per_bag: Figure, total_kg: int | None, tolerance_percent: int = 5
) -> tuple[Doubt, ...]:
    """Bags × kg a bag against the stated weight, within 5 % (bags are filled by hand)."""
    each = span(kg_per_bag)
    if bags is None or bags <= 0 or each.least <= 0 or total_kg is None:
        return ()
    low, high = bags * each.least, bags * each.most
    if low * (100 - tolerance_percent) <= total_kg * 100 <= high * (100 + tolerance_percent):
        return ()
    facts: dict[str, object] = {"bags": bags, "bag_kg": each.most, "expected_kg": high, "total_kg": total_kg}
    return (Doubt("bags_unlike_weight", ("bags", "total"), facts),)
