"""What the list of targets can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.reference.filters import ANY, ListFilter
from cungcau.reference.filters import day as day_filter
from cungcau.reference.search import words


class TargetFilter(ListFilter):
    """Targets by words of the plan, its note and source, by measure and year; ``day`` is when they are looked at."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"),
        method="named",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    day = day_filter(_("Vào ngày"))
    measure = filters.ChoiceFilter(label=_("Chỉ tiêu"), choices=Measure.choices, empty_label=ANY)
    year = filters.NumberFilter(
        label=_("Năm trong giai đoạn"), method="of_year", min_value=2018, max_value=2100
    )

    def named(self, rows: QuerySet[PlanTarget], name: str, value: str) -> QuerySet[PlanTarget]:
        """Those whose texts hold every word; targets are few, so they are read for it."""
        wanted = words(value).split()
        if not wanted:
            return rows.none() if value.strip() else rows
        found = [
            one.pk for one in rows
            if all(word in words(one.plan, one.note, one.source).split() for word in wanted[:-1])
            and any(word.startswith(wanted[-1]) for word in words(one.plan, one.note, one.source).split())
        ]  # fmt: skip
        return rows.filter(pk__in=found)

    def of_year(self, rows: QuerySet[PlanTarget], name: str, value: Any) -> QuerySet[PlanTarget]:
        """Those whose years hold a year."""
        return rows.filter(Q(year_from__lte=value) & Q(year_to__gte=value))
