"""The day's routing problem as plain values: stops, loads, vehicles, roads.

Weights are whole kg, volumes whole litres, distances whole metres, money whole đồng. Every time is in whole
minutes after midnight of the planned day (1500 is 01:00 of the next day); every span is in whole minutes.
Nothing here computes: solver, checker and hand edits share only these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LAST_MINUTE = 14 * 24 * 60
"""No time of a problem may lie beyond two weeks."""


class Body(StrEnum):
    """What a load needs around it and what a vehicle has: a cold body is also a box, a box is also open."""

    OPEN = "open"
    BOX = "box"
    COLD = "cold"


BODY_RANK = {Body.OPEN: 0, Body.BOX: 1, Body.COLD: 2}
"""A vehicle takes a load when its body ranks at least as high."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where goods are taken on or put off, or where vehicles begin and end.

    ``hours`` are the opening times (from, to), sorted and apart; empty means always open. The whole service of a
    visit lies inside one of them. A visit takes ``service_min`` plus, for each load handled, ``min_per_tonne``
    minutes a tonne rounded up to whole minutes. ``bays`` is how many vehicles are served at one time, None
    without limit; ``busy`` are spans in which a vehicle that is no part of the problem stands at one of them.
    ``max_vehicle_kg`` is the gross weight above which vehicles are refused, None without limit.
    """

    stop_id: str
    hours: tuple[tuple[int, int], ...] = ()
    service_min: int = 0
    min_per_tonne: int = 0
    bays: int | None = None
    max_vehicle_kg: int | None = None
    busy: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """Goods at one stop for another.

    ``ready_min`` is when they can be taken on, ``due_min`` when they must have been put off (None: the stop's
    hours decide). ``fresh_min`` is the longest span from the start of the visit that takes them on to the end of
    the visit that puts them off. ``goods`` is the kind ``Problem.apart`` speaks of. ``via`` is a transfer stop:
    one vehicle brings them there, another takes them on (no trip does both). A load with ``may_split`` that is larger
    than every vehicle that could take it goes in truckloads (200 at most), and one without ``via`` that finds no room
    as a whole in parts where there is some.
    """

    load_id: str
    pickup: str
    drop: str
    kg: int
    body: Body = Body.OPEN
    goods: str = ""
    ready_min: int = 0
    due_min: int | None = None
    fresh_min: int | None = None
    volume_l: int = 0
    via: str | None = None
    may_split: bool = True


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A lorry or ship that makes at most one trip (of any number of pick-ups and drops) in the plan.

    It leaves ``start`` no earlier than ``from_min`` and has come to ``end`` by ``to_min``; with ``open_end`` it
    only has to have left its last stop by then and no way back is paid. ``gross_kg`` is the weight a stop's limit
    is held against. ``roads`` names the matrix it travels by. A ``min_fill_kg`` above 0 is a hull to fill: with
    less in all it does not leave and its loads wait.
    """

    vehicle_id: str
    start: str
    capacity_kg: int
    gross_kg: int
    vnd_per_km: int
    fixed_vnd: int = 0
    end: str | None = None
    open_end: bool = False
    capacity_l: int | None = None
    body: Body = Body.OPEN
    from_min: int = 0
    to_min: int = 24 * 60
    min_fill_kg: int = 0
    roads: str = "road"

    @property
    def end_stop(self) -> str | None:
        """Where the trip ends: ``end``, else ``start``; None for an open end."""
        return None if self.open_end else self.end or self.start


@dataclass(frozen=True, slots=True)
class Roads:
    """Square matrices in the order of ``stop_ids``: metres and minutes from row to column, None without a way."""

    stop_ids: tuple[str, ...]
    metres: tuple[tuple[int | None, ...], ...]
    minutes: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One day. ``roads`` holds a matrix for each name vehicles use; ``apart`` are pairs of goods kinds that may
    not travel in one trip (a pair of the same kind twice means one load of it a trip)."""

    stops: tuple[Stop, ...]
    loads: tuple[Load, ...]
    vehicles: tuple[Vehicle, ...]
    roads: Mapping[str, Roads]
    apart: frozenset[tuple[str, str]] = field(default_factory=frozenset)
