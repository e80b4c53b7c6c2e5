"""Words of PyVRP: places, ways and vehicle kinds of a problem as its data.

PyVRP reckons in units of 10 m (so that đồng per unit is a whole number for usual rates) and whole minutes. The fixed
minutes of a visit lie on the ways into its stop, so that goods handled together at one stop pay them once.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria, StoppingCriterion

from cungcau.engines.routing.model import LAST_MINUTE
from cungcau.engines.routing.parameters import Parameters
from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.fleet import Fleet
from cungcau.engines.routing.search.ground import Ground, Parcel

METRES = 10
NO_WAY = 10**7
MOST_DIMENSIONS = 12
Grid = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kind:
    """Idle vehicles alike in everything but their id."""

    vehicles: tuple[int, ...]

    @property
    def one(self) -> int:
        """Any one of them."""
        return self.vehicles[0]


def kinds_of(fleet: Fleet, vehicles: Sequence[int]) -> list[Kind]:
    """The given vehicles by kind."""
    groups: dict[int, list[int]] = {}
    for vehicle in vehicles:
        groups.setdefault(fleet.ground.kinds[vehicle], []).append(vehicle)
    return [Kind(tuple(group)) for group in groups.values()]


class Places:
    """Locations: every stop, then every stop once more as a start or end at which nothing is served, then nowhere
    (the end of an open trip, no way from anywhere)."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.count = len(ground.stops)
        self.nowhere = 2 * self.count
        self.locations = [pyvrp.Location(0, 0) for _ in range(2 * self.count + 1)]
        self.names = sorted(ground.problem.roads)
        # PyVRP's stubs ask for ndarray[int], which no array is.
        self.metres: list[Any] = []
        self.minutes: list[Any] = []
        service = np.array([stop.service_min for stop in ground.stops], dtype=np.int64)
        for name in self.names:
            far, long = (_grid(matrix) for matrix in ground.matrices(name))
            far = np.where(far == NO_WAY, NO_WAY, (far + METRES // 2) // METRES)
            visit = long + np.where(np.eye(self.count, dtype=bool), 0, service)
            self.metres.append(self._whole(far, far))
            from_start = long + service
            self.minutes.append(self._whole(visit, long, from_start))

    def _whole(self, visit: Grid, ending: Grid, starting: Grid | None = None) -> Grid:
        starting = visit if starting is None else starting
        whole = np.zeros((2 * self.count + 1, 2 * self.count + 1), dtype=np.int64)
        whole[: self.count, : self.count] = visit
        whole[: self.count, self.count : -1] = ending
        whole[self.count : -1, : self.count] = starting
        whole[self.count : -1, self.count : -1] = ending
        np.fill_diagonal(whole, 0)
        return whole


def _grid(matrix: Sequence[Sequence[int | None]]) -> Grid:
    return np.array([[NO_WAY if cell is None else cell for cell in row] for row in matrix], dtype=np.int64)


class Amounts:
    """What parcels ask of vehicles by dimension: kg, litres, and one for each set of kinds that alone may take some.

    PyVRP knows no other way to keep a parcel off a vehicle than a dimension in which that vehicle holds nothing.
    """

    def __init__(self, fleet: Fleet, parcels: Sequence[Parcel], kinds: Sequence[Kind]) -> None:
        self.fleet, self.kinds = fleet, kinds
        self.able = {
            parcel.at: tuple(not isinstance(fleet.alone(kind.one, parcel), Code) for kind in kinds)
            for parcel in parcels
        }
        some = {able for able in self.able.values() if not all(able)}
        weight = {able: sum(p.kg for p in parcels if self.able[p.at] == able) for able in some}
        self.sets = sorted(some, key=lambda able: (-weight[able], able))[:MOST_DIMENSIONS]

    def of(self, parcel: Parcel) -> list[int]:
        """The amounts of a parcel."""
        held = self.able[parcel.at]
        return [parcel.kg, parcel.volume_l, *(parcel.kg if held == able else 0 for able in self.sets)]

    def room(self, at: int) -> list[int]:
        """The capacities of the kind at an index."""
        facts = self.fleet.ground.vehicles[self.kinds[at].one]
        litres = 10**12 if facts.capacity_l is None else facts.capacity_l
        return [facts.capacity_kg, litres, *(10**12 if able[at] else 0 for able in self.sets)]


def prize_of(fleet: Fleet, parcel: Parcel) -> int:
    """What leaving a parcel behind costs in the search: more than any trip saves, more for more kg."""
    routes = [fleet.alone(vehicle, parcel) for vehicle in range(len(fleet.ground.vehicles))]
    dearest = max((route.cost for route in routes if not isinstance(route, Code)), default=0)
    return 3 * dearest + 1_000_000 + 1_000 * parcel.kg


def run(
    data: pyvrp.ProblemData, parameters: Parameters, first: pyvrp.Solution | None = None
) -> tuple[pyvrp.Solution, int]:
    """The best solution PyVRP finds within the limits, and its iterations; trips are judged anew afterwards."""
    limits: list[StoppingCriterion] = [MaxIterations(parameters.iterations)]
    if parameters.seconds is not None:
        limits.append(MaxRuntime(parameters.seconds))
    settings = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=10_000_000))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        found = pyvrp.solve(
            data, MultipleCriteria(limits), parameters.seed, collect_stats=False, display=False,
            params=settings, initial_solution=first,
        )  # fmt: skip
    return found.best, found.num_iterations


def rate(vnd_per_km: int) -> int:
    """đồng per unit of distance, rounded up so that no way is free."""
    return -(-vnd_per_km * METRES // 1000)


def window(ground: Ground, stop: int) -> tuple[int, int]:
    """First opening and last closing of a stop."""
    hours = ground.stops[stop].hours
    return (hours[0][0], hours[-1][1]) if hours else (0, 2 * LAST_MINUTE)
