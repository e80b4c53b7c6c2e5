"""The answer: trips, what could not be taken and why, what waits for a hull. Units as in ``model``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """Why a vehicle cannot take a load, or what is wrong with a trip ordered by hand.

    The first group, to ``BUSY``, says why a vehicle cannot take a load, in the order it is asked: the later the code,
    the nearer the vehicle came. ``BUSY``: it could take it alone, but not beside what it already does (or, a hull,
    beside what waits for it). The others are faults of trips made by hand only.
    """

    NO_VEHICLE = "no_vehicle"
    NO_WAY = "no_way"
    BODY = "body"
    TOO_HEAVY_FOR_STOP = "too_heavy_for_stop"
    CAPACITY = "capacity"
    VOLUME = "volume"
    HOURS = "hours"
    FRESHNESS = "freshness"
    BUSY = "busy"

    HULL = "hull"
    APART = "apart"
    BAYS = "bays"
    WORKING_HOURS = "working_hours"
    READY = "ready"
    DUE = "due"
    NOT_PICKED = "not_picked"
    NOT_DROPPED = "not_dropped"
    TWICE = "twice"
    WRONG_STOP = "wrong_stop"
    WRONG_KG = "wrong_kg"
    UNKNOWN = "unknown"


@dataclass(frozen=True, order=True, slots=True)
class Carried:
    """kg of a load handled at a visit. ``part`` counts truckloads from 1, 0 for an unsplit load; ``leg`` is 1 to
    the transfer stop, 2 onwards from it, 0 for a load without one."""

    load_id: str
    kg: int
    part: int = 0
    leg: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop of a trip: minutes of arrival, start of service and departure; what is put off, then taken on.

    The first and the last visit of a trip may handle nothing (start and end of the vehicle). ``aboard_kg`` is what
    the vehicle carries when it leaves.
    """

    stop_id: str
    arrival_min: int
    start_min: int
    departure_min: int
    dropped: tuple[Carried, ...] = ()
    picked: tuple[Carried, ...] = ()
    aboard_kg: int = 0


@dataclass(frozen=True, slots=True)
class Trip:
    """One vehicle's trip. ``kg`` is all it takes on, ``fill_percent`` its fullest moment, rounded down."""

    vehicle_id: str
    visits: tuple[Visit, ...]
    metres: int
    cost_vnd: int
    kg: int
    fill_percent: int


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Goods no vehicle takes.

    ``code`` is that of the vehicle that came nearest, ``facts`` its figures, ``refused`` the code of every vehicle.
    ``leg`` 2 means the way to the transfer stop exists but not the way on (and the first way is not driven).
    """

    load_id: str
    kg: int
    part: int
    leg: int
    code: Code
    facts: Mapping[str, object] = field(default_factory=dict)
    refused: tuple[tuple[str, Code], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Goods that wait until a hull is full enough: what has gathered for the vehicle and the kg still missing."""

    vehicle_id: str
    loads: tuple[Carried, ...]
    kg: int
    missing_kg: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plan against one load per trip: for what is carried, the cheapest vehicle that could take each load
    alone, as often as needed. ``alone_vnd`` and ``alone_metres`` are sums over ``alone_trips`` such trips."""

    cost_vnd: int
    metres: int
    trips: int
    alone_vnd: int
    alone_metres: int
    alone_trips: int


@dataclass(frozen=True, slots=True)
class TripPlan:
    """Trips by vehicle in the problem's order; every kg of every load is in ``trips``, ``unassigned`` or
    ``waiting``. ``iterations`` counts those of the search; equal problem, seed and iterations give equal plans."""

    trips: tuple[Trip, ...]
    unassigned: tuple[Unassigned, ...]
    waiting: tuple[Waiting, ...]
    comparison: Comparison
    iterations: int


@dataclass(frozen=True, slots=True)
class HandVisit:
    """A stop as a person put it: what to put off and take on there. Stops of start and end are not listed."""

    stop_id: str
    dropped: tuple[Carried, ...] = ()
    picked: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class HandTrip:
    """A trip as a person ordered it."""

    vehicle_id: str
    visits: tuple[HandVisit, ...]


@dataclass(frozen=True, slots=True)
class TripFault:
    """One thing wrong with a trip: code, where, which load ("" where none), and the figures."""

    code: Code
    stop_id: str
    load_id: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A hand-made trip with its times, kg and cost, and everything wrong with it at once (none: it can go)."""

    trip: Trip
    faults: tuple[TripFault, ...]
