"""Units of measure, key products, certificates, seasons, as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.reference.catalogue.models import Confidence, KeyProduct, Season, UnitFactor
from cungcau.reference.catalogue.tables.goods import in_vietnamese

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_CARDS = {"class": "table-cards"}
_NOTHING = _("Không có dòng nào khớp. Hãy bỏ bớt điều kiện lọc.")

UNIT_SHEET = (
    Column("unit", "Đơn vị"),
    Column("quantity", "Đại lượng"),
    Column("region", "Miền"),
    Column("factor", "Hệ số", "decimal"),
    Column("standard", "Đơn vị chuẩn"),
    Column("confidence", "Độ tin cậy"),
    Column("valid_from", "Từ ngày", "date"),
    Column("valid_to", "Đến hết ngày", "date"),
    Column("source", "Nguồn"),
    Column("note", "Ghi chú"),
)
KEY_PRODUCT_SHEET = (
    Column("area_code", "Mã địa bàn"),
    Column("document", "Văn bản"),
    Column("valid_from", "Từ ngày", "date"),
    Column("valid_to", "Đến hết ngày", "date"),
    Column("group_rank", "Thứ tự nhóm", "int"),
    Column("group", "Nhóm"),
    Column("rank", "Thứ tự", "int"),
    Column("name", "Sản phẩm"),
    Column("commodities", "Nông sản"),
    Column("source", "Nguồn"),
)
CERTIFICATE_SHEET = (Column("code", "Mã"), Column("name", "Tên"), Column("source", "Nguồn"))
SEASON_SHEET = (
    Column("code", "Mã"),
    Column("name", "Mùa vụ"),
    Column("area", "Mã địa bàn"),
    Column("commodities", "Nông sản"),
    Column("start", "Từ ngày", "date"),
    Column("end", "Đến hết ngày", "date"),
    Column("order", "Thứ tự mục tiêu"),
    Column("stale", "Số liệu cũ sau (ngày)", "int"),
    Column("source", "Nguồn"),
)


class UnitFactorTable(tables.Table):
    """Units of measure."""

    unit = tables.Column(verbose_name=_("Đơn vị"), order_by=("base", "region"))
    quantity = tables.Column(verbose_name=_("Đại lượng"))
    region = tables.Column(verbose_name=_("Miền"), empty_values=())
    factor = tables.Column(verbose_name=_("Bằng"), empty_values=(), attrs=_NUMBER)
    confidence = tables.Column(verbose_name=_("Độ tin cậy"))
    note = tables.Column(verbose_name=_("Ghi chú"), orderable=False)
    source = tables.Column(verbose_name=_("Nguồn"), attrs={"td": {"class": "text-break"}})

    caption = _("Đơn vị đo và hệ số")

    class Meta:
        attrs = _CARDS
        empty_text = _NOTHING

    def render_region(self, record: UnitFactor) -> str:
        """Where the unit has this size."""
        return record.get_region_display()

    def render_factor(self, record: UnitFactor) -> str:
        """The size, or that it must be asked."""
        if record.factor is None:
            return __("phải hỏi từng nơi")
        return f"{figures.number(record.factor, 6)} {record.get_standard_display()}"


def _plain(value: Decimal | None) -> Decimal | None:
    """360 instead of 360.000000."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def unit_rows(rows: QuerySet[UnitFactor]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`UNIT_SHEET`; they can be brought in again as they are."""
    measured, regions = in_vietnamese(UnitFactor.Quantity), in_vietnamese(UnitFactor.Region)
    trust = in_vietnamese(Confidence)
    for one in rows.iterator(chunk_size=1000):
        yield {
            "unit": one.unit, "quantity": measured[one.quantity],
            "region": regions[one.region] if one.region else "", "factor": _plain(one.factor),
            "standard": one.standard, "confidence": trust[one.confidence], "valid_from": one.valid_from,
            "valid_to": one.valid_to, "source": one.source, "note": one.note,
        }  # fmt: skip


def key_product_rows(rows: QuerySet[KeyProduct]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`KEY_PRODUCT_SHEET`."""
    for one in rows:
        yield {
            "area_code": one.area_code, "document": one.document, "valid_from": one.valid_from,
            "valid_to": one.valid_to, "group_rank": one.group_rank, "group": one.group, "rank": one.rank,
            "name": one.name, "commodities": ", ".join(each.name_vi for each in one.commodities.all()),
            "source": one.source,
        }  # fmt: skip


class CertificateTable(tables.Table):
    """Kinds of certificates."""

    name = tables.Column(verbose_name=_("Tên"))
    code = tables.Column(verbose_name=_("Mã"))
    source = tables.Column(verbose_name=_("Nguồn"), attrs={"td": {"class": "text-break"}})

    caption = _("Các loại chứng nhận")

    class Meta:
        attrs = _CARDS
        empty_text = _NOTHING


class SeasonTable(tables.Table):
    """Seasons one may correct."""

    name = tables.Column(verbose_name=_("Mùa vụ"), linkify=("catalogue:season-edit", [tables.A("code")]))
    goods = tables.Column(verbose_name=_("Nông sản"), empty_values=(), orderable=False)
    start = tables.Column(verbose_name=_("Những ngày"), order_by=("start", "code"))
    state = tables.Column(verbose_name=_("Nay"), empty_values=(), orderable=False)
    area_code = tables.Column(verbose_name=_("Mã địa bàn"))
    stale_after_days = tables.Column(verbose_name=_("Số liệu cũ sau"), attrs=_NUMBER)

    caption = _("Các mùa vụ")

    class Meta:
        attrs = _CARDS
        empty_text = _NOTHING

    def render_goods(self, record: Season) -> str:
        """The commodities."""
        return ", ".join(one.name_vi for one in record.commodities.all()) or "–"

    def render_start(self, record: Season) -> str:
        """The first and last day."""
        return f"{figures.date(record.start)} – {figures.date(record.end)}"

    def render_state(self, record: Season) -> str:
        """Where the season stands on the day on show."""
        today = clock.today()
        if today < record.start:
            return __("sắp tới")
        return __("đã qua") if today > record.end else __("đang diễn ra")

    def render_stale_after_days(self, value: int) -> str:
        """In days."""
        return ngettext("%(days)s ngày", "%(days)s ngày", value) % {"days": figures.number(value)}


def season_rows(rows: QuerySet[Season]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SEASON_SHEET`."""
    for one in rows.iterator(chunk_size=500):
        yield {
            "code": one.code, "name": one.name, "area": one.area_code,
            "commodities": ", ".join(each.name_vi for each in one.commodities.all()), "start": one.start,
            "end": one.end, "order": ", ".join(one.order), "stale": one.stale_after_days, "source": one.source,
        }  # fmt: skip
