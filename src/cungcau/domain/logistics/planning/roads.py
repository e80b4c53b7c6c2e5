"""Metres and minutes between places: from a routing service where one is set and answers, else from coordinates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from django.conf import settings as site
from django.utils.translation import gettext as _

from cungcau.domain.logistics.models import RoadsFrom
from cungcau.domain.logistics.planning.settings import Ground
from cungcau.engines.routing.distance import Place, Terrain, roads_from_places
from cungcau.engines.routing.model import Roads
from cungcau.engines.routing.osrm import osrm_table_url, read_osrm_table
from cungcau.kernel.errors import InputInvalid

ROAD, WATER = "road", "water"
TIMEOUT = httpx.Timeout(15.0, connect=4.0)
_MOST_BYTES = 30_000_000
_TERRAIN = {Ground.FLAT: Terrain.FLAT, Ground.HILL: Terrain.HILL, Ground.MOUNTAIN: Terrain.MOUNTAIN}


@dataclass(frozen=True, slots=True)
class Spot:
    """A stop on the map; ``lat`` None is a place nobody recorded, from which everything is 0 km away."""

    stop_id: str
    lat: float | None
    lon: float | None
    ground: str
    on_water: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """The matrices by name, where they come from, and why a service that is set was not used ("" where it was)."""

    roads: Mapping[str, Roads]
    source: RoadsFrom
    note: str


def ways_between(spots: Sequence[Spot], *, with_water: bool) -> Ways:
    """Roads between all spots, and waterways among those on the water; asks the network where a service is set.

    The service is ``settings.OSRM_URL`` (``CUNGCAU_OSRM_URL``), OSRM-compatible.
    """
    placed = [spot for spot in spots if spot.lat is not None and spot.lon is not None]
    ids = [spot.stop_id for spot in spots]
    base = str(getattr(site, "OSRM_URL", "")).strip()
    matrix, source, note = None, RoadsFrom.TERRAIN, ""
    if base and len(placed) > 1:
        matrix, note = _from_service(base, placed)
        source = RoadsFrom.TERRAIN if matrix is None else RoadsFrom.SERVICE
    if matrix is None:
        matrix = _from_terrain(placed)
    found = {ROAD: _with_anywhere(matrix, ids)}
    if with_water:
        by_water = roads_from_places([_place(spot, Terrain.WATER) for spot in placed])
        found[WATER] = _among(
            _with_anywhere(by_water, ids), {spot.stop_id for spot in spots if _floats(spot)}
        )
    return Ways(found, source, note[:300])


def _floats(spot: Spot) -> bool:
    return spot.on_water or spot.lat is None


def _from_terrain(placed: Sequence[Spot]) -> Roads:
    return roads_from_places([_place(spot, _TERRAIN[Ground(spot.ground)]) for spot in placed])


def _from_service(base: str, placed: Sequence[Spot]) -> tuple[Roads | None, str]:
    """The service's matrices of the distinct places, or None with what went wrong in words."""
    distinct = {(spot.lat, spot.lon): spot for spot in placed}
    asked = [_place(spot, Terrain.HILL) for spot in distinct.values()]
    if len(asked) < 2:
        return None, ""
    host = urlsplit(base).hostname or base
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False) as client:
            answer = client.get(osrm_table_url(base, asked))
        answer.raise_for_status()
        if len(answer.content) > _MOST_BYTES:
            return None, _fallen_back(host, _("câu trả lời quá dài"))
        matrix = read_osrm_table(answer.json(), [place.stop_id for place in asked])
    except InputInvalid as error:
        fault = error.faults[0]
        return None, _fallen_back(host, f"{fault.column}: {fault.value}"[:80])
    except httpx.HTTPStatusError as error:
        return None, _fallen_back(host, f"HTTP {error.response.status_code}")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return None, _fallen_back(host, type(error).__name__)
    standing = {(spot.lat, spot.lon): at for at, spot in enumerate(distinct.values())}
    rows = [standing[spot.lat, spot.lon] for spot in placed]
    return _picked(matrix, rows, [spot.stop_id for spot in placed]), ""


def _fallen_back(host: str, why: str) -> str:
    return _("Dịch vụ đường đi %(host)s không dùng được (%(why)s): đã tính bằng toạ độ nhân hệ số địa hình.") % {
        "host": host, "why": why,
    }  # fmt: skip


def _place(spot: Spot, terrain: Terrain) -> Place:
    assert spot.lat is not None, "only placed spots"
    assert spot.lon is not None, "only placed spots"
    return Place(spot.stop_id, spot.lat, spot.lon, terrain)


def _picked(roads: Roads, rows: Sequence[int], ids: Sequence[str]) -> Roads:
    """A matrix whose rows are those of another, some of them several times."""
    return Roads(
        tuple(ids),
        tuple(tuple(roads.metres[row][column] for column in rows) for row in rows),
        tuple(tuple(roads.minutes[row][column] for column in rows) for row in rows),
    )


def _with_anywhere(roads: Roads, ids: Sequence[str]) -> Roads:
    """A matrix over all ``ids``: those it lacks lie 0 m from everywhere."""
    at = {stop_id: place for place, stop_id in enumerate(roads.stop_ids)}

    def grid(rows: tuple[tuple[int | None, ...], ...]) -> tuple[tuple[int | None, ...], ...]:
        return tuple(
            tuple(rows[at[one]][at[other]] if one in at and other in at else 0 for other in ids)
            for one in ids
        )

    return Roads(tuple(ids), grid(roads.metres), grid(roads.minutes))


def _among(roads: Roads, reached: set[str]) -> Roads:
    """A matrix with ways among some of its stops only."""

    def grid(rows: tuple[tuple[int | None, ...], ...]) -> tuple[tuple[int | None, ...], ...]:
        return tuple(
            tuple(
                cell if i == j or (one in reached and other in reached) else None
                for j, (other, cell) in enumerate(zip(roads.stop_ids, row, strict=True))
            )
            for i, (one, row) in enumerate(zip(roads.stop_ids, rows, strict=True))
        )

    return Roads(roads.stop_ids, grid(roads.metres), grid(roads.minutes))
