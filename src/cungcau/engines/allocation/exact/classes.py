"""Lots whose goods can go exactly the same ways, counted as one class.

Two lots are the same when on every day each can reach the same states (see ``states``) at the same
points at the same cost: commodity, grade, certificates, floor price, window, shelf life and place then
no longer matter. Only the class total matters for every objective and it splits freely over its lots. A
lot with a binding ``max_kg_per_day`` is a class of its own, as is any lot named in ``alone``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from cungcau.engines.allocation.exact.fit import Fit
from cungcau.engines.allocation.exact.room import Key, Room
from cungcau.engines.allocation.exact.states import NOWHERE, States

ENDLESS_LIFE = 10**9

Way = tuple[int, int, int]
Ways = tuple[tuple[int, tuple[Way, ...]], ...]
"""For each harvest day, the ``(point, access cost, state)`` triples within reach that day."""


@dataclass(frozen=True)
class LotClass:
    """Lots (positions in the scenario, rising) that share their ways; ``daily`` limits one lone lot."""

    lots: tuple[int, ...]
    kg: int
    ways: Ways
    daily: tuple[int, ...] | None


def group_lots(fit: Fit, states: States, room: Room, alone: Collection[int] = ()) -> list[LotClass]:
    """Classes of all lots that still have kilograms and at least one way, in order of first lot."""
    finder = _Ways(fit, states)
    members: dict[tuple[Ways, int], list[int]] = defaultdict(list)
    for i, lot in enumerate(fit.scenario.lots):
        left = room.left(Key("lot", i, -1)) or 0
        ways = finder.of(i) if left else ()
        if ways:
            limited = lot.max_kg_per_day is not None and lot.max_kg_per_day < lot.quantity_kg
            members[ways, i if limited or i in alone else -1].append(i)
    return [_class(fit, room, ways, lots) for (ways, _), lots in members.items()]


def _class(fit: Fit, room: Room, ways: Ways, lots: list[int]) -> LotClass:
    kg = sum(room.left(Key("lot", i, -1)) or 0 for i in lots)
    limit = fit.scenario.lots[lots[0]].max_kg_per_day
    if len(lots) > 1 or limit is None or limit >= fit.scenario.lots[lots[0]].quantity_kg:
        return LotClass(tuple(lots), kg, ways, None)
    daily = tuple(min(kg, room.left(Key("lot_day", lots[0], day)) or 0) for day, _ in ways)
    return LotClass(tuple(lots), min(kg, sum(daily)), ways, daily)


class _Ways:
    """Finds the ways of a lot, remembering those of lots alike."""

    def __init__(self, fit: Fit, states: States) -> None:
        self._fit = fit
        self._states = states
        self._access: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in fit.scenario.access:
            k = fit.calendar.point_index.get(row.point_id)
            if k is not None and fit.scenario.points[k].approved:
                self._access[row.place].append((k, row.cost_vnd_per_kg))
        self._memo: dict[tuple[object, ...], Ways] = {}

    def of(self, i: int) -> Ways:
        calendar, lot = self._fit.calendar, self._fit.scenario.lots[i]
        first = max(0, calendar.day(lot.harvest_from))
        last = min(calendar.days - 1, calendar.day(lot.harvest_to))
        quality = self._fit.quality(lot)
        key = (lot.place, quality, lot.shelf_life_days, first, last)
        if key not in self._memo:
            shut = calendar.place_shut.get(lot.place, frozenset())
            life = ENDLESS_LIFE if lot.shelf_life_days is None else lot.shelf_life_days
            days = (
                (day, self._day(lot.place, quality, life, day))
                for day in range(first, last + 1)
                if day not in shut
            )
            self._memo[key] = tuple((day, ways) for day, ways in days if ways)
        return self._memo[key]

    def _day(self, place: str, quality: tuple[int, ...], life: int, day: int) -> tuple[Way, ...]:
        ways = []
        for k, cost in self._access.get(place, ()):
            if self._fit.calendar.point_open[k][day]:
                state = self._states.of(k, day, quality[k], life)
                if state != NOWHERE:
                    ways.append((k, cost, state))
        return tuple(ways)
