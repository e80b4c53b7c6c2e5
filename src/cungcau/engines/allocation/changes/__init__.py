"""A scenario after something happened: an order came, a lot was lost, a lane closed."""

from __future__ import annotations

from pathlib import Path

from cungcau.engines.allocation.changes.folder import read_change_folder
from cungcau.engines.allocation.changes.merge import apply_changes
from cungcau.engines.allocation.changes.toml import read_change_toml
from cungcau.engines.allocation.model import Scenario
from cungcau.engines.allocation.read.references import check_references
from cungcau.engines.allocation.read.scenario import assemble, read_tables, refusal
from cungcau.engines.allocation.read.scenario_tables import Horizon
from cungcau.engines.allocation.read.tables import Findings
from cungcau.kernel.errors import Fault, InputInvalid

__all__ = ["read_changed_scenario"]


def read_changed_scenario(folder: Path, changes: Path) -> Scenario:
    """The scenario in ``folder`` with the changes in ``changes`` (a folder, or one TOML file) made to it.

    Raises ``InputInvalid`` with every fault of the scenario, or else every fault of the changes.
    Promises that a removal takes away are named in ``Scenario.warnings``.
    """
    findings = Findings()
    head, tables = read_tables(folder, findings)
    check_references(tables, findings)
    if head is None or findings.faults:
        raise refusal(findings)
    horizon = Horizon(head.start, head.end)
    if changes.is_dir():
        change = read_change_folder(changes, horizon, findings)
    elif changes.is_file():
        change = read_change_toml(changes, horizon, findings)
    else:
        raise InputInvalid([Fault(str(changes), 0, "", "", "cần thư mục hoặc tệp TOML ghi các thay đổi")])
    apply_changes(tables, change, findings)
    return assemble(head, tables, findings)
