"""The picture of a run: time and memory against the number of lots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from benchmarks.allocation.contestants import CONTESTANTS, MIXED, SINGLE, Contestant
from benchmarks.allocation.race import Run

STYLES = {
    "ours-sold": ("#0b6e4f", ":", "o"),
    "ours-sold-cost": ("#0b6e4f", "--", "o"),
    "ours": ("#0b6e4f", "-", "o"),
    "greedy": ("#6b7280", "-", "s"),
    "pulp-lines": ("#c2410c", ":", "^"),
    "pulp-lines-cost": ("#c2410c", "--", "^"),
    "pulp-graph": ("#d9a400", ":", "v"),
    "pulp-graph-cost": ("#d9a400", "--", "v"),
    "scipy-lines": ("#2563eb", ":", "D"),
    "networkx-flow": ("#9333ea", ":", "P"),
    "networkx-cost": ("#9333ea", "--", "P"),
}
"""Colour by tool, dashes by objectives: dotted sold, dashed sold and cost, solid all three."""


def draw(runs: Sequence[Run], path: Path) -> None:
    """Three panels as SVG: processor time and peak memory with mixed goods, time with one sort of goods."""
    matplotlib.rcParams.update(
        {"svg.fonttype": "none", "svg.hashsalt": "cungcau", "font.size": 9, "font.family": "sans-serif"}
    )
    figure = Figure(figsize=(11.5, 4.6), layout="constrained")
    panels = figure.subplots(1, 3)
    _panel(panels[0], runs, MIXED, "processor seconds, mixed goods", lambda run: run.cpu_seconds)
    _panel(panels[1], runs, MIXED, "peak memory in MB, mixed goods", lambda run: run.peak_mb)
    _panel(panels[2], runs, SINGLE, "processor seconds, one sort of goods", lambda run: run.cpu_seconds)
    shown = [who for who in CONTESTANTS if any(run.contestant == who and run.counts for run in runs)]
    handles = [panels[0].plot([], [], **_style(who))[0] for who in shown]
    figure.legend(
        handles,
        [f"{who.label} ({who.objectives})" for who in shown],
        loc="outside lower center",
        ncols=3,
        frameon=False,
    )
    figure.savefig(path, metadata={"Date": None})


def _panel(
    axes: Axes, runs: Sequence[Run], family: str, title: str, value: Callable[[Run], float | None]
) -> None:
    for who in CONTESTANTS:
        points = [
            (run.lots, measured)
            for run in runs
            if run.contestant == who and run.family == family and run.counts
            for measured in (value(run),)
            if measured
        ]
        if points:
            axes.plot(*zip(*sorted(points), strict=True), **_style(who))
    axes.set_xscale("log")
    axes.set_yscale("log")
    sizes = sorted({run.lots for run in runs if run.family == family and run.counts})
    axes.set_xticks(sizes, [f"{lots:,}" for lots in sizes], rotation=90)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,g}"))
    axes.minorticks_off()
    axes.set_xlabel("lots")
    axes.set_title(title, fontsize=10, loc="left")
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)


def _style(who: Contestant) -> dict[str, Any]:
    colour, dashes, marker = STYLES[who.key]
    width = 2.2 if who.is_ours else 1.4
    return {"color": colour, "linestyle": dashes, "marker": marker, "markersize": 4, "linewidth": width}
