"""Changes made to the tables of a scenario."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cungcau.engines.allocation.changes.change import REMOVABLE, Change
from cungcau.engines.allocation.model import Commitment, Lane, Point
from cungcau.engines.allocation.read.references import Tables, closable, located
from cungcau.engines.allocation.read.tables import Findings, Table

_KEYS: dict[str, Callable[[Any], str]] = {
    "lots": lambda row: row.lot_id,
    "producers": lambda row: row.producer_id,
    "demands": lambda row: row.demand_id,
    "points": lambda row: row.point_id,
    "access": lambda row: f"{row.place}>{row.point_id}",
    "lanes": lambda row: f"{row.point_id}>{row.market}",
}


def apply_changes(tables: Tables, change: Change, findings: Findings) -> None:
    """Change ``tables`` (sound by themselves): take out, put in, set capacities; in this order.

    What goes takes along what hangs on it. Faults: something taken out that is not there, or both taken
    out and put in; a capacity of nothing.
    """
    names = {table: {_KEYS[table](row) for row in getattr(tables, table).rows} for table in REMOVABLE}
    gone: dict[str, set[str]] = {table: set() for table in REMOVABLE}
    for file, line, removal in located(change.removed):
        put_in = getattr(change.rows, removal.table)
        if removal.id not in names[removal.table]:
            findings.fault(file, line, "id", removal.id, f"cần mã có trong {removal.table}.csv")
        elif put_in and removal.id in map(_KEYS[removal.table], put_in.rows):
            findings.fault(file, line, "id", removal.id, "mã này vừa bị bỏ vừa được ghi lại")
        gone[removal.table].add(removal.id)
    _take_out(tables, gone, findings)
    for table in REMOVABLE:
        _put_in(getattr(tables, table), getattr(change.rows, table), _KEYS[table])
    _drop_loose_closures(tables)
    for table in ("closures", "commitments", "exclusions"):
        _put_in(getattr(tables, table), getattr(change.rows, table), None)
    _set_capacities(tables, change, findings)


def _take_out(tables: Tables, gone: dict[str, set[str]], findings: Findings) -> None:
    assert tables.lots and tables.demands and tables.lanes and tables.access and tables.commitments
    places = {lot.lot_id: lot.place for lot in tables.lots.rows}
    markets = {demand.demand_id: demand.market for demand in tables.demands.rows}
    points = gone["points"]

    def kept(promise: Commitment) -> bool:
        lane = f"{promise.point_id}>{markets[promise.demand_id]}"
        way = f"{places[promise.lot_id]}>{promise.point_id}"
        return not (
            promise.lot_id in gone["lots"]
            or promise.demand_id in gone["demands"]
            or promise.point_id in points
            or lane in gone["lanes"]
            or way in gone["access"]
        )

    if any(gone.values()):
        for promise in tables.commitments.rows:
            if not kept(promise):
                findings.warnings.append(
                    f"bỏ cam kết {promise.kg} kg của lô {promise.lot_id} cho đơn {promise.demand_id} "
                    f"(thu {promise.harvest_date}) vì một phần của nó không còn"
                )
        _keep(tables.commitments, kept)
        _keep(tables.access, lambda row: row.point_id not in points)
        _keep(tables.lanes, lambda row: row.point_id not in points)
    assert tables.exclusions
    _keep(
        tables.exclusions,
        lambda row: row.lot_id not in gone["lots"] and row.demand_id not in gone["demands"],
    )
    for table in REMOVABLE:
        _drop(getattr(tables, table), _KEYS[table], gone[table])


def _drop(table: Table[Any], key: Callable[[Any], str], names: set[str]) -> None:
    if names:
        _keep(table, lambda row: key(row) not in names)


def _keep(table: Table[Any], wanted: Callable[[Any], bool]) -> None:
    kept = [index for index, row in enumerate(table.rows) if wanted(row)]
    table.others = {place: table.others[index] for place, index in enumerate(kept) if index in table.others}
    table.lines = type(table.lines)("q", [table.lines[index] for index in kept])
    table.rows = [table.rows[index] for index in kept]


def _put_in(table: Table[Any], change: Table[Any] | None, key: Callable[[Any], str] | None) -> None:
    """Replace rows of the same key and add the others; without a key add them all."""
    if change is None or not change.rows:
        return
    places = {key(row): index for index, row in enumerate(table.rows)} if key else {}
    for file, line, row in located(change):
        place = places.get(key(row)) if key else None
        if place is None:
            place = len(table.rows)
            table.rows.append(row)
            table.lines.append(line)
        else:
            table.rows[place], table.lines[place] = row, line
        table.others[place] = file


def _drop_loose_closures(tables: Tables) -> None:
    """Closures of what is no longer there."""
    assert tables.closures
    known = {kind: names for kind, (names, _) in closable(tables).items()}
    _keep(tables.closures, lambda row: (names := known[row.kind]) is None or row.id in names)


def _set_capacities(tables: Tables, change: Change, findings: Findings) -> None:
    assert tables.points and tables.lanes
    for file, line, capacity in located(change.capacities):
        name = "lanes" if capacity.kind == "lane" else "points"
        table: Table[Point] | Table[Lane] = tables.lanes if name == "lanes" else tables.points
        rows: list[Any] = list(table.rows)
        place = next((i for i, row in enumerate(rows) if _KEYS[name](row) == capacity.id), None)
        if place is None:
            findings.fault(file, line, "id", capacity.id, f"cần mã có trong {name}.csv")
            continue
        field = "storage_kg" if capacity.kind == "storage" else "capacity_kg_per_day"
        changed: Table[Any] = table
        changed.rows[place] = replace(rows[place], **{field: capacity.kg})
