"""What lists within a season and the catalogue's own can be narrowed by; the parts are those of every list."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui import clock
from cungcau.reference.catalogue import selectors
from cungcau.reference.catalogue.models import KeyProduct, UnitFactor
from cungcau.reference.filters import ANY, ListFilter, WindowForm, WordsFilter, day
from cungcau.reference.search import words

__all__ = [
    "ANY",
    "CertificateFilter",
    "CommodityFilter",
    "FoldedFilter",
    "ListFilter",
    "OpenSeasonFilter",
    "SeasonFilter",
    "ShelfLifeFilter",
    "UnitFactorFilter",
    "WindowForm",
    "WordsFilter",
    "day",
]


class SeasonFilter(ListFilter):
    """A filter of rows within one season."""


def _search() -> filters.CharFilter:
    return filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"), method="holding", max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )  # fmt: skip


class FoldedFilter(ListFilter):
    """Rows whose ``folded`` names hold every word: for lists short enough to look through."""

    q = _search()

    def holding(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The narrowed rows; a text without a letter or digit finds none."""
        wanted = words(value).split()
        if not wanted:
            return rows.none()
        for word in wanted:
            rows = rows.filter(folded__contains=word)
        return rows


class CommodityFilter(FoldedFilter):
    """Commodities by name, group, group of key products."""

    nhom = filters.ChoiceFilter(label=_("Nhóm"), field_name="group", choices=(), empty_label=ANY)
    chu_luc = filters.ChoiceFilter(label=_("Sản phẩm chủ lực"), method="key", choices=(), empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = selectors.key_products(clock.today()).order_by("group_rank").values_list("group", flat=True)
        self.filters["nhom"].extra["choices"] = [(one, one) for one in selectors.groups()]
        self.filters["chu_luc"].extra["choices"] = [(one, one) for one in dict.fromkeys(groups)]

    def key(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Commodities that a key product of the group covers."""
        return rows.filter(pk__in=KeyProduct.objects.filter(group=value).values("commodities"))


class ShelfLifeFilter(FoldedFilter):
    """Observations by name, and by whether their commodity is known."""

    gan = filters.ChoiceFilter(
        label=_("Nông sản"), method="linked", empty_label=ANY,
        choices=(("co", _("Đã gắn nông sản")), ("chua", _("Chưa gắn nông sản"))),
    )  # fmt: skip

    def linked(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those with a commodity, or those without."""
        return rows.filter(commodity__isnull=value == "chua")


class UnitFactorFilter(FoldedFilter):
    """Units by name, what they measure, region."""

    dai_luong = filters.ChoiceFilter(
        label=_("Đại lượng"), field_name="quantity", choices=UnitFactor.Quantity.choices, empty_label=ANY
    )


class CertificateFilter(ListFilter):
    """Certificates by name or code."""

    q = _search()

    def holding(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Few enough to be looked through one by one."""
        wanted = words(value).split()
        found = [
            one.pk for one in rows if wanted and all(word in words(one.code, one.name) for word in wanted)
        ]
        return rows.filter(pk__in=found)


class OpenSeasonFilter(FoldedFilter):
    """Seasons by name."""
