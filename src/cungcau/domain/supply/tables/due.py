"""Whom to call: offers nobody confirmed for some days, with a box to tick and a masked phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.selectors import masked
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.tables.lots import LotData
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}

DUE_SHEET = (
    Column("code", "Mã lô"),
    Column("producer", "Người bán"),
    Column("phone", "Điện thoại (đã che)"),
    Column("representative", "Đại diện"),
    Column("commodity", "Nông sản"),
    Column("quantity", "Khối lượng (kg)", "kg"),
    Column("harvest_from", "Thu hoạch từ", "date"),
    Column("harvest_to", "Đến hết", "date"),
    Column("place", "Địa bàn"),
    Column("confirmed", "Xác nhận lần cuối", "datetime"),
    Column("age", "Số ngày chưa xác nhận", "int"),
)


class DueTable(tables.Table):
    """The most kg × days first."""

    pick = tables.Column(verbose_name=_("Chọn"), empty_values=(), orderable=False)
    producer = tables.Column(
        verbose_name=_("Người bán"), accessor="producer__name", order_by=("folded", "id")
    )
    phone = tables.Column(verbose_name=_("Gọi"), empty_values=(), orderable=False)
    place = tables.Column(
        verbose_name=_("Địa bàn"), accessor="place__title", order_by=("area_code", "harvest_from", "id")
    )
    quantity_kg = tables.Column(verbose_name=_("Khối lượng"), attrs=_NUMBER, order_by=("quantity_kg", "id"))
    harvest_from = tables.Column(verbose_name=_("Thu hoạch"), order_by=("harvest_from", "id"))
    confirmed_at = tables.Column(
        verbose_name=_("Xác nhận lần cuối"), empty_values=(), order_by=("confirmed_at", "id")
    )
    confirm = tables.Column(verbose_name=_("Xác nhận"), empty_values=(), orderable=False)

    caption = _("Những lô cần hỏi lại")
    rows_a_page = 25
    """About as many as one person calls at a sitting."""

    class Meta:
        attrs = {"class": "table-cards"}
        empty_text = _("Không có lô nào cần hỏi lại.")

    def __init__(self, data: LotData, *, stale_days: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._stale_days = stale_days

    def _cell(self, name: str, record: Lot) -> str:
        context = {"lot": record, "phone": masked(record.producer.phone), "stale_days": self._stale_days}
        return render_to_string(f"supply/parts/due_{name}.html", context)

    def render_pick(self, record: Lot) -> str:
        """A box to tick."""
        return self._cell("pick", record)

    def render_producer(self, record: Lot) -> str:
        """Who, what, and where the lot's page is."""
        return self._cell("producer", record)

    def render_phone(self, record: Lot) -> str:
        """The masked number, with a button that shows it."""
        return self._cell("phone", record)

    def render_quantity_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_harvest_from(self, record: Lot) -> str:
        """The window."""
        return f"{figures.date(record.harvest_from)} – {figures.date(record.harvest_to)}"

    def render_confirmed_at(self, record: Lot) -> str:
        """How long ago; missing where nobody ever did."""
        return self._cell("age", record)

    def render_confirm(self, record: Lot) -> str:
        """One tap."""
        return self._cell("confirm", record)


def due_rows(lots: QuerySet[Lot]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`DUE_SHEET`, read in portions; phones stay masked."""
    for lot in lots.iterator(chunk_size=2000):
        yield {
            "code": lot.code,
            "producer": lot.producer.name,
            "phone": masked(lot.producer.phone),
            "representative": lot.representative.name if lot.representative else "",
            "commodity": lot.commodity.name_vi,
            "quantity": lot.quantity_kg,
            "harvest_from": lot.harvest_from,
            "harvest_to": lot.harvest_to,
            "place": lot.place.title,
            "confirmed": lot.confirmed_at,
            "age": getattr(lot, "age_days", None),
        }
