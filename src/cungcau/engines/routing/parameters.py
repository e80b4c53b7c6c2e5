"""How long and how to search."""

from __future__ import annotations

from dataclasses import dataclass

from cungcau.kernel.errors import Fault, InputInvalid

_BOUNDS = {
    "seed": (0, 2**30 - 1),
    "iterations": (0, 1_000_000),
    "polish": (0, 50),
    "reloads": (0, 20),
    "small": (0, 1_000),
    "starts": (1, 20),
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Settings of :func:`plan_trips`.

    Args:
        seed: of the search; equal seeds and iterations give equal plans.
        iterations: of each run of PyVRP (one per drop stop, one more where drops differ); 0 plans by insertion only.
        seconds: an additional limit for each run of PyVRP; with it plans are no longer repeatable.
        polish: rounds of moving single loads between trips by the exact rules after PyVRP.
        reloads: how often a vehicle may come back to the same drop for another round within its trip.
        small: up to that many parcels, insertion alone and PyVRP's shipments (several drops in one search) are tried
            beside rounds; above it they cost much time and find nothing better.
        starts: how often small problems are searched, each with the next seed; the best plan is kept.

    Raises:
        InputInvalid: a setting is out of its bounds; every one of them is named.
    """

    seed: int = 0
    iterations: int = 1_000
    seconds: float | None = None
    polish: int = 6
    reloads: int = 3
    small: int = 100
    starts: int = 3

    def __post_init__(self) -> None:
        faults = [
            Fault("parameters", 0, name, str(value), f"a whole number from {low} to {high}")
            for name, (low, high) in _BOUNDS.items()
            if type(value := getattr(self, name)) is not int or not low <= value <= high
        ]
        if self.seconds is not None and not 0 < self.seconds <= 3600:
            faults.append(Fault("parameters", 0, "seconds", str(self.seconds), "above 0, at most 3600"))
        if faults:
            raise InputInvalid(faults)
