"""The registry as a table and as a plain spreadsheet of what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.recognition.models import RegistryLine
from cungcau.domain.recognition.registry_book.lacking import lacking_of
from cungcau.domain.recognition.selectors.figures import category_name
from cungcau.domain.recognition.tables.after import badge, stars
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import clock, figures

_ALWAYS: dict[str, Any] = {"empty_values": ()}
_PORTION = 500

SHEET = (
    Column("product", "Sản phẩm"), Column("code", "Mã sản phẩm"), Column("group", "Nhóm"),
    Column("entity", "Chủ thể"), Column("kind", "Loại hình"), Column("place", "Xã, phường"),
    Column("star", "Sao", "int"), Column("last", "Đến hết ngày", "date"), Column("lacking", "Còn thiếu"),
    Column("file", "Tệp danh bạ"), Column("line", "Dòng", "int"),
)  # fmt: skip


def with_latest(rows: QuerySet[Product]) -> QuerySet[Product]:
    """Products with the star and last day of their latest certificate, entity and place read along."""
    latest = (
        Certificate.objects.filter(product=OuterRef("pk"))
        .order_by("-starts_on", "-pk")
        .annotate(end=LAST_DAY)
    )
    read = rows.select_related("entity", "unit", "registry_line").defer(
        "words", "entity__words", "unit__words"
    )
    return read.annotate(star=Subquery(latest.values("star")[:1]), last=Subquery(latest.values("end")[:1]))


def lacking_words(product: Product) -> list[str]:
    """What is lacking of a product, in words."""
    found = lacking_of(product, line_of(product))
    said = []
    if found.entity:
        said.append(gettext("chủ thể"))
    if found.commune:
        said.append(gettext("xã, phường"))
    if found.category:
        said.append(gettext("nhóm"))
    if found.awards:
        said.append(gettext("ngày công nhận"))
    return said


def line_of(product: Product) -> RegistryLine | None:
    """The line its registry brought, read along; None where none did."""
    return getattr(product, "registry_line", None)


class RegistryTable(tables.Table):
    """Products of the registry."""

    product = tables.Column(_("Sản phẩm, chủ thể"), accessor="name", order_by=("folded", "pk"))
    place = tables.Column(
        _("Xã, phường"), accessor="area_code", order_by=("area_code", "folded", "pk"), **_ALWAYS
    )
    group = tables.Column(_("Nhóm"), accessor="category", order_by=("category", "folded", "pk"), **_ALWAYS)
    star = tables.Column(_("Sao"), order_by=("star", "pk"))
    last = tables.Column(_("Đến hết ngày"), order_by=("last", "pk"))
    lacking = tables.Column(_("Còn thiếu"), orderable=False, **_ALWAYS)

    caption = _("Danh bạ sản phẩm OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "product"
        empty_text = _("Không có sản phẩm nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, *args: Any, may_write: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may_write = may_write

    def render_product(self, record: Product) -> SafeString:
        """The product, leading to its line; its entity below."""
        entity = gettext("chưa rõ chủ thể") if record.entity_unknown else record.entity.name
        return format_html(
            '<div><a href="{}">{}</a><br><span class="muted small">{}</span></div>',
            reverse("recognition:registry-line", args=[record.pk]), record.name, entity,
        )  # fmt: skip

    def render_place(self, record: Product) -> str:
        """The commune, or what is known instead."""
        return record.unit.title if record.unit is not None else "–"

    def render_group(self, record: Product) -> str:
        """The group in words."""
        return category_name(record.category)

    def render_star(self, value: int) -> SafeString:
        """Stars of the latest certificate."""
        return stars(value)

    def render_last(self, record: Any, value: Any) -> SafeString:
        """Its last day, and whether that is past."""
        if value >= clock.today():
            return format_html("<span>{}</span>", figures.date(value))
        return format_html("<div>{}<br>{}</div>", figures.date(value), badge(_("Đã hết hạn"), "bad"))

    def render_lacking(self, record: Product) -> SafeString:
        """What is to be filled in."""
        said = lacking_words(record)
        return format_html("{}", badge(", ".join(said), "warn") if said else "–")


def sheet_rows(rows: QuerySet[Product]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions; nobody's name or phone."""
    for one in rows.iterator(chunk_size=_PORTION):
        line = line_of(one)
        yield {
            "product": one.name, "code": one.code or "", "group": category_name(one.category),
            "entity": gettext("chưa rõ chủ thể") if one.entity_unknown else one.entity.name,
            "kind": "" if one.entity_unknown else str(one.entity.get_kind_display()),
            "place": one.unit.title if one.unit is not None else "", "star": getattr(one, "star", None),
            "last": getattr(one, "last", None), "lacking": ", ".join(lacking_words(one)),
            "file": line.file_name if line else "", "line": line.line if line else None,
        }  # fmt: skip
