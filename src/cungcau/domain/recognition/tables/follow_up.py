"""Inspections and revocation cases as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition import states
from cungcau.domain.recognition.models import Inspection, Revocation
from cungcau.domain.recognition.selectors.revocations import decided_by
from cungcau.domain.recognition.tables.after import badge
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures

_WHOLE = {"td": {"class": "nowrap"}}

INSPECTIONS = (
    Column("code", "Mã"), Column("product", "Sản phẩm"), Column("entity", "Chủ thể"), Column("place", "Xã, phường"),
    Column("kind", "Loại"), Column("state", "Trạng thái"), Column("planned", "Dự kiến ngày", "date"),
    Column("done", "Kiểm tra ngày", "date"), Column("team", "Đoàn kiểm tra"), Column("why", "Lý do"),
    Column("found", "Điều phải khắc phục", "int"), Column("unclosed", "Chưa xong", "int"),
    Column("conclusion", "Kết luận"),
)  # fmt: skip
REVOCATIONS = (
    Column("product", "Sản phẩm"), Column("entity", "Chủ thể"), Column("place", "Xã, phường"),
    Column("star", "Sao", "int"), Column("ground", "Căn cứ"), Column("facts", "Sự việc"),
    Column("concluded", "Ngày kết luận", "date"), Column("due", "Hạn quyết định", "date"),
    Column("state", "Trạng thái"), Column("by", "Thẩm quyền"), Column("decision", "Quyết định"),
    Column("decided", "Ngày quyết định", "date"), Column("outcome", "Kết quả"),
)  # fmt: skip


def named(product: Product) -> SafeString:
    """The product with its entity and commune below."""
    where = f", {product.unit.title}" if product.unit is not None else ""
    return format_html(
        '<div>{}<br><span class="muted small">{}{}</span></div>', product.name, product.entity.name, where
    )


def till(due_on: date, today: date) -> str:
    """How long until a term, or how long past it."""
    days = (due_on - today).days
    if days < 0:
        return gettext("quá %(n)s ngày") % {"n": figures.number(-days)}
    return gettext("còn %(n)s ngày") % {"n": figures.number(days)} if days else gettext("hôm nay là hạn")


class InspectionTable(tables.Table):
    """Inspections by day."""

    planned_on = tables.Column(_("Ngày"), order_by=("planned_on", "pk"), attrs=_WHOLE)
    code = tables.Column(
        verbose_name=_("Mã"),
        linkify=("recognition:inspection", [tables.A("pk")]),
        order_by=("pk",),
        attrs=_WHOLE,
    )
    product = tables.Column(_("Sản phẩm, chủ thể"), order_by=("product__folded", "pk"))
    kind = tables.Column(_("Loại"), orderable=False)
    state = tables.Column(_("Trạng thái"), order_by=("state", "pk"))
    found = tables.Column(_("Phải khắc phục"), orderable=False)

    caption = _("Kiểm tra sau công nhận")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-planned_on"
        empty_text = _("Không có lần kiểm tra nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_planned_on(self, record: Inspection) -> str:
        """When it took place, else when it is planned."""
        return figures.date(record.done_on or record.planned_on)

    def render_product(self, record: Inspection) -> SafeString:
        """What and whose."""
        return named(record.product)

    def render_kind(self, record: Inspection) -> str:
        """Planned or ad hoc."""
        return str(record.get_kind_display())

    def render_state(self, record: Inspection) -> SafeString:
        """In words; a planned one that is past says so."""
        said = SafeString(
            badge(states.INSPECTION_LABELS[record.state], states.INSPECTION_TONES[record.state])
        )
        late = record.state == states.PLANNED and record.planned_on < clock.today()
        if not late:
            return said
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>',
            said,
            till(record.planned_on, clock.today()),
        )

    def render_found(self, record: Any) -> str:
        """How many, and how many are still open."""
        if record.state != states.DONE:
            return "–"
        if not record.found:
            return gettext("không có")
        open_ones = gettext("còn %(n)s") % {"n": record.unclosed} if record.unclosed else gettext("đã xong")
        return ngettext("%(n)s điều, %(open)s", "%(n)s điều, %(open)s", record.found) % {
            "n": record.found, "open": open_ones,
        }  # fmt: skip


def inspection_rows(rows: QuerySet[Inspection]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`INSPECTIONS`, read in portions; must have its findings counted."""
    one: Any
    for one in rows.iterator(chunk_size=2000):
        unit = one.product.unit
        yield {
            "code": one.code, "product": one.product.name, "entity": one.product.entity.name,
            "place": unit.title if unit is not None else "", "kind": one.get_kind_display(),
            "state": str(states.INSPECTION_LABELS[one.state]), "planned": one.planned_on, "done": one.done_on,
            "team": one.team, "why": one.why, "found": one.found, "unclosed": one.unclosed,
            "conclusion": one.conclusion,
        }  # fmt: skip


class RevocationTable(tables.Table):
    """Revocation cases, those to be decided first."""

    product = tables.Column(
        verbose_name=_("Sản phẩm, chủ thể"), accessor="certificate__product",
        linkify=("recognition:revocation", [tables.A("pk")]), order_by=("certificate__product__folded", "pk"),
    )  # fmt: skip
    star = tables.Column(_("Sao"), accessor="certificate__star", order_by=("certificate__star", "pk"))
    ground = tables.Column(_("Căn cứ"), order_by=("ground", "pk"))
    due_on = tables.Column(_("Hạn quyết định"), order_by=("due_on", "pk"))
    state = tables.Column(_("Trạng thái"), order_by=("state", "pk"))

    caption = _("Các vụ thu hồi giấy chứng nhận")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-due_on"
        empty_text = _("Không có vụ nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_product(self, record: Revocation) -> SafeString:
        """What and whose."""
        return named(record.certificate.product)

    def render_ground(self, record: Revocation) -> str:
        """In words."""
        return str(record.get_ground_display())

    def render_due_on(self, record: Revocation) -> SafeString:
        """The last day to decide, and how far it is while the case is open."""
        left = till(record.due_on, clock.today()) if record.state == states.OPEN else ""
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>', figures.date(record.due_on), left
        )

    def render_state(self, record: Revocation) -> str:
        """In words."""
        return badge(states.REVOCATION_LABELS[record.state], states.REVOCATION_TONES[record.state])


def revocation_rows(rows: QuerySet[Revocation]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`REVOCATIONS`, read in portions."""
    for one in rows.iterator(chunk_size=2000):
        product = one.certificate.product
        yield {
            "product": product.name, "entity": product.entity.name,
            "place": product.unit.title if product.unit is not None else "", "star": one.certificate.star,
            "ground": one.get_ground_display(), "facts": one.facts, "concluded": one.concluded_on, "due": one.due_on,
            "state": str(states.REVOCATION_LABELS[one.state]), "by": decided_by(one.certificate.star),
            "decision": one.decision_no, "decided": one.decided_on, "outcome": one.outcome,
        }  # fmt: skip
