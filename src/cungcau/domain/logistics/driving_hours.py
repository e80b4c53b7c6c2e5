"""How long one driver may drive in a day: dated limits as data, judged from plain minutes; no database."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "driving_hours.csv"
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of the table: minutes a day, from which day to which, by which law."""

    valid_from: date
    valid_to: date | None
    most_day_min: int
    source: str


@cache
def limits() -> tuple[Limit, ...]:
    """The table of limits."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Limit(
                date.fromisoformat(line["valid_from"]),
                date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
                int(line["most_day_min"]),
                line["source"],
            )
            for line in csv.DictReader(file)
        )


def limit_on(day: date) -> Limit | None:
    """The limit that counts on a day; None before the first."""
    found = (
        one for one in limits() if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    )
    return next(found, None)


def by_day(legs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Minutes driven on each day (0 is the day the minutes count from) of ways from one minute to another."""
    found: dict[int, int] = {}
    for begins, ends in legs:
        for day in range(begins // _DAY, max(begins, ends - 1) // _DAY + 1):
            spent = min(ends, (day + 1) * _DAY) - max(begins, day * _DAY)
            if spent > 0:
                found[day] = found.get(day, 0) + spent
    return found
