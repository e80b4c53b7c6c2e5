"""Shares by rising water: everybody's share rises together until a cut holds some of them back.

Given cuts on what units sell together, the fairest shares are found by raising one common level: a producer
at level λ asks for λ × width − had, at least 0 and at most its room; the first cut to become tight holds
its producers at that level, the others rise on.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cungcau.engines.allocation.exact.cuts import Cut
from cungcau.engines.allocation.exact.units import Units

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEVER = float("inf")


@dataclass(frozen=True)
class Shares:
    """What each element asks for (program units) and the level it is held at (inf: all its room)."""

    asked: Floats
    level: Floats


class Water:
    """The cuts known so far; ``rise`` answers with the fairest shares they allow."""

    def __init__(self, units: Units, scale: float, pinned: NDArray[np.bool_]) -> None:
        """``pinned`` marks units that sell all their room in every plan under consideration."""
        self.width = units.width / scale
        self.had = units.had / scale
        self.room = units.room / scale
        self.unit = units.unit
        self.count = units.count
        self._first = np.searchsorted(units.unit, np.arange(units.count + 1))
        self._pinned = pinned[units.unit]
        self._cuts: list[tuple[Ints, Floats, float]] = []

    @property
    def cut_count(self) -> int:
        """Number of cuts known."""
        return len(self._cuts)

    def learn(self, cut: Cut) -> None:
        """Take a cut into account from now on."""
        counts = self._first[cut.units + 1] - self._first[cut.units]
        starts = np.repeat(self._first[cut.units] - np.cumsum(counts) + counts, counts)
        elements = starts + np.arange(int(counts.sum()))
        self._cuts.append((elements, np.repeat(cut.weight, counts), cut.limit))

    def by_unit(self, shares: Shares) -> Floats:
        """What each unit asks for."""
        return np.bincount(self.unit, shares.asked, self.count).astype(np.float64)

    def lowest(self, shares: Shares) -> Floats:
        """The lowest level among the elements of each unit."""
        lowest = np.full(self.count, NEVER)
        np.minimum.at(lowest, self.unit, shares.level)
        return lowest

    def rise(self) -> Shares:
        """The fairest shares within all cuts."""
        shares = Shares(self.room.copy(), np.full(len(self.room), NEVER))
        held = self._pinned.copy()
        heap = [(self._level(i, shares, held), i) for i in range(len(self._cuts))]
        heap = [entry for entry in heap if entry[0] < NEVER]
        heapq.heapify(heap)
        while heap:
            before, i = heapq.heappop(heap)
            level = self._level(i, shares, held)
            if level > before * (1 + 1e-12) + 1e-15:
                if level < NEVER:
                    heapq.heappush(heap, (level, i))
                continue
            elements = self._cuts[i][0]
            free = elements[~held[elements]]
            shares.asked[free] = np.clip(level * self.width[free] - self.had[free], 0.0, self.room[free])
            shares.level[free] = level
            held[free] = True
        return shares

    def _level(self, i: int, shares: Shares, held: NDArray[np.bool_]) -> float:
        """The level at which cut ``i`` becomes tight, those already held staying as they are."""
        elements, weight, limit = self._cuts[i]
        stays = held[elements]
        left = limit - float(weight[stays] @ shares.asked[elements[stays]])
        free, weight = elements[~stays], weight[~stays]
        if not len(free) or float(weight @ self.room[free]) <= left:
            return NEVER
        width, had = self.width[free], self.had[free]
        bends = np.concatenate([had / width, (had + self.room[free]) / width])
        order = np.argsort(bends, kind="stable")
        bends = bends[order]
        slope = np.cumsum(np.concatenate([weight * width, -weight * width])[order])
        asked = np.concatenate([[0.0], np.cumsum(slope[:-1] * np.diff(bends))])
        at = int(np.searchsorted(asked, left, side="right")) - 1
        if at < 0:
            return float(bends[0])
        if at >= len(bends) - 1:
            return NEVER
        return float(bends[at] + (left - asked[at]) / slope[at]) if slope[at] > 0 else float(bends[at + 1])
