"""Changes written as CSV files with the columns of a scenario's files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cungcau.engines.allocation.changes.change import Change, removals
from cungcau.engines.allocation.read.references import Tables
from cungcau.engines.allocation.read.scenario import table_specs, warn_of_slips
from cungcau.engines.allocation.read.scenario_tables import Horizon
from cungcau.engines.allocation.read.tables import Findings, Table, read_table


def read_change_folder(folder: Path, horizon: Horizon, findings: Findings) -> Change:
    """The changes in ``folder``; faults and warnings go to ``findings`` under ``folder/file``."""
    specs = table_specs(horizon)
    taken_out = removals()
    known = (*(spec.file for spec in specs), taken_out.file)
    if not any((folder / name).exists() for name in known):
        findings.fault(folder.name, 0, "", "", "cần ít nhất một trong các tệp " + ", ".join(known))
    warn_of_slips(folder, known, findings)
    rows = Tables(
        *(
            read_table(folder, replace(spec, required=False), findings, f"{folder.name}/{spec.file}")
            for spec in specs
        )
    )
    shown = f"{folder.name}/{taken_out.file}"
    removed = read_table(folder, taken_out, findings, shown)
    return Change(rows, removed or Table(shown), Table(folder.name))
