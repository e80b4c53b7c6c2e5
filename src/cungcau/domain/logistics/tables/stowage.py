"""The list of crates as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import Stowage
from cungcau.platform.exchange.columns import Column
from cungcau.platform.ui import figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
STOWAGE_SHEET = (
    Column("commodity", "Nông sản"), Column("pack_text", "Quy cách"), Column("crate_kg", "Mỗi sọt, thùng (kg)", "kg"),
    Column("length_cm", "Dài (cm)", "int"), Column("width_cm", "Rộng (cm)", "int"),
    Column("height_cm", "Cao (cm)", "int"),
    Column("crate_l", "Mỗi sọt, thùng (lít)", "int"), Column("in_use", "Đang dùng"), Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)  # fmt: skip


class StowageTable(tables.Table):
    """Crates."""

    commodity = tables.Column(
        verbose_name=_("Nông sản"), accessor="commodity__name_vi", order_by=("commodity__name_vi", "pack_key", "id"),
        linkify=("logistics:stowage-edit", [tables.A("pk")]),
    )  # fmt: skip
    pack_text = tables.Column(verbose_name=_("Quy cách"), order_by=("pack_key", "id"), empty_values=())
    crate_kg = tables.Column(verbose_name=_("Mỗi sọt, thùng"), attrs=_NUMBER, order_by=("crate_kg", "id"))
    size = tables.Column(verbose_name=_("Cỡ ngoài"), orderable=False, empty_values=())
    litres = tables.Column(verbose_name=_("Chiếm"), attrs=_NUMBER, orderable=False, empty_values=())
    in_use = tables.Column(verbose_name=_("Đang dùng"), order_by=("in_use", "id"))
    source = tables.Column(verbose_name=_("Nguồn"), order_by=("source", "id"))
    caption = _("Cỡ sọt, thùng")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "commodity"
        empty_text = _("Không có cỡ sọt, thùng nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_pack_text(self, value: str | None) -> str:
        """As orders write it."""
        return value or gettext("mọi quy cách")

    def render_crate_kg(self, value: int) -> str:
        """kg."""
        return figures.kg(value)

    def render_size(self, record: Stowage) -> str:
        """Centimetres outside."""
        return f"{record.length_cm} × {record.width_cm} × {record.height_cm} cm"

    def render_litres(self, record: Stowage) -> str:
        """Litres outside, rounded up."""
        return gettext("%(litres)s lít") % {"litres": figures.number(record.crate_l)}

    def render_in_use(self, value: bool) -> str:
        """In words."""
        return gettext("có") if value else gettext("không")


def stowage_rows(rows: QuerySet[Stowage]) -> Iterator[dict[str, Any]]:
    """Crates for a spreadsheet."""
    for row in rows.iterator(2000):
        yield {
            "commodity": row.commodity.name_vi, "pack_text": row.pack_text, "crate_kg": row.crate_kg,
            "length_cm": row.length_cm, "width_cm": row.width_cm, "height_cm": row.height_cm, "crate_l": row.crate_l,
            "in_use": "có" if row.in_use else "không", "note": row.note, "source": row.source,
        }  # fmt: skip
