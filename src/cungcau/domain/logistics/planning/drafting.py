"""Drafts of trips from what a person entered: a new trip, one with other stops, loads or vehicle; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cungcau.domain.logistics.models import Driver, Trip, TripLoad, Vehicle
from cungcau.domain.logistics.planning.crew import fits
from cungcau.domain.logistics.planning.drafts import LoadDraft, StopDraft, TripDraft, draft_of
from cungcau.domain.logistics.planning.places import Place, place_of_market, place_of_point, place_of_stop
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import OrderLine
from cungcau.kernel.errors import DomainError

MOST_KG = 100_000_000


@dataclass(frozen=True, slots=True)
class NewLoad:
    """kg of a line for a new trip, from a point (None: the order's), or onward from where a load was put off."""

    line: OrderLine
    kg: int
    point: CollectionPoint | None = None
    onward_of: TripLoad | None = None


def drafted(
    *, day: date, vehicle: Vehicle, driver: Driver | None, loads: Sequence[NewLoad], note: str = ""
) -> TripDraft:
    """A new trip: pick-ups in the order of the loads, then drops; raises ``stop_places_unknown``."""
    settings = PlanSettings()
    stops: dict[str, Place] = {}
    made = []
    for number, load in enumerate(loads):
        weight(load.kg)
        pickup, drop = _ends(load, settings)
        stops.setdefault(pickup.key, pickup)
        made.append((number, load, pickup.key, drop))
    for _number, _load, _pickup, drop in made:
        stops.setdefault(drop.key, drop)
    keys = {key: f"new{at}" for at, key in enumerate(stops)}
    drafts = tuple(
        LoadDraft(f"l-{at}", one.line, keys[pickup], keys[drop.key], one.kg, onward=one.onward_of)
        for at, one, pickup, drop in made
    )
    return TripDraft(
        day,
        vehicle,
        driver,
        tuple(StopDraft(keys[key], place) for key, place in stops.items()),
        drafts,
        note.strip(),
    )


def values_of(trip: Trip) -> dict[str, Any]:
    """What a person may change of a trip, by name: ``stop_<id>`` is a stop's place in the order, ``kg_<id>`` a load."""
    found: dict[str, Any] = {"vehicle_id": trip.vehicle_id, "driver_id": trip.driver_id, "note": trip.note}
    found |= {f"stop_{pk}": no for pk, no in trip.stops.order_by("no").values_list("pk", "no")}
    return found | {f"kg_{pk}": kg for pk, kg in trip.loads.order_by("pk").values_list("pk", "planned_kg")}


def rearranged(trip: Trip, mine: Mapping[str, Any]) -> TripDraft:
    """A trip as it would be with these values; a load of 0 kg is left out, with the stops nobody needs then.

    Raises ``stops_out_of_order``, ``load_below_loaded``, ``load_kg_invalid``, what :func:`crew.fits` raises.
    """
    draft = draft_of(trip)
    vehicle, driver = _chosen(draft, mine)
    loads = []
    for load in draft.loads:
        kg = int(mine.get(f"kg_{load.pk}", load.kg))
        if kg < load.loaded_kg:
            raise DomainError("load_below_loaded", loaded_kg=load.loaded_kg)
        if kg:
            weight(kg)
            loads.append(replace(load, kg=kg))
    order = {stop.key: int(mine.get(f"stop_{stop.pk}", number)) for number, stop in enumerate(draft.stops, 1)}
    if len(set(order.values())) != len(order):
        raise DomainError("stops_out_of_order")
    made = replace(
        draft,
        vehicle=vehicle,
        driver=driver,
        note=str(mine.get("note", draft.note)).strip(),
        loads=tuple(loads),
        stops=tuple(sorted(draft.stops, key=lambda stop: order[stop.key])),
    )
    return needed(made)


def needed(draft: TripDraft) -> TripDraft:
    """A draft without stops nothing is done at; raises ``stops_out_of_order`` for a drop before its pick-up."""
    used = {key for load in draft.loads for key in (load.pickup, load.drop)}
    stops = tuple(stop for stop in draft.stops if stop.key in used)
    order = {stop.key: number for number, stop in enumerate(stops)}
    if any(order[load.pickup] >= order[load.drop] for load in draft.loads):
        raise DomainError("stops_out_of_order")
    return replace(draft, stops=stops)


def _chosen(draft: TripDraft, mine: Mapping[str, Any]) -> tuple[Vehicle, Driver | None]:
    vehicle, driver = draft.vehicle, draft.driver
    if mine.get("vehicle_id", vehicle.pk) != vehicle.pk:
        vehicle = Vehicle.objects.get(pk=mine["vehicle_id"])
    wanted = mine.get("driver_id", driver.pk if driver else None)
    if wanted != (driver.pk if driver else None):
        driver = Driver.objects.get(pk=wanted) if wanted else None
    fits(vehicle, driver, draft.day)
    return vehicle, driver


def weight(kg: int) -> None:
    """Raise ``load_kg_invalid`` for what is no weight of a load."""
    if not 0 < kg <= MOST_KG:
        raise DomainError("load_kg_invalid", most_kg=MOST_KG)


def _ends(load: NewLoad, settings: PlanSettings) -> tuple[Place, Place]:
    """Where a new load is picked up and put off."""
    order = load.line.order
    point = load.point or order.point
    if load.onward_of is not None:
        pickup: Place | None = place_of_stop(load.onward_of.drop, settings)
    else:
        pickup = place_of_point(point, settings) if point is not None else None
    drop = place_of_market(order.market, settings) if order.market is not None else None
    if pickup is None or drop is None or pickup.key == drop.key:
        raise DomainError("stop_places_unknown")
    return pickup, drop
