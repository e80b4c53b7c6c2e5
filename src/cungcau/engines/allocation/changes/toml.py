"""Changes written as one TOML file of arrays of tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from cungcau.engines.allocation.changes.change import Change, capacities, lost_lots, removals
from cungcau.engines.allocation.read.head import parse_toml, read_toml_text
from cungcau.engines.allocation.read.references import Tables
from cungcau.engines.allocation.read.scenario import table_specs
from cungcau.engines.allocation.read.scenario_tables import Horizon
from cungcau.engines.allocation.read.tables import Findings, Table, TableSpec, add_record

R = TypeVar("R")

ROWS = ("lot", "producer", "demand", "point", "access", "lane", "closure", "commitment", "exclusion")
"""The arrays that add or replace rows, in the order of ``Tables``."""

OTHERS = ("lot_lost", "removed", "capacity")


class _Arrays:
    """The arrays of tables of one file, with the line on which each table starts."""

    def __init__(self, file: str, text: str, values: Mapping[str, object]) -> None:
        self.file = file
        self.values = values
        self._lines: dict[str, list[int]] = {}
        for number, line in enumerate(text.split("\n"), 1):
            found = re.match(r"\s*\[\[\s*[\"']?([\w-]+)[\"']?\s*\]\]", line)
            if found:
                self._lines.setdefault(found[1], []).append(number)

    def tables(self, name: str) -> list[tuple[int, object]]:
        """The tables of one array, each with its line (0 when it cannot be told)."""
        value = self.values.get(name, [])
        tables = value if isinstance(value, list) else [value]
        lines = self._lines.get(name, [])
        return [(lines[i] if i < len(lines) else 0, table) for i, table in enumerate(tables)]


def read_change_toml(path: Path, horizon: Horizon, findings: Findings) -> Change:
    """The changes in the file; faults and warnings go to ``findings`` under its name."""
    file = path.name
    text = read_toml_text(path, file, findings)
    values = None if text is None else parse_toml(text, file, findings)
    arrays = _Arrays(file, text or "", values or {})
    for name in arrays.values:
        if name not in ROWS + OTHERS:
            line = arrays.tables(name)[0][0] if arrays.tables(name) else 0
            findings.fault(file, line, name, "", "cần một trong: " + ", ".join(ROWS + OTHERS))
    if values == {}:
        findings.fault(file, 0, "", "", "cần ít nhất một trong: " + ", ".join(ROWS + OTHERS))
    rows = Tables(
        *(_table(arrays, name, spec, findings) for name, spec in zip(ROWS, table_specs(horizon), strict=True))
    )
    removed = _table(arrays, "removed", removals(), findings)
    for row, line in zip(*_parts(_table(arrays, "lot_lost", lost_lots(), findings)), strict=True):
        removed.rows.append(row)
        removed.lines.append(line)
    return Change(rows, removed, _table(arrays, "capacity", capacities(), findings))


def _parts(table: Table[R]) -> tuple[list[R], list[int]]:
    return table.rows, list(table.lines)


def _table(arrays: _Arrays, name: str, spec: TableSpec[R], findings: Findings) -> Table[R]:
    table: Table[R] = Table(arrays.file)
    columns = [column for column, _ in spec.columns]
    seen: dict[Any, int] = {}
    for line, values in arrays.tables(name):
        if not isinstance(values, dict):
            findings.fault(arrays.file, line, name, str(values), f"cần viết thành bảng [[{name}]]")
            continue
        for key in values:
            if key not in columns:
                findings.warnings.append(f"{arrays.file}: khoá lạ “{key}” của [[{name}]] không dùng đến")
        cells = [_as_cell(values.get(column)) for column in columns]
        add_record(table, spec, line, cells, seen, findings)
    return table


def _as_cell(value: object) -> str:
    """A TOML value as the text that would stand in a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(map(_as_cell, value))
    return str(value).strip()
