"""The outbox as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.platform.exchange.services import Column
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

SHEET = (
    Column("created_at", "Lúc tạo", "datetime"),
    Column("name", "Người nhận"),
    Column("contact", "Liên hệ (đã che)"),
    Column("channel", "Kênh"),
    Column("subject", "Tiêu đề"),
    Column("about", "Về việc"),
    Column("area", "Địa bàn"),
    Column("state", "Trạng thái"),
    Column("why", "Lý do"),
    Column("tries", "Số lần thử", "int"),
    Column("next_try_at", "Lần thử tới", "datetime"),
    Column("parts", "Số tin SMS", "int"),
    Column("sent_at", "Lúc gửi", "datetime"),
    Column("sent_by", "Người báo tay"),
    Column("way", "Báo bằng cách"),
    Column("note", "Ghi chú"),
    Column("provider_id", "Mã của nhà cung cấp"),
    Column("demo", "Minh hoạ"),
)


class OutboxTable(tables.Table):
    """Messages that leave the site."""

    chosen = tables.Column(verbose_name=_("Chọn"), accessor="pk", orderable=False)
    subject = tables.Column(verbose_name=_("Tin"), order_by=("subject", "-created_at", "-id"))
    name = tables.Column(
        verbose_name=_("Người nhận"), empty_values=(), order_by=("name", "-created_at", "-id")
    )
    channel = tables.Column(verbose_name=_("Kênh"), order_by=("channel", "-created_at", "-id"))
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "-created_at", "-id"))
    created_at = tables.Column(verbose_name=_("Lúc tạo"), order_by=("created_at", "id"))

    caption = _("Tin gửi đi")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-created_at"
        empty_text = _("Không có tin nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, *args: Any, may_handle: bool = False, **kwargs: Any) -> None:
        hidden = () if may_handle else ("chosen",)
        super().__init__(*args, exclude=hidden, **kwargs)

    def render_chosen(self, record: Outgoing) -> SafeString:
        """A box to choose the row by."""
        return format_html(
            '<input class="form-check-input" type="checkbox" name="chosen" value="{}" aria-label="{}">',
            record.pk,
            gettext("Chọn tin: %(what)s") % {"what": str(record)},
        )

    def render_subject(self, record: Outgoing) -> SafeString:
        """What it is."""
        address = reverse("notify:outgoing", args=[record.pk])
        shown = format_html('<a href="{}">{}</a>', address, record.heading)
        if record.is_demo:
            shown = format_html('{} <span class="sample-mark">{}</span>', shown, gettext("minh hoạ"))
        return _lines(shown, "")

    def render_name(self, record: Outgoing) -> SafeString:
        """The person, the contact masked."""
        return _lines(record.name or "–", record.shown)

    def render_channel(self, record: Outgoing) -> str:
        """The channel in words; an SMS of several parts says so."""
        said = record.get_channel_display()
        if record.channel == "sms" and record.sms_parts > 1:
            return gettext("%(channel)s, %(n)s tin") % {"channel": said, "n": record.sms_parts}
        return said

    def render_state(self, record: Outgoing) -> SafeString:
        """The state with its mark, why, and when it is tried again."""
        drawn = badge_state(record.label, record.tone)
        badge = format_html(
            '<span class="state{}"><svg class="state__mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
            "{}</svg>{}</span>",
            f" state--{record.tone}" if record.tone else "", drawn["mark"], drawn["label"],
        )  # fmt: skip
        lines = [record.why] if record.why else []
        if record.next_try is not None:
            lines.append(gettext("gửi lúc %(when)s") % {"when": figures.moment(record.next_try)})
        if record.sent_at is not None:
            lines.append(figures.moment(record.sent_at))
        return _lines(badge, "; ".join(lines))

    def render_created_at(self, record: Outgoing) -> str:
        """The moment."""
        return figures.moment(record.created_at)


def _lines(first: str, second: str) -> SafeString:
    """Two lines in one piece, so that a card on a phone keeps them together."""
    if not second:
        return format_html("<div>{}</div>", first)
    return format_html('<div>{}<br><span class="muted text-break">{}</span></div>', first, second)


def sheet_rows(rows: QuerySet[Outgoing]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`: contacts masked, no text."""
    for one in rows.select_related("sent_by").iterator(chunk_size=2000):
        yield {
            "created_at": one.created_at, "name": one.name, "contact": one.shown, "channel": one.get_channel_display(),
            "subject": one.heading, "about": one.about, "area": one.area_code, "state": one.label, "why": one.why,
            "tries": one.tries, "next_try_at": one.next_try,
            "parts": one.sms_parts if one.channel == "sms" else None, "sent_at": one.sent_at,
            "sent_by": one.sent_by.full_name if one.sent_by else "", "way": one.get_sent_way_display(),
            "note": one.note, "provider_id": one.provider_id, "demo": gettext("minh hoạ") if one.is_demo else "",
        }  # fmt: skip
