"""The lists of points, lanes, markets, ways and closures as spreadsheets, and their days and names in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from cungcau.domain.network.models import Access, Closure, CollectionPoint, Lane, Market
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

POINT_SHEET = (
    Column("code", "Mã điểm"),
    Column("name", "Điểm tập kết"),
    Column("place_code", "Mã địa bàn"),
    Column("place", "Địa bàn"),
    Column("approved", "Thống nhất"),
    Column("paper", "Văn bản"),
    Column("agencies", "Các ngành thống nhất"),
    Column("capacity", "Sức nhận mỗi ngày (kg)", "kg"),
    Column("storage", "Giữ qua đêm (kg)", "kg"),
    Column("open_from", "Mở từ", "date"),
    Column("open_to", "Đến hết", "date"),
    Column("hours", "Giờ mở cửa"),
    Column("distance", "Cách chốt kiểm soát (m)", "int"),
    Column("capacity_low", "Sức nhận thấp nhất (kg)", "kg"),
    Column("capacity_high", "Sức nhận cao nhất (kg)", "kg"),
    Column("actual_low", "Thực tế thấp nhất (kg)", "kg"),
    Column("actual_high", "Thực tế cao nhất (kg)", "kg"),
    Column("area", "Diện tích (m²)", "int"),
    Column("bays", "Số ô, điểm", "int"),
    Column("largest_truck", "Xe lớn nhất (kg)", "kg"),
    Column("trucks", "Số xe cùng lúc", "int"),
    Column("ahead", "Đăng ký trước (giờ)", "int"),
    Column("turn", "Mỗi lượt (phút)", "int"),
    Column("register", "Thông tin phải đăng ký"),
    Column("keeper", "Người phụ trách"),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)
LANE_SHEET = (
    Column("point", "Điểm tập kết"),
    Column("market", "Thị trường"),
    Column("channel", "Kênh"),
    Column("province", "Tỉnh, thành phố"),
    Column("days", "Số ngày đường", "int"),
    Column("cost", "Cước (đ/kg)", "money"),
    Column("capacity", "Sức chở mỗi ngày (kg)", "kg"),
    Column("in_use", "Đang dùng"),
    Column("point_code", "Mã điểm"),
    Column("market_code", "Mã thị trường"),
    Column("source", "Nguồn"),
)


def days_of(point: CollectionPoint) -> str:
    """From when to when a point is open, in words; blank where nobody said."""
    first, last = point.open_from, point.open_to
    if first and last:
        return f"{figures.date(first)} – {figures.date(last)}"
    if first:
        return gettext("từ %(day)s") % {"day": point.open_text or figures.date(first)}
    return gettext("đến hết %(day)s") % {"day": figures.date(last)} if last else point.open_text


def point_rows(points: QuerySet[CollectionPoint]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`POINT_SHEET`."""
    for point in points.iterator(chunk_size=2000):
        yield {
            "code": point.code,
            "name": point.name,
            "place_code": point.unit.code,
            "place": point.unit.title,
            "approved": "Đã thống nhất" if point.approved else "Chưa thống nhất",
            "paper": point.approval_paper,
            "agencies": "; ".join(point.agencies),
            "capacity": point.capacity_kg_per_day,
            "storage": point.storage_kg,
            "open_from": point.open_from,
            "open_to": point.open_to,
            "hours": point.hours,
            "distance": point.distance_to_checkpoint_m,
            "capacity_low": point.capacity_low_kg,
            "capacity_high": point.capacity_high_kg,
            "actual_low": point.actual_low_kg,
            "actual_high": point.actual_high_kg,
            "area": point.area_m2,
            "bays": point.bays,
            "largest_truck": point.largest_truck_kg,
            "trucks": point.trucks_at_once,
            "ahead": point.register_ahead_hours,
            "turn": point.minutes_per_turn,
            "register": point.register_info,
            "keeper": point.keeper,
            "note": point.note,
            "source": point.source,
        }


def lane_rows(lanes: QuerySet[Lane]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`LANE_SHEET`."""
    for lane in lanes.iterator(chunk_size=2000):
        yield {
            "point": lane.point.name,
            "market": lane.market.name,
            "channel": lane.market.get_channel_display(),
            "province": lane.market.province,
            "days": lane.days,
            "cost": lane.cost_vnd_per_kg,
            "capacity": lane.capacity_kg_per_day,
            "in_use": "có" if lane.in_use else "không",
            "point_code": lane.point.code,
            "market_code": lane.market.code,
            "source": lane.source,
        }


MARKET_SHEET = (
    Column("code", "Mã thị trường"),
    Column("name", "Thị trường"),
    Column("channel", "Kênh"),
    Column("province", "Tỉnh, thành phố"),
    Column("address", "Địa chỉ nhận hàng"),
    Column("lat", "Vĩ độ"),
    Column("lon", "Kinh độ"),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)
ACCESS_SHEET = (
    Column("place_code", "Mã địa bàn"),
    Column("place", "Địa bàn"),
    Column("point_code", "Mã điểm"),
    Column("point", "Điểm tập kết"),
    Column("cost", "Chi phí gom (đồng/kg)", "money"),
    Column("in_use", "Đang dùng"),
    Column("source", "Nguồn"),
)
CLOSURE_SHEET = (
    Column("kind", "Loại"),
    Column("code", "Mã"),
    Column("what", "Cái bị đóng"),
    Column("first", "Từ ngày", "date"),
    Column("last", "Đến hết ngày", "date"),
    Column("left", "Còn lại (%)", "int"),
    Column("reason", "Lý do"),
    Column("source", "Nguồn"),
)


def closed(closure: Closure) -> tuple[str, str]:
    """(code, name) of what a closure closes."""
    if closure.place is not None:
        return closure.place.code, closure.place.title
    if closure.point is not None:
        return closure.point.code, closure.point.name
    if closure.lane is not None:
        lane = closure.lane
        return f"{lane.point.code}>{lane.market.code}", f"{lane.point.name} → {lane.market.name}"
    assert closure.market is not None
    return closure.market.code, closure.market.name


def market_rows(markets: QuerySet[Market]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`MARKET_SHEET`."""
    for one in markets.iterator(chunk_size=2000):
        yield {
            "code": one.code, "name": one.name, "channel": one.get_channel_display(), "province": one.province,
            "address": one.address, "lat": "" if one.lat is None else str(one.lat),
            "lon": "" if one.lon is None else str(one.lon), "note": one.note, "source": one.source,
        }  # fmt: skip


def access_rows(ways: QuerySet[Access]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`ACCESS_SHEET`."""
    for way in ways.iterator(chunk_size=2000):
        yield {
            "place_code": way.unit.code, "place": way.unit.title, "point_code": way.point.code,
            "point": way.point.name, "cost": way.cost_vnd_per_kg, "in_use": "có" if way.in_use else "không",
            "source": way.source,
        }  # fmt: skip


def closure_rows(closures: QuerySet[Closure]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`CLOSURE_SHEET`."""
    for one in closures.iterator(chunk_size=2000):
        code, name = closed(one)
        yield {
            "kind": one.get_kind_display(), "code": code, "what": name, "first": one.first, "last": one.last,
            "left": int(one.factor * 100), "reason": one.reason, "source": one.source,
        }  # fmt: skip
