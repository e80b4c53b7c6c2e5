"""A day's report, and the rows behind a figure, as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from cungcau.domain.daily.selectors.figures import KINDS
from cungcau.domain.daily.wording import GROUPS, KIND_LABELS
from cungcau.domain.orders.models import Entry
from cungcau.platform.exchange.services import Column

REPORT = (
    Column("part", "Phần"),
    Column("name", "Tên"),
    *(
        column
        for kind in KINDS
        for column in (
            Column(f"{kind}_day", f"{KIND_LABELS[kind]} trong ngày (kg)", "kg"),
            Column(f"{kind}_all", f"{KIND_LABELS[kind]} luỹ kế (kg)", "kg"),
        )
    ),
    Column("value_vnd", "Giá trị (đ)", "money"),
    Column("trucks", "Số xe qua", "int"),
    Column("trucks_waiting", "Số xe chờ", "int"),
    Column("boxes", "Số thùng", "int"),
    Column("ice_kg", "Đá lạnh (kg)", "kg"),
    Column("source", "Nguồn"),
)
ENTRIES = (
    Column("at", "Lúc", "datetime"),
    Column("kind", "Đại lượng"),
    Column("kg", "Khối lượng (kg)", "int"),
    Column("order", "Đơn hàng"),
    Column("line", "Đợt", "int"),
    Column("slip", "Phiếu hái"),
    Column("producer", "Hộ"),
    Column("commodity", "Nông sản"),
    Column("point", "Điểm tập kết"),
    Column("market", "Thị trường"),
    Column("evidence", "Căn cứ"),
    Column("by", "Người ghi"),
    Column("reason", "Lý do"),
)


def report_rows(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The whole, every group, and what channels report; what is not known stays empty."""
    empty: dict[str, Any] = dict.fromkeys(column.key for column in REPORT)
    value = figures["value_vnd"]
    yield {**empty, "part": "Chung", "name": "Cả mùa vụ", **_kg(figures["whole"]), "value_vnd": value[0]}
    for name, title, _key in GROUPS:
        for row in figures[name]:
            yield {**empty, "part": str(title), "name": row["name"], **_kg(row["kg"])}
    for row in figures["elsewhere"]:
        own = {
            key: row[key] for key in ("value_vnd", "trucks", "trucks_waiting", "boxes", "ice_kg", "source")
        }
        yield {
            **empty,
            "part": "Kênh, cửa khẩu tự báo",
            "name": row["market"],
            "delivered_day": row["kg"],
            **own,
        }


def _kg(sums: dict[str, list[int]]) -> dict[str, int]:
    found = {}
    for kind in KINDS:
        found[f"{kind}_day"], found[f"{kind}_all"] = sums[kind]
    return found


def entry_rows(rows: QuerySet[Entry], *, names: bool) -> Iterator[dict[str, Any]]:
    """Rows of :data:`ENTRIES`, read in portions; without ``names`` whose goods they were stays out."""
    for one in rows.iterator(chunk_size=2000):
        order = one.line.order
        yield {
            "at": one.at,
            "kind": str(one.get_kind_display()),
            "kg": one.kg,
            "order": order.code,
            "line": one.line.no,
            "slip": one.slip.code if one.slip and names else "",
            "producer": one.slip.producer.name if one.slip and names else "",
            "commodity": order.commodity.name_vi,
            "point": order.point.name if order.point else "",
            "market": order.market.name if order.market else "",
            "evidence": one.evidence,
            "by": one.by.full_name if one.by and names else "",
            "reason": one.reason,
        }
