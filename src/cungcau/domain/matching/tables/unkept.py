"""The table of what a plan cannot keep."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching import wording
from cungcau.domain.matching.models import UnkeptLine
from cungcau.domain.matching.selectors.names import Names, said_of
from cungcau.domain.matching.tables.columns import NAME, DayColumn, KgColumn


class UnkeptTable(tables.Table):
    """Lines ordered or decided that the plan cannot keep, and why."""

    harvest_date = DayColumn(verbose_name=_("Hái"), order_by=("harvest_date", "id"))
    producer = tables.Column(
        attrs=NAME, verbose_name=_("Người bán"), order_by=("by_producer", "id"), empty_values=()
    )
    buyer = tables.Column(attrs=NAME, verbose_name=_("Bên mua"), orderable=False, empty_values=())
    point = tables.Column(attrs=NAME, verbose_name=_("Điểm tập kết"), orderable=False)
    kg = KgColumn(verbose_name=_("Khối lượng"), order_by=("kg", "id"))
    orders = tables.Column(verbose_name=_("Đơn hàng"), orderable=False, empty_values=())
    why = tables.Column(attrs=NAME, verbose_name=_("Vì sao"), order_by=("why", "id"))

    class Meta:
        model = UnkeptLine
        fields = ("harvest_date", "producer", "buyer", "point", "kg", "orders", "why")
        attrs = {"class": "table-cards"}
        empty_text = _("Không có dòng nào khớp. Hãy bỏ bớt điều kiện tìm.")

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_producer(self, record: UnkeptLine) -> SafeString:
        """The producer, the lot under it."""
        return _two(record.producer or "–", record.lot)

    def render_buyer(self, record: UnkeptLine) -> SafeString:
        """The buyer, the need under it."""
        return _two(record.buyer or "–", record.need)

    def render_orders(self, record: UnkeptLine) -> SafeString:
        """Each order leads to its page."""
        links = ((one["url"], one["code"]) for one in record.orders)
        return format_html_join(", ", '<a class="text-nowrap" href="{}">{}</a>', links) or SafeString("–")

    def render_why(self, record: UnkeptLine) -> SafeString:
        """The reason, and by how much what is full is exceeded."""
        return _two(wording.unkept_label(record.why), said_of(record, self.names))


def _two(first: str, second: str) -> SafeString:
    if not second:
        return format_html("<div>{}</div>", first)
    return format_html('<div>{}<br><span class="muted">{}</span></div>', first, second)
