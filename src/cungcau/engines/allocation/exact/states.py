"""Goods waiting at a point on a day, merged when every demand they may still serve is the same.

A state stands for all goods at point ``k`` on day ``t`` that may be dispatched today to the demands
of ``mask`` and, if kept overnight, become the state ``later`` tomorrow. Goods of any grade,
certificate, floor price and shelf life that agree in this are one state: nothing is lost and
long-lived goods collapse by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from cungcau.engines.allocation.exact.fit import Fit

NOWHERE = -1


@dataclass(frozen=True)
class State:
    """Point, day, demands served by dispatch on that day, and the state after a night (or NOWHERE)."""

    k: int
    t: int
    mask: int
    later: int


class States:
    """All states in use; ``of`` finds or makes one. ``table[i]`` is state ``i``."""

    def __init__(self, fit: Fit, storage: list[bool]) -> None:
        self.table: list[State] = []
        self._fit = fit
        self._storage = storage
        self._known: dict[State, int] = {}
        self._memo: dict[tuple[int, int, int, int], int] = {}
        self._last = [max((t for t, mask in enumerate(ready) if mask), default=-1) for ready in fit.ready]

    def of(self, k: int, t: int, quality: int, life: int) -> int:
        """State of goods of this quality mask with ``life`` days left at point ``k`` on day ``t``."""
        quality_life = min(life, self._fit.longest_need(k) + max(0, self._last[k] - t))
        end = t if not self._storage[k] else min(self._last[k], t + quality_life)
        steps: list[tuple[int, int, int, int]] = []
        found = NOWHERE
        for day in range(t, max(t, end) + 1):
            key = (k, day, quality, quality_life - (day - t))
            if key in self._memo:
                found = self._memo[key]
                break
            steps.append(key)
        for key in reversed(steps):
            found = self._memo[key] = self._make(key, found)
        return found

    def _make(self, key: tuple[int, int, int, int], later: int) -> int:
        k, t, quality, life = key
        mask = quality & self._fit.ready[k][t] & self._fit.alive(k, life) if life >= 0 else 0
        if not mask and later == NOWHERE:
            return NOWHERE
        state = State(k, t, mask, later)
        if state not in self._known:
            self._known[state] = len(self.table)
            self.table.append(state)
        return self._known[state]
