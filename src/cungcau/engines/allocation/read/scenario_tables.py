"""The columns of a scenario's files and how a row becomes a value of ``model``.

Each table's columns stand in the order of the fields of its dataclass, so a writer may use both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

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
    PriceAt,
    Producer,
)
from cungcau.engines.allocation.read import cells as cell
from cungcau.engines.allocation.read.cells import Refused
from cungcau.engines.allocation.read.tables import TableSpec

EVER = (date(cell.FIRST_YEAR, 1, 1), date(cell.LAST_YEAR, 12, 31))
"""Stands for the days of a scenario that fails to say them."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days a scenario covers, which blank dates stand for."""

    start: date
    end: date

    def window(self, first: date | None, last: date | None, columns: tuple[str, str]) -> tuple[date, date]:
        """A window with blank ends filled by the horizon; never turned round by the filling."""
        if first is not None and last is not None:
            if first > last:
                raise Refused(f"cần không sau {columns[1]} ({last})", columns[0], str(first))
            return first, last
        if first is not None:
            return first, max(first, self.end)
        if last is not None:
            return min(last, self.start), last
        return self.start, self.end


def lots(horizon: Horizon) -> TableSpec[Lot]:
    """``lots.csv``."""

    def build(*cells: Any) -> Lot:
        values = list(cells)
        values[7:9] = horizon.window(cells[7], cells[8], ("harvest_from", "harvest_to"))
        return Lot(*values)

    columns = (
        ("lot_id", cell.text),
        ("producer_id", cell.text),
        ("representative_id", cell.optional_text),
        ("commodity", cell.NAME),
        ("grade", cell.GRADE_OR_NONE),
        ("certificates", cell.LABELS),
        ("quantity_kg", cell.KG),
        ("harvest_from", cell.DAY_OR_NONE),
        ("harvest_to", cell.DAY_OR_NONE),
        ("max_kg_per_day", cell.KG_OR_NONE),
        ("shelf_life_days", cell.DAYS_OR_NONE),
        ("place", cell.NODE),
        ("floor_price_vnd_per_kg", cell.VND_OR_NONE),
    )
    return TableSpec("lots.csv", columns, build, attrgetter("lot_id"), ("lot_id",))


def producers() -> TableSpec[Producer]:
    """``producers.csv``."""

    def build(*cells: Any) -> Producer:
        producer = Producer(*cells)
        if producer.prior_sold_kg > producer.prior_offered_kg:
            expected = f"cần không quá prior_offered_kg ({producer.prior_offered_kg})"
            raise Refused(expected, "prior_sold_kg", str(producer.prior_sold_kg))
        return producer

    columns = (
        ("producer_id", cell.text),
        ("weight", cell.WEIGHT_OR_ONE),
        ("prior_offered_kg", cell.KG_OR_ZERO),
        ("prior_sold_kg", cell.KG_OR_ZERO),
    )
    key = attrgetter("producer_id")
    return TableSpec("producers.csv", columns, build, key, ("producer_id",), required=False)


def demands(horizon: Horizon) -> TableSpec[Demand]:
    """``demands.csv``."""

    def build(*cells: Any) -> Demand:
        values = list(cells)
        values[6:8] = horizon.window(cells[6], cells[7], ("deliver_from", "deliver_to"))
        price, price_at = cells[9], cells[10]
        if price is not None and not price_at:
            raise Refused("cần point hoặc market khi đã có giá", "price_at", price_at)
        values[10] = PriceAt(price_at or PriceAt.POINT)
        return Demand(*values)

    columns = (
        ("demand_id", cell.text),
        ("buyer_id", cell.optional_text),
        ("commodity", cell.NAME),
        ("min_grade", cell.GRADE_OR_NONE),
        ("certificates", cell.LABELS),
        ("quantity_kg", cell.KG),
        ("deliver_from", cell.DAY_OR_NONE),
        ("deliver_to", cell.DAY_OR_NONE),
        ("market", cell.NODE),
        ("price_vnd_per_kg", cell.VND_OR_NONE),
        ("price_at", cell.blank_as("", cell.one_of(*PriceAt))),
        ("min_life_left_days", cell.DAYS_OR_ZERO),
        ("max_kg_per_day", cell.KG_OR_NONE),
    )
    return TableSpec("demands.csv", columns, build, attrgetter("demand_id"), ("demand_id",))


def points(horizon: Horizon) -> TableSpec[Point]:
    """``points.csv``."""

    def build(*cells: Any) -> Point:
        values = list(cells)
        values[4:6] = horizon.window(cells[4], cells[5], ("open_from", "open_to"))
        return Point(*values)

    columns = (
        ("point_id", cell.NODE),
        ("place", cell.optional_text),
        ("approved", cell.TRUTH),
        ("capacity_kg_per_day", cell.KG_OR_NONE),
        ("open_from", cell.DAY_OR_NONE),
        ("open_to", cell.DAY_OR_NONE),
        ("storage_kg", cell.KG_OR_ZERO),
    )
    return TableSpec("points.csv", columns, build, attrgetter("point_id"), ("point_id",))


def access() -> TableSpec[Access]:
    """``access.csv``."""
    columns = (("place", cell.NODE), ("point_id", cell.NODE), ("cost_vnd_per_kg", cell.VND_OR_ZERO))
    return TableSpec("access.csv", columns, Access, attrgetter("place", "point_id"), ("place", "point_id"))


def lanes() -> TableSpec[Lane]:
    """``lanes.csv``."""
    columns = (
        ("point_id", cell.NODE),
        ("market", cell.NODE),
        ("days", cell.DAYS),
        ("cost_vnd_per_kg", cell.VND_OR_ZERO),
        ("capacity_kg_per_day", cell.KG_OR_NONE),
    )
    return TableSpec("lanes.csv", columns, Lane, attrgetter("point_id", "market"), ("point_id", "market"))


def closures(horizon: Horizon) -> TableSpec[Closure]:
    """``closures.csv``."""

    def build(*cells: Any) -> Closure:
        kind, factor = ClosureKind(cells[0]), cells[4]
        if factor and kind in (ClosureKind.PLACE, ClosureKind.MARKET):
            expected = "địa bàn (place) và thị trường (market) chỉ đóng hẳn được: cần 0"
            raise Refused(expected, "factor", f"{float(factor):g}")
        return Closure(kind, cells[1], *horizon.window(cells[2], cells[3], ("from", "to")), factor)

    columns = (
        ("kind", cell.one_of(*ClosureKind)),
        ("id", cell.text),
        ("from", cell.DAY_OR_NONE),
        ("to", cell.DAY_OR_NONE),
        ("factor", cell.FACTOR),
    )
    key = attrgetter("kind", "id", "first", "last", "factor")
    return TableSpec("closures.csv", columns, build, key, ("kind", "id"), required=False, unique=False)


def exclusions() -> TableSpec[Exclusion]:
    """``exclusions.csv``."""
    columns = (("lot_id", cell.text), ("demand_id", cell.text))
    key = attrgetter("lot_id", "demand_id")
    return TableSpec("exclusions.csv", columns, Exclusion, key, ("lot_id", "demand_id"), required=False)


def commitments(horizon: Horizon) -> TableSpec[Commitment]:
    """``commitments.csv``."""

    def build(*cells: Any) -> Commitment:
        promise = Commitment(*cells)
        harvest, dispatch = promise.harvest_date, promise.dispatch_date
        for column, value in (("harvest_date", harvest), ("dispatch_date", dispatch)):
            if not horizon.start <= value <= horizon.end:
                expected = f"cần ngày trong kỳ của kịch bản ({horizon.start} đến {horizon.end})"
                raise Refused(expected, column, str(value))
        if dispatch < harvest:
            raise Refused(f"cần không trước harvest_date ({harvest})", "dispatch_date", str(dispatch))
        return promise

    columns = (
        ("lot_id", cell.text),
        ("demand_id", cell.text),
        ("point_id", cell.text),
        ("harvest_date", cell.DAY),
        ("dispatch_date", cell.DAY),
        ("kg", cell.POSITIVE_KG),
    )
    names = tuple(name for name, _ in columns[:5])
    return TableSpec(
        "commitments.csv", columns, build, attrgetter(*names), names, required=False, unique=False
    )
