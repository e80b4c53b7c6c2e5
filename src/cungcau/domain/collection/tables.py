"""Tickets as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.collection import wording
from cungcau.domain.collection.models import Ticket
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}

TICKET_SHEET = (
    Column("code", "Số phiếu"),
    Column("at", "Cân lúc", "datetime"),
    Column("point", "Điểm"),
    Column("who", "Người mang hàng"),
    Column("slip", "Phiếu hái"),
    Column("commodity", "Nông sản"),
    Column("grade", "Loại"),
    Column("gross", "Cả bì (kg)", "kg"),
    Column("tare", "Bì (kg)", "kg"),
    Column("net", "Tịnh (kg)", "kg"),
    Column("accepted", "Nhận (kg)", "kg"),
    Column("rejected", "Loại ra (kg)", "kg"),
    Column("why", "Lý do loại"),
    Column("crates", "Số sọt, thùng", "int"),
    Column("state", "Hiệu lực"),
    Column("replaces", "Thay phiếu"),
    Column("reason", "Lý do thay"),
    Column("offline", "Ghi lúc mất mạng"),
    Column("photos", "Số ảnh", "int"),
    Column("keeper", "Người cân"),
)


def state_of(ticket: Ticket) -> tuple[str, str]:
    """Whether a ticket counts, in words and tone."""
    later = getattr(ticket, "voided_by", None)
    if later is not None:
        return gettext("Đã thay bằng %(code)s") % {"code": later.code}, "bad"
    if ticket.net_kg == 0:
        return gettext("Phiếu huỷ"), "bad"
    return gettext("Đang tính"), "good"


class TicketTable(tables.Table):
    """The list on a page."""

    code = tables.Column(_("Số phiếu"), accessor="number", order_by=("point", "year", "number"))
    weighed_at = tables.Column(_("Cân lúc"))
    point = tables.Column(_("Điểm"), accessor="point__name", order_by=("point__name",))
    who = tables.Column(_("Người mang hàng"), accessor="folded", orderable=False)
    goods = tables.Column(_("Nông sản"), accessor="commodity__name_vi", orderable=False)
    accepted_kg = tables.Column(_("Nhận"), attrs=_NUMBER)
    rejected_kg = tables.Column(_("Loại ra"), attrs=_NUMBER)
    state = tables.Column(_("Hiệu lực"), accessor="net_kg", orderable=False)

    class Meta:
        attrs = {"class": "table table-cards"}
        empty_text = _("Không có phiếu cân nào như vậy.")

    caption = _("Phiếu cân")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names: wording.Grades | None = None

    def render_code(self, record: Ticket) -> SafeString:
        """The number, leading to the ticket."""
        return format_html('<a href="{}">{}</a>', reverse("collection:ticket", args=[record.pk]), record.code)

    def render_weighed_at(self, value: Any) -> str:
        """Local time."""
        return timezone.localtime(value).strftime("%H:%M %d/%m/%Y")

    def render_who(self, record: Ticket) -> str:
        """Who brought it, and for which slip."""
        slip = f" · {record.slip.code}" if record.slip is not None else gettext(" · ngoài đơn")
        return wording.who_brought(record) + slip

    def render_goods(self, record: Ticket) -> str:
        """What, of which grade."""
        if self._names is None:
            page = getattr(self, "page", None)
            rows = page.object_list if page is not None else self.rows
            self._names = wording.grades_of(row.record.commodity_id for row in rows)
        return f"{record.commodity.name_vi}, {wording.grade_name(self._names, record.commodity_id, record.grade)}"

    def render_accepted_kg(self, value: int) -> str:
        """In kg."""
        return figures.kg(value)

    def render_rejected_kg(self, value: int) -> str:
        """In kg, a dash for none."""
        return figures.kg(value) if value else "–"

    def render_state(self, record: Ticket) -> str:
        """Whether it counts."""
        return render_to_string("ui/parts/badge_state.html", badge_state(*state_of(record)))


def ticket_rows(rows: QuerySet[Ticket]) -> Iterator[dict[str, object]]:
    """The tickets as rows of a spreadsheet; must have ``photos`` counted."""
    names = wording.grades_of(rows.order_by().values_list("commodity_id", flat=True).distinct())
    for one in rows.iterator(chunk_size=2000):
        yield {
            "code": one.code, "at": one.weighed_at, "point": one.point.name, "who": wording.who_brought(one),
            "slip": one.slip.code if one.slip else "", "commodity": one.commodity.name_vi,
            "grade": wording.grade_name(names, one.commodity_id, one.grade), "gross": one.gross_kg,
            "tare": one.tare_kg, "net": one.net_kg, "accepted": one.accepted_kg, "rejected": one.rejected_kg,
            "why": wording.why_rejected(one), "crates": one.crates, "state": state_of(one)[0],
            "replaces": one.voids.code if one.voids else "", "reason": one.void_reason,
            "offline": gettext("có") if one.offline else "", "photos": getattr(one, "photos", 0),
            "keeper": one.weighed_by.full_name if one.weighed_by else "",
        }  # fmt: skip
