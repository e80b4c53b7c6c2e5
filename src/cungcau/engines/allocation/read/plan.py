"""A plan folder as a ``Plan``, as it stands: whether it is right is the checker's question."""

from __future__ import annotations

import json
import re
from operator import attrgetter
from pathlib import Path
from typing import Any

from cungcau.engines.allocation.model import (
    Assignment,
    Bottleneck,
    DemandFill,
    Plan,
    ProducerShare,
    Reason,
    Unsold,
)
from cungcau.engines.allocation.read import cells as cell
from cungcau.engines.allocation.read.cells import MAX_KG, MAX_VND_PER_KG, Refused
from cungcau.engines.allocation.read.tables import Findings, TableSpec, read_table
from cungcau.kernel.errors import Fault, InputInvalid

SUMMARY = "summary.json"
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")


def _gain(text: str) -> float:
    if not (text.isascii() and _NUMBER.fullmatch(text)):
        raise Refused("cần một số, phần lẻ sau dấu chấm")
    return float(text)


_ANY_KG = cell.bounded(-MAX_KG, MAX_KG)
_ANY_VND = cell.bounded(-MAX_VND_PER_KG, 2 * MAX_VND_PER_KG)
_SHARE = cell.blank_or(cell.decimal)


def _assignments() -> TableSpec[Assignment]:
    columns = (
        ("lot_id", cell.text),
        ("demand_id", cell.text),
        ("point_id", cell.text),
        ("harvest_date", cell.DAY),
        ("dispatch_date", cell.DAY),
        ("delivery_date", cell.DAY),
        ("kg", _ANY_KG),
        ("price_vnd_per_kg", cell.VND_OR_NONE),
        ("freight_vnd_per_kg", _ANY_VND),
    )
    names = tuple(name for name, _ in columns[:5])
    return TableSpec("assignments.csv", columns, Assignment, attrgetter(*names), names, unique=False)


def _producers() -> TableSpec[ProducerShare]:
    columns = (
        ("producer_id", cell.text),
        ("offered_kg", _ANY_KG),
        ("sold_kg", _ANY_KG),
        ("share", _SHARE),
        ("season_share", _SHARE),
    )
    key = attrgetter("producer_id")
    return TableSpec("producers.csv", columns, ProducerShare, key, ("producer_id",), unique=False)


def _demands() -> TableSpec[DemandFill]:
    columns = (
        ("demand_id", cell.text),
        ("asked_kg", _ANY_KG),
        ("filled_kg", _ANY_KG),
        ("reason", cell.optional_text),
    )
    key = attrgetter("demand_id")
    return TableSpec("demands.csv", columns, DemandFill, key, ("demand_id",), unique=False)


def _unsold() -> TableSpec[Unsold]:
    def build(lot_id: str, unsold_kg: int, reason: str, resource: str) -> Unsold:
        return Unsold(lot_id, unsold_kg, Reason(reason), resource)

    columns = (
        ("lot_id", cell.text),
        ("unsold_kg", _ANY_KG),
        ("reason", cell.one_of(*Reason)),
        ("resource", cell.optional_text),
    )
    key = attrgetter("lot_id", "reason", "resource")
    return TableSpec("unsold.csv", columns, build, key, ("lot_id",), unique=False)


def _bottlenecks() -> TableSpec[Bottleneck]:
    columns = (
        ("kind", cell.one_of("point", "storage", "lane", "demand", "demand_day")),
        ("id", cell.text),
        ("date", cell.DAY_OR_NONE),
        ("used_kg", _ANY_KG),
        ("capacity_kg", _ANY_KG),
        ("gain_kg_per_kg", _gain),
    )
    return TableSpec("bottlenecks.csv", columns, Bottleneck, _bottleneck_key, ("kind", "id"), unique=False)


def _bottleneck_key(row: Bottleneck) -> tuple[str, str, str]:
    return (row.kind, row.id, str(row.date or ""))


PLAN_TABLES: tuple[TableSpec[Any], ...] = (
    _assignments(),
    _producers(),
    _demands(),
    _unsold(),
    _bottlenecks(),
)
"""The tables of a plan folder in the order of the fields of ``Plan``."""


def read_plan(folder: Path) -> Plan:
    """The plan in ``folder``, rows sorted by key; raises ``InputInvalid`` with every fault found."""
    if not folder.is_dir():
        raise InputInvalid([Fault(str(folder), 0, "", "", "cần một thư mục phương án; không có thư mục này")])
    findings = Findings()
    tables = [read_table(folder, spec, findings) for spec in PLAN_TABLES]
    summary = _read_summary(folder / SUMMARY, findings)
    if findings.faults:
        raise InputInvalid(findings.faults)
    rows: list[Any] = [
        tuple(sorted(table.rows, key=spec.key))
        for table, spec in zip(tables, PLAN_TABLES, strict=True)
        if table is not None
    ]
    rows.append(summary)
    return Plan(*rows)


def _read_summary(path: Path, findings: Findings) -> dict[str, object]:
    if not path.exists():
        findings.fault(path.name, 0, "", "", "thiếu tệp này trong thư mục")
        return {}
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        findings.fault(path.name, 1, "", "", "cần văn bản mã hoá UTF-8")
        return {}
    except json.JSONDecodeError as error:
        findings.fault(path.name, error.lineno, "", "", f"cần đúng cú pháp JSON ({error.msg})")
        return {}
    except OSError as error:
        findings.fault(path.name, 0, "", "", f"không đọc được tệp: {error.strerror}")
        return {}
    if not isinstance(value, dict):
        findings.fault(path.name, 1, "", "", "cần một đối tượng JSON {…}")
        return {}
    return value
