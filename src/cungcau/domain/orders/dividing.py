"""Dividing kilograms over households so that everybody's season comes out alike; plain values, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

_FINE = 10**18
"""Steps of a share in which the level is searched: finer than one kg of anybody's season."""

WEIGHT_STEPS = 10_000
"""Weights have four decimals: 1 is 10,000 steps."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a household could take, and how its season stands; all kg whole.

    ``room_kg`` is what its lots still hold for the day, ``sold_kg`` of ``offered_kg`` what it sold of the season
    so far, ``weight`` (steps of 1/10,000) how much its share counts.
    """

    key: int
    room_kg: int
    sold_kg: int
    offered_kg: int
    weight: int = WEIGHT_STEPS

    @property
    def measure(self) -> int:
        """What its sales are divided by; at least 1."""
        return max(1, self.weight * self.offered_kg)

    @property
    def share(self) -> Fraction:
        """The part of its season it has sold, by weight: 0.12 is 12 %."""
        return Fraction(self.sold_kg * WEIGHT_STEPS, self.measure)

    def at(self, level: int, least_kg: int) -> int:
        """Its kg (downward) with everybody brought up to a level; ``least_kg`` at least once its turn has come."""
        brought = level * self.measure
        if brought < self.sold_kg * _FINE:
            return 0
        return min(self.room_kg, max(least_kg, brought // _FINE - self.sold_kg))


def by_need(claims: Iterable[Claim]) -> list[Claim]:
    """Who sold the smallest share so far comes first; equal ones by key."""
    return sorted(claims, key=lambda claim: (claim.share, claim.key))


def fill(claims: Sequence[Claim], kg: int, least_kg: int = 1) -> dict[int, int]:
    """Raise the lowest shares first until all stand level or ``kg`` is spent: key → whole kg above 0.

    The kg that whole numbers leave over go to the largest remainders. Nobody gets more than their room. Whose
    turn comes gets ``least_kg`` (a crate) or all they have; where not everybody's turn comes, those who sold the
    smallest share had theirs, and the others come first next time.
    """
    there = [claim for claim in by_need(claims) if claim.room_kg > 0]
    if kg <= 0 or not there:
        return {}
    if sum(claim.room_kg for claim in there) <= kg:
        return {claim.key: claim.room_kg for claim in there}
    floor = least_kg if least_kg > 1 else 0
    if floor:
        there = _whose_turn(there, kg, floor)
    found = _level(there, kg, floor)
    return {key: part for key, part in found.items() if part}


def in_turn(claims: Iterable[Claim], kg: int) -> dict[int, int]:
    """One after the other by need, each as much as it has room for, until ``kg`` is spent."""
    found: dict[int, int] = {}
    for claim in by_need(claims):
        part = min(claim.room_kg, kg)
        if part > 0:
            found[claim.key] = part
            kg -= part
    return found


def over_lots(rooms: Sequence[tuple[int, int]], kg: int) -> list[tuple[int, int]]:
    """A household's kg over its lots, given as (lot, room) in the order they are to be emptied."""
    found = []
    for lot, room in rooms:
        part = min(room, kg)
        if part > 0:
            found.append((lot, part))
            kg -= part
    return found


def within(wanted: Mapping[int, int], rooms: Mapping[int, int], kg: int) -> dict[int, int]:
    """What was wanted of each, cut to its room and, in the order given, to ``kg`` in all."""
    found: dict[int, int] = {}
    for key, want in wanted.items():
        part = min(want, rooms.get(key, 0), kg)
        if part > 0:
            found[key] = part
            kg -= part
    return found


def _highest(claims: Sequence[Claim], kg: int, floor: int) -> int:
    """The highest level that ``kg`` reach; -1 where not even the lowest."""
    low = -1
    high = 1 + max((claim.sold_kg + claim.room_kg + floor) * _FINE // claim.measure for claim in claims)
    while high - low > 1:
        middle = (low + high) // 2
        if sum(claim.at(middle, floor) for claim in claims) <= kg:
            low = middle
        else:
            high = middle
    return low


def _whose_turn(claims: Sequence[Claim], kg: int, floor: int) -> list[Claim]:
    """Those of the claims (in order of need) for whom a crate each is there, and who it takes to bring ``kg``."""
    level = _highest(claims, kg, floor)
    turn = [claim for claim in claims if claim.at(level, floor) > 0]
    left = kg - sum(claim.at(level, floor) for claim in turn)
    for claim in claims[len(turn) :]:
        crate = min(floor, claim.room_kg)
        if crate > left:
            break
        turn.append(claim)
        left -= crate
    while sum(claim.room_kg for claim in turn) < min(kg, sum(claim.room_kg for claim in claims)):
        turn.append(claims[len(turn)])
    return turn


def _level(claims: Sequence[Claim], kg: int, floor: int) -> dict[int, int]:
    """All of them raised to the highest level that ``kg`` reach, then one kg each to the largest remainders."""
    if sum(claim.room_kg for claim in claims) <= kg:
        return {claim.key: claim.room_kg for claim in claims}
    least = {claim.key: min(floor, claim.room_kg) for claim in claims}
    if sum(least.values()) > kg:
        return in_turn(claims, kg)

    def parts(level: int) -> dict[int, int]:
        return {claim.key: max(least[claim.key], claim.at(level, 0)) for claim in claims}

    low, high = 0, 1 + max((claim.sold_kg + claim.room_kg) * _FINE // claim.measure for claim in claims)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sum(parts(middle).values()) <= kg else (low, middle)
    found, above = parts(low), parts(low + 1)
    growing = [claim for claim in claims if above[claim.key] > found[claim.key]]
    growing.sort(key=lambda claim: (-(low * claim.measure % _FINE), claim.share, claim.key))
    for claim in growing[: kg - sum(found.values())]:
        found[claim.key] += 1
    return found
