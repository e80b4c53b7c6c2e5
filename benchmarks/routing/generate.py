"""Days of collection like those of Lạng Sơn: points in hills, lorries of three sizes, markets down in the delta."""

from __future__ import annotations

import random
from collections.abc import Sequence

from cungcau.engines.routing import Body, Load, Problem, Stop, Vehicle
from cungcau.engines.routing.distance import Place, Terrain, roads_from_places

MARKETS = (
    ("market-hanoi", 20.97, 105.86),
    ("market-bacgiang", 21.28, 106.20),
    ("gate-tanthanh", 21.99, 106.69),
)
CENTRES = ((21.86, 106.76), (22.06, 106.62), (21.56, 106.60))
"""A town, Văn Lãng and Hữu Lũng: garages stand there, points lie around (synthetic, within 0.25 degrees)."""

FLEET = (
    (2_500, 5_000, 6_500, 250_000, Body.OPEN),
    (5_000, 9_500, 8_500, 400_000, Body.BOX),
    (8_000, 15_000, 11_000, 600_000, Body.COLD),
    (15_000, 25_000, 14_500, 900_000, Body.BOX),
)
"""Capacity kg, gross kg, đồng a km, fixed đồng, body."""


def generate(loads: int, markets: int = 3, seed: int = 1) -> Problem:
    """A synthetic day of that many loads for the first ``markets`` markets; equal arguments, equal day."""
    draw = random.Random(f"{seed}/{loads}/{markets}")
    places = [Place(name, lat, lon, Terrain.FLAT) for name, lat, lon in MARKETS[:markets]]
    bays = max(4, loads // 12)
    stops = [Stop(name, ((180, 1320),), 15, 8, bays) for name, *_ in MARKETS[:markets]]
    for at, (lat, lon) in enumerate(CENTRES):
        places.append(Place(f"garage-{at}", lat, lon, Terrain.HILL))
        stops.append(Stop(f"garage-{at}"))
    points = max(4, loads * 2 // 5)
    for at in range(points):
        lat, lon = draw.choice(CENTRES)
        terrain = draw.choice((Terrain.HILL, Terrain.MOUNTAIN))
        place = Place(
            f"point-{at}", lat + draw.uniform(-0.25, 0.25), lon + draw.uniform(-0.25, 0.25), terrain
        )
        places.append(place)
        limit = 16_000 if terrain is Terrain.MOUNTAIN and at % 4 == 0 else None
        stops.append(Stop(place.stop_id, ((300, 1080),), 10, 15, 2, limit))
    rows = [_load(draw, at, points, markets) for at in range(loads)]
    roads = roads_from_places(places)
    return Problem(tuple(stops), tuple(rows), tuple(_fleet(loads, rows)), {"road": roads})


def _load(draw: random.Random, at: int, points: int, markets: int) -> Load:
    market = MARKETS[min(markets - 1, draw.choice((0, 0, 1, 2)))][0]
    kg = draw.choice((300, 500, 800, 1_000, 1_500, 2_000, 3_000))
    cold = draw.random() < 0.1
    return Load(
        f"load-{at}",
        f"point-{draw.randrange(points)}",
        market,
        kg,
        Body.COLD if cold else Body.OPEN,
        ready_min=draw.choice((300, 360, 420)),
        fresh_min=600 if cold else None,
    )


def _fleet(loads: int, rows: Sequence[Load]) -> list[Vehicle]:
    """Half as much room again as the day's goods weigh, in equal numbers of each size at each garage."""
    total = sum(row.kg for row in rows) * 3 // 2
    fleet: list[Vehicle] = []
    while sum(vehicle.capacity_kg for vehicle in fleet) < total or len(fleet) < 2 * len(FLEET):
        at = len(fleet)
        capacity, gross, per_km, fixed, body = FLEET[at % len(FLEET)]
        garage = f"garage-{at // len(FLEET) % len(CENTRES)}"
        fleet.append(
            Vehicle(
                f"lorry-{at}", garage, capacity, gross, per_km, fixed, body=body, from_min=270, to_min=1380
            )
        )
    return fleet
