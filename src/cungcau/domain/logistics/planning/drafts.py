"""A trip as a person has it in mind: stops, loads, vehicle, driver; and what judging one comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cungcau.domain.logistics.models import Driver, Trip, TripLoad, Vehicle
from cungcau.domain.logistics.planning.places import Place, place_of_stop
from cungcau.domain.logistics.planning.roads import Ways
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors.trips import loads_of, stops_of
from cungcau.domain.orders.models import OrderLine
from cungcau.platform.ui import figures


@dataclass(frozen=True, slots=True)
class StopDraft:
    """A stop of a draft by a key of its own: ``s`` with the id of a kept one, ``new…`` otherwise."""

    key: str
    place: Place
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class LoadDraft:
    """A load of a draft; kg whole. ``onward`` is the load of the trip before that brings its goods."""

    key: str
    line: OrderLine
    pickup: str
    drop: str
    kg: int
    loaded_kg: int = 0
    goes_on: bool = False
    onward: TripLoad | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class TripDraft:
    """What a trip would be: stops in their order, loads by the stops' keys; ``trip`` is the id of one there is."""

    day: date
    vehicle: Vehicle
    driver: Driver | None
    stops: tuple[StopDraft, ...]
    loads: tuple[LoadDraft, ...]
    note: str = ""
    trip: int | None = None

    @property
    def points(self) -> frozenset[int]:
        """Ids of the collection points it calls at."""
        return frozenset(stop.place.point.pk for stop in self.stops if stop.place.point is not None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with its times (by the stops' keys), metres, đồng, the fullest moment in percent, and its faults.

    ``times`` are arrival and departure, ``starts`` when a stop's service begins. A fault is ``{"code", "stop" (its
    place in the order from 1, 0 for none), "line" ("ĐH-1/2" or ""), "facts"}``; ``notes`` are alike, but nothing is
    wrong: the trip waits for a bay another one holds.
    """

    times: Mapping[str, tuple[datetime, datetime]]
    departs_at: datetime | None
    ends_at: datetime | None
    metres: int
    cost_vnd: int
    fill_percent: int
    faults: tuple[dict[str, Any], ...]
    ways: Ways | None
    starts: Mapping[str, datetime]
    notes: tuple[dict[str, Any], ...] = ()

    @property
    def km(self) -> str:
        """How far it goes, as people read it."""
        return f"{figures.number(round(self.metres / 1000))} km"


def fault(code: str, *, stop: int = 0, line: str = "", **facts: object) -> dict[str, Any]:
    """A fault or note as :class:`Judged` holds them and trips keep them (JSON)."""
    return {"code": code, "stop": stop, "line": line, "facts": facts}


def label_of(line: OrderLine) -> str:
    """A line as people name it: the order's code and the number of the delivery."""
    return f"{line.order.code}/{line.no}"


def settings_of(trip: Trip) -> PlanSettings:
    """What its planning was made with, else what is usual."""
    return PlanSettings.from_json(trip.day_plan.parameters if trip.day_plan else {})


def draft_of(trip: Trip) -> TripDraft:
    """A trip as it stands."""
    settings = settings_of(trip)
    stops = tuple(StopDraft(f"s{stop.pk}", place_of_stop(stop, settings), stop.pk) for stop in stops_of(trip))
    loads = tuple(
        LoadDraft(
            f"l{load.pk}", load.line, f"s{load.pickup_id}", f"s{load.drop_id}", load.planned_kg, load.loaded_kg,
            load.goes_on, load.onward_of, load.pk,
        )
        for load in loads_of(trip)
    )  # fmt: skip
    return TripDraft(trip.day, trip.vehicle, trip.driver, stops, loads, trip.note, trip.pk)
