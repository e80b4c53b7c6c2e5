"""Lists of sessions, councils, decisions and ready dossiers as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.council import states
from cungcau.domain.council.models import Council, Decision, Session
from cungcau.domain.ocop.models import Dossier
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import badge_state

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_NAME = {"td": {"class": "name-cell"}}
_WHOLE = {"td": {"class": "nowrap"}}

SESSION_SHEET = (
    Column("code", "Mã phiên"),
    Column("council", "Hội đồng"),
    Column("mode", "Hình thức"),
    Column("held_on", "Ngày", "date"),
    Column("place", "Địa điểm"),
    Column("round", "Đợt"),
    Column("products", "Số sản phẩm", "int"),
    Column("done", "Đã có kết quả", "int"),
    Column("state", "Trạng thái"),
    Column("conclusion", "Kết luận, lý do huỷ"),
)
COUNCIL_SHEET = (
    Column("name", "Hội đồng"),
    Column("decision_no", "Quyết định số"),
    Column("decided_on", "Ngày quyết định", "date"),
    Column("valid_from", "Nhiệm kỳ từ", "date"),
    Column("valid_to", "Đến hết", "date"),
    Column("scoring", "Thành viên chấm điểm", "int"),
    Column("quorum_percent", "Phải có mặt (%)", "int"),
    Column("least_members", "Số phiếu ít nhất", "int"),
    Column("spread_limit", "Chênh lệch cho phép", "int"),
    Column("minimum_rule", "Cách xét tiêu chí tối thiểu"),
    Column("regulation", "Quy chế"),
    Column("source", "Nguồn"),
)
DECISION_SHEET = (
    Column("number", "Số"),
    Column("kind", "Loại"),
    Column("signed_on", "Ngày ký", "date"),
    Column("signer", "Người ký"),
    Column("authority", "Cơ quan"),
    Column("session", "Phiên"),
    Column("products", "Số sản phẩm", "int"),
    Column("state", "Trạng thái"),
    Column("end_reason", "Lý do bỏ"),
)
READY_SHEET = (
    Column("code", "Mã hồ sơ"),
    Column("product", "Sản phẩm"),
    Column("entity", "Chủ thể"),
    Column("kind", "Loại hồ sơ"),
    Column("set", "Bộ tiêu chí"),
    Column("self_total", "Tự chấm", "int"),
    Column("self_star", "Sao tự chấm", "int"),
    Column("samples", "Mẫu đã nhận", "int"),
    Column("due", "Hạn", "date"),
)


def _badge(label: object, tone: str) -> str:
    return render_to_string("ui/parts/badge_state.html", badge_state(str(label), tone))


class SessionTable(tables.Table):
    """Sessions, the latest first."""

    code = tables.Column(verbose_name=_("Phiên"), linkify=("council:session", [tables.A("pk")]), attrs=_WHOLE)
    held_on = tables.Column(verbose_name=_("Ngày"), order_by=("held_on", "id"), attrs=_WHOLE)
    council = tables.Column(verbose_name=_("Hội đồng"), accessor="council__name", attrs=_NAME)
    mode = tables.Column(verbose_name=_("Hình thức"))
    products = tables.Column(verbose_name=_("Sản phẩm"), attrs=_NUMBER)
    done = tables.Column(verbose_name=_("Có kết quả"), attrs=_NUMBER)
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))

    caption = _("Các phiên hội đồng")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-held_on"
        empty_text = _("Không có phiên nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_held_on(self, record: Session) -> str:
        """The day, and the round."""
        if record.round is None:
            return figures.date(record.held_on)
        said = gettext("đợt %(round)s") % {"round": record.round}
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>', figures.date(record.held_on), said
        )

    def render_state(self, record: Session) -> str:
        """The state in words."""
        return _badge(states.SESSION_LABELS[record.state], states.SESSION_TONES[record.state])


def session_rows(rows: QuerySet[Session]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SESSION_SHEET`."""
    for one in rows.iterator(chunk_size=1000):
        yield {
            "code": one.code, "council": one.council.name, "mode": one.get_mode_display(),
            "held_on": one.held_on, "place": one.place, "round": str(one.round or ""),
            "products": getattr(one, "products", 0), "done": getattr(one, "done", 0),
            "state": str(states.SESSION_LABELS[one.state]), "conclusion": one.conclusion or one.end_reason,
        }  # fmt: skip


class CouncilTable(tables.Table):
    """Councils, the newest first."""

    name = tables.Column(
        verbose_name=_("Hội đồng"), linkify=("council:council", [tables.A("pk")]), attrs=_NAME
    )
    decision_no = tables.Column(verbose_name=_("Quyết định"), attrs=_WHOLE)
    valid_from = tables.Column(verbose_name=_("Nhiệm kỳ"), attrs=_WHOLE)
    scoring = tables.Column(verbose_name=_("Thành viên chấm điểm"), attrs=_NUMBER)
    held = tables.Column(verbose_name=_("Phiên đã họp"), attrs=_NUMBER)

    caption = _("Các hội đồng OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-valid_from"
        empty_text = _("Không có hội đồng nào khớp.")

    def render_valid_from(self, record: Council) -> str:
        """From when until when."""
        last = figures.date(record.valid_to) if record.valid_to else gettext("nay")
        return f"{figures.date(record.valid_from)} – {last}"


def council_rows(rows: QuerySet[Council]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`COUNCIL_SHEET`."""
    plain = (
        "name", "decision_no", "decided_on", "valid_from", "valid_to", "quorum_percent", "least_members",
        "spread_limit", "regulation", "source",
    )  # fmt: skip
    for one in rows.iterator(chunk_size=1000):
        yield {
            **{name: getattr(one, name) for name in plain},
            "scoring": getattr(one, "scoring", 0), "minimum_rule": one.get_minimum_rule_display(),
        }  # fmt: skip


class DecisionTable(tables.Table):
    """Decisions, the latest first."""

    number = tables.Column(
        verbose_name=_("Quyết định"), linkify=("council:decision", [tables.A("pk")]), empty_values=(),
        order_by=("signed_on", "id"), attrs=_WHOLE,
    )  # fmt: skip
    kind = tables.Column(verbose_name=_("Loại"))
    authority = tables.Column(verbose_name=_("Cơ quan"), attrs=_NAME)
    session = tables.Column(verbose_name=_("Phiên"), accessor="session__code", attrs=_WHOLE)
    products = tables.Column(verbose_name=_("Sản phẩm"), attrs=_NUMBER)
    state = tables.Column(verbose_name=_("Trạng thái"))

    caption = _("Các quyết định OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-number"
        empty_text = _("Không có quyết định nào khớp.")

    def render_number(self, record: Decision) -> str:
        """Number and day, or that it is a draft."""
        if not record.number or record.signed_on is None:
            return gettext("Dự thảo %(no)s") % {"no": record.pk}
        return f"{record.number}, {figures.date(record.signed_on)}"

    def render_state(self, record: Decision) -> str:
        """The state in words."""
        return _badge(states.DECISION_LABELS[record.state], states.DECISION_TONES[record.state])


def decision_rows(rows: QuerySet[Decision]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`DECISION_SHEET`."""
    for one in rows.iterator(chunk_size=1000):
        yield {
            "number": one.number, "kind": one.get_kind_display(), "signed_on": one.signed_on,
            "signer": one.signer, "authority": one.authority, "session": one.session.code,
            "products": getattr(one, "products", 0), "state": str(states.DECISION_LABELS[one.state]),
            "end_reason": one.end_reason,
        }  # fmt: skip


class ReadyTable(tables.Table):
    """Dossiers to choose from, those whose clock runs out first above."""

    chosen = tables.Column(verbose_name=_("Chọn"), accessor="pk", orderable=False)
    product = tables.Column(
        verbose_name=_("Sản phẩm"), accessor="product__name", order_by=("product__folded", "id"), attrs=_NAME
    )
    kind = tables.Column(verbose_name=_("Nộp để"))
    criteria_set = tables.Column(
        verbose_name=_("Bộ tiêu chí"), accessor="criteria_set__name", order_by=("criteria_set__number", "id")
    )
    self_total = tables.Column(verbose_name=_("Tự chấm"), attrs=_NUMBER)
    samples_got = tables.Column(verbose_name=_("Mẫu"), attrs=_NUMBER)
    due = tables.Column(verbose_name=_("Hạn"), order_by=("due", "id"), attrs=_WHOLE)

    caption = _("Hồ sơ đủ điều kiện trình hội đồng")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "due"
        empty_text = _("Không có hồ sơ nào khớp.")

    def render_chosen(self, record: Dossier) -> str:
        """A box to tick."""
        return format_html(
            '<input class="form-check-input" type="checkbox" name="ho-so" value="{}" aria-label="{}">',
            record.pk, gettext("Chọn %(name)s") % {"name": record.product.name},
        )  # fmt: skip

    def render_product(self, record: Dossier) -> str:
        """What it is and whose."""
        return format_html(
            '<div>{}<br><span class="muted small">{} · {}</span></div>',
            record.product.name, record.product.entity.name, record,
        )  # fmt: skip

    def render_self_total(self, record: Dossier) -> str:
        """The entity's own points and star."""
        if record.self_star is None:
            return figures.number(record.self_total or 0)
        return gettext("%(points)s điểm, %(star)s sao") % {
            "points": figures.number(record.self_total or 0), "star": record.self_star
        }  # fmt: skip


def ready_rows(rows: QuerySet[Dossier]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`READY_SHEET`."""
    for one in rows.iterator(chunk_size=1000):
        yield {
            "code": one.code, "product": one.product.name, "entity": one.product.entity.name,
            "kind": one.get_kind_display(), "set": str(one.criteria_set), "self_total": one.self_total,
            "self_star": one.self_star, "samples": getattr(one, "samples_got", None), "due": getattr(one, "due", None),
        }  # fmt: skip
