"""The outbox as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.platform.exchange.services import Column
from cungcau.platform.notify import things
from cungcau.platform.notify.models import Incoming, Outgoing
from cungcau.platform.notify.selectors import possible
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_PORTION = 2000
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
        self._things: dict[str, things.Thing] | None = None
        super().__init__(*args, exclude=hidden, **kwargs)

    def things_of_page(self) -> dict[str, things.Thing]:
        """What the messages of this page are about, in words, asked once."""
        if self._things is None:
            rows = self.page.object_list.data if self.page is not None else []
            self._things = things.named(row.about for row in rows)
        return self._things

    @cached_property
    def deeds(self) -> set[str]:
        """What can be done to one message or another of this page."""
        rows = self.page.object_list.data if self.page is not None else []
        return {verb for row in rows for verb in possible(row)} & {"mark_sent", "retry", "cancel"}

    def render_chosen(self, record: Outgoing) -> SafeString | str:
        """A box to choose the row by; none where nothing can be done."""
        if not self.deeds.intersection(possible(record)):
            return "–"
        return format_html(
            '<input class="form-check-input" type="checkbox" name="chosen" value="{}" aria-label="{}">',
            record.pk,
            gettext("Chọn tin: %(what)s") % {"what": str(record)},
        )

    def render_subject(self, record: Outgoing) -> SafeString:
        """What it is."""
        address = reverse("notify:outgoing", args=[record.pk])
        shown = format_html('<a href="{}">{}</a>', address, record.heading)
        thing = self.things_of_page().get(record.about)
        if record.is_demo:
            shown = format_html('{} <span class="sample-mark">{}</span>', shown, gettext("minh hoạ"))
        return _lines(shown, thing.label if thing else "")

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
        badge = _badge(record.label, record.tone)
        lines = [record.why] if record.why else []
        if record.next_try is not None:
            lines.append(gettext("gửi lúc %(when)s") % {"when": figures.moment(record.next_try)})
        if record.sent_at is not None:
            lines.append(figures.moment(record.sent_at))
        return _lines(badge, "; ".join(lines))

    def render_created_at(self, record: Outgoing) -> str:
        """The moment."""
        return figures.moment(record.created_at)


def _badge(label: str, tone: str) -> SafeString:
    """A state with its mark."""
    drawn = badge_state(label, tone)
    return format_html(
        '<span class="state{}"><svg class="state__mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
        "{}</svg>{}</span>",
        f" state--{tone}" if tone else "", drawn["mark"], drawn["label"],
    )  # fmt: skip


def _lines(first: str, second: str) -> SafeString:
    """Two lines in one piece, so that a card on a phone keeps them together."""
    if not second:
        return format_html("<div>{}</div>", first)
    return format_html('<div>{}<br><span class="muted text-break">{}</span></div>', first, second)


def sheet_rows(rows: QuerySet[Outgoing]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`: contacts masked, no text."""
    for part in _portions(rows.select_related("sent_by").iterator(chunk_size=_PORTION)):
        named = things.named(one.about for one in part)
        for one in part:
            yield _sheet_row(one, named.get(one.about))


def _portions(rows: Iterable[Outgoing]) -> Iterator[list[Outgoing]]:
    waiting = iter(rows)
    while part := list(islice(waiting, _PORTION)):
        yield part


def _sheet_row(one: Outgoing, about: things.Thing | None) -> dict[str, Any]:
    return {
        "created_at": one.created_at, "name": one.name, "contact": one.shown, "channel": one.get_channel_display(),
        "subject": one.heading, "about": about.label if about else "", "area": one.area_code, "state": one.label,
        "why": one.why, "tries": one.tries, "next_try_at": one.next_try,
        "parts": one.sms_parts if one.channel == "sms" else None, "sent_at": one.sent_at,
        "sent_by": one.sent_by.full_name if one.sent_by else "", "way": one.get_sent_way_display(),
        "note": one.note, "provider_id": one.provider_id, "demo": gettext("minh hoạ") if one.is_demo else "",
    }  # fmt: skip


INCOMING_SHEET = (
    Column("received_at", "Lúc đến", "datetime"),
    Column("sender", "Người gửi"),
    Column("contact", "Số máy (đã che)"),
    Column("text", "Nội dung"),
    Column("about", "Về việc"),
    Column("area", "Địa bàn"),
    Column("state", "Trạng thái"),
    Column("why", "Vì sao cần người"),
    Column("handled_by", "Người xử lý"),
    Column("handled_at", "Lúc xử lý", "datetime"),
    Column("note", "Đã làm gì"),
)


class IncomingTable(tables.Table):
    """Messages to the site."""

    text = tables.Column(verbose_name=_("Tin"), orderable=False)
    sender = tables.Column(
        verbose_name=_("Người gửi"), empty_values=(), order_by=("sender", "-received_at", "-id")
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "-received_at", "-id"))
    received_at = tables.Column(verbose_name=_("Lúc đến"), order_by=("received_at", "id"))

    caption = _("Tin nhắn đến")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-received_at"
        empty_text = _("Không có tin nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_text(self, record: Incoming) -> SafeString:
        """What it says; it leads to its page."""
        address = reverse("notify:incoming-one", args=[record.pk])
        said = format_html('<a class="text-break" href="{}">{}</a>', address, record.text[:160] or "–")
        return _lines(said, "")

    def render_sender(self, record: Incoming) -> SafeString:
        """Whose number it is, the number masked."""
        return _lines(record.sender or gettext("không biết"), record.shown)

    def render_state(self, record: Incoming) -> SafeString:
        """The state with its mark, and why a person is needed."""
        return _lines(_badge(record.label, record.tone), record.unread)

    def render_received_at(self, record: Incoming) -> str:
        """The moment."""
        return figures.moment(record.received_at)


def incoming_rows(rows: QuerySet[Incoming]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`INCOMING_SHEET`: numbers masked."""
    for one in rows.select_related("handled_by").iterator(chunk_size=_PORTION):
        yield {
            "received_at": one.received_at, "sender": one.sender, "contact": one.shown, "text": one.text,
            "about": one.about, "area": one.area_code, "state": one.label, "why": one.unread,
            "handled_by": one.handled_by.full_name if one.handled_by else "", "handled_at": one.handled_at,
            "note": one.note,
        }  # fmt: skip
