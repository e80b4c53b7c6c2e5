"""A scenario folder as a ``Scenario``, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cungcau.engines.allocation.model import Commitment, Scenario
from cungcau.engines.allocation.read import scenario_tables as spec
from cungcau.engines.allocation.read.head import FILE, Head, read_head
from cungcau.engines.allocation.read.references import Tables, check_references
from cungcau.engines.allocation.read.scenario_tables import Horizon
from cungcau.engines.allocation.read.tables import Findings, TableSpec, read_table
from cungcau.kernel.errors import Fault, InputInvalid

FILES = (
    FILE,
    "lots.csv",
    "producers.csv",
    "demands.csv",
    "points.csv",
    "access.csv",
    "lanes.csv",
    "closures.csv",
    "commitments.csv",
    "exclusions.csv",
)
_PROMISES = 7
"""Where commitments stand among the tables."""

_NO_HORIZON = Head("", *spec.EVER, ())


def read_scenario(folder: Path) -> Scenario:
    """The scenario in ``folder``; quantities in kg, money in đồng, rows sorted by key.

    Raises ``InputInvalid`` with every fault found. Columns and files that nobody knows are left aside
    and named in ``Scenario.warnings``.
    """
    findings = Findings()
    head, tables = read_tables(folder, findings)
    return assemble(head, tables, findings)


def read_tables(folder: Path, findings: Findings) -> tuple[Head | None, Tables]:
    """The files of a scenario as they stand, rows in file order, names not yet checked."""
    if not folder.is_dir():
        raise InputInvalid([Fault(str(folder), 0, "", "", "cần một thư mục kịch bản; không có thư mục này")])
    warn_of_slips(folder, FILES, findings)
    head = read_head(folder, findings)
    known = head or _NO_HORIZON
    horizon = Horizon(known.start, known.end)
    return head, Tables(*(read_table(folder, table, findings) for table in table_specs(horizon)))


def table_specs(horizon: Horizon) -> tuple[TableSpec[Any], ...]:
    """The specs of all tables in the order of ``Tables``."""
    return (
        spec.lots(horizon),
        spec.producers(),
        spec.demands(horizon),
        spec.points(horizon),
        spec.access(),
        spec.lanes(),
        spec.closures(horizon),
        spec.commitments(horizon),
        spec.exclusions(),
    )


def warn_of_slips(folder: Path, known: Iterable[str], findings: Findings) -> None:
    """Name files that are not read but almost bear the name of one that is missing."""
    missing = [name for name in known if not (folder / name).exists()]
    for path in sorted(folder.iterdir()):
        meant = [] if path.name in known else get_close_matches(path.name, missing, 1, 0.8)
        if meant:
            findings.warnings.append(f"{path.name}: tệp này không được đọc; phải chăng là {meant[0]}?")


def assemble(head: Head | None, tables: Tables, findings: Findings) -> Scenario:
    """The scenario once names are checked; raises ``InputInvalid`` when anything was found at fault."""
    check_references(tables, findings)
    if findings.faults or head is None:
        raise refusal(findings)
    rows: list[Any] = [
        tuple(sorted(table.rows, key=spec.key)) if table else ()
        for table, spec in zip(tables.all(), table_specs(Horizon(head.start, head.end)), strict=True)
    ]
    rows[_PROMISES] = _merged(rows[_PROMISES])
    values: list[Any] = [head.name, head.start, head.end, head.order, *rows, tuple(findings.warnings)]
    return Scenario(*values)


def _merged(promises: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Promises with the same key as one promise of their sum, in the order given."""
    merged: dict[Commitment, int] = {}
    for promise in promises:
        line = replace(promise, kg=0)
        merged[line] = merged.get(line, 0) + promise.kg
    return tuple(replace(line, kg=kg) for line, kg in merged.items())


def refusal(findings: Findings) -> InputInvalid:
    """The faults found: those of changes first, then those of the scenario in the order of ``FILES``."""

    def order(fault: Fault) -> tuple[int, str, int]:
        return (FILES.index(fault.file) if fault.file in FILES else -1, fault.file, fault.line)

    return InputInvalid(sorted(findings.faults, key=order))
