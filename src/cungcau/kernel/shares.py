"""Sharing a whole number out so that the parts are whole and add up to it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

_K = TypeVar("_K", bound=Hashable)


def apportion(total: int, weights: Mapping[_K, int | Fraction]) -> dict[_K, int]:
    """Whole parts of ``total`` in proportion to the weights; they sum to it exactly.

    Largest remainders, ties to who stands first; each part is within one of its exact share. A negative total is
    shared like its amount. Nothing to weigh by (no weight above 0) gives everybody 0 where the total is 0.

    Raises ValueError for a negative weight, or a total that nobody has a weight for.
    """
    whole = sum(weights.values())
    if any(weight < 0 for weight in weights.values()) or (total and not whole):
        raise ValueError(f"cannot share {total} over {list(weights.values())}")
    if total < 0:
        return {key: -part for key, part in apportion(-total, weights).items()}
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: Fraction(total * weight) / whole for key, weight in weights.items()}
    parts = {key: int(share) for key, share in exact.items()}
    behind = sorted(exact, key=lambda key: parts[key] - exact[key])
    for key in behind[: total - sum(parts.values())]:
        parts[key] += 1
    return parts
