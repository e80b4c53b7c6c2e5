"""The rules of transit papers as a table and as a spreadsheet that can be loaded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.checklist import RuleRow
from cungcau.domain.logistics.road_doors.rules import COLUMNS as SHEET
from cungcau.platform.ui import figures

__all__ = ["SHEET", "RulesTable", "rule_rows"]


class RulesTable(tables.Table):
    """Rules of an edition."""

    item = tables.Column(verbose_name=_("Mục"), accessor="item_vi", order_by=("item_vi", "code"))
    message = tables.Column(verbose_name=_("Câu báo khi thiếu, sai"), accessor="message_vi", orderable=False)
    when = tables.Column(verbose_name=_("Khi nào"), order_by=("when", "code"))
    days = tables.Column(verbose_name=_("Hiệu lực"), empty_values=(), order_by=("begins", "code"))
    source = tables.Column(verbose_name=_("Căn cứ"), order_by=("source", "code"))

    caption = _("Quy định giấy đi đường")

    class Meta:
        attrs = {"class": "table-cards"}
        empty_text = _("Không có quy định nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_item(self, record: RuleRow) -> SafeString:
        """The item in the reader's language, the code under it."""
        item = record.item_en if _english() else record.item_vi
        return format_html('<div>{}<br><span class="muted">{}</span></div>', item, record.code)

    def render_message(self, record: RuleRow) -> str:
        """The sentence in the reader's language."""
        return record.message_en if _english() else record.message_vi

    def render_when(self, record: RuleRow) -> str:
        """When it is asked."""
        return str(WHEN_LABELS.get(record.when, record.when))

    def render_days(self, record: RuleRow) -> str:
        """From which day to which."""
        if record.valid_from is None and record.valid_to is None:
            return gettext("luôn luôn")
        first = figures.date(record.valid_from) if record.valid_from else "…"
        last = figures.date(record.valid_to) if record.valid_to else "…"
        return f"{first} – {last}"


WHEN_LABELS = {
    "always": _("Mọi giấy"),
    "has_trailer": _("Xe có rơ moóc"),
    "return_asked": _("Giấy cả chiều về"),
    "by_road": _("Xe chạy đường bộ"),
    "not_motorbike": _("Xe ô tô"),
    "has_badge": _("Có ghi phù hiệu"),
    "has_insurance": _("Có ghi bảo hiểm"),
}
"""When a rule is asked, in words."""


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def rule_rows(rules: Iterable[RuleRow]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`."""
    for one in rules:
        yield {column.key: getattr(one, column.key) for column in SHEET}
