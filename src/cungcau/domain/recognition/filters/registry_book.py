"""What the registry can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition.filters.after import AreaFilter
from cungcau.domain.recognition.models import RegistryLine
from cungcau.domain.recognition.selectors.figures import categories
from cungcau.domain.recognition.selectors.registry_book import lacking_q
from cungcau.domain.recognition.selectors.shown import products_named
from cungcau.domain.registry.models import Kind
from cungcau.reference.filters import ANY, WordsFilter

NONE = "none"
ANYTHING, ENTITY, COMMUNE, GROUP, AWARD = "any", "entity", "commune", "group", "award"
LACKING = (
    (ANYTHING, _("điều gì đó")),
    (ENTITY, _("chủ thể")),
    (COMMUNE, _("xã, phường")),
    (GROUP, _("nhóm sản phẩm")),
    (AWARD, _("ngày hoặc hạng công nhận")),
)


class RegistryWords(WordsFilter):
    """Products by name, entity, place, any code or name they went by."""

    def filter(self, qs: QuerySet[Product], value: str) -> QuerySet[Product]:
        """The narrowed rows."""
        return qs.filter(pk__in=products_named(value).order_by().values("pk")) if value else qs


class RegistryFilter(AreaFilter):
    """Products of the registry by words, commune, group, kind of entity, what is lacking."""

    q = RegistryWords()
    group = filters.ChoiceFilter(label=_("Nhóm"), method="of_group", choices=(), empty_label=ANY)
    kind = filters.ChoiceFilter(
        label=_("Loại hình chủ thể"), field_name="entity__kind", choices=Kind.choices, empty_label=ANY
    )
    lacking = filters.ChoiceFilter(label=_("Còn thiếu"), method="lacks", choices=LACKING, empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].extra["choices"] = [(NONE, _("chưa rõ nhóm")), *categories().items()]

    def of_group(self, rows: QuerySet[Product], name: str, value: str) -> QuerySet[Product]:
        """Those of a group, or of none known."""
        return rows.filter(category="" if value == NONE else value)

    def lacks(self, rows: QuerySet[Product], name: str, value: str) -> QuerySet[Product]:
        """Those something is lacking of."""
        return rows.filter(_LACKS[value]())


def _award() -> Q:
    return Q(Exists(RegistryLine.objects.filter(product=OuterRef("pk")).exclude(lacks=[])))


_LACKS = {
    ANYTHING: lacking_q,
    ENTITY: lambda: Q(entity_unknown=True),
    COMMUNE: lambda: ~Q(area_code__contains="."),
    GROUP: lambda: Q(category=""),
    AWARD: _award,
}
