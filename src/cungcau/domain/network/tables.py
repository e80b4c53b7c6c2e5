"""The lists of points and lanes as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.models import CollectionPoint, Lane
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_AGREED = (
    '{% load i18n ui %}<div>{% if value %}{% badge_state _("Đã thống nhất") "good" %}'
    '{% else %}{% badge_state _("Chưa thống nhất") "warn" %}{% endif %}'
    '{% if record.approval_paper %}<br><span class="muted small">{{ record.approval_paper }}</span>{% endif %}</div>'
)
_NAME = '<div>{{ value }}<br><span class="muted small">{{ record.unit.title }}</span></div>'

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
    Column("source", "Nguồn"),
)


class PointTable(tables.Table):
    """Collection points of a season."""

    name = tables.TemplateColumn(_NAME, verbose_name=_("Điểm tập kết, địa bàn"), order_by=("folded", "id"))
    approved = tables.TemplateColumn(_AGREED, verbose_name=_("Thống nhất"), order_by=("approved", "id"))
    capacity_kg_per_day = tables.Column(
        verbose_name=_("Sức nhận mỗi ngày"), attrs=_NUMBER, order_by=("capacity_kg_per_day", "id")
    )
    storage_kg = tables.Column(verbose_name=_("Giữ qua đêm"), attrs=_NUMBER, order_by=("storage_kg", "id"))
    open_from = tables.Column(verbose_name=_("Mở cửa"), order_by=("open_from", "id"))
    distance_to_checkpoint_m = tables.Column(
        verbose_name=_("Cách chốt kiểm soát"), attrs=_NUMBER, order_by=("distance_to_checkpoint_m", "id")
    )

    caption = _("Các điểm tập kết của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có điểm tập kết nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_capacity_kg_per_day(self, value: int) -> str:
        """Kilograms a day."""
        return figures.kg(value)

    def render_storage_kg(self, value: int) -> str:
        """Kilograms overnight."""
        return figures.kg(value) if value else gettext("không giữ")

    def render_open_from(self, record: CollectionPoint, value: date) -> str:
        """From day to day, from hour to hour."""
        days = f"{figures.date(value)} – {figures.date(record.open_to)}"
        return f"{days}, {record.hours}" if record.hours else days

    def render_distance_to_checkpoint_m(self, value: int) -> str:
        """Metres."""
        return f"{figures.number(value)} m"


class LaneTable(tables.Table):
    """Lanes from a season's points."""

    point = tables.Column(
        verbose_name=_("Điểm tập kết"), accessor="point__name", order_by=("point__folded", "id")
    )
    market = tables.Column(
        verbose_name=_("Thị trường"), accessor="market__name", order_by=("market__folded", "id")
    )
    channel = tables.Column(
        verbose_name=_("Kênh"), accessor="market__get_channel_display", order_by=("market__channel", "id")
    )
    days = tables.Column(verbose_name=_("Số ngày đường"), attrs=_NUMBER, order_by=("days", "id"))
    cost_vnd_per_kg = tables.Column(verbose_name=_("Cước"), attrs=_NUMBER, order_by=("cost_vnd_per_kg", "id"))
    capacity_kg_per_day = tables.Column(
        verbose_name=_("Sức chở mỗi ngày"), attrs=_NUMBER, order_by=("capacity_kg_per_day", "id")
    )

    caption = _("Các tuyến của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "point"
        empty_text = _("Không có tuyến nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_days(self, value: int) -> str:
        """Days under way."""
        return gettext("%(days)s ngày") % {"days": value} if value else gettext("trong ngày")

    def render_cost_vnd_per_kg(self, value: int) -> str:
        """Đồng per kg."""
        return f"{figures.money(value)}/kg"

    def render_capacity_kg_per_day(self, value: int) -> str:
        """Kilograms a day."""
        return figures.kg(value)


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
            "source": lane.source,
        }
