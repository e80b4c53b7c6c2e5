"""One contestant, one scenario, one process with limits on time and memory; then the verdict on its plan."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.allocation.contestants import Contestant
from benchmarks.allocation.memory import Watch
from benchmarks.allocation.paper import freight_per_kg, part_unserved, reachable, season_shares, worst_tenth
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Scenario
from cungcau.engines.allocation.read.plan import read_plan
from cungcau.kernel.errors import InputInvalid

ROOT = Path(__file__).resolve().parents[2]
GRACE_SECONDS = 10.0
"""Beyond its time limit, for start-up, reading and writing, before a contestant is stopped from outside."""
LOOK_EVERY_SECONDS = 0.02
CLAIM_TOLERANCE = 1e-6
VERIFIED = "verified"
NOT_TRIED = "not tried"
NO_TIME_LEFT = "the time for the whole run was used up"


@dataclass(frozen=True, slots=True)
class Run:
    """What one contestant did on one scenario; figures of the plan are None unless it was verified.

    Times in seconds (``plan_seconds``: until the lines stood, where told apart), memory in MB (10⁶ bytes),
    ``freight`` in đồng per kg sold. ``worst_share``, ``worst_tenth`` (mean season share of the worst-off tenth)
    and ``unserved`` are parts of one, among producers who could sell anything at all.
    """

    family: str
    lots: int
    contestant: Contestant
    status: str
    note: str = ""
    seconds: float | None = None
    cpu_seconds: float | None = None
    plan_seconds: float | None = None
    peak_mb: float | None = None
    start_mb: float | None = None
    columns: int | None = None
    claimed_kg: float | None = None
    bound_kg: int | None = None
    sold_kg: int | None = None
    worst_share: float | None = None
    worst_tenth: float | None = None
    unserved: float | None = None
    freight: float | None = None
    rows: int | None = None

    @property
    def counts(self) -> bool:
        """Was the plan verified, so that its time counts?"""
        return self.status == VERIFIED


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a solve may take and MB (10⁶ bytes) of address space its processes may ask for."""

    seconds: float
    megabytes: int


def race(
    family: str, scenario: Scenario, folder: Path, contestant: Contestant, limits: Limits, out: Path
) -> Run:
    """Let the contestant plan the scenario in ``folder`` and verify its plan as ``plan check`` does."""
    out.mkdir(parents=True)
    begun = Run(family, len(scenario.lots), contestant, "")
    outcome, peak_mb = _start(folder, contestant, limits, out)
    if outcome is None:
        return replace(begun, status="out of time", note="stopped from outside", peak_mb=peak_mb)
    ended = replace(begun, **outcome | {"peak_mb": peak_mb})
    return verified(scenario, out / "plan", ended) if ended.status == "solved" else ended


def dispute(run: Run, bound_kg: float) -> Run:
    """A run that claims more than has been proven possible does not count."""
    if run.counts and run.claimed_kg is not None and run.claimed_kg > bound_kg * (1 + CLAIM_TOLERANCE) + 1:
        return replace(
            run, status="wrong", note=f"claims {run.claimed_kg:.0f} kg, at most {bound_kg:.0f} possible"
        )
    return run


def _start(
    folder: Path, contestant: Contestant, limits: Limits, out: Path
) -> tuple[dict[str, Any] | None, float]:
    """The outcome the worker wrote (None when it had to be stopped) and the peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.allocation.worker", str(folder), str(out), contestant.key]
    command += [str(limits.seconds), str(limits.megabytes)]
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "TMPDIR": str(out)}
    with (out / "said.txt").open("w+") as said:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        watch = Watch(process.pid)
        end = time.monotonic() + limits.seconds + GRACE_SECONDS
        try:
            while process.poll() is None and time.monotonic() < end:
                watch.look()
                time.sleep(LOOK_EVERY_SECONDS)
            stopped = process.poll() is None
        finally:
            _stop_group(process)
    if stopped:
        return None, watch.peak_mb()
    path = out / "outcome.json"
    if not path.exists():
        last = (out / "said.txt").read_text(errors="replace").strip().splitlines()[-1:]
        return {"status": "failed", "note": " ".join(last)[:200]}, watch.peak_mb()
    outcome: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return outcome, watch.peak_mb(float(outcome["peak_mb"]))


def _stop_group(process: subprocess.Popen[bytes]) -> None:
    """End the worker, if it still runs, with everything it started in its own session."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def verified(scenario: Scenario, folder: Path, run: Run) -> Run:
    """The run with the figures of the plan in ``folder``, or with what is wrong with it."""
    try:
        plan = read_plan(folder)
    except InputInvalid as refused:
        return replace(run, status="unreadable", note=str(refused.faults[0]))
    breaches = check(scenario, plan)
    if breaches:
        first = breaches[0]
        note = f"{len(breaches)} breaches, the first: {first.code} at {first.where}: {first.message}"
        return replace(run, status="breaks rules", note=note)
    among = reachable(scenario)
    shares = season_shares(plan, among)
    return replace(
        run,
        status=VERIFIED,
        sold_kg=sum(line.kg for line in plan.assignments),
        worst_share=min(shares, default=0.0),
        worst_tenth=worst_tenth(shares),
        unserved=part_unserved(plan, among),
        freight=freight_per_kg(plan),
        rows=len(plan.assignments),
    )
