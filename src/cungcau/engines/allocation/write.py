"""Values into files: plan folders and scenario folders, written whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from fractions import Fraction
from operator import attrgetter
from pathlib import Path
from typing import Any

from cungcau.engines.allocation.folders import whole_folder
from cungcau.engines.allocation.model import (
    Access,
    Assignment,
    Bottleneck,
    Closure,
    Commitment,
    Demand,
    DemandFill,
    Exclusion,
    Lane,
    Lot,
    Plan,
    Point,
    Producer,
    ProducerShare,
    Scenario,
    Unsold,
)
from cungcau.engines.allocation.read.head import FILE as HEAD
from cungcau.engines.allocation.read.head import Head
from cungcau.engines.allocation.read.plan import PLAN_TABLES, SUMMARY
from cungcau.engines.allocation.read.scenario import FILES as SCENARIO_FILES
from cungcau.engines.allocation.read.scenario import table_specs
from cungcau.engines.allocation.read.scenario_tables import EVER, Horizon
from cungcau.engines.allocation.read.tables import TableSpec

CHANGES = "changes.csv"
CHANGE_COLUMNS = (
    "lot_id",
    "demand_id",
    "point_id",
    "harvest_date",
    "dispatch_date",
    "kg_before",
    "kg_after",
)
PLAN_FILES = frozenset({*(spec.file for spec in PLAN_TABLES), SUMMARY, CHANGES})
SHARE_PLACES, EXACT_PLACES = 6, 9

_PLAN_ROWS = (Assignment, ProducerShare, DemandFill, Unsold, Bottleneck)
_SCENARIO_ROWS = (Lot, Producer, Demand, Point, Access, Lane, Closure, Commitment, Exclusion)
Rows = Iterable[Any]


def decimal_text(value: Fraction, places: int) -> str:
    """A number with at most ``places`` digits after the point, rounded half to even: ``0.333333``, ``1``."""
    scaled = round(abs(value) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    digits = f"{rest:0{places}}".rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def _formats(places: int) -> dict[type, Callable[[Any], object]]:
    return {
        type(None): lambda value: "",
        bool: lambda value: "true" if value else "false",
        date: date.isoformat,
        Fraction: lambda value: decimal_text(value, places),
        float: lambda value: decimal_text(Fraction(value), places),
        frozenset: lambda value: ";".join(sorted(value)),
    }


def write_plan(plan: Plan, folder: Path, changes: Rows | None = None) -> None:
    """Write a plan folder; with ``changes`` (lines with key, kg before, kg after) also ``changes.csv``.

    An existing folder is replaced only when it is empty or holds a ``summary.json``; otherwise
    ``DomainError("folder_occupied")``. On any error the folder stays as it was.
    """
    tables = (plan.assignments, plan.producers, plan.demands, plan.unsold, plan.bottlenecks)
    with whole_folder(folder, SUMMARY, PLAN_FILES) as draft:
        for spec, kind, rows in zip(PLAN_TABLES, _PLAN_ROWS, tables, strict=True):
            write_table(draft, spec, kind, rows, SHARE_PLACES)
        if changes is not None:
            _write_rows(draft / CHANGES, CHANGE_COLUMNS, CHANGE_COLUMNS, changes, SHARE_PLACES)
        text = json.dumps(dict(plan.summary), ensure_ascii=False, indent=2) + "\n"
        (draft / SUMMARY).write_text(text, encoding="utf-8")


def write_scenario(scenario: Scenario, folder: Path) -> None:
    """Write a scenario folder that ``read_scenario`` reads back as the same value.

    Weights and factors keep nine decimal digits. Replacing follows the rule of ``write_plan`` with
    ``scenario.toml`` as the mark.
    """
    head = Head(scenario.name, scenario.start, scenario.end, scenario.order)
    write_scenario_rows(
        head,
        (
            scenario.lots,
            scenario.producers,
            scenario.demands,
            scenario.points,
            scenario.access,
            scenario.lanes,
            scenario.closures,
            scenario.commitments,
            scenario.exclusions,
        ),
        folder,
    )


def write_scenario_rows(head: Head, tables: tuple[Rows, ...], folder: Path) -> None:
    """The same from rows that may be made while they are written; the tables in the order of ``Scenario``."""
    specs = table_specs(Horizon(*EVER))
    with whole_folder(folder, HEAD, SCENARIO_FILES) as draft:
        order = ", ".join(f'"{word.value}"' for word in head.order)
        (draft / HEAD).write_text(
            f"name = {json.dumps(head.name, ensure_ascii=False)}\n"
            f"start = {head.start}\nend = {head.end}\norder = [{order}]\n",
            encoding="utf-8",
        )
        for spec, kind, rows in zip(specs, _SCENARIO_ROWS, tables, strict=True):
            if rows or kind is not Exclusion:
                write_table(draft, spec, kind, rows, EXACT_PLACES)


def write_table(folder: Path, spec: TableSpec[Any], kind: type, rows: Rows, places: int) -> None:
    """Write one file: the columns of ``spec`` from the fields of ``kind``, which stand in the same order."""
    columns = tuple(name for name, _ in spec.columns)
    attributes = tuple(field.name for field in fields(kind))
    _write_rows(folder / spec.file, columns, attributes, rows, places)


def _write_rows(
    path: Path, columns: tuple[str, ...], attributes: tuple[str, ...], rows: Rows, places: int
) -> None:
    values = attrgetter(*attributes)
    formats = _formats(places)

    def as_cell(value: Any) -> object:
        form = formats.get(type(value))
        return form(value) if form else value

    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([as_cell(value) for value in values(row)] for row in rows)
