"""Who waits for whom as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Stage, Waiting
from cungcau.domain.ocop.selectors.clocks import Clock, left, waited
from cungcau.domain.ocop.selectors.waiting import by_due
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge

_NAME = {"td": {"class": "name-cell"}}
_LONGEST = 140
_PORTION = 1000

SHEET = (
    Column("code", "Số phiếu đăng ký"),
    Column("product", "Sản phẩm"),
    Column("entity", "Chủ thể"),
    Column("place", "Xã, phường"),
    Column("kind", "Việc"),
    Column("holder", "Đang chờ"),
    Column("criterion", "Tiêu chí"),
    Column("text", "Nội dung"),
    Column("since", "Từ ngày", "date"),
    Column("days", "Đã chờ (ngày)", "int"),
    Column("due", "Hạn", "date"),
    Column("over", "Quá hạn (ngày)", "int"),
    Column("why", "Cách tính hạn"),
)


class WaitingTable(tables.Table):
    """What waits, the overdue first."""

    dossier = tables.Column(verbose_name=_("Hồ sơ"), empty_values=(), orderable=False, attrs=_NAME)
    holder = tables.Column(verbose_name=_("Đang chờ"), order_by=("holder", "id"))
    what = tables.Column(verbose_name=_("Việc"), empty_values=(), orderable=False)
    since = tables.Column(verbose_name=_("Đã chờ"), order_by=("since", "id"))
    due_on = tables.Column(verbose_name=_("Hạn"), empty_values=())

    caption = _("Ai đang chờ ai")

    class Meta:
        attrs = {"class": "table-cards"}
        sequence = ("dossier", "holder", "what", "since", "due_on")
        empty_text = _("Không có việc nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def order_due_on(self, rows: QuerySet[Waiting], descending: bool) -> tuple[QuerySet[Waiting], bool]:
        """By last day, those without one at the end either way."""
        return (rows.order_by("-due_on", "-since", "-id") if descending else by_due(rows)), True

    def render_dossier(self, record: Waiting) -> str:
        """Product and entity, the slip's number below."""
        file = record.dossier
        return format_html(
            '<a href="{}">{}</a><br><span class="small">{}</span><br><span class="muted small">{}</span>',
            link_of(record), file.product.name, file.product.entity.name, file.code or "",
        )  # fmt: skip

    def render_holder(self, record: Waiting) -> str:
        """Whose turn it is; the commune by its name."""
        return who(record)

    def render_what(self, record: Waiting) -> str:
        """The file as a whole, or what is asked."""
        return format_html('<div class="text-break">{}</div>', what_of(record, _LONGEST))

    def render_since(self, record: Waiting) -> str:
        """How many days, since when."""
        days = waited(record.since, clock.today())
        said = ngettext("%(days)s ngày", "%(days)s ngày", days) % {"days": days}
        since = figures.date(timezone.localtime(record.since).date())
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>', said, gettext("từ %s") % since
        )

    def render_due_on(self, record: Waiting) -> str:
        """The last day with the days left, and how it was counted."""
        found = clock_for(record)
        if record.due_on is None:
            return format_html('<span class="muted">{}</span>', found.text)
        why = record.step.due_why if record.step is not None else ""
        below = format_html('<br><span class="muted small">{}</span>', why) if why else ""
        mark, day = badge(found.text, found.tone), figures.date(record.due_on)
        return format_html('<div>{}<br><span class="small">{}</span>{}</div>', mark, day, below)


def clock_for(record: Waiting) -> Clock:
    """How a row stands to its last day."""
    return left(record.due_on, clock.today())


def link_of(record: Waiting) -> str:
    """Where to go on: the requests of a file where one is waited for, else the file."""
    place = "ocop:items" if record.kind == Waiting.Kind.REQUEST else "ocop:dossier"
    return reverse(place, args=[record.dossier_id])


def who(record: Waiting) -> str:
    """Whose turn it is in words."""
    if record.holder == Stage.COMMUNE:
        unit = record.dossier.product.unit
        return (
            gettext("UBND %s") % (unit.title[:1].lower() + unit.title[1:])
            if unit
            else str(Stage.COMMUNE.label)
        )
    return str(Stage(record.holder).label)


def what_of(record: Waiting, longest: int) -> str:
    """What is waited for, shortened."""
    if record.request is None:
        return gettext("xử lý hồ sơ") if record.holder != Stage.ENTITY else gettext("sửa hồ sơ, nộp lại")
    one = record.request
    text = one.text if len(one.text) <= longest else f"{one.text[:longest].rsplit(' ', 1)[0]}…"
    said = gettext("xem trả lời: %s") if record.holder != Stage.ENTITY else gettext("bổ sung: %s")
    return said % (f"{one.criterion}. {text}" if one.criterion else text)


def sheet_rows(rows: QuerySet[Waiting]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    today = clock.today()
    for one in rows.iterator(chunk_size=_PORTION):
        file = one.dossier
        yield {
            "code": file.code or "",
            "product": file.product.name,
            "entity": file.product.entity.name,
            "place": file.product.unit.title if file.product.unit is not None else "",
            "kind": str(Waiting.Kind(one.kind).label),
            "holder": who(one),
            "criterion": one.request.criterion if one.request is not None else "",
            "text": one.request.text if one.request is not None else "",
            "since": timezone.localtime(one.since).date(),
            "days": waited(one.since, today),
            "due": one.due_on,
            "over": (today - one.due_on).days if one.due_on is not None and one.due_on < today else None,
            "why": one.step.due_why if one.step is not None else "",
        }
