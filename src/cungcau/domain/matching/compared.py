"""The list of lines that differ between two runs: what it can be narrowed by, its look, its spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching.models import ComparedLine
from cungcau.domain.matching.tables import DayColumn, KgColumn
from cungcau.domain.registry.models import Organisation
from cungcau.platform.exchange.columns import Column
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.filters import ANY, SeasonFilter
from cungcau.reference.search import matching

_NAME = {"td": {"class": "name-cell"}}
_NUMBER = {"td": {"class": "text-end text-nowrap"}, "th": {"class": "text-end"}}


class ComparedFilter(SeasonFilter):
    """Lines by producer, and by how they differ."""

    q = filters.CharFilter(
        label=_("Tìm người bán (có dấu hay không đều được)"),
        method="by_words",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    how = filters.ChoiceFilter(
        label=_("Khác ở chỗ"),
        method="by_kind",
        choices=(("added", _("Dòng thêm")), ("removed", _("Dòng bỏ")), ("changed", _("Đổi số kg"))),
        empty_label=ANY,
    )

    class Meta(SeasonFilter.Meta):
        model = ComparedLine
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[ComparedLine], name: str, value: str) -> QuerySet[ComparedLine]:
        """Lines of producers whose names hold the words."""
        people = matching(Organisation.objects.all(), value)
        return rows.filter(producer__in=people.values("pk"))

    def by_kind(self, rows: QuerySet[ComparedLine], name: str, value: str) -> QuerySet[ComparedLine]:
        """Lines that are new, gone, or have other kg."""
        if value == "added":
            return rows.filter(kg_before=0)
        return rows.filter(kg_after=0) if value == "removed" else rows.filter(kg_before__gt=0, kg_after__gt=0)


class ComparedTable(tables.Table):  # type: ignore[misc]
    """Kg before and after, line by line."""

    dispatch_date = DayColumn(verbose_name=_("Xuất đi"), order_by=("dispatch_date", "id"))
    producer = tables.Column(attrs=_NAME, verbose_name=_("Người bán"), orderable=False)
    lot = tables.Column(verbose_name=_("Lô"), orderable=False)
    need = tables.Column(
        attrs=_NAME, verbose_name=_("Bên mua"), accessor="need__buyer__name", orderable=False
    )
    point = tables.Column(attrs=_NAME, verbose_name=_("Điểm tập kết"), orderable=False)
    harvest_date = DayColumn(verbose_name=_("Hái"), orderable=False)
    kg_before = KgColumn(verbose_name=_("Trước"), orderable=False)
    kg_after = KgColumn(verbose_name=_("Sau"), orderable=False)
    change = tables.Column(attrs=_NUMBER, verbose_name=_("Hơn kém"), order_by=("change", "id"))

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "dispatch_date"
        empty_text = _("Không có dòng nào khác nhau khớp điều kiện.")

    def render_change(self, value: int) -> str:
        """The kg more or less, with its sign."""
        return ("+" if value > 0 else "−") + figures.kg(abs(value))


COLUMNS = (
    Column("harvest", "Ngày hái", "date"),
    Column("dispatch", "Ngày xuất", "date"),
    Column("producer_code", "Mã người bán"),
    Column("producer", "Người bán"),
    Column("lot", "Lô"),
    Column("need", "Nhu cầu"),
    Column("buyer", "Bên mua"),
    Column("point", "Điểm tập kết"),
    Column("before", "Trước (kg)", "kg"),
    Column("after", "Sau (kg)", "kg"),
    Column("change", "Hơn kém (kg)", "int"),
)


def sheet_rows(rows: QuerySet[ComparedLine]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`COLUMNS`."""
    for row in rows.iterator(chunk_size=5000):
        yield {
            "harvest": row.harvest_date, "dispatch": row.dispatch_date, "producer_code": row.producer.code,
            "producer": row.producer.name, "lot": row.lot.code, "need": row.need.code,
            "buyer": row.need.buyer.name, "point": row.point.name, "before": row.kg_before,
            "after": row.kg_after, "change": row.change,
        }  # fmt: skip
