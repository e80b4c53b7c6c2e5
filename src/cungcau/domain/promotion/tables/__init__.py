"""Events, display points and memoranda as tables and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.promotion import states
from cungcau.domain.promotion.models import DisplayPoint, Event, Memorandum
from cungcau.domain.promotion.selectors import delivered_of
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge

_PORTION = 500
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
EVENTS = (
    Column("title", "Sự kiện"), Column("kind", "Loại"), Column("way", "Hình thức"), Column("starts", "Từ ngày", "date"),
    Column("ends", "Đến hết ngày", "date"), Column("place", "Nơi tổ chức"), Column("held_by", "Đơn vị tổ chức"),
    Column("goods", "Sản phẩm"), Column("visitors", "Số người dự", "int"), Column("state", "Trạng thái"),
    Column("source", "Nguồn"),
)  # fmt: skip
POINTS = (
    Column("name", "Điểm trưng bày"), Column("address", "Địa chỉ"), Column("keeper", "Đơn vị quản lý"),
    Column("opens", "Mở từ ngày", "date"), Column("closes", "Đến hết ngày", "date"),
    Column("on_show", "Sản phẩm đang trưng bày", "int"), Column("state", "Trạng thái"), Column("source", "Nguồn"),
)  # fmt: skip
MEMORANDA = (
    Column("number", "Số biên bản"), Column("signed", "Ngày ký", "date"), Column("seller", "Bên bán"),
    Column("buyer", "Bên mua"), Column("commodity", "Nông sản"), Column("kg", "Khối lượng dự kiến (kg)", "int"),
    Column("delivered", "Đã giao (kg)", "int"), Column("starts", "Từ ngày", "date"),
    Column("ends", "Đến hết ngày", "date"), Column("event", "Ký tại"), Column("state", "Trạng thái"),
    Column("source", "Nguồn"),
)  # fmt: skip


def _two(first: object, second: object) -> SafeString:
    return format_html('<div>{}<br><span class="muted small">{}</span></div>', first, second)


def _link(name: str, pk: int, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[pk]), text)


class EventTable(tables.Table):
    """Events."""

    title = tables.Column(_("Sự kiện"), order_by=("folded", "pk"))
    kind = tables.Column(_("Loại, hình thức"), order_by=("kind", "pk"))
    starts_on = tables.Column(_("Ngày"), order_by=("starts_on", "pk"))
    state = tables.Column(_("Trạng thái"), order_by=("state", "pk"))
    visitors = tables.Column(_("Số người dự"), order_by=("visitors", "pk"), attrs=NUMBER)

    caption = _("Sự kiện xúc tiến")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-starts_on"
        empty_text = _("Không có sự kiện nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_title(self, record: Event) -> SafeString:
        """The event, and where."""
        return _two(_link("promotion:event", record.pk, record.title), record.place_text or record.unit.title)

    def render_kind(self, record: Event) -> SafeString:
        """Kind and way."""
        return _two(record.get_kind_display(), record.get_way_display())

    def render_starts_on(self, record: Event) -> str:
        """The day, or the days."""
        first = figures.date(record.starts_on)
        return first if record.ends_on == record.starts_on else f"{first} – {figures.date(record.ends_on)}"

    def render_state(self, value: str) -> SafeString:
        """The state in words."""
        return badge(states.EVENT_LABELS[value], states.EVENT_TONES[value])

    def render_visitors(self, value: int) -> str:
        """A number."""
        return figures.number(value)


class PointTable(tables.Table):
    """Display points."""

    name = tables.Column(_("Điểm trưng bày"), order_by=("name", "pk"))
    keeper = tables.Column(_("Đơn vị quản lý"), accessor="keeper__name", order_by=("keeper__name", "pk"))
    opens_on = tables.Column(_("Mở từ ngày"), order_by=("opens_on", "pk"))
    on_show = tables.Column(_("Sản phẩm đang trưng bày"), order_by=("on_show", "pk"), attrs=NUMBER)
    state = tables.Column(_("Trạng thái"), empty_values=(), order_by=("closes_on", "opens_on", "pk"))

    caption = _("Điểm trưng bày, bán sản phẩm")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có điểm trưng bày nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_name(self, record: DisplayPoint) -> SafeString:
        """The point and its address."""
        return _two(_link("promotion:point", record.pk, record.name), record.address)

    def render_opens_on(self, record: DisplayPoint) -> str:
        """The first day."""
        return figures.date(record.opens_on)

    def render_state(self, record: DisplayPoint) -> SafeString:
        """How it stands today."""
        standing = states.point_standing(record.opens_on, record.closes_on, clock.today())
        return badge(states.POINT_LABELS[standing], states.POINT_TONES[standing])


class MemorandumTable(tables.Table):
    """Memoranda; what was delivered is read for the page's rows alone."""

    number = tables.Column(_("Biên bản"), order_by=("number", "pk"))
    sides = tables.Column(_("Bên bán, bên mua"), accessor="seller__name", order_by=("seller__name", "pk"))
    commodity = tables.Column(
        _("Nông sản"), accessor="commodity__name_vi", order_by=("commodity__name_vi", "pk")
    )
    kg = tables.Column(_("Dự kiến"), order_by=("kg", "pk"), attrs=NUMBER)
    delivered = tables.Column(_("Đã giao"), empty_values=(), orderable=False, attrs=NUMBER)
    signed_on = tables.Column(_("Ngày ký"), order_by=("signed_on", "pk"))
    state = tables.Column(_("Trạng thái"), order_by=("state", "pk"))

    caption = _("Biên bản ghi nhớ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-signed_on"
        empty_text = _("Không có biên bản nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def before_render(self, request: object) -> None:
        """Read what the page's memoranda were delivered."""
        rows = self.page.object_list.data if hasattr(self, "page") else self.data
        self._kg = delivered_of(row.pk for row in rows)

    def render_number(self, record: Memorandum) -> SafeString:
        """The number, and where it was signed."""
        return _two(
            _link("promotion:memorandum", record.pk, record.number),
            record.event.title if record.event else "",
        )

    def render_sides(self, record: Memorandum) -> SafeString:
        """Who sells, who buys."""
        return _two(record.seller.name, record.buyer.name)

    def render_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_delivered(self, record: Memorandum) -> str:
        """Kilograms of the tied orders."""
        return figures.kg(self._kg.get(record.pk, 0))

    def render_signed_on(self, record: Memorandum) -> str:
        """The day."""
        return figures.date(record.signed_on)

    def render_state(self, value: str) -> SafeString:
        """The state in words."""
        return badge(states.MEMORANDUM_LABELS[value], states.MEMORANDUM_TONES[value])


def event_rows(rows: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`EVENTS`."""
    for one in rows.iterator(chunk_size=_PORTION):
        yield {
            "title": one.title, "kind": one.get_kind_display(), "way": one.get_way_display(), "starts": one.starts_on,
            "ends": one.ends_on, "place": one.place_text or one.unit.title, "held_by": one.held_by, "goods": one.goods,
            "visitors": one.visitors, "state": str(states.EVENT_LABELS[one.state]), "source": one.source,
        }  # fmt: skip


def point_rows(rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`POINTS`."""
    for one in rows.iterator(chunk_size=_PORTION):
        standing = states.point_standing(one.opens_on, one.closes_on, clock.today())
        yield {
            "name": one.name, "address": one.address, "keeper": one.keeper.name if one.keeper else "",
            "opens": one.opens_on, "closes": one.closes_on, "on_show": one.on_show,
            "state": str(states.POINT_LABELS[standing]), "source": one.source,
        }  # fmt: skip


def memorandum_rows(rows: QuerySet[Memorandum]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`MEMORANDA`, read in portions."""
    portion: list[Memorandum] = []
    for one in rows.iterator(chunk_size=_PORTION):
        portion.append(one)
        if len(portion) == _PORTION:
            yield from _told(portion)
            portion = []
    yield from _told(portion)


def _told(rows: list[Memorandum]) -> Iterator[dict[str, Any]]:
    kg = delivered_of(one.pk for one in rows)
    for one in rows:
        yield {
            "number": one.number, "signed": one.signed_on, "seller": one.seller.name, "buyer": one.buyer.name,
            "commodity": one.commodity.name_vi, "kg": one.kg, "delivered": kg.get(one.pk, 0), "starts": one.starts_on,
            "ends": one.ends_on, "event": one.event.title if one.event else "",
            "state": str(states.MEMORANDUM_LABELS[one.state]), "source": one.source,
        }  # fmt: skip
