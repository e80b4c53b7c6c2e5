"""Loading the units' data files: those that came with the product, or a new decree's."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.geography import messages, policies
from cungcau.reference.geography.models import Edition
from cungcau.reference.geography.services.areas import renew
from cungcau.reference.geography.services.rows import (
    SuccessionRow,
    UnitRow,
    write_successions,
    write_units,
)
from cungcau.reference.geography.services.turns import take_turn
from cungcau.reference.recording import Faults

_DATA = Path(__file__).resolve().parents[1] / "data"
UNITS_FILE = _DATA / "units.csv.gz"
SUCCESSIONS_FILE = _DATA / "successions.csv.gz"
SOURCE = "vietnamadminunits 1.0.4 (MIT), đã chỉnh; nghị quyết 1654 đến 1687/NQ-UBTVQH15"

_UNIT_COLUMNS = ("code", "kind", "name", "parent", "valid_from", "valid_to", "decree", "lat", "lon")
_SUCCESSION_COLUMNS = ("old", "ended", "new", "extent", "main", "decree", "note")
_T = TypeVar("_T")


@transaction.atomic
def load_files(
    *,
    units_file: Path = UNITS_FILE,
    successions_file: Path = SUCCESSIONS_FILE,
    source: str = SOURCE,
    actor: User | None = None,
) -> Edition | None:
    """Load two CSV files (``.gz`` or plain, columns as in ``data/README.md``) as one edition.

    Returns None when files of the same bytes were loaded before: nothing is touched then. Raises
    ``InputInvalid`` with every fault by file, line and column, and nothing is written.
    """
    if actor is not None:
        require(actor, policies.RECORD, "")
    contents = [path.read_bytes() for path in (units_file, successions_file)]
    digest = hashlib.sha256(b"\0".join([hashlib.sha256(c).digest() for c in contents])).hexdigest()
    take_turn()
    if Edition.objects.filter(digest=digest).exists():
        return None
    units = _read(units_file, contents[0], _UNIT_COLUMNS, _unit_row)
    successions = _read(successions_file, contents[1], _SUCCESSION_COLUMNS, _succession_row)
    write_units(units, source, Faults(units_file.name, first=2), successions)
    write_successions(successions, source, Faults(successions_file.name, first=2))
    renew()
    edition = Edition.objects.create(
        digest=digest, name=source[:200], units=len(units), successions=len(successions)
    )
    record(
        actor=actor, verb=messages.EDITION_LOADED, thing=edition,
        digest=digest, units=len(units), successions=len(successions),
    )  # fmt: skip
    return edition


def _read(
    path: Path, content: bytes, columns: tuple[str, ...], build: Callable[[dict[str, str], int, Faults], _T]
) -> list[_T]:
    faults = Faults(path.name)
    rows: list[_T] = []
    for line, cells in _lines(path, content, columns, faults):
        rows.append(build(cells, line, faults))
    faults.refuse()
    return rows


def _lines(
    path: Path, content: bytes, columns: tuple[str, ...], faults: Faults
) -> Iterator[tuple[int, dict[str, str]]]:
    plain = gzip.decompress(content) if path.suffix == ".gz" else content
    reader = csv.DictReader(io.StringIO(plain.decode("utf-8-sig"), newline=""), restval="")
    for column in columns:
        faults.unless(column in (reader.fieldnames or ()), 1, column, "", "thiếu cột này")
    faults.refuse()
    for cells in reader:
        yield reader.line_num, {column: (cells[column] or "").strip() for column in columns}


def _unit_row(cells: dict[str, str], line: int, faults: Faults) -> UnitRow:
    return UnitRow(
        cells["code"],
        cells["kind"],
        cells["name"],
        cells["parent"],
        _day(cells, "valid_from", line, faults),
        _day(cells, "valid_to", line, faults),
        cells["decree"],
        _degrees(cells, "lat", line, faults),
        _degrees(cells, "lon", line, faults),
    )


def _succession_row(cells: dict[str, str], line: int, faults: Faults) -> SuccessionRow:
    ended = _day(cells, "ended", line, faults)
    faults.unless(ended is not None, line, "ended", cells["ended"], "cần ngày dạng 2025-06-30")
    faults.unless(cells["main"] in {"0", "1"}, line, "main", cells["main"], "cần 0 hoặc 1")
    return SuccessionRow(
        cells["old"],
        ended or date.min,
        cells["new"],
        cells["extent"],
        cells["main"] == "1",
        cells["decree"],
        cells["note"],
    )


def _day(cells: dict[str, str], column: str, line: int, faults: Faults) -> date | None:
    if not cells[column]:
        return None
    try:
        return date.fromisoformat(cells[column])
    except ValueError:
        faults.unless(False, line, column, cells[column], "cần ngày dạng 2025-07-01")
        return None


def _degrees(cells: dict[str, str], column: str, line: int, faults: Faults) -> float | None:
    if not cells[column]:
        return None
    try:
        return float(cells[column])
    except ValueError:
        faults.unless(False, line, column, cells[column], "cần số độ thập phân như 21.97987")
        return None
