"""Certificates and renewals as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.selectors.certificates import STANDING_LABELS, STANDING_TONES, standing
from cungcau.domain.recognition.models import Reminder
from cungcau.domain.recognition.selectors.renewals import Renewal, renewals_of
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge_state

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_PORTION = 500
_SHORT = {
    Reminder.Audience.ENTITY: _("Chủ thể"),
    Reminder.Audience.COMMUNE: _("Xã"),
    Reminder.Audience.OFFICE: _("Tỉnh"),
}

CERTIFICATES = (
    Column("product", "Sản phẩm"), Column("code", "Mã sản phẩm"), Column("entity", "Chủ thể"),
    Column("place", "Xã, phường"), Column("star", "Sao", "int"), Column("standing", "Hiệu lực"),
    Column("number", "Số giấy"), Column("decision", "Quyết định"), Column("decided", "Ngày quyết định", "date"),
    Column("authority", "Cơ quan ký"), Column("starts", "Có giá trị từ", "date"),
    Column("last", "Đến hết ngày", "date"), Column("kind", "Lần"), Column("instrument", "Theo văn bản"),
    Column("source", "Nguồn"),
)  # fmt: skip
RENEWALS = (
    Column("product", "Sản phẩm"), Column("code", "Mã sản phẩm"), Column("entity", "Chủ thể"),
    Column("place", "Xã, phường"), Column("star", "Sao", "int"), Column("last", "Hết hạn ngày", "date"),
    Column("left", "Còn (ngày)", "int"), Column("opens", "Nộp từ ngày", "date"),
    Column("closes", "Nộp đến hết ngày", "date"), Column("stage", "Chặng"), Column("file", "Hồ sơ"),
    Column("told_entity", "Đã báo chủ thể"), Column("told_commune", "Đã báo xã"), Column("told_office", "Đã báo tỉnh"),
)  # fmt: skip


def badge(label: object, tone: str) -> str:
    """A state in words."""
    return str(render_to_string("ui/parts/badge_state.html", badge_state(str(label), tone)))


def stars(count: int) -> SafeString:
    """Stars for the eye, their number for everybody."""
    said = ngettext("%(n)s sao", "%(n)s sao", count) % {"n": count}
    return format_html(
        '<span class="nowrap"><span aria-hidden="true">{}</span> <span class="beside">{}</span></span>',
        "★" * count,
        said,
    )


def place_of(certificate: Certificate) -> str:
    """The commune."""
    unit = certificate.product.unit
    return unit.title if unit is not None else ""


def who(certificate: Certificate) -> SafeString:
    """The product, leading to its certificate; its entity and commune below."""
    product = certificate.product
    where = place_of(certificate)
    return format_html(
        '<div><a href="{}">{}</a><br><span class="muted small">{}{}</span></div>',
        reverse("recognition:certificate", args=[certificate.pk]),
        product.name,
        product.entity.name,
        f", {where}" if where else "",
    )


def days_left(renewal: Renewal) -> str:
    """How many days the certificate still counts, or since when it does not."""
    if renewal.days_left < 0:
        return gettext("hết hạn %(n)s ngày") % {"n": figures.number(-renewal.days_left)}
    if renewal.days_left == 0:
        return gettext("hôm nay là ngày cuối")
    return gettext("còn %(n)s ngày") % {"n": figures.number(renewal.days_left)}


def said_to(reminders: tuple[Reminder, ...], audience: str) -> str:
    """When an audience was last reminded, that it was called, or that nobody of it can be told."""
    own = [one for one in reminders if one.audience == audience]
    if not own:
        return ""
    last = own[-1]
    if last.people:
        return gettext("%(day)s (%(n)s người)") % {"day": figures.date(last.sent_at), "n": last.people}
    if last.called_at is not None:
        return gettext("gọi %(day)s") % {"day": figures.date(last.called_at)}
    return gettext("chưa có tài khoản")


class CertificateTable(tables.Table):
    """Certificates as they stand today."""

    product = tables.Column(_("Sản phẩm, chủ thể"), order_by=("product__folded", "pk"))
    star = tables.Column(_("Sao"), order_by=("star", "pk"))
    standing = tables.Column(_("Hiệu lực"), accessor="state", orderable=False)
    starts_on = tables.Column(_("Có giá trị"), order_by=("starts_on", "pk"))
    last = tables.Column(_("Đến hết ngày"), order_by=("last", "pk"))
    number = tables.Column(_("Số giấy, quyết định"), orderable=False, empty_values=())

    caption = _("Giấy chứng nhận OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-starts_on"
        empty_text = _("Không có giấy nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_product(self, record: Certificate) -> SafeString:
        """What and whose."""
        return who(record)

    def render_star(self, value: int) -> SafeString:
        """The stars."""
        return stars(value)

    def render_standing(self, record: Certificate) -> str:
        """As it stands today."""
        word = standing(record, clock.today())
        return badge(STANDING_LABELS[word], STANDING_TONES[word])

    def render_starts_on(self, value: date) -> str:
        """The first day."""
        return gettext("từ %(day)s") % {"day": figures.date(value)}

    def render_last(self, record: Certificate) -> str:
        """The last day, an extension marked."""
        extended = gettext(" (kéo dài)") if record.extended_until else ""
        return figures.date(record.last_day) + extended

    def render_number(self, record: Certificate) -> str:
        """What it is known by."""
        return record.number or record.decision_no or "–"


def certificate_rows(rows: QuerySet[Certificate], today: date) -> Iterator[dict[str, Any]]:
    """Rows of :data:`CERTIFICATES` as they stand on a day, read in portions."""
    for one in rows.select_related("instrument").iterator(chunk_size=2000):
        yield {
            "product": one.product.name, "code": one.product.code or "", "entity": one.product.entity.name,
            "place": place_of(one), "star": one.star, "standing": str(STANDING_LABELS[standing(one, today)]),
            "number": one.number, "decision": one.decision_no, "decided": one.decided_on, "authority": one.authority,
            "starts": one.starts_on, "last": one.last_day, "kind": one.get_kind_display(),
            "instrument": one.instrument.number, "source": one.source,
        }  # fmt: skip


class RenewalTable(tables.Table):
    """Certificates on their way to the re-evaluation."""

    product = tables.Column(_("Sản phẩm, chủ thể"), order_by=("product__folded", "pk"))
    star = tables.Column(_("Sao"), order_by=("star", "pk"))
    last = tables.Column(_("Hết hạn"), order_by=("last", "pk"))
    stage = tables.Column(_("Chặng, hồ sơ đánh giá lại"), accessor="state", orderable=False)
    told = tables.Column(_("Đã báo"), accessor="pk", orderable=False)

    caption = _("Giấy chứng nhận theo hạn đánh giá lại")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "last"
        empty_text = _("Không có giấy nào ở chặng này.")

    def __init__(self, *args: Any, may_start: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found: dict[int, Renewal] | None = None
        self._may_start = may_start

    def of(self, record: Certificate) -> Renewal:
        """Where a certificate of this page stands; asked once for the whole page."""
        if self._found is None:
            page = getattr(self, "page", None)
            rows = (
                [row.record for row in page.object_list]
                if page is not None
                else [r.record for r in self.rows]
            )
            self._found = {one.certificate.pk: one for one in renewals_of(rows, clock.today())}
        return self._found[record.pk]

    def render_product(self, record: Certificate) -> SafeString:
        """What and whose."""
        return who(record)

    def render_star(self, value: int) -> SafeString:
        """The stars."""
        return stars(value)

    def render_last(self, record: Certificate) -> SafeString:
        """The last day and the days to it."""
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>',
            figures.date(record.last_day),
            days_left(self.of(record)),
        )

    def render_stage(self, record: Certificate) -> SafeString:
        """The stage, when a file may be sent, where the file is or the way to begin it."""
        context = {"renewal": self.of(record), "may_start": self._may_start}
        return SafeString(render_to_string("recognition/cells/stage.html", context))

    def render_told(self, record: Certificate) -> SafeString:
        """Who was told when."""
        said = self.of(record).reminders
        told = [(label, words) for audience, label in _SHORT.items() if (words := said_to(said, audience))]
        return SafeString(render_to_string("recognition/cells/told.html", {"told": told}))


def renewal_rows(rows: QuerySet[Certificate], today: date) -> Iterator[dict[str, Any]]:
    """Rows of :data:`RENEWALS` as they stand on a day, read in portions."""
    portion: list[Certificate] = []
    for one in rows.iterator(chunk_size=_PORTION):
        portion.append(one)
        if len(portion) == _PORTION:
            yield from _renewal_rows(portion, today)
            portion = []
    yield from _renewal_rows(portion, today)


def _renewal_rows(portion: list[Certificate], today: date) -> Iterator[dict[str, Any]]:
    for found in renewals_of(portion, today):
        one = found.certificate
        yield {
            "product": one.product.name, "code": one.product.code or "", "entity": one.product.entity.name,
            "place": place_of(one), "star": one.star, "last": one.last_day, "left": found.days_left,
            "opens": found.opens_on, "closes": found.closes_on, "stage": found.label,
            "file": found.dossier_label,
            "told_entity": said_to(found.reminders, Reminder.Audience.ENTITY),
            "told_commune": said_to(found.reminders, Reminder.Audience.COMMUNE),
            "told_office": said_to(found.reminders, Reminder.Audience.OFFICE),
        }  # fmt: skip
