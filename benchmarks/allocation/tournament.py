"""Who runs when: sizes in turn, a clock for the whole, and nobody is tried again after failing."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.allocation.compare import proven_bound
from benchmarks.allocation.contestants import Contestant
from benchmarks.allocation.families import make
from benchmarks.allocation.race import NO_TIME_LEFT, NOT_TRIED, Limits, Run, dispute, race
from cungcau.engines.allocation.model import Scenario
from cungcau.engines.allocation.write import write_scenario

INDEPENDENT = "scipy-lines"
"""The rival whose optimum says what cannot be sold by anybody."""
SHORT_SECONDS = 2.0
"""Solves up to this long are repeated and the fastest counts."""
LAST_SECONDS = 5.0
"""With less than this left of the whole run nobody starts."""


@dataclass(slots=True)
class Tournament:
    """Runs so far and what is left of the total time (``end`` by ``time.monotonic``)."""

    limits: Limits
    end: float
    repeats: int
    scratch: Path
    runs: list[Run] = field(default_factory=list)
    out_of_race: dict[tuple[str, str], str] = field(default_factory=dict)

    def play(self, family: str, lots: int, contestants: list[Contestant]) -> None:
        """Let each contestant plan one scenario; whoever failed on a smaller one is not tried again."""
        scenario = make(family, lots)
        folder = self.scratch / f"{family}-{lots}"
        write_scenario(scenario, folder)
        played = [self._turn(family, scenario, folder, contestant) for contestant in contestants]
        bound = proven_bound(played, INDEPENDENT)
        if bound is not None:
            played = [dispute(run, bound) for run in played]
        for run in played:
            if not run.counts:
                key = (family, run.contestant.key)
                self.out_of_race.setdefault(key, f"{run.status} at {lots:,} lots")
        self.runs += played

    def _turn(self, family: str, scenario: Scenario, folder: Path, contestant: Contestant) -> Run:
        lots = len(scenario.lots)
        gone = self.out_of_race.get((family, contestant.key))
        if gone:
            return Run(family, lots, contestant, NOT_TRIED, gone)
        best: Run | None = None
        for turn in range(self.repeats):
            left = self.end - time.monotonic()
            if left < LAST_SECONDS:
                break
            out = self.scratch / f"{family}-{lots}-{contestant.key}-{turn}"
            limits = replace(self.limits, seconds=min(self.limits.seconds, left))
            best = _better(best, race(family, scenario, folder, contestant, limits, out))
            _announce(best)
            if not best.counts or (best.seconds or 0.0) > SHORT_SECONDS:
                break
        return best or Run(family, lots, contestant, NOT_TRIED, NO_TIME_LEFT)


def _announce(run: Run) -> None:
    """A line of progress on stderr."""
    shown = [f"{run.family:6} {run.lots:6,} {run.contestant.key:16} {run.status}"]
    if run.seconds is not None:
        shown.append(f"{run.seconds:.2f} s ({run.cpu_seconds or 0:.2f} s of processor)")
    if run.peak_mb is not None:
        shown.append(f"{run.peak_mb:,.0f} MB")
    if run.sold_kg is not None:
        shown.append(f"{run.sold_kg:,} kg, {run.freight:.1f} đ/kg")
        shown.append(f"worst share {run.worst_share:.3f}, worst tenth {run.worst_tenth:.3f}")
    print("  ".join([*shown, run.note]).rstrip(), file=sys.stderr, flush=True)


def _better(best: Run | None, run: Run) -> Run:
    """The faster of two runs with the larger memory; a run that does not count outweighs one that does."""
    if best is None or not run.counts:
        return run
    fastest = min(best, run, key=lambda each: each.cpu_seconds or 0.0)
    return replace(fastest, peak_mb=max(best.peak_mb or 0.0, run.peak_mb or 0.0))
