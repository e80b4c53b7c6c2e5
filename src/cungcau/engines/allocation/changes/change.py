"""What changes: rows to put in, things to take out, capacities to set."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from cungcau.engines.allocation.read import cells as cell
from cungcau.engines.allocation.read.cells import Refused
from cungcau.engines.allocation.read.references import Tables
from cungcau.engines.allocation.read.tables import Table, TableSpec

REMOVABLE = ("lots", "producers", "demands", "points", "access", "lanes")


@dataclass(frozen=True, slots=True)
class Removal:
    """Something taken out: the name of its table and its id (``place>point``, ``point>market``)."""

    table: str
    id: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """A new capacity in kg: of a ``point`` or ``lane`` per day, or of a point's ``storage``."""

    kind: str
    id: str
    kg: int


@dataclass(slots=True)
class Change:
    """All that changes; ``rows`` holds only new and replaced rows."""

    rows: Tables
    removed: Table[Removal]
    capacities: Table[Capacity]


def removals() -> TableSpec[Removal]:
    """``removed.csv``."""

    def build(file: str, name: str) -> Removal:
        table = file.removesuffix(".csv")
        if table not in REMOVABLE:
            raise Refused("cần một trong: " + ", ".join(f"{word}.csv" for word in REMOVABLE), "file", file)
        return Removal(table, name)

    columns = (("file", cell.text), ("id", cell.text))
    return TableSpec("removed.csv", columns, build, attrgetter("table", "id"), ("file", "id"), required=False)


def lost_lots() -> TableSpec[Removal]:
    """``[[lot_lost]]`` of a TOML file."""

    def build(name: str) -> Removal:
        return Removal("lots", name)

    return TableSpec("lot_lost", (("id", cell.text),), build, attrgetter("table", "id"), ("id",))


def capacities() -> TableSpec[Capacity]:
    """``[[capacity]]`` of a TOML file."""
    columns = (("kind", cell.one_of("point", "storage", "lane")), ("id", cell.text), ("kg", cell.KG))
    return TableSpec("capacity", columns, Capacity, attrgetter("kind", "id"), ("kind", "id"))
