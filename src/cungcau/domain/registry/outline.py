"""The outline of a piece of land: read from GeoJSON, checked, measured. No database."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cungcau.kernel.errors import DomainError

MOST_POINTS = 500
LONGEST = 60_000
"""Characters of a GeoJSON text."""

_LON, _LAT = (100.0, 120.0), (5.0, 25.0)
_EARTH_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

Ring = list[list[float]]


def read(text: str) -> dict[str, Any] | None:
    """The polygon in a GeoJSON text (a Polygon, or a Feature or one-feature collection around it); None of none.

    Coordinates are longitude, latitude in WGS 84 and lie in Viet Nam; one closed ring of 3 to 500 corners that
    does not cross itself. They are kept to 7 decimals (1 cm). Raises ``outline_invalid`` saying what is wrong.
    """
    if not text.strip():
        return None
    if len(text) > LONGEST:
        raise DomainError("outline_invalid", why=f"dài hơn {LONGEST} ký tự")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DomainError("outline_invalid", why="không phải GeoJSON") from error
    return {"type": "Polygon", "coordinates": [_ring(_polygon(given))]}


def measure(polygon: dict[str, Any]) -> int:
    """Whole m² inside a polygon of :func:`read`, on the sphere."""
    ring: Ring = polygon["coordinates"][0]
    total = 0.0
    for (lon, lat), (lon_next, lat_next) in pairwise(ring):
        total += math.radians(lon_next - lon) * (
            2 + math.sin(math.radians(lat)) + math.sin(math.radians(lat_next))
        )
    return round(abs(total) * _EARTH_M * _EARTH_M / 2)


def middle(polygon: dict[str, Any]) -> tuple[float, float]:
    """(latitude, longitude) of the mean corner: good enough to put a mark on a map."""
    ring: Ring = polygon["coordinates"][0][:-1]
    return sum(lat for _, lat in ring) / len(ring), sum(lon for lon, _ in ring) / len(ring)


def _polygon(given: Any) -> Any:
    if isinstance(given, dict) and given.get("type") == "FeatureCollection":
        features = given.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise DomainError("outline_invalid", why="cần đúng một hình")
        given = features[0]
    if isinstance(given, dict) and given.get("type") == "Feature":
        given = given.get("geometry")
    if not isinstance(given, dict) or given.get("type") != "Polygon":
        raise DomainError("outline_invalid", why="cần một hình đa giác (Polygon)")
    return given.get("coordinates")


def _ring(coordinates: Any) -> Ring:
    if not isinstance(coordinates, list) or len(coordinates) != 1 or not isinstance(coordinates[0], list):
        raise DomainError("outline_invalid", why="cần đúng một đường bao, không có lỗ")
    ring = [_corner(one) for one in coordinates[0]]
    if ring and ring[0] != ring[-1]:
        ring.append(list(ring[0]))
    corners = [one for one, before in zip(ring, [None, *ring], strict=False) if one != before]
    if not 4 <= len(corners) <= MOST_POINTS + 1:
        raise DomainError("outline_invalid", why=f"cần từ 3 đến {MOST_POINTS} đỉnh")
    if _crosses_itself(corners):
        raise DomainError("outline_invalid", why="đường bao tự cắt nhau")
    return corners


def _corner(one: Any) -> list[float]:
    if not isinstance(one, list) or not 2 <= len(one) <= 3:
        raise DomainError("outline_invalid", why="mỗi đỉnh cần kinh độ và vĩ độ")
    if any(isinstance(part, bool) or not isinstance(part, int | float) for part in one):
        raise DomainError("outline_invalid", why="kinh độ, vĩ độ phải là số")
    lon, lat = float(one[0]), float(one[1])
    if not (_LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1]):
        raise DomainError(
            "outline_invalid", why=f"đỉnh {lon:g}, {lat:g} nằm ngoài Việt Nam (kinh độ trước, vĩ độ sau)"
        )
    return [round(lon, 7), round(lat, 7)]


def _crosses_itself(ring: Sequence[Sequence[float]]) -> bool:
    sides = list(pairwise(ring))
    last = len(sides) - 1
    return any(
        _cross(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (i == 0 and j == last)
    )


def _cross(a: Sequence[float], b: Sequence[float], c: Sequence[float], d: Sequence[float]) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
