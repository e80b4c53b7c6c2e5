"""The list of price flags as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.domain.orders.models import PriceFlag
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}

SHEET = (
    Column("order", "Mã đơn"),
    Column("state", "Trạng thái"),
    Column("why", "Vì sao"),
    Column("said", "Giá nói, trả (đ/kg)", "money"),
    Column("frozen", "Giá đã chốt (đ/kg)", "money"),
    Column("band_low", "Tham khảo thấp (đ/kg)", "money"),
    Column("band_high", "Tham khảo cao (đ/kg)", "money"),
    Column("buyer", "Bên mua"),
    Column("seller", "Bên bán"),
    Column("evidence", "Căn cứ"),
    Column("noticed_on", "Ghi nhận ngày", "date"),
    Column("outcome", "Kết quả"),
    Column("closed_reason", "Lý do khép"),
)


class FlagTable(tables.Table):
    """Price flags."""

    order = tables.Column(
        verbose_name=_("Đơn"), accessor="order__code", linkify=("orders:flag", [tables.A("pk")]),
        order_by=("order__code", "id"),
    )  # fmt: skip
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    why = tables.Column(verbose_name=_("Vì sao"), order_by=("why", "id"))
    said_vnd_per_kg = tables.Column(
        verbose_name=_("Giá nói, trả"), attrs=_NUMBER, order_by=("said_vnd_per_kg", "id")
    )
    than = tables.Column(verbose_name=_("So với"), empty_values=(), orderable=False, attrs=_NUMBER)
    buyer = tables.Column(verbose_name=_("Bên mua"), accessor="order__buyer__name", orderable=False)
    seller = tables.Column(verbose_name=_("Bên bán"), accessor="order__seller__name", orderable=False)
    noticed_at = tables.Column(verbose_name=_("Ghi nhận"), order_by=("noticed_at", "id"))

    caption = _("Các cảnh báo giá")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-noticed_at"
        empty_text = _("Không có cảnh báo nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_state(self, record: PriceFlag) -> str:
        """The state in words."""
        label, tone = str(states.FLAG_LABELS[record.state]), states.FLAG_TONES[record.state]
        return render_to_string("ui/parts/badge_state.html", badge_state(label, tone))

    def render_said_vnd_per_kg(self, value: int) -> str:
        """Đồng per kg."""
        return f"{figures.money(value)}/kg"

    def render_than(self, record: PriceFlag) -> str:
        """What it is below."""
        than = record.frozen_vnd_per_kg or record.band_low_vnd_per_kg
        return f"{figures.money(than)}/kg" if than is not None else "–"

    def render_noticed_at(self, record: PriceFlag) -> str:
        """When."""
        return figures.moment(record.noticed_at)


def sheet_rows(flags: QuerySet[PriceFlag]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    for one in flags.iterator(chunk_size=1000):
        yield {
            "order": one.order.code,
            "state": str(states.FLAG_LABELS[one.state]),
            "why": one.get_why_display(),
            "said": one.said_vnd_per_kg,
            "frozen": one.frozen_vnd_per_kg,
            "band_low": one.band_low_vnd_per_kg,
            "band_high": one.band_high_vnd_per_kg,
            "buyer": one.order.buyer.name,
            "seller": one.order.seller.name,
            "evidence": one.evidence,
            "noticed_on": timezone.localdate(one.noticed_at),
            "outcome": one.get_outcome_display() if one.outcome else "",
            "closed_reason": one.closed_reason,
        }
