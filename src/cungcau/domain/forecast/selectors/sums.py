"""What was told of areas and weeks, as plain values: by whom, what counts, what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cungcau.platform.ui.clock import today


class Rule(StrEnum):
    """Which figure counts where a commune and its households both have one."""

    HOUSEHOLDS = "ho"
    COMMUNE = "xa"


@dataclass(frozen=True, slots=True)
class Kg:
    """Low, likely and high kg, and how many subjects said so."""

    low_kg: int = 0
    likely_kg: int = 0
    high_kg: int = 0
    subjects: int = 0

    def __add__(self, other: Kg) -> Kg:
        return Kg(
            self.low_kg + other.low_kg,
            self.likely_kg + other.likely_kg,
            self.high_kg + other.high_kg,
            self.subjects + other.subjects,
        )


NONE = Kg()


@dataclass(slots=True)
class Told:
    """What was told of one area, goods and week, by whom: None where nobody of that level did.

    ``groups`` are those that count with the households, ``groups_within`` those whose members reported
    themselves. ``harvested`` is what was reported as harvested, None where nothing was.
    """

    own: Kg | None = None
    groups: Kg | None = None
    groups_within: Kg | None = None
    place: Kg | None = None
    harvested_kg: int | None = None
    reports: int = 0

    @property
    def households(self) -> Kg | None:
        """The households' sum with the groups that stand for theirs; None where nobody told."""
        if self.own is None and self.groups is None:
            return None
        return (self.own or NONE) + (self.groups or NONE)


@dataclass(slots=True)
class AreaWeek:
    """One area and week over all goods chosen: what counts, and what stands beside it.

    ``missing`` is true where nobody forecast the week at all: that is not zero.
    """

    start: date
    counted: Kg | None = None
    households: Kg | None = None
    place: Kg | None = None
    groups_within: Kg | None = None
    harvested_kg: int | None = None
    reports: int = 0

    @property
    def missing(self) -> bool:
        """Whether the week has no forecast."""
        return self.counted is None

    @property
    def difference_kg(self) -> int | None:
        """How much more the commune's own estimate says than its households together; None without both."""
        if self.place is None or self.households is None:
            return None
        return self.place.likely_kg - self.households.likely_kg

    @property
    def over(self) -> bool:
        """Whether the week has ended, so that a report is due."""
        return (today() - self.start).days >= 7

    def add(self, told: Told, counted: Kg | None) -> None:
        """Take in one area's goods."""
        self.counted = plus(self.counted, counted)
        self.households = plus(self.households, told.households)
        self.place = plus(self.place, told.place)
        self.groups_within = plus(self.groups_within, told.groups_within)
        if told.harvested_kg is not None:
            self.harvested_kg = (self.harvested_kg or 0) + told.harvested_kg
            self.reports += told.reports


@dataclass(slots=True)
class Area:
    """A commune (or what has no commune) with its weeks in the season's order; ``uses`` says which figure counts."""

    area_code: str
    uses: set[Rule]
    weeks: dict[date, AreaWeek]

    @property
    def total(self) -> Kg | None:
        """What counts over all weeks; None without any forecast."""
        return total_of(week.counted for week in self.weeks.values())

    @property
    def place_total(self) -> Kg | None:
        """The commune's own estimate over all weeks."""
        return total_of(week.place for week in self.weeks.values())

    @property
    def households_total(self) -> Kg | None:
        """The households' sum over all weeks."""
        return total_of(week.households for week in self.weeks.values())

    @property
    def difference_kg(self) -> int | None:
        """The commune's estimate beyond its households' sum over the whole season; None without both."""
        own, wide = self.households_total, self.place_total
        return None if own is None or wide is None else wide.likely_kg - own.likely_kg

    @property
    def harvested_kg(self) -> int | None:
        """What was reported as harvested so far; None where nothing was."""
        known = [w.harvested_kg for w in self.weeks.values() if w.harvested_kg is not None]
        return sum(known) if known else None


@dataclass(slots=True)
class RollUp:
    """A season by week: all of it, its areas by code, and figures wider than a commune beside it."""

    weeks: list[AreaWeek]
    areas: dict[str, Area] = field(default_factory=dict)
    wider: list[tuple[str, Kg]] = field(default_factory=list)

    @property
    def total(self) -> Kg | None:
        """What counts over all weeks."""
        return total_of(week.counted for week in self.weeks)


def plus(one: Kg | None, other: Kg | None) -> Kg | None:
    """The two together; None where neither was told."""
    return one if other is None else other if one is None else one + other


def total_of(parts: Iterable[Kg | None]) -> Kg | None:
    """All of them together; None where nothing was told."""
    whole: Kg | None = None
    for part in parts:
        whole = plus(whole, part)
    return whole
