"""The list of orders as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Order
from cungcau.domain.orders.selectors.orders import Gist, gist_of
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "text-end"}}
_NAME = {"td": {"class": "name-cell"}}

SHEET = (
    Column("code", "Mã đơn"),
    Column("state", "Trạng thái"),
    Column("origin", "Đến từ"),
    Column("buyer_code", "Mã bên mua"),
    Column("buyer", "Bên mua"),
    Column("seller_code", "Mã bên bán"),
    Column("seller", "Bên bán"),
    Column("commodity", "Nông sản"),
    Column("deliveries", "Số đợt", "int"),
    Column("first", "Rời điểm từ", "date"),
    Column("last", "Đến", "date"),
    Column("price", "Giá (đ/kg)", "money"),
    Column("frozen", "Giá đã chốt"),
    Column("asked", "Đặt (kg)", "kg"),
    Column("received", "Nhận tại điểm (kg)", "kg"),
    Column("delivered", "Đã giao (kg)", "kg"),
    Column("accepted", "Bên mua nhận (kg)", "kg"),
    Column("paid", "Đã trả tiền (kg)", "kg"),
    Column("place", "Nơi giao"),
    Column("agreed_at", "Thoả thuận tại, văn bản"),
    Column("reason", "Lý do huỷ, khép"),
    Column("source", "Nguồn"),
)


class OrderTable(tables.Table):
    """Orders of a season."""

    code = tables.Column(verbose_name=_("Đơn"), order_by=("id",))
    buyer = tables.Column(
        verbose_name=_("Bên mua"), accessor="buyer__name", order_by=("buyer__folded", "id"), attrs=_NAME
    )
    seller = tables.Column(
        verbose_name=_("Bên bán"), accessor="seller__name", order_by=("seller__folded", "id"), attrs=_NAME
    )
    days = tables.Column(verbose_name=_("Rời điểm"), empty_values=(), order_by=("listed_day", "id"))
    price = tables.Column(
        verbose_name=_("Giá (đ/kg)"), empty_values=(), order_by=("listed_price", "id"), attrs=_NUMBER
    )
    asked = tables.Column(
        verbose_name=_("Đặt (kg)"), empty_values=(), order_by=("listed_kg", "id"), attrs=_NUMBER
    )
    delivered = tables.Column(verbose_name=_("Đã giao (kg)"), empty_values=(), orderable=False, attrs=_NUMBER)

    caption = _("Các đơn hàng của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-code"
        empty_text = _("Không có đơn hàng nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, data: QuerySet[Order], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._gists: dict[int, Gist] = {}

    def gist(self, record: Order) -> Gist:
        """The order in short, worked out once a row."""
        if record.pk not in self._gists:
            self._gists[record.pk] = gist_of(record)
        return self._gists[record.pk]

    def render_code(self, record: Order) -> SafeString:
        """The order's number, what is ordered, its state: one cell, so that the list needs no scrolling sideways."""
        label, tone = str(states.ORDER_LABELS[record.state]), states.ORDER_TONES[record.state]
        badge = render_to_string("ui/parts/badge_state.html", badge_state(label, tone))
        return format_html(
            '<div><a class="text-nowrap" href="{}">{}</a><br><span class="muted small">{}</span><br>{}</div>',
            reverse("orders:order", args=[record.pk]), record.code, record.commodity.name_vi, badge,
        )  # fmt: skip

    def render_days(self, record: Order) -> str:
        """The first and the last day goods leave, and how many deliveries."""
        found = self.gist(record)
        if found.first is None or found.last is None:
            return "–"
        if found.first == found.last:
            return figures.date(found.first)
        span = f"{figures.date(found.first)} – {figures.date(found.last)}"
        many = gettext("%(count)s đợt") % {"count": figures.number(found.deliveries)}
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', span, many)

    def render_price(self, record: Order) -> str:
        """The price; said to be unfrozen while it is."""
        found = self.gist(record)
        if found.price_vnd_per_kg is None:
            return gettext("chưa có giá")
        price = figures.number(found.price_vnd_per_kg)
        if found.frozen:
            return price
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>', price, gettext("chưa chốt")
        )

    def render_asked(self, record: Order) -> str:
        """Kg ordered."""
        return figures.number(self.gist(record).asked_kg)

    def render_delivered(self, record: Order) -> str:
        """Kg that arrived, kg paid for."""
        found = self.gist(record)
        paid = gettext("trả tiền %(kg)s") % {"kg": figures.number(found.paid_kg)}
        kg = figures.number(found.delivered_kg)
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', kg, paid)


def sheet_rows(orders: QuerySet[Order]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    for one in orders.iterator(chunk_size=1000):
        found = gist_of(one)
        yield {
            "code": one.code,
            "state": str(states.ORDER_LABELS[one.state]),
            "origin": one.get_origin_display(),
            "buyer_code": one.buyer.code,
            "buyer": one.buyer.name,
            "seller_code": one.seller.code,
            "seller": one.seller.name,
            "commodity": one.commodity.name_vi,
            "deliveries": found.deliveries,
            "first": found.first,
            "last": found.last,
            "price": found.price_vnd_per_kg,
            "frozen": gettext("đã chốt") if found.frozen else gettext("chưa chốt"),
            "asked": found.asked_kg,
            "received": found.received_kg,
            "delivered": found.delivered_kg,
            "accepted": found.accepted_kg,
            "paid": found.paid_kg,
            "place": one.place_text,
            "agreed_at": one.agreed_at_text,
            "reason": one.reason,
            "source": one.source,
        }
