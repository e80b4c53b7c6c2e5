"""Plans as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import states, wording
from cungcau.domain.programmes.models import Plan
from cungcau.domain.programmes.selectors.progress import Counts, task_counts
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui.templatetags.ui import badge

SHEET = (
    Column("number", "Số, ký hiệu"),
    Column("title", "Tên kế hoạch"),
    Column("kind", "Loại"),
    Column("issuer", "Nơi ban hành"),
    Column("lead", "Cơ quan thường trực"),
    Column("issued_on", "Ngày ban hành", "date"),
    Column("starts_on", "Từ ngày", "date"),
    Column("ends_on", "Đến hết ngày", "date"),
    Column("state", "Trạng thái"),
    Column("done", "Nhiệm vụ xong", "int"),
    Column("wanted", "Nhiệm vụ", "int"),
    Column("late", "Quá hạn", "int"),
    Column("total", "Tổng kinh phí ghi (đồng)", "money"),
    Column("source", "Nguồn"),
)


class PlanTable(tables.Table):
    """The list on a page."""

    title = tables.Column(_("Kế hoạch"), accessor="title", order_by=("title", "pk"))
    issuer = tables.Column(_("Nơi ban hành"), accessor="issuer__name", order_by=("issuer__name", "pk"))
    period = tables.Column(_("Thời gian"), accessor="starts_on", order_by=("starts_on", "pk"))
    tasks = tables.Column(_("Nhiệm vụ"), accessor="pk", orderable=False)
    state = tables.Column(_("Trạng thái"), order_by=("state", "-starts_on"))

    class Meta:
        attrs = {"class": "table table-cards"}
        empty_text = _("Không có kế hoạch nào như vậy.")

    caption = _("Kế hoạch")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self._counts: dict[int, Counts] | None = None

    def render_title(self, record: Plan) -> SafeString:
        """The title, leading to the plan; its number and kind under it."""
        mark = f"{record} · " if record.symbol else ""
        return format_html(
            '<a href="{}">{}</a><br><span class="muted">{}{}</span>', reverse("programmes:plan", args=[record.pk]),
            record.title, mark, record.get_kind_display(),
        )  # fmt: skip

    def render_issuer(self, record: Plan) -> str:
        """Who issues it."""
        return str(record.issuer)

    def render_period(self, record: Plan) -> str:
        """Its days."""
        return wording.period(record.starts_on, record.ends_on)

    def render_tasks(self, record: Plan) -> str:
        """How many are done, how many late."""
        if self._counts is None:
            page = getattr(self, "page", None)
            rows = page.object_list if page is not None else self.rows
            self._counts = task_counts([row.record.pk for row in rows], self._today)
        one = self._counts.get(record.pk, Counts())
        if not one.wanted:
            return "–"
        done = gettext("%(done)s/%(all)s xong") % {"done": one.done, "all": one.wanted}
        late = gettext("quá hạn %(count)s") % {"count": one.late}
        return f"{done}, {late}" if one.late and record.state == states.ISSUED else done

    def render_state(self, record: Plan) -> SafeString:
        """In words."""
        return badge(states.PLAN_LABELS[record.state], states.PLAN_TONES[record.state])


def plan_rows(rows: QuerySet[Plan], today: date) -> Iterator[dict[str, object]]:
    """The plans as rows of a spreadsheet."""
    found = list(rows)
    counts = task_counts([one.pk for one in found], today)
    for one in found:
        tasks = counts.get(one.pk, Counts())
        yield {
            "number": str(one) if one.symbol else "", "title": one.title, "kind": one.get_kind_display(),
            "issuer": one.issuer.name, "lead": one.lead.name if one.lead else "", "issued_on": one.issued_on,
            "starts_on": one.starts_on, "ends_on": one.ends_on, "state": str(states.PLAN_LABELS[one.state]),
            "done": tasks.done, "wanted": tasks.wanted, "late": tasks.late if one.state == states.ISSUED else 0,
            "total": one.stated_total_vnd, "source": one.source,
        }  # fmt: skip
