"""Ratios to ours in the same run, growth with size, and the CSV of everything."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from benchmarks.allocation.contestants import OURS
from benchmarks.allocation.race import Run


@dataclass(frozen=True, slots=True)
class Ratios:
    """A verified run divided by ours with the same objectives; None where there is nothing to divide by.

    ``time`` is processor time, which neighbours on the machine disturb least; ``wall`` is time by the clock.
    ``time_all`` divides processor time by that of ours with all three objectives instead.
    """

    time: float | None = None
    time_all: float | None = None
    wall: float | None = None
    memory: float | None = None
    sold: float | None = None
    worst_share: float | None = None
    cost: float | None = None


def ratios(run: Run, runs: Iterable[Run]) -> Ratios:
    """``run`` against ours on the same scenario; all None when either did not count."""
    if not run.counts:
        return Ratios()
    same = [other for other in runs if (other.family, other.lots) == (run.family, run.lots) and other.counts]
    found = {other.contestant.key: other for other in same}
    peer, whole = found.get(run.contestant.peer), found.get(OURS)
    time_all = _ratio(run.cpu_seconds, whole.cpu_seconds if whole else None)
    if peer is None:
        return Ratios(time_all=time_all)
    return Ratios(
        time=_ratio(run.cpu_seconds, peer.cpu_seconds),
        time_all=time_all,
        wall=_ratio(run.seconds, peer.seconds),
        memory=_ratio(run.peak_mb, peer.peak_mb),
        sold=_ratio(run.sold_kg, peer.sold_kg),
        worst_share=_ratio(run.worst_share, peer.worst_share),
        cost=_ratio(run.freight, peer.freight),
    )


def growth(runs: Iterable[Run]) -> float | None:
    """The exponent b of processor seconds ~ lots^b, fitted by least squares on logarithms over verified runs.

    Returns None for fewer than three sizes.
    """
    points = [(log(run.lots), log(run.cpu_seconds)) for run in runs if run.counts and run.cpu_seconds]
    if len({x for x, _ in points}) < 3:
        return None
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    above = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return above / sum((x - mean_x) ** 2 for x, _ in points)


def proven_bound(runs: Iterable[Run], independent: str) -> float | None:
    """The least upper bound on kg sold that is known: ours proves one, ``independent`` solves the program."""
    known = [float(run.bound_kg) for run in runs if run.counts and run.bound_kg is not None]
    known += [
        run.claimed_kg for run in runs if run.contestant.key == independent and run.claimed_kg is not None
    ]
    return min(known, default=None)


def write_csv(runs: Sequence[Run], path: Path) -> None:
    """One row per run, ratios beside the measured values."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(name for name, _ in _COLUMNS)
        for run in runs:
            against = ratios(run, runs)
            writer.writerow(_cell(value(run, against)) for _, value in _COLUMNS)


def _ratio(mine: float | None, theirs: float | None) -> float | None:
    return None if mine is None or not theirs else mine / theirs


def _cell(value: object) -> object:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else value


_COLUMNS: tuple[tuple[str, Callable[[Run, Ratios], object]], ...] = (
    ("family", lambda run, against: run.family),
    ("lots", lambda run, against: run.lots),
    ("contestant", lambda run, against: run.contestant.key),
    ("objectives", lambda run, against: run.contestant.objectives),
    ("status", lambda run, against: run.status),
    ("time_ratio", lambda run, against: against.time),
    ("time_ratio_to_all_objectives", lambda run, against: against.time_all),
    ("wall_ratio", lambda run, against: against.wall),
    ("memory_ratio", lambda run, against: against.memory),
    ("sold_ratio", lambda run, against: against.sold),
    ("worst_share_ratio", lambda run, against: against.worst_share),
    ("cost_ratio", lambda run, against: against.cost),
    ("seconds", lambda run, against: run.seconds),
    ("cpu_seconds", lambda run, against: run.cpu_seconds),
    ("plan_seconds", lambda run, against: run.plan_seconds),
    ("peak_mb", lambda run, against: run.peak_mb),
    ("start_mb", lambda run, against: run.start_mb),
    ("model_columns", lambda run, against: run.columns),
    ("claimed_kg", lambda run, against: run.claimed_kg and round(run.claimed_kg, 3)),
    ("bound_kg", lambda run, against: run.bound_kg),
    ("sold_kg", lambda run, against: run.sold_kg),
    ("worst_share", lambda run, against: run.worst_share),
    ("worst_tenth_share", lambda run, against: run.worst_tenth),
    ("unserved_producers", lambda run, against: run.unserved),
    ("freight_vnd_per_kg", lambda run, against: run.freight),
    ("plan_rows", lambda run, against: run.rows),
    ("note", lambda run, against: run.note),
)
