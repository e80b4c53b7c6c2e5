"""Commodities and how long they keep, as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.models import Commodity, Confidence, ShelfLife

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_CARDS = {"class": "table-cards"}
_NOTHING = _("Không có dòng nào khớp. Hãy bỏ bớt điều kiện lọc.")

COMMODITY_SHEET = (
    Column("code", "Mã"),
    Column("name", "Nông sản"),
    Column("aliases", "Tên khác"),
    Column("english", "Tên tiếng Anh"),
    Column("group", "Nhóm"),
    Column("key", "Sản phẩm chủ lực"),
    Column("source", "Nguồn"),
)
SHELF_LIFE_SHEET = (
    Column("goods", "Mặt hàng"),
    Column("commodity", "Gắn với"),
    Column("goods_in_source", "Tên trong bảng"),
    Column("temp", "Nhiệt độ (°C)"),
    Column("humidity", "Độ ẩm (%)"),
    Column("days_min", "Số ngày ít nhất", "int"),
    Column("days_max", "Số ngày nhiều nhất", "int"),
    Column("observed_on", "Ngày của số liệu", "date"),
    Column("confidence", "Độ tin cậy"),
    Column("source", "Nguồn"),
    Column("note", "Ghi chú"),
    Column("used", "Đang dùng vì"),
    Column("withdrawn", "Đã bỏ vì"),
)


def span(low: object, high: object) -> str:
    """``0–2``, or one figure where both ends are equal; trailing zeros left out."""
    first, last = _short(low), _short(high)
    return first if first == last else f"{first} – {last}"


def _short(value: Any) -> str:
    return figures.number(value, 1)


def temperature(row: ShelfLife) -> str:
    """``0 – 2 °C``, or ``thường``."""
    return __("thường") if row.is_ambient else f"{span(row.temp_min, row.temp_max)} °C"


def days_kept(row: ShelfLife) -> str:
    """``21 – 35 ngày``."""
    said = ngettext("%(days)s ngày", "%(days)s ngày", row.days_max)
    return said % {"days": span(row.days_min, row.days_max)}


class CommodityTable(tables.Table):
    """Commodities, with how much is known of each."""

    name_vi = tables.Column(
        verbose_name=_("Nông sản"),
        linkify=("catalogue:commodity", [tables.A("code")]),
        order_by=("name_vi", "code"),
    )
    group = tables.Column(verbose_name=_("Nhóm"), order_by=("group", "name_vi"))
    key = tables.Column(verbose_name=_("Sản phẩm chủ lực"), empty_values=(), orderable=False)
    n_varieties = tables.Column(verbose_name=_("Giống"), attrs=_NUMBER)
    n_grades = tables.Column(verbose_name=_("Loại"), attrs=_NUMBER)
    n_sizes = tables.Column(verbose_name=_("Cỡ"), attrs=_NUMBER)
    n_shelf_lives = tables.Column(verbose_name=_("Số liệu bảo quản"), attrs=_NUMBER)
    n_seasons = tables.Column(verbose_name=_("Mùa vụ"), attrs=_NUMBER)

    caption = _("Danh mục nông sản")

    class Meta:
        attrs = _CARDS
        empty_text = _NOTHING

    def render_key(self, record: Commodity) -> str:
        """The key products that cover it."""
        return ", ".join(product.name for product in record.key_products.all()) or "–"


def commodity_rows(rows: QuerySet[Commodity]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`COMMODITY_SHEET`."""
    for one in rows.iterator(chunk_size=1000):
        yield {
            "code": one.code, "name": one.name_vi, "aliases": ", ".join(one.aliases), "english": one.name_en,
            "group": one.group, "key": ", ".join(product.name for product in one.key_products.all()),
            "source": one.source,
        }  # fmt: skip


class ShelfLifeTable(tables.Table):
    """Observations of how long goods keep."""

    goods = tables.Column(verbose_name=_("Mặt hàng"), order_by=("goods", "temp_min"))
    temp_min = tables.Column(verbose_name=_("Nhiệt độ"), empty_values=(), order_by=("temp_min", "goods"))
    days_min = tables.Column(verbose_name=_("Giữ được"), attrs=_NUMBER, order_by=("days_min", "days_max"))
    confidence = tables.Column(verbose_name=_("Độ tin cậy"))
    chosen = tables.Column(verbose_name=_("Tình trạng"), empty_values=(), orderable=False)
    source = tables.Column(verbose_name=_("Nguồn"), attrs={"td": {"class": "text-break"}})

    caption = _("Các số liệu về thời gian giữ được")

    class Meta:
        attrs = _CARDS
        empty_text = _NOTHING

    def __init__(self, *args: Any, may_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may_record = may_record

    def render_goods(self, record: ShelfLife) -> str | SafeString:
        """The name in the table, leading to the commodity."""
        if record.commodity is None:
            return record.goods
        link = reverse("catalogue:commodity", args=[record.commodity.code])
        beside = "" if record.commodity.name_vi == record.goods else f" ({record.commodity.name_vi})"
        return format_html('<a href="{}">{}</a>{}', link, record.goods, beside)

    def render_temp_min(self, record: ShelfLife) -> str:
        """The temperature."""
        return temperature(record)

    def render_days_min(self, record: ShelfLife) -> str:
        """From – to, in days."""
        return days_kept(record)

    def render_chosen(self, record: ShelfLife) -> str | SafeString:
        """Chosen and why, withdrawn and why, or the name still to be settled."""
        if record.withdrawn_reason:
            return f"{__('đã bỏ')}: {record.withdrawn_reason}"
        if record.commodity is None and self._may_record:
            link = reverse("catalogue:shelf-life-name", args=[record.pk])
            return format_html('<a href="{}">{}</a>', link, __("Chưa gắn nông sản: chọn"))
        return f"{__('được chọn')}: {record.chosen_reason}" if record.chosen else "–"


def in_vietnamese(choices: type[TextChoices]) -> dict[str, str]:
    """Value → word as spreadsheets hold it, whatever language the reader has chosen: the doors read these words."""
    with override("vi"):
        return {value: str(label) for value, label in choices.choices}


def shelf_life_rows(rows: QuerySet[ShelfLife]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHELF_LIFE_SHEET`; they can be brought in again as they are."""
    trust = in_vietnamese(Confidence)
    for one in rows.iterator(chunk_size=1000):
        damp = "" if one.humidity_min is None else f"{one.humidity_min}-{one.humidity_max}"
        yield {
            "goods": one.goods, "commodity": one.commodity.name_vi if one.commodity else "",
            "goods_in_source": one.goods_in_source,
            "temp": "thường" if one.is_ambient else f"{one.temp_min} - {one.temp_max}", "humidity": damp,
            "days_min": one.days_min, "days_max": one.days_max, "observed_on": one.observed_on,
            "confidence": trust[one.confidence], "source": one.source, "note": one.note,
            "used": one.chosen_reason, "withdrawn": one.withdrawn_reason,
        }  # fmt: skip
