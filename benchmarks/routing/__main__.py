"""``python -m benchmarks.routing``: generated days planned by the engine and by plain ways, compared in one run."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.routing.generate import generate
from benchmarks.routing.plainly import Result, nearest, savings
from cungcau.engines.routing import Parameters, Problem, plan_trips
from cungcau.engines.routing.check import check

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Plan, check, print; writes ``routing.md``. Returns 1 when a plan breaks a rule."""
    given = _parser().parse_args(arguments)
    lines, broken = [], 0
    before = os.getloadavg()[0]
    for loads in given.loads:
        problem = generate(loads, given.markets, given.seed)
        rows, breaches = _rows(problem, Parameters(seed=given.seed, iterations=given.iterations))
        lines += rows
        broken += breaches
    text = _page(given, lines, broken, before)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "routing.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if broken else 0


def _rows(problem: Problem, parameters: Parameters) -> tuple[list[str], int]:
    """The table's rows for one day: the engine first, every ratio to it."""
    total = sum(load.kg for load in problem.loads)
    wall, begun = time.monotonic(), time.process_time()
    plan = plan_trips(problem, parameters)
    spent = time.process_time() - begun, time.monotonic() - wall
    told = plan.comparison
    ours = Result(sum(trip.kg for trip in plan.trips), told.cost_vnd, told.metres, told.trips)
    alone = Result(ours.kg, told.alone_vnd, told.alone_metres, told.alone_trips)
    results = [("engine", ours, *spent)]
    plainly: list[tuple[str, Callable[[Problem], Result]]] = [("savings", savings), ("nearest next", nearest)]
    for name, way in plainly:
        wall, begun = time.monotonic(), time.process_time()
        found = way(problem)
        results.append((name, found, time.process_time() - begun, time.monotonic() - wall))
    results.append(("one lorry a load", alone, 0, 0))
    per_tonne = ours.cost_vnd / max(1, ours.kg)
    rows = [
        f"| {len(problem.loads)} | {name} | {100 * one.kg / total:.1f} | {one.trips} | {one.metres / 1000:.0f} "
        f"| {one.cost_vnd / 1e6:.2f} | {one.cost_vnd / max(1, one.kg) / per_tonne:.2f} | {cpu:.1f} | {wall:.1f} |"
        for name, one, cpu, wall in results
    ]
    return rows, len(check(problem, plan))


def _page(given: argparse.Namespace, lines: list[str], broken: int, before: float) -> str:
    return "\n".join(
        [
            "# Trips",
            "",
            f"Synthetic days of collection for {given.markets} markets (seed {given.seed}, {given.iterations} "
            "iterations a run of PyVRP): hills and mountains, lorries of 2.5–15 t at three garages, opening hours, "
            "bays, limits of weight, one load in ten cold and to be delivered within ten hours.",
            "“kg %” is the part of the day's kg carried; the ratio is đồng a kg carried, to the engine's. The plain "
            "ways need not share bays and “one lorry a load” has as many lorries as it likes: both are flattered.",
            f"Every plan of the engine was verified by the checker: {broken} breaches.",
            f"Python {platform.python_version()}, {os.cpu_count()} cores, {sys.platform}; load average {before:.1f} "
            f"before and {os.getloadavg()[0]:.1f} after (a shared machine: compare ratios and CPU seconds, not wall "
            "seconds).",
            "",
            "| loads | way | kg % | trips | km | million đồng | ratio | CPU s | wall s |",
            "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
            *lines,
            "",
        ]
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.routing", description=__doc__)
    add = parser.add_argument
    add("--loads", type=int, nargs="+", default=[20, 100, 400], help="sizes of the days")
    add("--markets", type=int, default=3, choices=(1, 2, 3), help="to how many markets loads go")
    add("--seed", type=int, default=1, help="of days and search")
    add("--iterations", type=int, default=1_000, help="of each run of PyVRP")
    add("--out", type=Path, default=ROOT / "benchmarks" / "results", help="where routing.md goes")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
