"""Targets with what was reached of them, as a table and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.domain.recognition.selectors.figure_page import Links
from cungcau.domain.recognition.selectors.targets import Progress, may_change, progress, since
from cungcau.domain.recognition.tables.after import NUMBER, badge
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

SHEET = (
    Column("plan", "Kế hoạch"), Column("measure", "Chỉ tiêu"), Column("first", "Từ năm", "int"),
    Column("last", "Đến năm", "int"), Column("since", "Mốc tính", "date"), Column("least", "Ít nhất", "int"),
    Column("most", "Nhiều nhất", "int"), Column("reached", "Đạt được", "int"), Column("how", "Cách tính"),
    Column("note", "Ghi chú"), Column("source", "Nguồn"), Column("by", "Người ghi"),
)  # fmt: skip


class TargetTable(tables.Table):
    """Targets; what was reached is counted for the page's rows alone."""

    rows_a_page = 25
    measure = tables.Column(_("Chỉ tiêu"), order_by=("measure", "pk"))
    years = tables.Column(_("Giai đoạn"), accessor="year_from", order_by=("year_from", "year_to", "pk"))
    wanted = tables.Column(_("Mục tiêu"), accessor="least", order_by=("least", "pk"), attrs=NUMBER)
    reached = tables.Column(_("Đạt được"), empty_values=(), orderable=False, attrs=NUMBER)
    how = tables.Column(_("Cách tính"), empty_values=(), orderable=False)
    source = tables.Column(_("Nguồn, người ghi"), order_by=("source", "pk"))

    caption = _("Chỉ tiêu OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "years"
        empty_text = _("Không có chỉ tiêu nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, *args: Any, user: Somebody, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._day = user, day
        self._links = Links(reverse("recognition:figure-rows"), day)
        self._entities = Links(reverse("recognition:figure-entities"), day)
        self._known: dict[int, Progress] = {}

    def _progress(self, target: PlanTarget) -> Progress:
        if target.pk not in self._known:
            self._known[target.pk] = progress(target, self._day)
        return self._known[target.pk]

    def render_measure(self, record: PlanTarget) -> str:
        """The measure, leading to its form for those who may write it; the plan below."""
        name: str = record.get_measure_display()
        if may_change(self._user, record):
            name = format_html('<a href="{}">{}</a>', reverse("recognition:target", args=[record.pk]), name)
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', name, record.plan)

    def render_years(self, record: PlanTarget) -> str:
        """The years, and from which day it is counted."""
        begun = gettext("mốc tính %(day)s") % {"day": figures.date(since(record))}
        return format_html(
            '<div>{}–{}<br><span class="muted small">{}</span></div>', record.year_from, record.year_to, begun
        )

    def render_wanted(self, record: PlanTarget) -> str:
        """The figure, or its range."""
        if record.most is not None:
            return f"{figures.number(record.least)}–{figures.number(record.most)}"
        return gettext("từ %(n)s") % {"n": figures.number(record.least)}

    def render_reached(self, record: PlanTarget) -> str:
        """What was reached, leading to its rows."""
        one = self._progress(record)
        links = self._entities if record.measure == Measure.ENTITIES else self._links
        said = figures.number(one.reached)
        if one.reached:
            said = format_html('<a href="{}">{}</a>', links.to(target=record.pk), said)
        if one.met:
            state = badge(gettext("Đạt"), "good")
        else:
            state = (
                badge(gettext("Đang thực hiện"), "warn") if one.open else badge(gettext("Chưa đạt"), "bad")
            )
        return format_html("<div>{}<br>{}</div>", said, state)

    def render_how(self, record: PlanTarget) -> str:
        """How it is counted, and what the plan says of it."""
        said = self._progress(record).how
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', said, record.note)

    def render_source(self, record: PlanTarget) -> str:
        """Where the figure comes from and who wrote it down."""
        by = record.set_by.full_name if record.set_by is not None else gettext("hệ thống")
        return format_html(
            '<div>{}<br><span class="muted small">{}, {}</span></div>',
            record.source, by, figures.date(record.set_at),
        )  # fmt: skip


def sheet_rows(rows: QuerySet[PlanTarget], *, day: date) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`."""
    for target in rows:
        one = progress(target, day)
        yield {
            "plan": target.plan, "measure": str(Measure(target.measure).label), "first": target.year_from,
            "last": target.year_to, "since": since(target), "least": target.least, "most": target.most,
            "reached": one.reached, "how": one.how, "note": target.note, "source": target.source,
            "by": target.set_by.full_name if target.set_by else "",
        }  # fmt: skip
