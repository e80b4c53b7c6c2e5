"""Tasks as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import wording
from cungcau.domain.programmes.models import Task
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge

SHEET = (
    Column("plan", "Kế hoạch"),
    Column("heading", "Nhóm nhiệm vụ"),
    Column("text", "Nhiệm vụ", width=60),
    Column("lead", "Chủ trì"),
    Column("helpers", "Phối hợp"),
    Column("starts_on", "Bắt đầu", "date"),
    Column("due_on", "Hạn", "date"),
    Column("state", "Trạng thái"),
    Column("done_on", "Xong ngày", "date"),
    Column("evidence", "Minh chứng"),
    Column("escalated", "Báo cấp trên lúc", "datetime"),
)
_SHORT = 160


class TaskTable(tables.Table):
    """The list on a page; without ``plan`` where all are of one."""

    text = tables.Column(_("Nhiệm vụ"), accessor="text", order_by=("plan", "position"))
    plan = tables.Column(_("Kế hoạch"), accessor="plan__title", order_by=("plan__title", "pk"))
    lead = tables.Column(_("Chủ trì"), accessor="lead", order_by=("lead__name", "pk"), empty_values=())
    due_on = tables.Column(_("Hạn"), order_by=("due_on", "pk"))
    state = tables.Column(_("Trạng thái"), order_by=("state", "due_on", "pk"))

    class Meta:
        attrs = {"class": "table table-cards"}
        empty_text = _("Không có nhiệm vụ nào như vậy.")

    caption = _("Nhiệm vụ")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def render_text(self, record: Task) -> SafeString:
        """What is to be done, leading to the task; its group under it."""
        text = record.text if len(record.text) <= _SHORT else record.text[: _SHORT - 1] + "…"
        return format_html(
            '<a href="{}">{}</a><br><span class="muted">{}</span>', reverse("programmes:task", args=[record.pk]), text,
            record.heading,
        )  # fmt: skip

    def render_plan(self, record: Task) -> SafeString:
        """Its number or title."""
        return format_html(
            '<a href="{}">{}</a>', reverse("programmes:plan", args=[record.plan_id]), str(record.plan)[:90]
        )

    def render_lead(self, record: Task) -> str:
        """Who leads it."""
        return str(record.lead) if record.lead is not None else "–"

    def render_due_on(self, value: date) -> str:
        """The last day."""
        return figures.date(value)

    def render_state(self, record: Task) -> SafeString:
        """In words, late ones by how much."""
        return badge(*wording.task_state(record, self._today))


def task_rows(rows: QuerySet[Task], today: date) -> Iterator[dict[str, object]]:
    """The tasks as rows of a spreadsheet."""
    for one in rows.prefetch_related("helpers").iterator(chunk_size=1000):
        yield {
            "plan": str(one.plan), "heading": one.heading, "text": one.text, "lead": one.lead.name if one.lead else "",
            "helpers": "; ".join(helper.name for helper in one.helpers.all()), "starts_on": one.starts_on,
            "due_on": one.due_on, "state": wording.task_state(one, today)[0], "done_on": one.done_on,
            "evidence": one.evidence, "escalated": one.escalated_at,
        }  # fmt: skip
