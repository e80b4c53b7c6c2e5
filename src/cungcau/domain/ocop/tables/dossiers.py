"""The list of files as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Dossier, Stage, Step
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures
from cungcau.platform.ui.templatetags.ui import badge

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_NAME = {"td": {"class": "name-cell"}}

SHEET = (
    Column("code", "Số phiếu đăng ký"),
    Column("product_code", "Mã sản phẩm"),
    Column("product", "Sản phẩm"),
    Column("entity_code", "Mã chủ thể"),
    Column("entity", "Chủ thể"),
    Column("entity_kind", "Loại hình"),
    Column("place", "Xã, phường"),
    Column("kind", "Loại hồ sơ"),
    Column("instrument", "Theo văn bản"),
    Column("set_code", "Mã bộ tiêu chí"),
    Column("set", "Bộ tiêu chí"),
    Column("state", "Trạng thái"),
    Column("stage", "Đang ở"),
    Column("due", "Hạn xử lý", "date"),
    Column("self_total", "Điểm tự chấm", "int"),
    Column("self_star", "Sao tự chấm", "int"),
    Column("result_star", "Sao hội đồng", "int"),
    Column("submitted", "Ngày nộp", "date"),
    Column("updated", "Cập nhật", "date"),
    Column("reason", "Lý do kết thúc"),
)


class DossierTable(tables.Table):
    """Files, the last changed first."""

    product = tables.Column(
        verbose_name=_("Sản phẩm"), accessor="product__name", linkify=("ocop:dossier", [tables.A("pk")]),
        order_by=("product__folded", "id"), attrs=_NAME,
    )  # fmt: skip
    entity = tables.Column(
        verbose_name=_("Chủ thể"), accessor="product__entity__name",
        order_by=("product__entity__folded", "id"), attrs=_NAME,
    )  # fmt: skip
    kind = tables.Column(verbose_name=_("Loại hồ sơ"), order_by=("kind", "id"))
    state = tables.Column(verbose_name=_("Trạng thái, đang ở, hạn"), order_by=("state", "id"))
    self_total = tables.Column(verbose_name=_("Tự chấm"), order_by=("self_total", "id"), attrs=_NUMBER)
    updated = tables.Column(verbose_name=_("Cập nhật"), accessor="updated_at", order_by=("updated_at", "id"))

    caption = _("Các hồ sơ OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-updated"
        empty_text = _("Không có hồ sơ nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_product(self, record: Dossier) -> str:
        """The product, with the slip's number below."""
        below = record.code or gettext("chưa nộp")
        return format_html('{}<br><span class="muted small">{}</span>', record.product.name, below)

    def render_entity(self, record: Dossier) -> str:
        """The entity, with its place below."""
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>',
            record.product.entity.name,
            place_of(record),
        )

    def render_kind(self, record: Dossier) -> str:
        """The kind and the set."""
        return format_html(
            '<div>{}<br><span class="muted small">{}</span></div>',
            record.get_kind_display(), record.criteria_set.code,
        )  # fmt: skip

    def render_state(self, record: Dossier) -> str:
        """The state in words; below it who has the file and until when, late ones marked by words."""
        state = badge(states.DOSSIER_LABELS[record.state], states.DOSSIER_TONES[record.state])
        step = step_of(record)
        if step is None:
            return state
        if step.due_on is None:
            return format_html(
                '<div>{}<br><span class="small muted">{}</span></div>', state, Stage(step.stage).label
            )
        late = step.due_on < clock.today()
        said = gettext("quá hạn %s") if late else gettext("hạn %s")
        return format_html(
            '<div>{}<br><span class="small muted">{}</span>, <span class="small {}">{}</span></div>',
            state, Stage(step.stage).label, "text-danger" if late else "muted", said % figures.date(step.due_on),
        )  # fmt: skip

    def render_self_total(self, record: Dossier) -> str:
        """Points and star of the entity's own choices."""
        return own_score(record)

    def render_updated(self, record: Dossier) -> str:
        """The day it last changed."""
        return figures.date(timezone.localdate(record.updated_at))


def own_score(record: Dossier) -> str:
    """ "81 điểm, 3 sao"; a dash where nothing was chosen."""
    if record.self_total is None:
        return "–"
    if record.self_star is None:
        return gettext("%(points)s điểm, chưa đạt hạng nào") % {"points": figures.number(record.self_total)}
    return gettext("%(points)s điểm, %(star)s sao") % {
        "points": figures.number(record.self_total), "star": record.self_star,
    }  # fmt: skip


def step_of(record: Dossier) -> Step | None:
    """Its open stay, read along by the list."""
    found: list[Step] = getattr(record, "open_steps", [])
    return found[0] if found else None


def place_of(record: Dossier) -> str:
    """The commune's name."""
    return record.product.unit.title if record.product.unit is not None else ""


def sheet_rows(dossiers: QuerySet[Dossier]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    for one in dossiers.iterator(chunk_size=1000):
        step = step_of(one)
        yield {
            "code": one.code or "",
            "product_code": one.product.code or "",
            "product": one.product.name,
            "entity_code": one.product.entity.code,
            "entity": one.product.entity.name,
            "entity_kind": one.product.entity.get_kind_display(),
            "place": place_of(one),
            "kind": one.get_kind_display(),
            "instrument": one.criteria_set.book.instrument.number,
            "set_code": one.criteria_set.code,
            "set": one.criteria_set.name,
            "state": str(states.DOSSIER_LABELS[one.state]),
            "stage": str(Stage(step.stage).label) if step else "",
            "due": step.due_on if step else None,
            "self_total": one.self_total,
            "self_star": one.self_star,
            "result_star": one.result_star,
            "submitted": timezone.localdate(one.submitted_at) if one.submitted_at else None,
            "updated": timezone.localdate(one.updated_at),
            "reason": one.end_reason,
        }
