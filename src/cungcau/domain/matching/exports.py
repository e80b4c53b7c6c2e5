"""What the tables of a plan look like as spreadsheets: codes and names, figures as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from cungcau.domain.matching import wording
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Share, UnkeptLine, Unsold
from cungcau.domain.matching.selectors.names import Names
from cungcau.platform.exchange.columns import Column

Rows = Callable[[QuerySet[Any], Names], Iterator[dict[str, Any]]]

LINES = (
    Column("harvest", "Ngày hái", "date"),
    Column("dispatch", "Ngày xuất", "date"),
    Column("delivery", "Ngày giao", "date"),
    Column("producer_code", "Mã người bán"),
    Column("producer", "Người bán"),
    Column("lot", "Lô"),
    Column("kg", "Khối lượng (kg)", "kg"),
    Column("point", "Điểm tập kết"),
    Column("market", "Thị trường"),
    Column("need", "Nhu cầu"),
    Column("buyer", "Bên mua"),
    Column("price", "Giá (đ/kg)", "money"),
    Column("freight", "Cước (đ/kg)", "money"),
)
SHARES = (
    Column("code", "Mã người bán"),
    Column("producer", "Người bán"),
    Column("representative", "Đại diện"),
    Column("place", "Địa bàn"),
    Column("offered", "Chào bán (kg)", "kg"),
    Column("sold", "Bán được (kg)", "kg"),
    Column("share", "Tỷ lệ", "decimal"),
    Column("season_share", "Tỷ lệ cả vụ (theo trọng số)", "decimal"),
)
UNSOLD = (
    Column("lot", "Lô"),
    Column("producer", "Người bán"),
    Column("place", "Địa bàn"),
    Column("kg", "Còn lại (kg)", "kg"),
    Column("reason", "Vì sao"),
    Column("resource", "Vướng ở"),
    Column("remedy", "Có thể làm gì"),
)
UNKEPT = (
    Column("harvest", "Ngày hái", "date"),
    Column("dispatch", "Ngày xuất", "date"),
    Column("lot", "Lô"),
    Column("producer", "Người bán"),
    Column("need", "Nhu cầu"),
    Column("buyer", "Bên mua"),
    Column("point", "Điểm tập kết"),
    Column("kg", "Khối lượng (kg)", "kg"),
    Column("orders", "Đơn hàng"),
    Column("why", "Vì sao"),
    Column("where", "Vướng ở"),
    Column("promised", "Đã hứa ở đó (kg)", "kg"),
    Column("limit", "Nhận được (kg)", "kg"),
)
FILLS = (
    Column("need", "Nhu cầu"),
    Column("buyer", "Bên mua"),
    Column("market", "Thị trường"),
    Column("first", "Nhận từ", "date"),
    Column("last", "Đến hết", "date"),
    Column("asked", "Hỏi mua (kg)", "kg"),
    Column("filled", "Đáp ứng (kg)", "kg"),
    Column("reason", "Vì sao chưa đủ"),
)
BOTTLENECKS = (
    Column("kind", "Loại"),
    Column("name", "Ở đâu"),
    Column("date", "Ngày", "date"),
    Column("used", "Đã dùng (kg)", "kg"),
    Column("capacity", "Sức nhận (kg)", "kg"),
    Column("gain", "Bán thêm khi thêm 1 kg", "decimal"),
)


def lines(rows: QuerySet[Line], names: Names) -> Iterator[dict[str, Any]]:
    """Rows of :data:`LINES`."""
    for row in rows.iterator(chunk_size=5000):
        yield {
            "harvest": row.harvest_date, "dispatch": row.dispatch_date, "delivery": row.delivery_date,
            "producer_code": row.producer.code, "producer": row.producer.name, "lot": row.lot.code, "kg": row.kg,
            "point": row.point.name, "market": row.market.name, "need": row.need.code, "buyer": row.need.buyer.name,
            "price": row.price_vnd_per_kg, "freight": row.freight_vnd_per_kg,
        }  # fmt: skip


def shares(rows: QuerySet[Share], names: Names) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHARES`."""
    for row in rows.iterator(chunk_size=5000):
        head = row.producer.representative
        yield {
            "code": row.producer.code, "producer": row.producer.name, "representative": head.name if head else "",
            "place": row.producer.unit.name if row.producer.unit else "",
            "offered": row.offered_kg, "sold": row.sold_kg, "share": row.share, "season_share": row.season_share,
        }  # fmt: skip


def unsold(rows: QuerySet[Unsold], names: Names) -> Iterator[dict[str, Any]]:
    """Rows of :data:`UNSOLD`."""
    for row in rows.iterator(chunk_size=5000):
        yield {
            "lot": row.lot.code, "producer": row.lot.producer.name, "place": row.lot.place.name, "kg": row.unsold_kg,
            "reason": wording.reason_label(row.reason), "resource": names.resource(row.resource),
            "remedy": wording.reason_remedy(row.reason),
        }  # fmt: skip


def unkept(rows: QuerySet[UnkeptLine], names: Names) -> Iterator[dict[str, Any]]:
    """Rows of :data:`UNKEPT`."""
    for row in rows.iterator(chunk_size=5000):
        yield {
            "harvest": row.harvest_date, "dispatch": row.dispatch_date, "lot": row.lot, "producer": row.producer,
            "need": row.need, "buyer": row.buyer, "point": row.point, "kg": row.kg,
            "orders": ", ".join(one["code"] for one in row.orders), "why": wording.unkept_label(row.why),
            "where": names.resource(row.resource), "promised": row.promised_kg, "limit": row.limit_kg,
        }  # fmt: skip


def fills(rows: QuerySet[Fill], names: Names) -> Iterator[dict[str, Any]]:
    """Rows of :data:`FILLS`."""
    for row in rows.iterator(chunk_size=5000):
        yield {
            "need": row.need.code, "buyer": row.need.buyer.name,
            "market": row.need.market.name if row.need.market else "",
            "first": row.need.deliver_from, "last": row.need.deliver_to, "asked": row.asked_kg, "filled": row.filled_kg,
            "reason": wording.reason_label(row.reason) if row.reason else "",
        }  # fmt: skip


def bottlenecks(rows: QuerySet[Bottleneck], names: Names) -> Iterator[dict[str, Any]]:
    """Rows of :data:`BOTTLENECKS`."""
    for row in rows.iterator(chunk_size=5000):
        yield {
            "kind": str(wording.KINDS.get(row.kind, row.kind)), "name": names.resource(row.ref), "date": row.date,
            "used": row.used_kg, "capacity": row.capacity_kg, "gain": row.gain_kg_per_kg,
        }  # fmt: skip
