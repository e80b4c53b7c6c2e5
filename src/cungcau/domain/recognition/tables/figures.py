"""The products and entities behind figures as tables and spreadsheets; the figures themselves as a spreadsheet."""

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

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.recognition.selectors import figures as selectors
from cungcau.domain.recognition.selectors.figures import Figures, Tally
from cungcau.domain.recognition.tables.after import NUMBER, badge, place_of, stars
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

_PORTION = 500
_ALWAYS: dict[str, Any] = {"empty_values": ()}
"""A cell drawn even where its accessor finds nothing."""

HELD = (
    Column("product", "Sản phẩm"), Column("code", "Mã sản phẩm"), Column("group", "Nhóm"),
    Column("entity", "Chủ thể"), Column("kind", "Loại hình"), Column("place", "Xã, phường"),
    Column("star", "Sao", "int"), Column("standing", "Hiệu lực"), Column("starts", "Có giá trị từ", "date"),
    Column("last", "Đến hết ngày", "date"), Column("decision", "Quyết định"), Column("number", "Số giấy"),
    Column("source", "Nguồn"),
)  # fmt: skip
ENTITIES = (
    Column("code", "Mã"), Column("name", "Chủ thể"), Column("kind", "Loại hình"), Column("place", "Xã, phường"),
    Column("valid", "Sản phẩm còn hiệu lực", "int"), Column("lapsing", "Trong đó sắp hết hạn", "int"),
    Column("lapsed", "Đã hết hạn", "int"), Column("revoked", "Đã thu hồi", "int"),
)  # fmt: skip
FIGURES = (
    Column("part", "Phần"), Column("name", "Tên"), Column("all", "Đã công nhận", "int"),
    Column("valid", "Còn hiệu lực", "int"), Column("lapsing", "Trong đó sắp hết hạn", "int"),
    Column("lapsed", "Đã hết hạn", "int"), Column("revoked", "Đã thu hồi", "int"),
)  # fmt: skip


def entity_of(certificate: Certificate) -> str:
    """Whose the product is, or that nobody knows."""
    product = certificate.product
    return gettext("chưa rõ chủ thể") if product.entity_unknown else product.entity.name


class HeldTable(tables.Table):
    """Products as they stood on a day."""

    product = tables.Column(_("Sản phẩm, chủ thể"), order_by=("product__folded", "pk"))
    place = tables.Column(
        _("Xã, phường"), accessor="product__unit__name", order_by=("area_code", "pk"), empty_values=()
    )
    group = tables.Column(
        _("Nhóm"), accessor="product__category", order_by=("product__category", "pk"), empty_values=()
    )
    star = tables.Column(_("Sao"), order_by=("star", "pk"))
    standing = tables.Column(_("Hiệu lực"), order_by=("standing", "pk"))
    starts_on = tables.Column(_("Có giá trị từ"), order_by=("starts_on", "pk"))
    last = tables.Column(_("Đến hết ngày"), order_by=("last", "pk"))

    caption = _("Sản phẩm OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "product"
        empty_text = _("Không có sản phẩm nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, *args: Any, may_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may_open = may_open

    def render_product(self, record: Certificate) -> str:
        """The product, leading to its certificate for those who may see it; its entity below."""
        name = record.product.name
        if self._may_open:
            address = reverse("recognition:certificate", args=[record.pk])
            name = format_html('<a href="{}">{}</a>', address, name)
        return format_html('<div>{}<br><span class="muted small">{}</span></div>', name, entity_of(record))

    def render_place(self, record: Certificate) -> str:
        """The commune, or what a list named instead."""
        return place_of(record) or "–"

    def render_group(self, record: Certificate) -> str:
        """The group in words."""
        return selectors.category_name(record.product.category)

    def render_star(self, value: int) -> str:
        """Stars."""
        return stars(value)

    def render_standing(self, value: str) -> str:
        """How it stood."""
        return badge(selectors.STANDINGS[value], selectors.STANDING_TONES[value])

    def render_starts_on(self, value: date) -> str:
        """The first day."""
        return figures.date(value)

    def render_last(self, value: date) -> str:
        """The last day."""
        return figures.date(value)


def held_rows(rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`HELD`, read in portions."""
    for one in rows.iterator(chunk_size=_PORTION):
        product = one.product
        yield {
            "product": product.name, "code": product.code or "", "group": selectors.category_name(product.category),
            "entity": entity_of(one), "kind": selectors.kind_name(one.entity_kind), "place": place_of(one),
            "star": one.star, "standing": str(selectors.STANDINGS[one.standing]), "starts": one.starts_on,
            "last": one.last, "decision": one.decision_no, "number": one.number, "source": one.source,
        }  # fmt: skip


class EntityTable(tables.Table):
    """Entities with their products; the figures are asked for the page's entities alone."""

    name = tables.Column(_("Chủ thể"), order_by=("folded", "pk"))
    kind = tables.Column(_("Loại hình"), order_by=("kind", "folded", "pk"))
    place = tables.Column(
        _("Xã, phường"), accessor="unit__name", order_by=("area_code", "folded", "pk"), empty_values=()
    )
    valid = tables.Column(_("Còn hiệu lực"), empty_values=(), orderable=False, attrs=NUMBER)
    lapsing = tables.Column(_("Sắp hết hạn"), empty_values=(), orderable=False, attrs=NUMBER)
    lapsed = tables.Column(_("Đã hết hạn"), empty_values=(), orderable=False, attrs=NUMBER)

    caption = _("Chủ thể OCOP")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có chủ thể nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, *args: Any, user: Somebody, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._day = user, day
        self._known: dict[int, Tally] | None = None

    def _tally(self, record: Organisation) -> Tally:
        if self._known is None:
            ids = [row.record.pk for row in self.page.object_list] if self.page else []
            self._known = selectors.tallies_of(self._user, self._day, ids)
        return self._known.get(record.pk, Tally())

    def render_name(self, record: Organisation) -> str:
        """The entity, leading to its products."""
        address = f"{reverse('recognition:figure-rows')}?q={record.code}&day={self._day.isoformat()}"
        return format_html('<div><a href="{}">{}</a></div>', address, record.name)

    def render_kind(self, record: Organisation) -> str:
        """The kind in words."""
        return str(record.get_kind_display())

    def render_place(self, record: Organisation) -> str:
        """The commune."""
        return record.unit.title if record.unit is not None else "–"

    def render_valid(self, record: Organisation) -> str:
        """Products that count on the day."""
        return figures.number(self._tally(record).valid)

    def render_lapsing(self, record: Organisation) -> str:
        """Those of them about to lapse."""
        return figures.number(self._tally(record).lapsing)

    def render_lapsed(self, record: Organisation) -> str:
        """Products whose certificate ran out."""
        return figures.number(self._tally(record).lapsed)


def entity_rows(rows: QuerySet[Organisation], *, user: Somebody, day: date) -> Iterator[dict[str, Any]]:
    """Rows of :data:`ENTITIES`, read in portions."""
    found = list(rows)
    for start in range(0, len(found), _PORTION):
        portion = found[start : start + _PORTION]
        tallies = selectors.tallies_of(user, day, [one.pk for one in portion])
        for one in portion:
            tally = tallies.get(one.pk, Tally())
            yield {
                "code": one.code, "name": one.name, "kind": str(one.get_kind_display()),
                "place": one.unit.title if one.unit is not None else "", "valid": tally.valid,
                "lapsing": tally.lapsing, "lapsed": tally.lapsed, "revoked": tally.revoked,
            }  # fmt: skip


def figure_rows(found: Figures) -> Iterator[dict[str, Any]]:
    """Rows of :data:`FIGURES`: the whole, then every part."""
    yield _row("Chung", "Tất cả", found.total)
    for star, tally in found.by_star().items():
        yield _row("Theo sao", f"{star} sao", tally)
    for code, tally in found.by_category().items():
        yield _row("Theo nhóm", selectors.category_name(code), tally)
    for kind, tally in found.by_kind().items():
        yield _row("Theo loại hình chủ thể", selectors.kind_name(kind), tally)
    places = selectors.places_of(found.by_place())
    tallies = found.by_place()
    for key, place in sorted(places.items(), key=lambda pair: pair[1].name):
        yield _row("Theo xã, phường", place.name, tallies[key])


def _row(part: str, name: str, tally: Tally) -> dict[str, Any]:
    return {
        "part": part, "name": name, "all": tally.all, "valid": tally.valid, "lapsing": tally.lapsing,
        "lapsed": tally.lapsed, "revoked": tally.revoked,
    }  # fmt: skip
