"""The problem by whole-number index, as the search looks things up in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cungcau.engines.routing.model import BODY_RANK, Load, Problem, Vehicle

Matrix = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one vehicle takes on at one stop and puts off at another: a load, a truckload or a leg of one.

    Stops are indices; ``pick_min`` and ``drop_min`` the minutes of handling at either end. Other fields as in
    ``Load``.
    """

    at: int
    load_id: str
    part: int
    leg: int
    pickup: int
    drop: int
    kg: int
    volume_l: int
    rank: int
    goods: str
    ready_min: int
    due_min: int | None
    fresh_min: int | None
    pick_min: int
    drop_min: int


def handling_min(kg: int, min_per_tonne: int) -> int:
    """Minutes to handle ``kg``, rounded up to whole ones."""
    return -(-kg * min_per_tonne // 1000)


class Ground:
    """Stops, vehicles and ways by index.

    ``kinds[v]`` is equal for vehicles that differ in their id alone; ``busy`` holds the spans in which vehicles
    outside the problem stand at bays, by stop.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stops = problem.stops
        self.vehicles = problem.vehicles
        self.index = {stop.stop_id: at for at, stop in enumerate(problem.stops)}
        self.has_bays = any(stop.bays is not None for stop in problem.stops)
        self.busy = {
            at: list(stop.busy)
            for at, stop in enumerate(problem.stops)
            if stop.bays is not None and stop.busy
        }
        self.parcels: list[Parcel] = []
        self._metres: dict[str, Matrix] = {}
        self._minutes: dict[str, Matrix] = {}
        for name, roads in problem.roads.items():
            place = {stop_id: at for at, stop_id in enumerate(roads.stop_ids)}
            order = [place[stop.stop_id] for stop in problem.stops]
            self._metres[name] = tuple(tuple(roads.metres[i][j] for j in order) for i in order)
            self._minutes[name] = tuple(tuple(roads.minutes[i][j] for j in order) for i in order)
        self.metres = [self._metres[vehicle.roads] for vehicle in problem.vehicles]
        self.minutes = [self._minutes[vehicle.roads] for vehicle in problem.vehicles]
        self.start = [self.index[vehicle.start] for vehicle in problem.vehicles]
        ends = [vehicle.end_stop for vehicle in problem.vehicles]
        self.end = [None if end is None else self.index[end] for end in ends]
        self.rank = [BODY_RANK[vehicle.body] for vehicle in problem.vehicles]
        seen: dict[Vehicle, int] = {}
        self.kinds = [seen.setdefault(replace(v, vehicle_id=""), len(seen)) for v in problem.vehicles]

    def matrices(self, name: str) -> tuple[Matrix, Matrix]:
        """Metres and minutes of a named matrix, in the order of the problem's stops."""
        return self._metres[name], self._minutes[name]

    def parcel(
        self, load: Load, kg: int, volume_l: int, *, part: int, leg: int = 0, due_min: int | None = None
    ) -> Parcel:
        """A new parcel of ``load``; ``leg`` 1 goes to the transfer stop, 2 onwards from it."""
        via = None if load.via is None else self.index[load.via]
        pickup, drop = self.index[load.pickup], self.index[load.drop]
        if leg == 1 and via is not None:
            drop = via
        elif leg == 2 and via is not None:
            pickup = via
        made = Parcel(
            len(self.parcels), load.load_id, part, leg, pickup, drop, kg, volume_l, BODY_RANK[load.body],
            load.goods, load.ready_min, load.due_min if due_min is None else due_min, load.fresh_min,
            handling_min(kg, self.stops[pickup].min_per_tonne), handling_min(kg, self.stops[drop].min_per_tonne),
        )  # fmt: skip
        self.parcels.append(made)
        return made

    def changed(
        self, parcel: Parcel, *, ready_min: int, due_min: int | None, fresh_min: int | None
    ) -> Parcel:
        """A copy of a parcel with other times, as a new one."""
        made = replace(
            parcel, at=len(self.parcels), ready_min=ready_min, due_min=due_min, fresh_min=fresh_min
        )
        self.parcels.append(made)
        return made

    def pin(self, at: int, *, ready_min: int, due_min: int | None) -> None:
        """Bind a parcel to the times it is now carried at: no later change may move it out of them."""
        self.parcels[at] = replace(self.parcels[at], ready_min=ready_min, due_min=due_min)
