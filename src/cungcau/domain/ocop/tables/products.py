"""The list of products as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.selectors.products import star_of
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge

_NAME = {"td": {"class": "name-cell"}}
_WHOLE = {"td": {"class": "nowrap"}}

SHEET = (
    Column("code", "Mã sản phẩm"),
    Column("name", "Sản phẩm"),
    Column("entity_code", "Mã chủ thể"),
    Column("entity", "Chủ thể"),
    Column("entity_kind", "Loại hình"),
    Column("place", "Xã, phường"),
    Column("area_code", "Mã địa bàn"),
    Column("category", "Ngành"),
    Column("set_code", "Mã bộ tiêu chí"),
    Column("star", "Hạng sao", "int"),
    Column("standing", "Giấy chứng nhận"),
    Column("last_day", "Đến hết ngày", "date"),
    Column("revenue", "Doanh thu năm (đồng)", "money"),
    Column("revenue_year", "Năm doanh thu", "int"),
    Column("stopped_on", "Ngừng sản xuất từ", "date"),
    Column("source", "Nguồn"),
)


class ProductTable(tables.Table):
    """Products by name."""

    name = tables.Column(
        verbose_name=_("Sản phẩm"),
        linkify=("ocop:product", [tables.A("pk")]),
        order_by=("folded", "id"),
        attrs=_NAME,
    )
    entity = tables.Column(
        verbose_name=_("Chủ thể"), accessor="entity__name", order_by=("entity__folded", "id"), attrs=_NAME
    )
    place = tables.Column(
        verbose_name=_("Xã, phường"), empty_values=(), order_by=("area_code", "folded", "id")
    )
    category = tables.Column(verbose_name=_("Ngành"), order_by=("category", "folded", "id"))
    star = tables.Column(verbose_name=_("Hạng sao"), empty_values=(), order_by=("cert_star", "id"))
    last_day = tables.Column(
        verbose_name=_("Đến hết ngày"),
        accessor="cert_last_day",
        order_by=("cert_last_day", "id"),
        attrs=_WHOLE,
    )

    caption = _("Các sản phẩm OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có sản phẩm nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(
        self, data: QuerySet[Product], *, on: date, categories: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._on, self._categories = on, categories

    def render_name(self, record: Product) -> str:
        """The name with its code below."""
        below = record.code or gettext("chưa có mã")
        return format_html('{}<br><span class="muted small">{}</span>', record.name, below)

    def render_entity(self, record: Product) -> str:
        """The entity and what it is; those of old lists may not be known."""
        if record.entity_unknown:
            return gettext("chưa rõ chủ thể")
        kind = record.entity.get_kind_display()
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', record.entity.name, kind)

    def render_place(self, record: Product) -> str:
        """The commune."""
        return place_of(record) or "–"

    def render_category(self, record: Product) -> str:
        """The group's name."""
        return self._categories.get(record.category, record.category) or "–"

    def render_star(self, record: Product) -> str:
        """The star of the latest certificate, and how it stands."""
        found = star_of(record, self._on)
        if found.star is None:
            return badge(found.label, found.tone)
        return format_html(
            "<div>{}<br>{}</div>", gettext("%s sao") % found.star, badge(found.label, found.tone)
        )

    def render_last_day(self, value: date) -> str:
        """Its last day."""
        return figures.date(value)


def place_of(record: Product) -> str:
    """The commune's name."""
    return record.unit.title if record.unit is not None else ""


def sheet_rows(products: QuerySet[Product], categories: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    on = clock.today()
    for one in products.iterator(chunk_size=1000):
        found = star_of(one, on)
        yield {
            "code": one.code or "",
            "name": one.name,
            "entity_code": "" if one.entity_unknown else one.entity.code,
            "entity": gettext("chưa rõ chủ thể") if one.entity_unknown else one.entity.name,
            "entity_kind": "" if one.entity_unknown else one.entity.get_kind_display(),
            "place": place_of(one),
            "area_code": one.area_code,
            "category": categories.get(one.category, one.category),
            "set_code": one.set_code,
            "star": found.star,
            "standing": found.label,
            "last_day": found.last_day,
            "revenue": one.revenue_vnd,
            "revenue_year": one.revenue_year,
            "stopped_on": one.stopped_on,
            "source": one.source,
        }
