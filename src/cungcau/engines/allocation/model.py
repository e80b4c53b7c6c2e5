"""The planning problem and its answer as plain values.

Shapes and units follow ``docs/reference/planning.md``: kg, đồng and days are integers, dates are
``datetime.date``, an absent limit is ``None``. Nothing here computes; readers, solver and checker
share only these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Objective(StrEnum):
    """The three aims a scenario puts in order."""

    SOLD = "sold"
    FAIR = "fair"
    COST = "cost"


DEFAULT_ORDER = (Objective.SOLD, Objective.FAIR, Objective.COST)


class PriceAt(StrEnum):
    """Where a demand's price is meant: at the collection point or at the market."""

    POINT = "point"
    MARKET = "market"


class ClosureKind(StrEnum):
    """What a closure closes."""

    PLACE = "place"
    POINT = "point"
    LANE = "lane"
    MARKET = "market"


class Reason(StrEnum):
    """Why kg of a lot stay unsold."""

    NO_DEMAND = "no_demand"
    GRADE = "grade"
    CERTIFICATE = "certificate"
    PRICE = "price"
    DATES = "dates"
    SHELF_LIFE = "shelf_life"
    NO_ACCESS = "no_access"
    POINT_CAPACITY = "point_capacity"
    LANE_CAPACITY = "lane_capacity"
    DEMAND_FILLED = "demand_filled"
    CLOSURE = "closure"
    DAILY_LIMIT = "daily_limit"


@dataclass(frozen=True, slots=True)
class Lot:
    """A quantity one producer can harvest in a window; ``max_kg_per_day`` limits each harvest day."""

    lot_id: str
    producer_id: str
    representative_id: str
    commodity: str
    grade: int | None
    certificates: frozenset[str]
    quantity_kg: int
    harvest_from: date
    harvest_to: date
    max_kg_per_day: int | None
    shelf_life_days: int | None
    place: str
    floor_price_vnd_per_kg: int | None


@dataclass(frozen=True, slots=True)
class Producer:
    """A household's weight and what the season's ledger already holds for it (kg)."""

    producer_id: str
    weight: Fraction = Fraction(1)
    prior_offered_kg: int = 0
    prior_sold_kg: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """What a buyer asks for at one market in a delivery window."""

    demand_id: str
    buyer_id: str
    commodity: str
    min_grade: int | None
    certificates: frozenset[str]
    quantity_kg: int
    deliver_from: date
    deliver_to: date
    market: str
    price_vnd_per_kg: int | None
    price_at: PriceAt
    min_life_left_days: int
    max_kg_per_day: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """A collection point; capacity counts kg brought in per harvest day, storage kg kept overnight."""

    point_id: str
    place: str
    approved: bool
    capacity_kg_per_day: int | None
    open_from: date
    open_to: date
    storage_kg: int


@dataclass(frozen=True, slots=True)
class Access:
    """A place may bring goods to a point at this cost (đồng per kg)."""

    place: str
    point_id: str
    cost_vnd_per_kg: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A way from a point to a market: days under way, đồng per kg, kg per dispatch day."""

    point_id: str
    market: str
    days: int
    cost_vnd_per_kg: int
    capacity_kg_per_day: int | None

    @property
    def lane_id(self) -> str:
        """``point>market``, as closures and bottlenecks name it."""
        return f"{self.point_id}>{self.market}"


@dataclass(frozen=True, slots=True)
class Closure:
    """A place, point, lane or market shut (factor 0) or narrowed (0 < factor < 1) on some days.

    Rows that overlap multiply.
    """

    kind: ClosureKind
    id: str
    first: date
    last: date
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Commitment:
    """Kilograms already promised: kept exactly."""

    lot_id: str
    demand_id: str
    point_id: str
    harvest_date: date
    dispatch_date: date
    kg: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A lot and a demand that a person keeps apart: nothing new goes from one to the other.

    What is promised between them stays promised; for everything else the lot does not see the demand.
    """

    lot_id: str
    demand_id: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One planning problem; every tuple is sorted by its key, so equal inputs are equal values."""

    name: str
    start: date
    end: date
    order: tuple[Objective, ...]
    lots: tuple[Lot, ...]
    producers: tuple[Producer, ...]
    demands: tuple[Demand, ...]
    points: tuple[Point, ...]
    access: tuple[Access, ...]
    lanes: tuple[Lane, ...]
    closures: tuple[Closure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of a plan. ``price`` is the demand's, ``freight`` is access plus lane cost (đồng/kg)."""

    lot_id: str
    demand_id: str
    point_id: str
    harvest_date: date
    dispatch_date: date
    delivery_date: date
    kg: int
    price_vnd_per_kg: int | None
    freight_vnd_per_kg: int


@dataclass(frozen=True, slots=True)
class ProducerShare:
    """What one producer offered and sold; ``season_share`` is φ of the planning page."""

    producer_id: str
    offered_kg: int
    sold_kg: int
    share: Fraction | None
    season_share: Fraction | None


@dataclass(frozen=True, slots=True)
class DemandFill:
    """How far one demand is filled, and why no further (empty when full)."""

    demand_id: str
    asked_kg: int
    filled_kg: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unsold:
    """Kilograms of a lot that stay unsold, the reason, and the resource that binds (id, maybe @date)."""

    lot_id: str
    unsold_kg: int
    reason: Reason
    resource: str


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A capacity in use and how many more kg the whole plan would sell per extra kg of it.

    ``kind`` is ``point``, ``storage``, ``lane``, ``demand`` or ``demand_day``; ``date`` is None for a
    demand's total quantity.
    """

    kind: str
    id: str
    date: date | None
    used_kg: int
    capacity_kg: int
    gain_kg_per_kg: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer, rows sorted by key. ``summary`` is the JSON object of ``summary.json``."""

    assignments: tuple[Assignment, ...]
    producers: tuple[ProducerShare, ...]
    demands: tuple[DemandFill, ...]
    unsold: tuple[Unsold, ...]
    bottlenecks: tuple[Bottleneck, ...]
    summary: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: stage name, round within it, best bound and gap (kg; None while unknown)."""

    stage: str
    round: int
    total_rounds: int | None
    bound_kg: int | None
    gap_kg: int | None
    message: str = ""
