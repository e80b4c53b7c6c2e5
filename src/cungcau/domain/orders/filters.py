"""What the lists of orders and price flags can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders import states
from cungcau.domain.orders.models import FlagWhy, Order, Origin, PriceFlag
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import matching

_PARTY = forms.TextInput(attrs={"maxlength": 200})


class OrderFilter(SeasonFilter):
    """Orders by words, state, side, goods, where they come from, days of delivery."""

    q = WordsFilter()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.ORDER_LABELS.items()), empty_label=ANY
    )
    buyer = filters.CharFilter(label=_("Bên mua"), method="party", max_length=200, widget=_PARTY)
    seller = filters.CharFilter(label=_("Bên bán"), method="party", max_length=200, widget=_PARTY)
    commodity = filters.ChoiceFilter(
        label=_("Nông sản"), field_name="commodity__code", choices=(), empty_label=ANY
    )
    origin = filters.ChoiceFilter(label=_("Đến từ"), choices=Origin.choices, empty_label=ANY)
    first = day(_("Hái, giao từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = season.commodities.order_by("name_vi").values_list("code", "name_vi")
        self.filters["commodity"].extra["choices"] = list(goods)

    def party(self, rows: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        """Orders of a buyer or seller named by its words or code."""
        return selectors.with_party(rows, name, value)

    def filter_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        """All filters, the two days together."""
        rows: QuerySet[Order] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return selectors.on_days(rows, wanted.get("first"), wanted.get("last"))


class FlagFilter(SeasonFilter):
    """Price flags by their order's words, state, and what the price is below."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"), method="holding", max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )  # fmt: skip
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.FLAG_LABELS.items()), empty_label=ANY
    )
    why = filters.ChoiceFilter(label=_("Vì sao"), choices=FlagWhy.choices, empty_label=ANY)

    def holding(self, rows: QuerySet[PriceFlag], name: str, value: str) -> QuerySet[PriceFlag]:
        """Flags whose order's words hold these."""
        return rows.filter(order__in=matching(Order.objects.all(), value).order_by().values("pk"))
