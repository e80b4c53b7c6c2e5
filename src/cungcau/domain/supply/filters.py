"""What the list of lots can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply import selectors
from cungcau.domain.supply.models import Lot
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import SeasonWords


class LotFilter(SeasonFilter):
    """Lots by words, place, grade, certificate, and days on which they can be harvested."""

    q = WordsFilter()
    place = filters.ChoiceFilter(label=_("Địa bàn"), field_name="place", choices=(), empty_label=ANY)
    grade = filters.ChoiceFilter(label=_("Loại"), field_name="grade", choices=(), empty_label=ANY)
    certificate = filters.ChoiceFilter(label=_("Chứng nhận"), method="holding", choices=(), empty_label=ANY)
    first = day(_("Thu hoạch từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, season: Season, words: SeasonWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(unit.pk), unit.title) for unit in selectors.places_of(season)]
        self.filters["place"].extra["choices"] = places
        self.filters["grade"].extra["choices"] = words.grade_choices()
        self.filters["certificate"].extra["choices"] = words.certificate_choices()

    def holding(self, rows: QuerySet[Lot], name: str, value: str) -> QuerySet[Lot]:
        """Lots that hold a certificate."""
        return rows.filter(certificates__contains=[value])

    def filter_queryset(self, queryset: QuerySet[Lot]) -> QuerySet[Lot]:
        """All filters, the two days together."""
        rows: QuerySet[Lot] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return selectors.harvested_within(rows, wanted.get("first"), wanted.get("last"))
