"""Road metres and minutes from coordinates: the great circle times a factor for the terrain.

For places a routing service does not know, or a province without one. Both matrices are symmetrical and keep the
triangle inequality: where the factors would make a detour shorter than the direct way, the detour is taken.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from cungcau.engines.routing.model import Roads
from cungcau.kernel.errors import Fault, InputInvalid

EARTH_METRES = 6_371_008.8
"""Mean radius (IUGG)."""


class Terrain(StrEnum):
    """What the land around a place is like; water is for ships."""

    FLAT = "flat"
    HILL = "hill"
    MOUNTAIN = "mountain"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class Place:
    """A stop on the map: degrees north and east (WGS 84) and the terrain its roads lead through."""

    stop_id: str
    latitude: float
    longitude: float
    terrain: Terrain = Terrain.HILL


@dataclass(frozen=True, slots=True)
class TerrainRate:
    """Road metres for 1000 m of great circle, and metres a vehicle covers in an hour.

    ``source`` says where the two figures come from; "?" marks an assumption the province is to replace.
    """

    road_per_1000: int
    metres_per_hour: int
    source: str = "?"


@dataclass(frozen=True, slots=True)
class TerrainTable:
    """The rate of each terrain for one kind of vehicle.

    Raises:
        InputInvalid: a terrain is missing, a road shorter than the great circle, or a speed out of 1–150 km/h.
    """

    rates: Mapping[Terrain, TerrainRate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        faults = []
        for line, terrain in enumerate(Terrain, 1):
            rate = self.rates.get(terrain)
            if rate is None:
                faults.append(Fault("terrain", line, "terrain", terrain, "a rate"))
                continue
            if not 1000 <= rate.road_per_1000 <= 5000:
                shown = str(rate.road_per_1000)
                faults.append(Fault("terrain", line, "road_per_1000", shown, "1000 to 5000"))
            if not 1000 <= rate.metres_per_hour <= 150_000:
                shown = str(rate.metres_per_hour)
                faults.append(Fault("terrain", line, "metres_per_hour", shown, "1000 to 150000"))
        if faults:
            raise InputInvalid(faults)


LORRY = TerrainTable(
    {
        Terrain.FLAT: TerrainRate(1250, 45_000),
        Terrain.HILL: TerrainRate(1400, 35_000),
        Terrain.MOUNTAIN: TerrainRate(1700, 25_000),
        Terrain.WATER: TerrainRate(1300, 30_000),
    }
)
"""Assumed rates of a lorry (every source "?"): a setting of the province, not a measurement."""


def roads_from_places(places: Sequence[Place], table: TerrainTable = LORRY) -> Roads:
    """The matrices of a kind of vehicle between all places, half of each way reckoned by the terrain of either end.

    Minutes are rounded up, metres to the nearest.

    Raises:
        InputInvalid: a name twice or a coordinate off the map, each named (``line`` is the place, from 1).
    """
    _sound(places)
    far = great_circle_metres([place.latitude for place in places], [place.longitude for place in places])
    rates = [table.rates[place.terrain] for place in places]
    factor = np.array([rate.road_per_1000 / 1000 for rate in rates])
    slow = np.array([rate.road_per_1000 / 1000 * 60 / rate.metres_per_hour for rate in rates])
    metres = np.rint(far * (factor[:, None] + factor[None, :]) / 2).astype(np.int64)
    minutes = np.ceil(far * (slow[:, None] + slow[None, :]) / 2 - 1e-9).astype(np.int64)
    ids = tuple(place.stop_id for place in places)
    return Roads(ids, _rows(shortest(metres)), _rows(shortest(minutes)))


def great_circle_metres(latitudes: Sequence[float], longitudes: Sequence[float]) -> npt.NDArray[np.float64]:
    """Square matrix of metres between points in degrees (haversine, mean earth radius)."""
    lat, lon = np.radians(np.array(latitudes, dtype=float)), np.radians(np.array(longitudes, dtype=float))
    half = (
        np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    )
    found: npt.NDArray[np.float64] = 2 * EARTH_METRES * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return found


def shortest(matrix: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The matrix with each way no longer than any over other places (Floyd and Warshall)."""
    found = matrix.copy()
    for over in range(len(found)):
        np.minimum(found, found[:, over, None] + found[None, over, :], out=found)
    return found


def triangle_excess(rows: Sequence[Sequence[int | None]]) -> int:
    """By how much the worst direct way exceeds one over another place; 0 where the triangle inequality holds.

    Cells without a way are left out: a way over others there is no excess.
    """
    most = 2**40
    grid = np.array([[most if cell is None else cell for cell in row] for row in rows], dtype=np.int64)
    known = grid < most
    return int(np.max(np.where(known, grid - shortest(grid), 0), initial=0))


def _sound(places: Sequence[Place]) -> None:
    faults, seen = [], set()
    for line, place in enumerate(places, 1):
        if place.stop_id in seen:
            faults.append(Fault("places", line, "stop_id", place.stop_id, "a name no other place has"))
        seen.add(place.stop_id)
        for column, value, most in (("latitude", place.latitude, 90), ("longitude", place.longitude, 180)):
            if not (math.isfinite(value) and -most <= value <= most):
                faults.append(Fault("places", line, column, str(value), f"degrees from -{most} to {most}"))
    if faults:
        raise InputInvalid(faults)


def _rows(matrix: npt.NDArray[np.int64]) -> tuple[tuple[int | None, ...], ...]:
    return tuple(tuple(row) for row in matrix.tolist())
