"""What is owed, and the duties, as tables and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.reporting.layouts import layouts
from cungcau.domain.reporting.models import Due, Duty
from cungcau.domain.reporting.selectors.schedule import days_late
from cungcau.domain.reporting.services.opening import when
from cungcau.domain.reporting.wording import badge
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge as drawn_badge

_NAME = {"td": {"class": "name-cell"}}

SHEET = (
    Column("agency", "Cơ quan"), Column("duty", "Chế độ báo cáo"), Column("label", "Kỳ"),
    Column("request", "Nội dung yêu cầu"), Column("period_from", "Từ ngày", "date"),
    Column("period_to", "Đến hết ngày", "date"), Column("due_on", "Hạn gửi", "date"),
    Column("due_hour", "Giờ", "int"), Column("to", "Gửi về"), Column("state", "Tình trạng"),
    Column("sent_at", "Gửi lúc", "datetime"), Column("late", "Trễ (ngày)", "int"), Column("reason", "Lý do miễn"),
)  # fmt: skip
DUTIES = (
    Column("name", "Chế độ báo cáo"), Column("rhythm", "Khi nào"), Column("layout", "Mẫu"), Column("to", "Gửi về"),
    Column("plan", "Kế hoạch"), Column("feeds", "Tổng hợp vào"), Column("owing", "Số cơ quan", "int"),
    Column("starts_on", "Từ ngày", "date"), Column("ends_on", "Đến hết ngày", "date"), Column("basis", "Căn cứ"),
)  # fmt: skip


class DueTable(tables.Table):
    """Reports owed and sent."""

    agency = tables.Column(
        _("Cơ quan"), accessor="agency__name", order_by=("agency__name", "pk"), attrs=_NAME
    )
    what = tables.Column(_("Báo cáo"), empty_values=(), order_by=("duty__name", "due_on", "pk"))
    due_on = tables.Column(_("Hạn gửi"), order_by=("due_on", "pk"))
    state = tables.Column(_("Tình trạng"), order_by=("state", "due_on", "pk"))
    sent_at = tables.Column(_("Gửi lúc"), order_by=("sent_at", "pk"))

    caption = _("Báo cáo phải gửi")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-due_on"
        empty_text = _("Không có báo cáo nào khớp với điều kiện lọc.")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = now

    def render_agency(self, record: Due) -> str:
        """The agency, leading to what it owes."""
        return format_html(
            '<a href="{}">{}</a>', reverse("reporting:due", args=[record.pk]), record.agency.name
        )

    def render_what(self, record: Due) -> str:
        """The duty and the period, or what was asked."""
        about = record.request or record.label
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', record.duty.name, about)

    def render_due_on(self, record: Due) -> str:
        """The last day in time."""
        return when(record)

    def render_state(self, record: Due) -> str:
        """How it stands, and by how many days it is late."""
        label, tone = badge(record, self._now)
        late = days_late(record, self._now.date())
        if not late:
            return drawn_badge(str(label), tone)
        said = gettext("%(n)s ngày") % {"n": figures.number(late)}
        return format_html(
            '<div>{} <span class="muted small">{}</span></div>', drawn_badge(str(label), tone), said
        )

    def render_sent_at(self, value: datetime) -> str:
        """The moment."""
        return figures.moment(value)


class DutyTable(tables.Table):
    """Duties to report."""

    name = tables.Column(
        _("Chế độ báo cáo"),
        linkify=("reporting:duty", [tables.A("pk")]),
        order_by=("name", "pk"),
        attrs=_NAME,
    )
    rhythm = tables.Column(_("Khi nào"), order_by=("rhythm", "pk"))
    to_agency = tables.Column(_("Gửi về"), accessor="to_agency__name", order_by=("to_agency__name", "pk"))
    owing_count = tables.Column(_("Số cơ quan"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    days = tables.Column(_("Áp dụng"), accessor="starts_on", order_by=("starts_on", "pk"))

    caption = _("Chế độ báo cáo")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có chế độ báo cáo nào khớp với điều kiện lọc.")

    def render_days(self, record: Duty) -> str:
        """From – to."""
        first = figures.date(record.starts_on)
        if record.ends_on is None:
            return gettext("từ %(first)s") % {"first": first}
        return f"{first} – {figures.date(record.ends_on)}"


def due_rows(rows: QuerySet[Due]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    now = clock.now()
    for one in rows.iterator(chunk_size=2000):
        yield {
            "agency": one.agency.name, "duty": one.duty.name, "label": one.label, "request": one.request,
            "period_from": one.period_from, "period_to": one.period_to, "due_on": one.due_on,
            "due_hour": one.due_hour, "to": one.duty.to_agency.name, "state": str(badge(one, now)[0]),
            "sent_at": one.sent_at, "late": days_late(one, now.date()), "reason": one.reason,
        }  # fmt: skip


def duty_rows(rows: QuerySet[Duty]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`DUTIES`."""
    names = {code: one.name for code, one in layouts().items()}
    for one in rows.iterator(chunk_size=500):
        yield {
            "name": one.name, "rhythm": str(one.get_rhythm_display()), "layout": names.get(one.layout, one.layout),
            "to": one.to_agency.name, "plan": str(one.plan) if one.plan else "",
            "feeds": one.feeds.name if one.feeds else "", "owing": one.owing_count,  # type: ignore[attr-defined]
            "starts_on": one.starts_on, "ends_on": one.ends_on, "basis": one.basis,
        }  # fmt: skip
