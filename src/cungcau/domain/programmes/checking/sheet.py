"""A plan as plain values, as the checks read it: from the database or from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cungcau.domain.programmes.checking.findings import Row


@dataclass(frozen=True, slots=True)
class Body:
    """An agency: its key (0 in a file), the days it stood, who took over."""

    key: int
    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    heir_key: int = 0
    heir: str = ""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage of the text; ``part`` as :class:`~cungcau.domain.programmes.models.Part`, "" not known."""

    row: Row
    part: str
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What is to be reached; ``last`` is the latest figure reported or measured. Decimals in ``unit``."""

    row: Row
    name: str
    unit: str = ""
    direction: str = "at_least"
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_high: Decimal | None = None
    due_on: date | None = None
    source: str = "none"
    query: str = ""
    reporter: Body | None = None
    last: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Who does what until when; ``open``: still to be done."""

    row: Row
    text: str
    heading: str = ""
    lead: Body | None = None
    helpers: tuple[Body, ...] = ()
    starts_on: date | None = None
    due_on: date | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class LineRow:
    """An amount, đồng; ``control``: a sum over other lines (of its fund, of its year, or of all)."""

    row: Row
    name: str
    amount: int
    fund: str = ""
    year: int | None = None
    control: bool = False
    spent: int = 0


@dataclass(frozen=True, slots=True)
class SplitRow:
    """Kilograms of a scenario by source, market, channel or country."""

    row: Row
    level: str
    name: str
    kg: int | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScenarioSheet:
    """One way things may go; ``total`` in kg."""

    row: Row
    name: str
    total: int | None = None
    rows: tuple[SplitRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The whole plan. ``stated_total`` in đồng is the sum its text states."""

    row: Row
    title: str
    starts_on: date
    ends_on: date
    kind: str = "other"
    number: str = ""
    symbol: str = ""
    issuer: Body | None = None
    lead: Body | None = None
    issued_on: date | None = None
    stated_total: int | None = None
    area_code: str = ""
    draft: bool = True
    passages: tuple[PassageRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    scenarios: tuple[ScenarioSheet, ...] = ()

    @property
    def label(self) -> str:
        """ "129/KH-UBND", or the title of one without a number."""
        return "/".join(part for part in (self.number, self.symbol) if part) or self.title


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the country: its title ("xã Tân Mỹ"), provinces it belongs or belonged to, its last day, its heirs."""

    title: str
    provinces: frozenset[str] = frozenset()
    ends_on: date | None = None
    heirs: tuple[str, ...] = ()
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a plan is held against.

    ``today`` the day of the check; ``places`` the units by folded "kind name"; ``figures`` the names of the figures
    that can be computed (None: not known here); ``same`` other plans of the same issuer and period.
    """

    today: date
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    figures: frozenset[str] | None = None
    parent: PlanSheet | None = None
    last: PlanSheet | None = None
    same: tuple[PlanSheet, ...] = ()
    below: tuple[PlanSheet, ...] = ()
