"""Collection points, the ways to and from them, and the days on which they are shut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from cungcau.engines.allocation.generate.draws import Draws, shares
from cungcau.engines.allocation.generate.land import Land, Spot, distance_km, position_km
from cungcau.engines.allocation.generate.sizes import START
from cungcau.engines.allocation.model import Access, Closure, ClosureKind, Lane, Point

POINTS_IN_REACH = 3
LANES_PER_POINT = 8
BUSY_SHARE_OF_DAYS = 0.6


def build_ways(
    land: Land,
) -> tuple[tuple[Point, ...], tuple[Access, ...], tuple[Lane, ...], tuple[Closure, ...]]:
    """Points, access, lanes and closures, tight enough to bind on the busiest days."""
    draws = Draws(land.seed, land.size.key, "ways")
    homes = _homes(land, draws)
    names = [f"P{number + 1:04d}" for number in range(len(homes))]
    access, inflow = _access(land, homes, names)
    busy = land.size.days * BUSY_SHARE_OF_DAYS
    points = tuple(
        _point(land, draws, name, home, inflow[name] / busy) for name, home in zip(names, homes, strict=True)
    )
    lanes = tuple(
        lane
        for name, home in zip(names, homes, strict=True)
        for lane in _lanes(land, draws, name, home, inflow[name] / busy)
    )
    return (
        points,
        access,
        tuple(sorted(lanes, key=lambda lane: (lane.point_id, lane.market))),
        _closures(land, draws, names, lanes),
    )


def _homes(land: Land, draws: Draws) -> list[Spot]:
    """The places that hold a point: each province in proportion to its places."""
    by_province: dict[int, list[Spot]] = defaultdict(list)
    for spot in land.spots:
        by_province[spot.province].append(spot)
    counts = shares(land.size.points, [float(len(spots)) for spots in by_province.values()])
    return [
        spot
        for spots, count in zip(by_province.values(), counts, strict=True)
        for spot in draws.some(spots, count)
    ]


def _access(
    land: Land, homes: Sequence[Spot], names: Sequence[str]
) -> tuple[tuple[Access, ...], dict[str, float]]:
    """Each place reaches its nearest points; with it, the kg each point may expect over the season."""
    by_province: dict[int, list[tuple[str, Spot]]] = defaultdict(list)
    for name, home in zip(names, homes, strict=True):
        by_province[home.province].append((name, home))
    rows: list[Access] = []
    inflow = dict.fromkeys(names, 0.0)
    for spot in land.spots:
        reachable = sorted(
            (distance_km(spot, home.north_km, home.east_km), name)
            for name, home in by_province[spot.province]
        )[:POINTS_IN_REACH]
        kg = sum(good.lot_kg for good in spot.goods) / len(spot.goods) * spot.lots
        for rank, (km, name) in enumerate(reachable):
            rows.append(Access(spot.name, name, 30 + round(km * 0.9) * 10))
            inflow[name] += kg * (0.6, 0.25, 0.15)[rank]
    return tuple(sorted(rows, key=lambda row: (row.place, row.point_id))), inflow


def _point(land: Land, draws: Draws, name: str, home: Spot, kg_per_busy_day: float) -> Point:
    capacity = max(500, round(kg_per_busy_day * draws.spread(0.7, 1.5) / 100) * 100)
    late = draws.between(1, 5) if draws.chance(0.15) else 0
    return Point(
        point_id=name,
        place=home.name,
        approved=not (land.size.points >= 4 and draws.chance(0.05)),
        capacity_kg_per_day=capacity,
        open_from=START + timedelta(days=late),
        open_to=START + timedelta(days=land.size.days - 1),
        storage_kg=round(capacity * draws.spread(0.3, 1.5) / 100) * 100 if draws.chance(0.4) else 0,
    )


def _lanes(land: Land, draws: Draws, name: str, home: Spot, kg_per_busy_day: float) -> list[Lane]:
    """Lanes to the nearest markets and always to the two largest; about a third without limit."""
    by_distance = sorted((distance_km(home, *position_km(city)), city.name) for city in land.markets)
    largest = {city.name for city in land.markets[:2]}
    chosen = [
        (km, market)
        for rank, (km, market) in enumerate(by_distance)
        if rank < LANES_PER_POINT or market in largest
    ]
    pull = {city.name: city.pull for city in land.markets}
    total = sum(pull[market] for _, market in chosen)
    lanes = []
    for km, market in chosen:
        usual = kg_per_busy_day * pull[market] / total * draws.spread(0.6, 2.2)
        lanes.append(
            Lane(
                point_id=name,
                market=market,
                days=0 if km < 120 else 1 if km < 500 else 2 if km < 1_000 else 3,
                cost_vnd_per_kg=150 + round(km * 0.14) * 10,
                capacity_kg_per_day=None if draws.chance(0.35) else max(200, round(usual / 100) * 100),
            )
        )
    return lanes


def _closures(land: Land, draws: Draws, points: Sequence[str], lanes: Sequence[Lane]) -> tuple[Closure, ...]:
    shut, half = Fraction(0), Fraction(1, 2)
    some = (
        (ClosureKind.POINT, points, 0.1, 3, shut),
        (ClosureKind.POINT, points, 0.1, 6, half),
        (ClosureKind.LANE, [lane.lane_id for lane in lanes], 0.1, 6, Fraction(1, 4)),
        (ClosureKind.LANE, [lane.lane_id for lane in lanes], 0.05, 4, shut),
        (ClosureKind.PLACE, [spot.name for spot in land.spots], 0.04, 3, shut),
        (ClosureKind.MARKET, [city.name for city in land.markets], 0.12, 2, shut),
    )
    rows = []
    for kind, names, share, longest, factor in some:
        for name in draws.some(names, max(1, round(len(names) * share))):
            first = START + timedelta(days=draws.between(0, land.size.days - longest))
            rows.append(
                Closure(kind, name, first, first + timedelta(days=draws.between(1, longest) - 1), factor)
            )
    return tuple(sorted(rows, key=lambda row: (row.kind, row.id, row.first, row.last, row.factor)))
