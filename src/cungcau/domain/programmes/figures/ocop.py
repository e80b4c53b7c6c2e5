"""Figures over OCOP products and entities, by the certificates valid on the day asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.programmes.figures.asking import STOCK, Argument, Asked, Behind, Figure, Kept, kept_once
from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.domain.recognition.selectors.figures import (
    VALID,
    category_name,
    latest,
    still_valid,
    with_standing,
)
from cungcau.domain.recognition.selectors.targets import HOW_COUNTED, entities_reached, products_reached
from cungcau.domain.registry.models import Organisation
from cungcau.platform.exchange.services import Column


def stars() -> Sequence[tuple[str, str]]:
    """The stars a certificate gives."""
    return [(str(star), ngettext("%(n)s sao", "%(n)s sao", star) % {"n": star}) for star in (3, 4, 5)]


STAR = Argument("star", _("Hạng sao"), choices=stars)
SINCE = Argument("since", _("Mốc tính"), kind="day")

HELD = (
    Column("product", "Sản phẩm"), Column("code", "Mã sản phẩm"), Column("group", "Nhóm"),
    Column("entity", "Chủ thể"), Column("star", "Sao", "int"), Column("starts", "Có giá trị từ", "date"),
    Column("last", "Đến hết ngày", "date"), Column("decision", "Quyết định"),
)  # fmt: skip
PRODUCTS = (
    Column("product", "Sản phẩm"), Column("code", "Mã sản phẩm"), Column("group", "Nhóm"), Column("entity", "Chủ thể"),
)  # fmt: skip
ENTITIES = (Column("code", "Mã"), Column("name", "Chủ thể"), Column("kind", "Loại hình"))


def valid_certificates(asked: Asked) -> QuerySet[Any]:
    """The certificates by which products are valid on the day."""
    rows = with_standing(latest(Certificate.objects.filter(asked.area()), asked.day), asked.day)
    rows = rows.filter(still_valid())
    return rows.filter(star=asked.arguments["star"]) if asked.arguments.get("star") else rows


def _valid(asked: Asked, kept: Kept) -> Decimal:
    """All stars are counted in one question, whichever are asked for."""

    def read() -> dict[int, int]:
        everything = Asked(asked.day, area_code=asked.area_code)
        return _by_star(valid_certificates(everything).order_by().values_list("star", flat=True))

    counts: dict[int, int] = kept_once(kept, ("ocop_valid", asked.area_code, asked.day), read)
    star = asked.arguments.get("star")
    return Decimal(counts.get(int(star), 0) if star else sum(counts.values()))


def _by_star(stars: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for star in stars:
        found[star] = found.get(star, 0) + 1
    return found


def _valid_behind(asked: Asked) -> Behind:
    rows = (
        valid_certificates(asked)
        .select_related("product__entity")
        .defer("product__words", "product__entity__words")
    )
    return Behind(HELD, rows.order_by("product__folded", "pk"), _held_cells)


def _held_cells(one: Any, names: bool) -> dict[str, Any]:
    return {
        **_product_cells(one.product, names), "star": one.star, "starts": one.starts_on, "last": one.last,
        "decision": one.decision_no,
    }  # fmt: skip


def _product_cells(product: Product, names: bool) -> dict[str, Any]:
    return {
        "product": product.name, "code": product.code or "", "group": category_name(product.category),
        "entity": "" if product.entity_unknown else product.entity.name,
    }  # fmt: skip


def _valid_page(asked: Asked) -> str:
    wanted = {"day": asked.day.isoformat(), "standing": VALID, "area": asked.area_code}
    if asked.arguments.get("star"):
        wanted["star"] = asked.arguments["star"]
    kept = {key: value for key, value in wanted.items() if value and (key != "area" or "." in value)}
    return f"{reverse('recognition:figure-rows')}?{urlencode(kept)}"


def target_of(measure: str, asked: Asked) -> PlanTarget:
    """The question as a target of the OCOP room, which counts it: from a first day (the year's without one)."""
    said = asked.arguments.get("since")
    since = date.fromisoformat(said) if said else asked.first or date(asked.day.year, 1, 1)
    return PlanTarget(
        area_code=asked.area_code,
        measure=measure,
        year_from=since.year,
        year_to=asked.day.year,
        since=since,
        least=0,
    )


def _reached(measure: str) -> Callable[[Asked, Kept], Decimal]:
    return lambda asked, kept: Decimal(_rows(measure, asked).order_by().count())


def _rows(measure: str, asked: Asked) -> QuerySet[Any]:
    target = target_of(measure, asked)
    return (
        entities_reached(target, asked.day)
        if measure == Measure.ENTITIES
        else products_reached(target, asked.day)
    )


def _reached_behind(measure: str) -> Callable[[Asked], Behind]:
    def behind(asked: Asked) -> Behind:
        rows = _rows(measure, asked)
        if measure == Measure.ENTITIES:
            return Behind(ENTITIES, rows.defer("words").order_by("folded", "pk"), _entity_cells)
        shown = rows.select_related("entity").defer("words", "entity__words")
        return Behind(PRODUCTS, shown.order_by("folded", "pk"), _product_cells)

    return behind


def _entity_cells(one: Organisation, names: bool) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "kind": one.get_kind_display()}


def _targets_page(asked: Asked) -> str:
    return f"{reverse('recognition:targets')}?{urlencode({'day': asked.day.isoformat()})}"


def _figure(name: str, measure: str, label: Any, unit: Any) -> Figure:
    return Figure(
        name, label, unit, HOW_COUNTED[Measure(measure)], _reached(measure), _reached_behind(measure), _targets_page,
        arguments=(SINCE,),
    )  # fmt: skip


FIGURES = (
    Figure(
        "ocop_valid", _("Sản phẩm OCOP còn hiệu lực"), _("sản phẩm"),
        _("Sản phẩm có giấy chứng nhận còn hiệu lực vào ngày tính, gồm cả sắp hết hạn."),
        _valid, _valid_behind, _valid_page, time=STOCK, arguments=(STAR,),
    ),
    _figure("ocop_kept", Measure.KEPT, _("Sản phẩm OCOP giữ vững, nâng hạng"), _("sản phẩm")),
    _figure("ocop_new", Measure.NEW, _("Sản phẩm OCOP mới từ 3 sao"), _("sản phẩm")),
    _figure("ocop_five_star", Measure.FIVE_STAR, _("Sản phẩm OCOP 5 sao mới"), _("sản phẩm")),
    _figure("ocop_entities", Measure.ENTITIES, _("Chủ thể tham gia OCOP"), _("chủ thể")),
)  # fmt: skip
