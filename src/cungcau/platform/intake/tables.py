"""Lists of this app: the tables sent, as a list and as a spreadsheet; the faults of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.platform.exchange.services import Column
from cungcau.platform.intake.models import CellFault, Intake
from cungcau.platform.intake.selectors import title_of
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}

SHEET = (
    Column("file_name", "Tên tệp"),
    Column("door", "Loại bảng"),
    Column("source", "Nguồn"),
    Column("owner", "Người gửi"),
    Column("created_at", "Gửi lúc", "datetime"),
    Column("state", "Tình trạng"),
    Column("rows", "Số dòng", "int"),
    Column("created", "Dòng mới", "int"),
    Column("changed", "Dòng đổi", "int"),
    Column("unchanged", "Dòng không đổi", "int"),
    Column("faulty", "Dòng lỗi", "int"),
    Column("applied_at", "Ghi lúc", "datetime"),
)

FAULT_SHEET = (
    Column("sheet", "Trang"),
    Column("line", "Dòng", "int"),
    Column("header", "Cột"),
    Column("value", "Giá trị"),
    Column("expected", "Cần"),
    Column("proposals", "Có thể là"),
)


NOTE_SHEET = (
    Column("sheet", "Trang"),
    Column("line", "Dòng", "int"),
    Column("header", "Cột"),
    Column("value", "Giá trị"),
    Column("text", "Điều cần biết"),
)


class IntakeTable(tables.Table):
    """Tables sent."""

    file_name = tables.Column(
        verbose_name=_("Tệp"), linkify=("intake:show", [tables.A("pk")]), order_by=("file_name", "id")
    )
    door = tables.Column(verbose_name=_("Loại bảng"), order_by=("door", "-created_at", "id"))
    state = tables.Column(verbose_name=_("Tình trạng"), order_by=("state", "-created_at", "id"))
    rows_read = tables.Column(
        verbose_name=_("Số dòng"), accessor="rows", attrs=_NUMBER, order_by=("rows", "id")
    )
    faulty = tables.Column(verbose_name=_("Dòng lỗi"), attrs=_NUMBER, order_by=("faulty", "id"))
    owner = tables.Column(
        verbose_name=_("Người gửi"), accessor="owner__full_name", order_by=("owner__full_name", "id")
    )
    created_at = tables.Column(verbose_name=_("Gửi lúc"), order_by=("created_at", "id"))

    caption = _("Các bảng đã gửi")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-created_at"
        empty_text = _("Không có bảng nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_door(self, value: str) -> str:
        """The kind in words."""
        return title_of(value)

    def render_state(self, record: Intake) -> SafeString:
        """The state in words, with its mark."""
        shown = badge_state(record.state_label, record.tone)
        return format_html(
            '<span class="state{}"><svg class="state__mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
            "{}</svg>{}</span>",
            f" state--{record.tone}" if record.tone else "", shown["mark"], shown["label"],
        )  # fmt: skip

    def render_rows_read(self, value: int) -> str:
        """How many."""
        return figures.number(value)

    def render_faulty(self, value: int) -> str:
        """How many."""
        return figures.number(value)

    def render_created_at(self, value: Any) -> str:
        """The day."""
        return figures.date(value)


def sheet_rows(rows: QuerySet[Intake]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`."""
    for one in rows.iterator(chunk_size=2000):
        yield {
            "file_name": one.file_name, "door": title_of(one.door), "source": one.source, "owner": one.owner.full_name,
            "created_at": one.created_at, "state": one.state_label, "rows": one.rows, "created": one.created,
            "changed": one.changed, "unchanged": one.unchanged, "faulty": one.faulty, "applied_at": one.applied_at,
        }  # fmt: skip


def fault_rows(rows: QuerySet[CellFault]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`FAULT_SHEET`."""
    for one in rows.iterator(chunk_size=2000):
        yield {
            "sheet": one.sheet, "line": one.line or None, "header": one.header, "value": one.value,
            "expected": one.expected, "proposals": " | ".join(map(str, one.proposals)),
        }  # fmt: skip
