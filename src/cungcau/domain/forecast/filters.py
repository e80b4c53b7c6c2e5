"""What the lists of forecasts can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast import selectors
from cungcau.domain.forecast.models import Forecast, Level
from cungcau.domain.registry.models import Kind
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter
from cungcau.reference.catalogue.models import Season

_AGES = (("fresh", _("Còn mới")), ("old", _("Đã cũ")))
_CONFIRMED = (("yes", _("Đã xác nhận")), ("no", _("Chưa xác nhận")))


class ForecastFilter(SeasonFilter):
    """Forecasts by words, goods, for whom they speak, age, whether somebody confirmed them."""

    q = WordsFilter()
    commodity = filters.ChoiceFilter(
        label=_("Nông sản"), field_name="commodity__code", choices=(), empty_label=ANY
    )
    level = filters.ChoiceFilter(
        label=_("Của ai"), field_name="level", choices=Level.choices, empty_label=ANY
    )
    age = filters.ChoiceFilter(label=_("Độ mới"), method="by_age", choices=_AGES, empty_label=ANY)
    confirmed = filters.ChoiceFilter(
        label=_("Xác nhận"), method="by_confirmed", choices=_CONFIRMED, empty_label=ANY
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.season = season
        goods = season.commodities.order_by("name_vi").values_list("code", "name_vi")
        self.filters["commodity"].extra["choices"] = list(goods)

    def by_age(self, rows: QuerySet[Forecast], name: str, value: str) -> QuerySet[Forecast]:
        """Said lately, or too long ago."""
        first = selectors.oldest_fresh(self.season)
        return rows.filter(as_of__gte=first) if value == "fresh" else rows.filter(as_of__lt=first)

    def by_confirmed(self, rows: QuerySet[Forecast], name: str, value: str) -> QuerySet[Forecast]:
        """Confirmed with the subject, or not yet."""
        return rows.filter(confirmed_by__isnull=value == "no")


class AskFilter(SeasonFilter):
    """Producers to ask, by words, kind, and whether they ever said anything this season."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Loại"), choices=Kind.choices, empty_label=ANY)
    said = filters.ChoiceFilter(
        label=_("Dự báo"), method="by_said",
        choices=(("none", _("Chưa có")), ("old", _("Đã cũ"))), empty_label=ANY,
    )  # fmt: skip

    def by_said(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Never said, or said too long ago."""
        return rows.filter(said_on__isnull=value == "none")
