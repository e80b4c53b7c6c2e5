"""Agencies as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import Agency, Task
from cungcau.domain.programmes.selectors.progress import WAITING
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

SHEET = (
    Column("code", "Mã"),
    Column("name", "Tên"),
    Column("short_name", "Tên tắt"),
    Column("symbol", "Ký hiệu văn bản"),
    Column("kind", "Loại"),
    Column("parent", "Thuộc"),
    Column("area_code", "Mã địa bàn"),
    Column("starts_on", "Từ ngày", "date"),
    Column("ends_on", "Đến hết ngày", "date"),
    Column("merged_into", "Nhập vào"),
    Column("source", "Nguồn"),
)
_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def waiting_of(agencies: Iterable[int]) -> dict[int, int]:
    """How many tasks of plans in force agencies have still to do; one question."""
    rows = Task.objects.filter(lead__in=list(agencies), state__in=WAITING, plan__state=states.ISSUED)
    return {
        lead: count for lead, count in rows.order_by().values_list("lead").annotate(count=Count("pk")) if lead
    }


class AgencyTable(tables.Table):
    """The list on a page."""

    name = tables.Column(_("Cơ quan"), order_by=("name", "pk"))
    kind = tables.Column(_("Loại"), order_by=("kind", "name"))
    parent = tables.Column(_("Thuộc"), accessor="parent__name", orderable=False)
    waiting = tables.Column(_("Nhiệm vụ chưa xong"), accessor="pk", attrs=_NUMBER, orderable=False)

    class Meta:
        attrs = {"class": "table table-cards"}
        empty_text = _("Không có cơ quan nào như vậy.")

    caption = _("Cơ quan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: dict[int, int] | None = None

    def render_waiting(self, record: Agency) -> str:
        """How many tasks it has still to do."""
        if self._waiting is None:
            page = getattr(self, "page", None)
            rows = page.object_list if page is not None else self.rows
            self._waiting = waiting_of(row.record.pk for row in rows)
        return figures.number(self._waiting.get(record.pk, 0))

    def render_name(self, record: Agency) -> SafeString:
        """The name, leading to the board."""
        end = f" (đến {record.ends_on:%d/%m/%Y})" if record.ends_on else ""
        return format_html(
            '<a href="{}">{}</a>{}', reverse("programmes:agency", args=[record.pk]), record.name, end
        )


def agency_rows(rows: QuerySet[Agency]) -> Iterator[dict[str, object]]:
    """The agencies as rows of a spreadsheet."""
    for one in rows.iterator(chunk_size=1000):
        yield {
            "code": one.code, "name": one.name, "short_name": one.short_name, "symbol": one.symbol,
            "kind": one.get_kind_display(), "parent": one.parent.name if one.parent else "",
            "area_code": one.area_code, "starts_on": one.starts_on, "ends_on": one.ends_on,
            "merged_into": one.merged_into.name if one.merged_into else "", "source": one.source,
        }  # fmt: skip
