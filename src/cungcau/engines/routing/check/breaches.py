"""What the checker says, and the problem as the checker looks things up in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cungcau.engines.routing.model import Load, Problem


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule a plan breaks: a stable ``code``, where (vehicle, stop or load), and the figures."""

    code: str
    where: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Facts:
    """The problem by id; built from raw values only."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stops = {stop.stop_id: stop for stop in problem.stops}
        self.loads = {load.load_id: load for load in problem.loads}
        self.vehicles = {vehicle.vehicle_id: vehicle for vehicle in problem.vehicles}
        self._cells: dict[tuple[str, str, str], tuple[int | None, int | None]] = {}
        for name, roads in problem.roads.items():
            for row, frm in enumerate(roads.stop_ids):
                for column, to in enumerate(roads.stop_ids):
                    cell = (roads.metres[row][column], roads.minutes[row][column])
                    self._cells[name, frm, to] = cell

    def way(self, roads: str, frm: str, to: str) -> tuple[int | None, int | None]:
        """Metres and minutes from stop to stop; None without a way."""
        return self._cells[roads, frm, to]

    def service(self, stop_id: str, kilos: list[int]) -> int:
        """Minutes of a visit that handles these amounts."""
        stop = self.stops[stop_id]
        return stop.service_min + sum((kg * stop.min_per_tonne + 999) // 1000 for kg in kilos)

    def open_at(self, stop_id: str, start: int, end: int) -> bool:
        """Whether a stop is open from start to end without a break."""
        hours = self.stops[stop_id].hours
        return not hours or any(opens <= start <= end <= closes for opens, closes in hours)


def ends(load: Load, leg: int) -> tuple[str, str]:
    """Where a leg of a load begins and ends."""
    if load.via is None or leg == 0:
        return load.pickup, load.drop
    return (load.pickup, load.via) if leg == 1 else (load.via, load.drop)
