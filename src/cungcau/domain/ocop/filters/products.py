"""What the list of products can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.selectors import products as selectors
from cungcau.domain.registry.models import Kind
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter


class ProductFilter(ListFilter):
    """Products by words, star, group, set, commune, what their entity is, how their certificate stands."""

    q = WordsFilter()
    star = filters.ChoiceFilter(
        label=_("Hạng sao (giấy gần nhất)"), method="of_star", empty_label=ANY,
        choices=[(str(star), _("%s sao") % star) for star in (5, 4, 3)],
    )  # fmt: skip
    standing = filters.ChoiceFilter(
        label=_("Giấy chứng nhận"), method="standing_so", choices=selectors.STANDINGS, empty_label=ANY
    )
    category = filters.ChoiceFilter(label=_("Ngành"), choices=(), empty_label=ANY)
    set = filters.ChoiceFilter(label=_("Bộ tiêu chí"), field_name="set_code", choices=(), empty_label=ANY)
    area = filters.ChoiceFilter(label=_("Xã, phường"), field_name="area_code", choices=(), empty_label=ANY)
    kind = filters.ChoiceFilter(
        label=_("Loại hình chủ thể"), field_name="entity__kind", choices=Kind.choices, empty_label=ANY
    )

    def __init__(
        self,
        *args: Any,
        areas: list[tuple[str, str]],
        sets: list[tuple[str, str]],
        categories: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].extra["choices"] = areas
        self.filters["set"].extra["choices"] = sets
        self.filters["category"].extra["choices"] = categories

    def of_star(self, rows: QuerySet[Product], name: str, value: str) -> QuerySet[Product]:
        """Products whose latest certificate is of a star, valid or not."""
        return selectors.of_star(rows, int(value))

    def standing_so(self, rows: QuerySet[Product], name: str, value: str) -> QuerySet[Product]:
        """Products whose certificate stands so today."""
        return selectors.standing_so(rows, value, clock.today())
