"""The day's goods and vehicles as the routing engine's problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cungcau.domain.logistics.models import Vehicle, VehicleKind
from cungcau.domain.logistics.planning.beside import Stay, spans_at
from cungcau.domain.logistics.planning.places import (
    DAY_MIN,
    Place,
    Span,
    place_of_market,
    place_of_point,
    stop_of,
    vehicle_of,
)
from cungcau.domain.logistics.planning.roads import Spot, Ways, ways_between
from cungcau.domain.logistics.planning.room import Crate, sure_l
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors.goods import Good, window_of
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import OrderLine
from cungcau.engines import routing
from cungcau.engines.routing.model import LAST_MINUTE

NO_POINT, POINT_UNPLACED, NO_MARKET, MARKET_UNPLACED, TOO_OLD = (
    "no_point", "point_unplaced", "no_market", "market_unplaced", "too_old",
)  # fmt: skip


@dataclass(slots=True)
class DayProblem:
    """A day's problem with what its names mean; ``left_out`` are goods that could not be put to the engine."""

    problem: routing.Problem
    goods: dict[str, Good]
    places: dict[str, Place]
    vehicles: dict[str, Vehicle]
    ways: Ways
    crates: Mapping[int, Crate] = field(default_factory=dict)
    left_out: list[tuple[Good, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Times:
    """When a line's goods may move, in minutes of the day planned; ``fresh_min`` None: not the limit."""

    ready_min: int
    window: Span
    due_min: int
    fresh_min: int | None


def times_of(
    line: OrderLine, day: date, ready_at: int | None, keeps_until: date | None, settings: PlanSettings
) -> Times | None:
    """The times of goods that leave on ``day``; None where they cannot be fresh any more at the buyer's.

    Goods that stayed behind are delivered as many days later as they leave later.
    """
    late = max(0, (day - line.dispatch_date).days) * DAY_MIN
    opens, closes = window_of(line, day)
    opens, closes = min(opens + late, LAST_MINUTE - 1), min(closes + late, LAST_MINUTE)
    ready = max(0, settings.ready_min if ready_at is None else ready_at)
    if keeps_until is None:
        return Times(ready, (opens, closes), closes, None)
    last = ((keeps_until - day) + timedelta(days=1)).days * DAY_MIN
    if last <= max(ready, opens):
        return None
    if last >= closes:
        return Times(ready, (opens, closes), closes, None)
    return Times(ready, (opens, last), last, last - ready)


def body_of(line: OrderLine, settings: PlanSettings) -> routing.Body:
    """What a line's goods need around them."""
    code = line.order.commodity.code
    if code in settings.cold:
        return routing.Body.COLD
    return routing.Body.BOX if code in settings.box else routing.Body.OPEN


def day_problem(
    *,
    day: date,
    goods: Sequence[Good],
    vehicles: Sequence[Vehicle],
    settings: PlanSettings,
    via: CollectionPoint | None = None,
    stays: Sequence[Stay] = (),
    crates: Mapping[int, Crate] | None = None,
    ways: Callable[..., Ways] = ways_between,
) -> DayProblem:
    """Everything the engine needs for a day; what it cannot be asked about stands in ``left_out``.

    ``stays`` are what trips that stay as they are hold of points' bays, ``crates`` those of the goods' lines by id.
    """
    busy = spans_at(stays)
    places: dict[str, Place] = {}
    stops: dict[str, routing.Stop] = {}
    loads, by_id, left_out = [], {}, []
    for good in goods:
        why = unfit(good)
        times = times_of(good.line, day, good.ready_at, good.keeps_until, settings)
        if why or times is None:
            left_out.append((good, why or TOO_OLD))
            continue
        assert good.point is not None, "unfit otherwise"
        assert good.market is not None, "unfit otherwise"
        same_day = via is None or good.point.pk != via.pk
        pickup = _add(places, stops, place_of_point(good.point, settings), settings, None, busy, same_day)
        drop = _add(places, stops, place_of_market(good.market, settings), settings, times.window, busy)
        over = None
        if via is not None and good.market.pk in settings.via_markets and good.point.pk != via.pk:
            over = _add(places, stops, place_of_point(via, settings), settings, None, busy)
        load_id = f"{good.line.pk}p{good.point.pk}"
        by_id[load_id] = good
        loads.append(
            routing.Load(
                load_id, pickup, drop, good.kg, body_of(good.line, settings),
                good.line.order.commodity.code, times.ready_min, times.due_min, times.fresh_min, via=over,
                volume_l=sure_l(crates or {}, good.line, good.kg),
            )
        )  # fmt: skip
    found = ways(spots_of(places, vehicles, settings), with_water=any(map(_sails, vehicles)))
    for vehicle in vehicles:
        stops[f"v{vehicle.pk}"] = routing.Stop(f"v{vehicle.pk}")
    problem = routing.Problem(
        tuple(stops.values()), tuple(loads), tuple(vehicle_of(vehicle) for vehicle in vehicles), found.roads
    )
    by_vehicle = {f"v{vehicle.pk}": vehicle for vehicle in vehicles}
    return DayProblem(problem, by_id, places, by_vehicle, found, crates or {}, left_out)


def spots_of(places: Mapping[str, Place], vehicles: Sequence[Vehicle], settings: PlanSettings) -> list[Spot]:
    """Stops and vehicles' own places on the map."""
    spots = [
        Spot(stop_id, place.lat, place.lon, place.ground, place.on_water) for stop_id, place in places.items()
    ]
    homes = [
        Spot(f"v{vehicle.pk}", vehicle.lat, vehicle.lon, settings.ground_points, _sails(vehicle))
        for vehicle in vehicles
    ]
    return spots + homes


def unfit(good: Good) -> str:
    """Why goods cannot be planned whatever the vehicles; blank where they can."""
    if good.point is None:
        return NO_POINT
    if good.point.lat is None and good.point.unit.lat is None:
        return POINT_UNPLACED
    if good.market is None:
        return NO_MARKET
    return MARKET_UNPLACED if good.market.lat is None else ""


def _sails(vehicle: Vehicle) -> bool:
    return vehicle.kind == VehicleKind.SHIP


def _add(
    places: dict[str, Place],
    stops: dict[str, routing.Stop],
    place: Place,
    settings: PlanSettings,
    window: Span | None,
    busy: Mapping[int, tuple[Span, ...]],
    same_day: bool = False,
) -> str:
    stop_id = place.key if window is None else f"{place.key}@{window[0]}-{window[1]}"
    if stop_id not in stops:
        places[stop_id] = place
        stops[stop_id] = stop_of(place, stop_id, settings, window, busy=busy, same_day=same_day)
    return stop_id
