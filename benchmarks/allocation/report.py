"""The table of a run in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.allocation.compare import growth, ratios
from benchmarks.allocation.contestants import CONTESTANTS, MIXED, SINGLE, Contestant
from benchmarks.allocation.race import NO_TIME_LEFT, NOT_TRIED, Run

TITLES = {MIXED: "Mixed goods", SINGLE: "One sort of goods (a pure network)"}
NONE = "–"


def markdown(runs: Sequence[Run], alone: Sequence[int], conditions: Iterable[str]) -> str:
    """All tables: times by size, plans at the largest size finished, ours alone, and what did not count.

    ``alone`` are the sizes at which nobody but ours ran.
    """
    parts = ["\n".join(f"- {line}" for line in conditions)]
    for family, title in TITLES.items():
        here = [run for run in runs if run.family == family and run.lots not in alone]
        if here:
            parts += [f"### {title}", _times(here), _plans(here)]
    parts += ["### Ours by itself", _ours(runs), "### What did not count", _failures(runs)]
    return "\n\n".join(parts) + "\n"


def _times(runs: Sequence[Run]) -> str:
    """Processor time by size: ours in seconds, the rivals' divided by ours with the same objectives."""
    sizes = sorted({run.lots for run in runs})
    head = [
        "processor time ÷ ours, same objectives",
        "objectives",
        *(f"{lots:,} lots" for lots in sizes),
        "growth",
    ]
    rows = []
    for contestant, own in _by_contestant(runs):
        by_size = {run.lots: run for run in own}
        cells = [_time_cell(by_size.get(lots), runs) for lots in sizes]
        rows.append([contestant.label, contestant.objectives, *cells, _number(growth(own), "{:.2f}")])
    return _table(head, rows)


def _time_cell(run: Run | None, runs: Sequence[Run]) -> str:
    if run is None:
        return NONE
    if run.contestant.is_ours and run.counts:
        return _number(run.cpu_seconds, "{:.2f} s")
    return _times_sign(ratios(run, runs).time) if run.counts else run.status


def _plans(runs: Sequence[Run]) -> str:
    """Every contestant's plan beside ours, on the largest scenario it finished."""
    head = ["plans", "objectives", "largest size finished", "processor time ÷ ours, all three objectives"]
    head += [
        "memory ÷ ours",
        "kg sold ÷ ours",
        "worst-off share",
        "worst-off tenth",
        "sell nothing",
        "cost per kg ÷ ours",
    ]
    rows = []
    for contestant, own in _by_contestant(runs):
        finished = [run for run in own if run.counts]
        if not finished:
            rows.append([contestant.label, contestant.objectives, "none", *[NONE] * 7])
            continue
        run = max(finished, key=lambda each: each.lots)
        against = ratios(run, runs)
        cells = [contestant.label, contestant.objectives, f"{run.lots:,} lots", _times_sign(against.time_all)]
        cells += [_times_sign(against.memory), _number(against.sold, "{:.3%}")]
        cells += [_number(run.worst_share, "{:.3f}"), _number(run.worst_tenth, "{:.3f}")]
        cells += [_number(run.unserved, "{:.1%}")]
        rows.append([*cells, _number(against.cost, "{:.3f}")])
    return _table(head, rows)


def _ours(runs: Sequence[Run]) -> str:
    head = [
        "lots",
        "goods",
        "objectives",
        "processor seconds",
        "seconds",
        "part until the lines stood",
        "peak MB",
    ]
    head += ["kg sold", "kg below the proven bound", "status"]
    rows = []
    for run in runs:
        if run.contestant.is_ours:
            cells = [f"{run.lots:,}", run.family, run.contestant.objectives]
            cells += [_number(run.cpu_seconds, "{:.2f}"), _number(run.seconds, "{:.2f}")]
            cells += [_number(_part(run), "{:.0%}"), _number(run.peak_mb, "{:,.0f}")]
            cells += [_number(run.sold_kg, "{:,}"), _number(_gap(run), "{:,}"), run.status]
            rows.append(cells)
    return _table(head, rows)


def _part(run: Run) -> float | None:
    """The part of the time after which ours had its lines; measuring and explaining them took the rest."""
    return run.plan_seconds / run.seconds if run.plan_seconds and run.seconds else None


def _gap(run: Run) -> int | None:
    return None if run.bound_kg is None or run.sold_kg is None else run.bound_kg - run.sold_kg


def _failures(runs: Sequence[Run]) -> str:
    """First failures with their reasons; larger sizes of the same contestant were not tried."""
    cells = [
        (who.label, who.objectives, run.family, f"{run.lots:,}", run.status, run.note or NONE)
        for run in runs
        for who in (run.contestant,)
        if not run.counts and run.status != NOT_TRIED
    ]
    said = [_table(["contestant", "objectives", "goods", "lots", "status", "why"], cells)] if cells else []
    late = [f"{run.contestant.key} ({run.family}, {run.lots:,})" for run in runs if run.note == NO_TIME_LEFT]
    if late:
        said.append("Not tried, because the time for the whole run was used up: " + ", ".join(late) + ".")
    return "\n\n".join(said) or "Every plan was verified."


def _by_contestant(runs: Sequence[Run]) -> Iterable[tuple[Contestant, list[Run]]]:
    for contestant in CONTESTANTS:
        own = [run for run in runs if run.contestant == contestant]
        if own:
            yield contestant, own


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def _number(value: float | None, form: str) -> str:
    return NONE if value is None else form.format(value)


def _times_sign(ratio: float | None) -> str:
    if ratio is None:
        return NONE
    return f"×{ratio:.2f}" if ratio < 1.995 else f"×{ratio:.1f}" if ratio < 9.95 else f"×{ratio:,.0f}"
