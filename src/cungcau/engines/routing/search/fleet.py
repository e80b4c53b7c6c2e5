"""The trips found so far, one a vehicle at most, and what is still to be carried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cungcau.engines.routing.plan import Code
from cungcau.engines.routing.search.ground import Ground, Parcel
from cungcau.engines.routing.search.insert import insert, least_detour, without
from cungcau.engines.routing.search.route import Route, Stay, alone, judge
from cungcau.engines.routing.search.times import Taken, later


class Fleet:
    """Trips by vehicle; every trip held keeps every rule beside the others (bays included).

    ``fixed`` vehicles keep the trip they have, or have none and get none.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.routes: dict[int, Route] = {}
        self.fixed: set[int] = set()
        self.bays = [stop.bays is not None for stop in ground.stops]
        self._alone: dict[tuple[int, int], Route | Code] = {}

    def copy(self) -> Fleet:
        """Another fleet with the same trips."""
        made = Fleet(self.ground)
        made.routes, made.fixed, made._alone = dict(self.routes), set(self.fixed), self._alone
        return made

    @property
    def cost(self) -> int:
        """đồng of all trips."""
        return sum(route.cost for route in self.routes.values())

    def carried(self) -> set[int]:
        """Parcels that trips take."""
        return {at for route in self.routes.values() for at in route.parcels()}

    def alone(self, vehicle: int, parcel: Parcel) -> Route | Code:
        """What :func:`route.alone` says of a vehicle of this kind, remembered."""
        key = (self.ground.kinds[vehicle], parcel.at)
        if key not in self._alone:
            self._alone[key] = alone(self.ground, vehicle, parcel)
        return self._alone[key]

    def taken(self, but: int | None = None) -> Taken | None:
        """Spans of service at stops with bays, of all vehicles but one and those outside the problem; None where no
        stop has bays."""
        if not self.ground.has_bays:
            return None
        spans: Taken = {stop: list(row) for stop, row in self.ground.busy.items()}
        for vehicle, route in self.routes.items():
            if vehicle == but:
                continue
            for call, start in zip(route.calls, route.clock.starts, strict=True):
                if call.service and self.bays[call.stop]:
                    spans.setdefault(call.stop, []).append((start, start + call.service))
        return spans

    def put(self, vehicle: int, stays: tuple[Stay, ...]) -> Code | None:
        """Give a vehicle these visits; the broken rule where they cannot be (nothing then changes)."""
        if not stays:
            self.routes.pop(vehicle, None)
            return None
        route = judge(self.ground, vehicle, stays, self.taken(vehicle))
        if isinstance(route, Code):
            return route
        self.routes[vehicle] = route
        return None

    def fit(self, vehicle: int, stays: tuple[Stay, ...]) -> None:
        """Give a vehicle these visits less what has to go so that the rest keeps every rule: least kg first."""
        while stays and self.put(vehicle, stays) is not None:
            taken = self.taken(vehicle)
            parcels = sorted(
                (at for stay in stays for at in stay.picks), key=lambda at: (self.ground.parcels[at].kg, at)
            )
            shorter = [without(self.ground, stays, at) for at in parcels]
            good = [
                one for one in shorter if one and isinstance(judge(self.ground, vehicle, one, taken), Route)
            ]
            stays = good[0] if good else _slower(self.ground, stays, parcels)

    def candidates(self) -> Iterator[int]:
        """Vehicles worth trying: those on a trip, and of the idle ones the first of each kind."""
        seen: set[int] = set()
        for vehicle in range(len(self.ground.vehicles)):
            if vehicle in self.fixed:
                continue
            if vehicle in self.routes:
                yield vehicle
            elif self.ground.kinds[vehicle] not in seen:
                seen.add(self.ground.kinds[vehicle])
                yield vehicle

    def best(self, parcel: Parcel, *, but: int | None = None, gain: int | None = None) -> Route | None:
        """The trip that takes a parcel for least more đồng; with ``gain`` only for less than that."""
        best: Route | None = None
        for vehicle in self.candidates():
            if vehicle == but or isinstance(self.alone(vehicle, parcel), Code):
                continue
            now = self.routes.get(vehicle)
            before, stays = (now.cost, now.stays) if now else (0, ())
            below = None if gain is None else before + gain
            if below is not None and before + least_detour(self.ground, vehicle, stays, parcel) >= below:
                continue
            made = insert(self.ground, vehicle, stays, parcel, self.taken(vehicle), below)
            if made is not None:
                best, gain = made, made.cost - before
        return best

    def add(self, parcels: Iterable[Parcel]) -> list[Parcel]:
        """Insert parcels, largest first, each where it costs least; returns those no trip can take."""
        left = []
        for parcel in sorted(parcels, key=lambda one: (-one.kg, one.at)):
            made = self.best(parcel)
            if made is None:
                left.append(parcel)
            else:
                self.routes[made.vehicle] = made
        return left

    def leave_late(self) -> None:
        """Move what trips wait at stops to before they set out."""
        for vehicle, route in sorted(self.routes.items()):
            moved = later(self.ground, vehicle, route.calls, route.clock, self.taken(vehicle))
            self.routes[vehicle] = route._replace(clock=moved)


def _slower(ground: Ground, stays: tuple[Stay, ...], parcels: list[int]) -> tuple[Stay, ...]:
    """Where no single parcel is to blame: the visits without the largest, which asks most room and time."""
    return without(ground, stays, parcels[-1])
