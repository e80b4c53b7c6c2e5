"""The table service of an OSRM-compatible router: its address for a question, its answer as matrices.

Nothing is sent here: the app asks with its own client and hands over the parsed JSON.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cungcau.engines.routing.distance import Place
from cungcau.engines.routing.model import LAST_MINUTE, Roads
from cungcau.engines.routing.validate import MOST_METRES
from cungcau.kernel.errors import Fault, InputInvalid

FILE = "osrm"


def osrm_table_url(base: str, points: Sequence[Place], profile: str = "driving") -> str:
    """The address that asks for metres and seconds between all points, in their order.

    Args:
        base: address of the service, such as ``https://osrm.example.vn`` (http or https, no question mark).
        points: two or more; longitude comes first in the address, with six decimals (0.1 m).
        profile: the service's word for the kind of vehicle.

    Raises:
        InputInvalid: the base, the profile or a coordinate is not fit for an address; each is named.
    """
    faults = []
    if not base.startswith(("http://", "https://")) or any(mark in base for mark in "?# \n\t"):
        faults.append(Fault(FILE, 0, "base", base, "an http address without question or space"))
    if not profile or not all(letter.isalnum() or letter in "-_" for letter in profile):
        faults.append(Fault(FILE, 0, "profile", profile, "letters, digits, - and _"))
    if len(points) < 2:
        faults.append(Fault(FILE, 0, "points", str(len(points)), "two points or more"))
    for line, point in enumerate(points, 1):
        for column, value, most in (("latitude", point.latitude, 90), ("longitude", point.longitude, 180)):
            if not (math.isfinite(value) and -most <= value <= most):
                faults.append(Fault(FILE, line, column, str(value), f"degrees from -{most} to {most}"))
    if faults:
        raise InputInvalid(faults)
    path = ";".join(f"{point.longitude:.6f},{point.latitude:.6f}" for point in points)
    return f"{base.rstrip('/')}/table/v1/{profile}/{path}?annotations=duration,distance"


def read_osrm_table(answer: object, stop_ids: Sequence[str]) -> Roads:
    """The matrices of a service's answer (the parsed JSON): metres to the nearest, minutes rounded up.

    Raises:
        InputInvalid: the service refused, a table is missing or of another size, or a cell is null (no way found)
            or no sensible number; ``line`` is the row's stop and ``column`` names the way (from 1, "a > b").
    """
    if not isinstance(answer, dict):
        raise InputInvalid([Fault(FILE, 0, "answer", type(answer).__name__, "a JSON object")])
    if answer.get("code") != "Ok":
        shown = f"{answer.get('code')}: {answer.get('message', '')}"[:200]
        raise InputInvalid([Fault(FILE, 0, "code", shown, "Ok")])
    faults: list[Fault] = []
    metres = _table(answer, "distances", stop_ids, MOST_METRES, faults)
    seconds = _table(answer, "durations", stop_ids, LAST_MINUTE * 60, faults)
    if faults:
        raise InputInvalid(faults)
    return Roads(
        tuple(stop_ids),
        tuple(tuple(round(cell) for cell in row) for row in metres),
        tuple(tuple(math.ceil(cell / 60 - 1e-9) for cell in row) for row in seconds),
    )


def _table(
    answer: dict[object, object], name: str, stop_ids: Sequence[str], most: int, faults: list[Fault]
) -> list[list[float]]:
    rows, size = answer.get(name), len(stop_ids)
    if not isinstance(rows, list) or len(rows) != size:
        shown = str(len(rows)) if isinstance(rows, list) else type(rows).__name__
        faults.append(Fault(FILE, 0, name, shown, f"{size} rows"))
        return []
    found: list[list[float]] = []
    for line, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != size:
            shown = str(len(row)) if isinstance(row, list) else type(row).__name__
            faults.append(Fault(FILE, line, name, shown, f"{size} cells"))
            continue
        kept: list[float] = []
        for at, cell in enumerate(row, 1):
            if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell <= most:
                way = f"{name} {stop_ids[line - 1]} > {stop_ids[at - 1]}"
                shown = "null" if cell is None else str(cell)[:50]
                faults.append(Fault(FILE, line, way, shown, f"a number from 0 to {most}"))
            elif line == at and cell >= 1:
                way = f"{name} {stop_ids[line - 1]}"
                faults.append(Fault(FILE, line, way, str(cell), "0 from a place to itself"))
            else:
                kept.append(0 if line == at else cell)
        found.append(kept)
    return found
