"""Days outside the season, and the same thing told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cungcau.engines.plausibility.doubts import Doubt


def day_against_season(
    *, day: date | None, first: date | None, last: date | None, field: str = "day"
) -> tuple[Doubt, ...]:
    """A day before the season's first or after its last, exactly; an unknown end limits nothing."""
    if day is None or not ((first is not None and day < first) or (last is not None and day > last)):
        return ()
    facts: dict[str, object] = {
        "day": day.isoformat(),
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
    }
    return (Doubt("outside_season", (field,), facts),)


def told_twice(
    *, values: Mapping[str, object], others: Sequence[tuple[str, Mapping[str, object]]], fields: Sequence[str]
) -> tuple[Doubt, ...]:
    """The same values in all of ``fields`` as something already there: one doubt naming the first such.

    ``others`` are (what it is called, its values); a field that is empty on either side tells nothing alike.
    """
    for label, other in others:
        if all(values.get(name) not in (None, "") and values.get(name) == other.get(name) for name in fields):
            return (Doubt("told_twice", tuple(fields), {"other": label}),)
    return ()
