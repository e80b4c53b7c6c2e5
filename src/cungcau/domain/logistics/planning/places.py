"""Places of trips: where they lie, when they are open, what a visit takes there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cungcau.domain.logistics.models import Body, TripStop, Vehicle, VehicleKind
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.engines import routing
from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.kernel.vntext import fold

DAY_MIN = 24 * 60
DAYS = LAST_MINUTE // DAY_MIN
_HOURS = re.compile(
    r"(\d{1,2})\s*(?:[:hg]|gio)?\s*(\d{2})?\s*(?:[-–—]|den|toi)\s*(\d{1,2})\s*(?:[:hg]|gio)?\s*(\d{2})?"
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A point, a market or another place of a trip; degrees are None where nobody recorded them."""

    name: str
    lat: float | None
    lon: float | None
    on_water: bool
    ground: str
    point: CollectionPoint | None = None
    market: Market | None = None

    @property
    def key(self) -> str:
        """``p`` and ``m`` with the id; other places by their coordinates and name."""
        if self.point is not None:
            return f"p{self.point.pk}"
        return f"m{self.market.pk}" if self.market is not None else f"x{self.lat},{self.lon},{self.name}"


def place_of_point(point: CollectionPoint, settings: PlanSettings) -> Place:
    """A collection point; where its own coordinates are missing, those of its commune."""
    own = point if point.lat is not None else point.unit
    return Place(point.name, own.lat, own.lon, bool(point.by_water), settings.ground_points, point=point)


def place_of_market(market: Market, settings: PlanSettings) -> Place:
    """A market."""
    afloat = market.pk in settings.water_markets
    return Place(market.name, market.lat, market.lon, afloat, settings.ground_drops, market=market)


def place_of_stop(stop: TripStop, settings: PlanSettings) -> Place:
    """Where a stop of a trip is."""
    if stop.point is not None:
        return place_of_point(stop.point, settings)
    if stop.market is not None:
        return place_of_market(stop.market, settings)
    return Place(stop.place_text, stop.lat, stop.lon, False, settings.ground_drops)


def hours_of(text: str) -> Span | None:
    """ "6h–18h", "từ 5 giờ 30 đến 17 giờ", "18:00-2:00" as minutes of the day (the end beyond 1440 for the next
    morning); None where nothing can be read."""
    match = _HOURS.search(fold(text))
    if match is None:
        return None
    opens = int(match[1]) * 60 + int(match[2] or 0)
    closes = int(match[3]) * 60 + int(match[4] or 0)
    if opens > DAY_MIN or closes > DAY_MIN or opens == closes:
        return None
    return (opens, closes) if closes > opens else (opens, closes + DAY_MIN)


def every_day(span: Span | None) -> tuple[Span, ...]:
    """Hours on each day the engine can look at; none for always open."""
    if span is None or span[1] - span[0] >= DAY_MIN:
        return ()
    found = [(span[0] + day * DAY_MIN, min(span[1] + day * DAY_MIN, LAST_MINUTE)) for day in range(DAYS)]
    return tuple((opens, closes) for opens, closes in found if opens < closes)


def on_the_day(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Of opening hours those that begin on the planned day: goods leave their point on the day they were agreed for."""
    if not spans:
        return ((0, DAY_MIN),)
    return tuple(span for span in spans if span[0] < DAY_MIN)


def stop_of(
    place: Place,
    stop_id: str,
    settings: PlanSettings,
    window: Span | None = None,
    *,
    busy: Mapping[int, tuple[Span, ...]] | None = None,
    same_day: bool = False,
) -> routing.Stop:
    """The engine's stop; ``window`` are the buyer's minutes at a drop, else the point's own hours hold, with
    ``same_day`` only those of the planned day; ``busy`` are the spans in which other trips stand at points' bays, by
    point."""
    point = place.point
    hours: tuple[Span, ...] = () if window is None else (window,)
    if point is None:
        return routing.Stop(stop_id, hours, settings.service_min, settings.min_per_tonne)
    turn = settings.service_min if point.minutes_per_turn is None else point.minutes_per_turn
    own = every_day(hours_of(point.hours))
    return routing.Stop(
        stop_id, hours or (on_the_day(own) if same_day else own), turn, settings.min_per_tonne,
        bays=point.trucks_at_once or None, max_vehicle_kg=point.largest_truck_kg or None,
        busy=(busy or {}).get(point.pk, ()) if point.trucks_at_once else (),
    )  # fmt: skip


def vehicle_of(vehicle: Vehicle) -> routing.Vehicle:
    """The engine's vehicle: it begins at the stop ``v…``, which is its own place or, where unknown, anywhere."""
    opens = vehicle.hours_from.hour * 60 + vehicle.hours_from.minute
    closes = vehicle.hours_to.hour * 60 + vehicle.hours_to.minute + vehicle.nights * DAY_MIN
    return routing.Vehicle(
        vehicle_id=f"v{vehicle.pk}", start=f"v{vehicle.pk}", capacity_kg=vehicle.capacity_kg,
        gross_kg=vehicle.capacity_kg, vnd_per_km=vehicle.vnd_per_km, fixed_vnd=vehicle.fixed_vnd,
        open_end=not vehicle.returns or vehicle.lat is None, capacity_l=vehicle.volume_l,
        body=BODIES[vehicle.body], from_min=opens, to_min=min(closes, LAST_MINUTE),
        min_fill_kg=vehicle.min_fill_kg, roads="water" if vehicle.kind == VehicleKind.SHIP else "road",
    )  # fmt: skip


BODIES: dict[str, routing.Body] = {
    Body.OPEN: routing.Body.OPEN,
    Body.BOX: routing.Body.BOX,
    Body.COLD: routing.Body.COLD,
}
