"""A scenario as one zip of its files: what a plan keeps of its question, and what people download."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from cungcau.engines.allocation.model import Plan, Scenario
from cungcau.engines.allocation.read import read_scenario
from cungcau.engines.allocation.write import write_plan, write_scenario
from cungcau.kernel.errors import Fault, InputInvalid

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every file inside, so that equal scenarios are equal bytes."""


def pack(scenario: Scenario, plan: Plan | None = None) -> bytes:
    """The scenario's files (and the plan's, in a folder ``plan/``) zipped; equal input, equal bytes."""
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="cungcau-") as name:
        folder = Path(name)
        write_scenario(scenario, folder / "scenario")
        if plan is not None:
            write_plan(plan, folder / "plan")
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    info = zipfile.ZipInfo(str(path.relative_to(folder)), date_time=_LONG_AGO)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


@lru_cache(maxsize=4)
def unpack(packed: bytes) -> Scenario:
    """The scenario back from its zip; the last few are kept in memory, as every "why" asks for one."""
    with tempfile.TemporaryDirectory(prefix="cungcau-") as name:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(name)
        folder = Path(name) / "scenario"
        try:
            return read_scenario(folder)
        except InputInvalid as refused:
            raise InputInvalid(_said_of_rows(folder, refused.faults)) from refused


_ROWS = {
    "lots.csv": "lô hàng", "producers.csv": "người bán", "demands.csv": "nhu cầu", "points.csv": "điểm tập kết",
    "access.csv": "đường từ xã đến điểm", "lanes.csv": "tuyến", "closures.csv": "ngày đóng",
}  # fmt: skip
"""What a row of each table is."""
_TWO_ENDS = frozenset({"access.csv", "lanes.csv", "closures.csv"})
"""Tables whose rows are told apart by their first two cells, others by the first."""


def _said_of_rows(folder: Path, faults: Iterable[Fault]) -> list[Fault]:
    """Faults by what the row is and its code, for nobody has seen the files: "lô hàng L-12" for ``lots.csv:13``."""
    tables: dict[str, list[list[str]]] = {}
    said = []
    for fault in faults:
        path = folder / fault.file
        if fault.file not in _ROWS or fault.line < 2 or not path.exists():
            said.append(fault)
            continue
        if fault.file not in tables:
            with path.open(encoding="utf-8", newline="") as file:
                tables[fault.file] = list(csv.reader(file))
        rows = tables[fault.file]
        row = rows[fault.line - 1] if fault.line <= len(rows) else []
        cells = 2 if fault.file in _TWO_ENDS else 1
        where = f"{_ROWS[fault.file]} {' → '.join(row[:cells])}".strip()
        said.append(replace(fault, file=where, line=0))
    return said


def unpack_lots(packed: bytes, lots: Collection[str]) -> Scenario:
    """The scenario with these of its lots only, what is said of them, and all the rest.

    The other lots are never read into values, which is what takes time in a large scenario.
    """
    with tempfile.TemporaryDirectory(prefix="cungcau-") as name:
        folder = Path(name) / "scenario"
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(name)
        kept = _keep_rows(folder / "lots.csv", "lot_id", lots)
        _keep_rows(folder / "producers.csv", "producer_id", {row["producer_id"] for row in kept})
        for table in ("commitments.csv", "exclusions.csv"):
            _keep_rows(folder / table, "lot_id", lots)
        return read_scenario(folder)


def _keep_rows(path: Path, column: str, wanted: Collection[str]) -> list[dict[str, str]]:
    """Leave in a file the rows whose ``column`` is wanted, and return them; a file that is not there is left so."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        place = header.index(column)
        rows = [row for row in reader if row[place] in wanted]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return [dict(zip(header, row, strict=True)) for row in rows]


def fingerprint(packed: bytes) -> str:
    """SHA-256 of the zip, in hex."""
    return hashlib.sha256(packed).hexdigest()
