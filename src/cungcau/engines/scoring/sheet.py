"""Words of scoring: a rule book, its score sheets and what is printed on them.

Points are whole numbers as printed; a *star* is the rank a product may reach. Everything is immutable and comes
from a rule file (:mod:`cungcau.engines.scoring.read`); nothing here knows a particular decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Effect(StrEnum):
    """What a ground of rejection does to the dossier."""

    REJECT_DOSSIER = "reject_dossier"
    REJECT = "reject"
    NOT_EVALUATED = "not_evaluated"
    STOP_EVALUATION = "stop_evaluation"


class Trigger(StrEnum):
    """Who finds that a ground of rejection holds."""

    STATED = "stated"
    """A person says so."""
    ZERO = "zero"
    """The points say so: the criterion that carries the ground was given 0."""
    ZERO_IN_GROUP = "zero_in_group"
    """The points say so: a scorable criterion with the same parent as the one that carries it was given 0."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of rejection: of the dossier as a whole, or tied to the criteria that carry it."""

    code: str
    label: str
    effect: Effect
    trigger: Trigger = Trigger.STATED


@dataclass(frozen=True, slots=True)
class Rule:
    """How a criterion is to be judged, in words; it changes no points."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Option:
    """One level of a criterion; ``star``: the level is the least that star asks for; ``case``: branch a/b."""

    points: int
    label: str
    star: int | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the sheet; one with children (``scorable`` false) only sums them up and has no options."""

    code: str
    parent: str | None
    name: str
    most: int
    scorable: bool
    options: tuple[Option, ...] = ()
    rules: tuple[Rule, ...] = ()
    eliminators: tuple[Ground, ...] = ()
    note: str = ""

    @property
    def ladder(self) -> tuple[int, ...]:
        """The different points its options give, ascending."""
        return tuple(sorted({option.points for option in self.options}))

    def labels(self, points: int) -> tuple[str, ...]:
        """Labels of the options that give ``points``: one, more where the sheet has branches, none if no option."""
        return tuple(option.label for option in self.options if option.points == points)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet (A, B, C …) and its criteria in printed order, parents before children."""

    code: str
    name: str
    most: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, order=True, slots=True)
class Condition:
    """A printed star mark: for ``star`` the criterion needs at least ``points``."""

    star: int
    criterion: str
    points: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about the printed source, kept instead of silently mended; ``criterion`` None: the whole sheet."""

    criterion: str | None
    text: str


@dataclass(frozen=True)
class Sheet:
    """One set of criteria ("bộ tiêu chí"): what a council fills in for one kind of product."""

    code: str
    number: int
    name: str
    name_en: str
    category: str
    group: str
    subgroup: str | None
    ministries: tuple[str, ...]
    legal_basis: str
    most: int
    samples: int
    rejections: tuple[Ground, ...]
    star_conditions: tuple[Condition, ...]
    flags: tuple[Flag, ...]
    confidence: Mapping[str, str]
    parts: tuple[Part, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """Every criterion by its code, in printed order."""
        return {row.code: row for part in self.parts for row in part.criteria}

    @cached_property
    def scorable(self) -> tuple[Criterion, ...]:
        """The criteria that are given points, in printed order."""
        return tuple(row for row in self.by_code.values() if row.scorable)

    @cached_property
    def grounds(self) -> Mapping[str, Ground]:
        """Every ground of rejection this sheet prints, by code: the dossier's, then the criteria's."""
        rows = [*self.rejections, *(ground for row in self.by_code.values() for ground in row.eliminators)]
        return {ground.code: ground for ground in rows}

    def criterion(self, code: str) -> Criterion:
        """The criterion ``code``. Raises ``KeyError`` for one the sheet has not."""
        return self.by_code[code]

    def conditions(self, star: int) -> tuple[Condition, ...]:
        """What ``star`` needs: its own marks and, inherited, those of every lower star; by star, in printed order."""
        return tuple(row for row in self.star_conditions if row.star <= star)

    def minimums(self, star: int) -> Mapping[str, int]:
        """The least points per criterion for ``star``, lower stars included."""
        least: dict[str, int] = {}
        for row in self.conditions(star):
            least[row.criterion] = max(row.points, least.get(row.criterion, 0))
        return least

    def carriers(self, ground: str) -> tuple[str, ...]:
        """Codes of the criteria whose 0 alone brings ``ground`` about; empty for one that people state."""
        found: dict[str, None] = {}
        for row in self.by_code.values():
            for own in row.eliminators:
                if own.code != ground or own.trigger is Trigger.STATED:
                    continue
                group = own.trigger is Trigger.ZERO_IN_GROUP
                for other in self.scorable:
                    if other.code == row.code or (group and other.parent == row.parent):
                        found[other.code] = None
        return tuple(found)

    @cached_property
    def stops(self) -> Mapping[str, tuple[str, ...]]:
        """The grounds that points alone bring about, each with the criteria that may not be given 0."""
        return {code: rows for code in self.grounds if (rows := self.carriers(code))}


@dataclass(frozen=True, slots=True)
class Band:
    """The averages that make a star: ``lower`` ≤ average < ``upper`` (≤ where ``upper_inclusive``)."""

    star: int
    lower: int
    upper: int
    upper_inclusive: bool
    level: str | None
    certifiable: bool
    decided_by: str | None
    recognised_by: str | None

    def holds(self, average: Fraction) -> bool:
        """Whether ``average`` lies in this band."""
        return self.lower <= average and (
            average < self.upper or (self.upper_inclusive and average == self.upper)
        )


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal decision with its dates; ``bands`` highest star first, empty where it keeps those it ``amends``."""

    code: str
    number: str
    issued: date
    effective_from: date | None
    effective_to: date | None
    replaces: tuple[str, ...]
    amends: str | None
    signer: str | None
    confidence: str
    note: str
    most: int
    parts: Mapping[str, int]
    bands: tuple[Band, ...]
    bands_flag: str | None
    bands_source: str | None
    procedure: Mapping[str, object]
    """Periods, rounds, council and the rest of the decision as plain JSON values; scoring does not use it."""


@dataclass(frozen=True)
class RuleBook:
    """Everything one rule file says: the decision ``instrument`` with its sheets, and the decisions before it."""

    instrument: str
    source: Mapping[str, object]
    instruments: Mapping[str, Instrument]
    categories: Mapping[str, str]
    grounds: Mapping[str, Ground]
    rules: Mapping[str, Rule]
    principles: tuple[Mapping[str, str], ...]
    sheets: Mapping[str, Sheet]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands of the decision whose sheets these are, highest star first."""
        return self.bands_of(self.instrument)

    def bands_of(self, instrument: str) -> tuple[Band, ...]:
        """Bands of a decision, its own or those of the one it amends. Raises ``KeyError`` for an unknown one."""
        row = self.instruments[instrument]
        return row.bands if row.bands or row.amends is None else self.bands_of(row.amends)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets.values())
