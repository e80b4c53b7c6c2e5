"""Chance that falls the same way for the same seed, on every machine and Python."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, exp, log, pi, sqrt
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A stream of draws named by the parts given; everything rests on ``Random.random`` alone,
    the one method whose sequence Python promises to keep.
    """

    def __init__(self, *parts: object) -> None:
        self.unit = Random("/".join(map(str, parts))).random  # noqa: S311 - no secret depends on it

    def chance(self, probability: float) -> bool:
        """True so often."""
        return self.unit() < probability

    def between(self, least: int, most: int) -> int:
        """An integer, both ends included."""
        return least + int(self.unit() * (most - least + 1))

    def spread(self, least: float, most: float) -> float:
        """A number between two others."""
        return least + self.unit() * (most - least)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self.unit() * len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """``count`` different options (all of them when there are fewer), in the order given."""
        chosen: list[T] = []
        for index, option in enumerate(options):
            if self.unit() * (len(options) - index) < count - len(chosen):
                chosen.append(option)
        return chosen

    def around_one(self, sigma: float) -> float:
        """A lognormal factor with mean 1."""
        normal = sqrt(-2 * log(1 - self.unit())) * cos(2 * pi * self.unit())
        return exp(sigma * normal - sigma * sigma / 2)


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` split into integers in proportion to ``weights``, by largest remainder."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_rest[: total - sum(parts)]:
        parts[index] += 1
    return parts
