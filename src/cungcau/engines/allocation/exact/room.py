"""Every capacity of a scenario by key, and what promised kilograms leave of it.

A key names a resource by positions in the scenario and day numbers:
``("point", k, day)``, ``("storage", k, day)`` (stock at the end of that day), ``("lane", l, day)``,
``("demand", d, -1)``, ``("demand_day", d, day)``, ``("lot", i, -1)``, ``("lot_day", i, day)``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cungcau.engines.allocation.exact.calendar import Calendar
from cungcau.engines.allocation.model import Scenario


class Key(NamedTuple):
    """One resource: its kind, the position of its owner in the scenario, and a day (-1 for none)."""

    kind: str
    owner: int
    day: int


class Place(NamedTuple):
    """Where one line runs, by positions and day numbers (``lane`` indexes ``scenario.lanes``)."""

    lot: int
    point: int
    lane: int
    demand: int
    harvest: int
    dispatch: int


class Room:
    """Limits of a scenario and the kilograms already counted against them."""

    def __init__(self, scenario: Scenario, calendar: Calendar) -> None:
        self.scenario = scenario
        self.calendar = calendar
        self.used: dict[Key, int] = defaultdict(int)

    def limit(self, key: Key) -> int | None:
        """Capacity in kg of a resource before anything is promised; ``None`` is no limit."""
        scenario, calendar = self.scenario, self.calendar
        match key.kind:
            case "point":
                return calendar.point_capacity[key.owner][key.day]
            case "storage":
                return scenario.points[key.owner].storage_kg
            case "lane":
                return calendar.lane_capacity[key.owner][key.day]
            case "demand":
                return scenario.demands[key.owner].quantity_kg
            case "demand_day":
                return scenario.demands[key.owner].max_kg_per_day
            case "lot":
                return scenario.lots[key.owner].quantity_kg
            case _:
                return scenario.lots[key.owner].max_kg_per_day

    def left(self, key: Key) -> int | None:
        """Kilograms still free, never below zero; ``None`` is no limit."""
        limit = self.limit(key)
        return None if limit is None else max(0, limit - self.used.get(key, 0))

    def keys_of(self, place: Place) -> Iterator[Key]:
        """Every resource one line takes from."""
        yield Key("lot", place.lot, -1)
        yield Key("lot_day", place.lot, place.harvest)
        yield Key("point", place.point, place.harvest)
        for day in range(place.harvest, place.dispatch):
            yield Key("storage", place.point, day)
        yield Key("lane", place.lane, place.dispatch)
        yield Key("demand", place.demand, -1)
        yield Key("demand_day", place.demand, place.dispatch + self.scenario.lanes[place.lane].days)

    def take(self, place: Place, kg: int) -> None:
        """Count kilograms of a line against every resource it uses."""
        for key in self.keys_of(place):
            self.used[key] += kg
