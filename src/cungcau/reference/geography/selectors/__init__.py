"""Questions about places: found by any spelling, old or new, and what became of them."""

from cungcau.reference.geography.selectors.finding import Found, find, searched
from cungcau.reference.geography.selectors.resolving import (
    EVERY_LEVEL,
    Resolver,
    as_of,
    label_of,
    path_of,
    resolve,
    suggestions,
)
from cungcau.reference.geography.selectors.today import Today, today_of, today_of_all
from cungcau.reference.geography.selectors.units import (
    by_code,
    counted_at,
    counted_under,
    in_force,
    on_day,
    origins_of,
    provinces,
    tree,
    unit,
    units,
    units_by_code,
    with_successions,
)

__all__ = [
    "EVERY_LEVEL",
    "Found",
    "Resolver",
    "Today",
    "as_of",
    "by_code",
    "counted_at",
    "counted_under",
    "find",
    "in_force",
    "label_of",
    "on_day",
    "origins_of",
    "path_of",
    "provinces",
    "resolve",
    "searched",
    "suggestions",
    "today_of",
    "today_of_all",
    "tree",
    "unit",
    "units",
    "units_by_code",
    "with_successions",
]
