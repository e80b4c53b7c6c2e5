"""The list of needs as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.models import Need
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.selectors import SeasonWords

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_WHOLE = {"td": {"class": "nowrap"}}

SHEET = (
    Column("code", "Mã nhu cầu"),
    Column("buyer_code", "Mã bên mua"),
    Column("buyer", "Bên mua"),
    Column("commodity", "Nông sản"),
    Column("grade", "Loại thấp nhất"),
    Column("certificates", "Chứng nhận bắt buộc"),
    Column("quantity", "Khối lượng (kg)", "kg"),
    Column("max_per_day", "Nhiều nhất mỗi ngày (kg)", "kg"),
    Column("deliver_from", "Nhận từ", "date"),
    Column("deliver_to", "Đến hết", "date"),
    Column("market", "Thị trường"),
    Column("price", "Giá (đ/kg)", "money"),
    Column("price_at", "Giá tính"),
    Column("life_left", "Còn hạn ít nhất (ngày)", "int"),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)


class NeedTable(tables.Table):
    """Needs of a season."""

    code = tables.Column(
        verbose_name=_("Nhu cầu"),
        linkify=("demand:need", [tables.A("pk")]),
        order_by=("code", "id"),
        attrs=_WHOLE,
    )
    buyer = tables.Column(verbose_name=_("Bên mua"), accessor="buyer__name", order_by=("buyer__name", "id"))
    market = tables.Column(
        verbose_name=_("Thị trường"), accessor="market__name", order_by=("market__name", "id")
    )
    min_grade = tables.Column(
        verbose_name=_("Loại, chứng nhận"), empty_values=(), order_by=("min_grade", "id")
    )
    quantity_kg = tables.Column(verbose_name=_("Khối lượng"), attrs=_NUMBER, order_by=("quantity_kg", "id"))
    deliver_from = tables.Column(verbose_name=_("Nhận hàng"), order_by=("deliver_from", "id"))
    price_vnd_per_kg = tables.Column(
        verbose_name=_("Giá"), attrs=_NUMBER, order_by=("price_vnd_per_kg", "id")
    )

    caption = _("Các nhu cầu của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "deliver_from"
        empty_text = _("Không có nhu cầu nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, data: QuerySet[Need], *, words: SeasonWords, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._words = words

    def render_min_grade(self, record: Need) -> str:
        """The least grade that is taken, and the certificates that are required."""
        grade = self._words.grade(record.commodity_id, record.min_grade)
        least = gettext("từ %(grade)s") % {"grade": grade} if grade else ""
        return ", ".join(filter(None, [least, *map(self._words.certificate, record.certificates)])) or "–"

    def render_quantity_kg(self, value: int) -> str:
        """Kilograms."""
        return figures.kg(value)

    def render_deliver_from(self, record: Need, value: date) -> str:
        """The window, or the one day."""
        first, last = figures.date(value), figures.date(record.deliver_to)
        return first if first == last else f"{first} – {last}"

    def render_price_vnd_per_kg(self, record: Need, value: int) -> str:
        """Đồng per kg, and where that is meant."""
        return f"{figures.money(value)}/kg {record.get_price_at_display()}"


def sheet_rows(needs: QuerySet[Need], words: SeasonWords) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    for need in needs.iterator(chunk_size=2000):
        yield {
            "code": need.code,
            "buyer_code": need.buyer.code,
            "buyer": need.buyer.name,
            "commodity": need.commodity.name_vi,
            "grade": words.grade(need.commodity_id, need.min_grade),
            "certificates": "; ".join(need.certificates),
            "quantity": need.quantity_kg,
            "max_per_day": need.max_kg_per_day,
            "deliver_from": need.deliver_from,
            "deliver_to": need.deliver_to,
            "market": need.market.name,
            "price": need.price_vnd_per_kg,
            "price_at": need.get_price_at_display() if need.price_vnd_per_kg is not None else "",
            "life_left": need.min_life_left_days,
            "note": need.note,
            "source": need.source,
        }
