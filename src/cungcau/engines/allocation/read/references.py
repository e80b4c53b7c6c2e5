"""Do the names that the rows of a scenario use exist?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from cungcau.engines.allocation.model import (
    Access,
    Closure,
    ClosureKind,
    Commitment,
    Demand,
    Exclusion,
    Lane,
    Lot,
    Point,
    Producer,
)
from cungcau.engines.allocation.read.tables import Findings, Table

R = TypeVar("R")
Names = set[Any] | None
"""Names in use; None when a file at fault keeps us from knowing them all, and nobody is judged."""


@dataclass(slots=True)
class Tables:
    """All files of a scenario as read; None for one that could not be used."""

    lots: Table[Lot] | None
    producers: Table[Producer] | None
    demands: Table[Demand] | None
    points: Table[Point] | None
    access: Table[Access] | None
    lanes: Table[Lane] | None
    closures: Table[Closure] | None
    commitments: Table[Commitment] | None
    exclusions: Table[Exclusion] | None

    def all(self) -> tuple[Table[Any] | None, ...]:
        """The tables in the order of the fields of ``Scenario``."""
        return (
            self.lots,
            self.producers,
            self.demands,
            self.points,
            self.access,
            self.lanes,
            self.closures,
            self.commitments,
            self.exclusions,
        )


def check_references(tables: Tables, findings: Findings) -> None:
    """Note every name that stands for nothing."""
    points = _keys(tables.points, "point_id")
    _check_points(tables.access, points, findings)
    _check_points(tables.lanes, points, findings)
    if tables.closures is not None and tables.closures.rows:
        _check_closures(tables, tables.closures, findings)
    if tables.commitments is not None and tables.commitments.rows:
        _check_commitments(tables, tables.commitments, points, findings)
    if tables.exclusions is not None and tables.exclusions.rows:
        _check_exclusions(tables, tables.exclusions, findings)


def located(table: Table[R]) -> Iterator[tuple[str, int, R]]:
    """Each row with the file and line it stands on."""
    for index, row in enumerate(table.rows):
        yield table.file_of(index), table.lines[index], row


def _keys(table: Table[Any] | None, *fields: str) -> Names:
    if table is None or table.nameless:
        return None
    return table.broken.union(map(attrgetter(*fields), table.rows))


def _used(*places: tuple[Table[Any] | None, str]) -> Names:
    names: set[Any] = set()
    for table, field in places:
        if table is None or table.nameless or table.broken:
            return None
        names.update(map(attrgetter(field), table.rows))
    return names


def _check_points(table: Table[Any] | None, points: Names, findings: Findings) -> None:
    if table is None or points is None:
        return
    for file, line, row in located(table):
        if row.point_id not in points:
            findings.fault(file, line, "point_id", row.point_id, "cần mã điểm có trong points.csv")


def closable(tables: Tables) -> dict[ClosureKind, tuple[Names, str]]:
    """The names each kind of closure may use, and how to say so."""
    lanes = _keys(tables.lanes, "point_id", "market")
    lane_ids = None if lanes is None else {">".join(lane) for lane in lanes}
    places = _used((tables.lots, "place"), (tables.points, "place"), (tables.access, "place"))
    markets = _used((tables.demands, "market"), (tables.lanes, "market"))
    return {
        ClosureKind.POINT: (_keys(tables.points, "point_id"), "cần mã điểm có trong points.csv"),
        ClosureKind.LANE: (lane_ids, "cần tuyến có trong lanes.csv, viết mã_điểm>thị_trường"),
        ClosureKind.PLACE: (places, "cần địa bàn có trong lots.csv, points.csv hoặc access.csv"),
        ClosureKind.MARKET: (markets, "cần thị trường có trong demands.csv hoặc lanes.csv"),
    }


def _check_closures(tables: Tables, closures: Table[Closure], findings: Findings) -> None:
    known = closable(tables)
    for file, line, row in located(closures):
        names, expected = known[row.kind]
        if names is not None and row.id not in names:
            findings.fault(file, line, "id", row.id, expected)


def _check_commitments(
    tables: Tables, commitments: Table[Commitment], points: Names, findings: Findings
) -> None:
    lots = _keys(tables.lots, "lot_id")
    demands = _keys(tables.demands, "demand_id")
    lanes = _keys(tables.lanes, "point_id", "market")
    markets = {row.demand_id: row.market for row in tables.demands.rows} if tables.demands else {}
    for file, line, row in located(commitments):
        before = len(findings.faults)
        for column, value, names, source in (
            ("lot_id", row.lot_id, lots, "lots.csv"),
            ("demand_id", row.demand_id, demands, "demands.csv"),
            ("point_id", row.point_id, points, "points.csv"),
        ):
            if names is not None and value not in names:
                findings.fault(file, line, column, value, f"cần mã có trong {source}")
        market = markets.get(row.demand_id)
        if len(findings.faults) > before or market is None or lanes is None:
            continue
        if (row.point_id, market) not in lanes:
            lane = f"{row.point_id}>{market}"
            findings.fault(file, line, "point_id", row.point_id, f"cần tuyến {lane} có trong lanes.csv")


def _check_exclusions(tables: Tables, exclusions: Table[Exclusion], findings: Findings) -> None:
    lots, demands = _keys(tables.lots, "lot_id"), _keys(tables.demands, "demand_id")
    for file, line, row in located(exclusions):
        for column, value, names, source in (
            ("lot_id", row.lot_id, lots, "lots.csv"),
            ("demand_id", row.demand_id, demands, "demands.csv"),
        ):
            if names is not None and value not in names:
                findings.fault(file, line, column, value, f"cần mã có trong {source}")
