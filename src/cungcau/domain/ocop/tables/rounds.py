"""Rounds of evaluation as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Round
from cungcau.domain.ocop.selectors.clocks import left
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}

SHEET = (
    Column("year", "Năm", "int"),
    Column("no", "Đợt", "int"),
    Column("level", "Cấp"),
    Column("request_before", "Nhận đề nghị trước ngày", "date"),
    Column("finish_before", "Xong trước ngày", "date"),
    Column("files", "Số hồ sơ", "int"),
    Column("note", "Ghi chú"),
)


class RoundTable(tables.Table):
    """Rounds of evaluation."""

    name = tables.Column(verbose_name=_("Đợt"), empty_values=(), order_by=("year", "no", "id"))
    level = tables.Column(verbose_name=_("Cấp"), order_by=("level", "year", "no", "id"))
    request_before = tables.Column(
        verbose_name=_("Nhận đề nghị trước ngày"), order_by=("request_before", "id")
    )
    finish_before = tables.Column(verbose_name=_("Xong trước ngày"), order_by=("finish_before", "id"))
    files = tables.Column(verbose_name=_("Hồ sơ"), attrs=_NUMBER, order_by=("files", "id"))
    note = tables.Column(verbose_name=_("Ghi chú"), orderable=False)

    caption = _("Các đợt đánh giá")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-request_before"
        empty_text = _("Chưa có đợt nào khớp.")

    def render_name(self, record: Round) -> str:
        """Its number and year, with the way to change it."""
        return format_html('<a href="{}">{}</a>', reverse("ocop:round", args=[record.pk]), round_name(record))

    def render_request_before(self, value: Any) -> str:
        """The day."""
        return figures.date(value)

    def render_finish_before(self, record: Round) -> str:
        """The day, with how long until then."""
        found = left(record.finish_before, clock.today())
        ahead = found.days is not None and found.days >= 0
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>', figures.date(record.finish_before),
            found.text if ahead else gettext("đã qua"),
        )  # fmt: skip


def round_name(record: Round) -> str:
    """ "Đợt 1/2026"."""
    return gettext("Đợt %(no)s/%(year)s") % {"no": record.no, "year": record.year}


def sheet_rows(rows: QuerySet[Round]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`."""
    for one in rows.iterator(chunk_size=500):
        yield {
            "year": one.year,
            "no": one.no,
            "level": one.get_level_display(),
            "request_before": one.request_before,
            "finish_before": one.finish_before,
            "files": getattr(one, "files", 0),
            "note": one.note,
        }
