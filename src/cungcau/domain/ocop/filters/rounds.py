"""What the list of rounds can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Round
from cungcau.reference.filters import ANY, ListFilter
from cungcau.reference.search import words


class RoundFilter(ListFilter):
    """Rounds by words of their note and number, level, year."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"), method="holding", max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )  # fmt: skip
    level = filters.ChoiceFilter(
        label=_("Cấp"), empty_label=ANY, choices=(("province", _("Tỉnh")), ("ministry", _("Bộ")))
    )
    year = filters.NumberFilter(label=_("Năm"), min_value=2018, max_value=2100)

    def holding(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Few enough to be looked through one by one."""
        wanted = words(value).split()
        found = [
            pk
            for pk, no, year, note in Round.objects.values_list("pk", "no", "year", "note")
            if wanted and all(word in words(f"dot {no}/{year}", note) for word in wanted)
        ]
        return rows.filter(pk__in=found)
