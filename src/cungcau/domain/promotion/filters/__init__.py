"""What the lists of this room can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.promotion import states
from cungcau.domain.promotion.models import DisplayPoint, Event, EventKind, Memorandum
from cungcau.domain.promotion.selectors import open_on
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.filters import ANY, ListFilter, WordsFilter
from cungcau.reference.filters import day as day_filter


class EventFilter(ListFilter):
    """Events by words, kind, state; ``first`` and ``last`` bound the day they end on."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Loại"), choices=EventKind.choices, empty_label=ANY)
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.EVENT_LABELS.items()), empty_label=ANY
    )
    first = day_filter(_("Kết thúc từ ngày"))
    last = day_filter(_("Kết thúc đến hết ngày"))

    def filter_queryset(self, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """All of them."""
        return _between(super().filter_queryset(queryset), "ends_on", self.form.cleaned_data)


class PointFilter(ListFilter):
    """Display points by words and how they stand on ``day`` (today without one)."""

    q = WordsFilter()
    standing = filters.ChoiceFilter(
        label=_("Trạng thái"), method="keep", choices=tuple(states.POINT_LABELS.items()), empty_label=ANY
    )
    day = day_filter(_("Vào ngày"))

    def filter_queryset(self, queryset: QuerySet[DisplayPoint]) -> QuerySet[DisplayPoint]:
        """Those that stand so on the day."""
        rows: QuerySet[DisplayPoint] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if not wanted.get("standing"):
            return rows
        return rows.filter(_stands(wanted["standing"], wanted.get("day") or clock.today()))


def _stands(standing: str, day: date) -> Q:
    if standing == states.OPEN:
        return open_on(day)
    return Q(opens_on__gt=day) if standing == states.NOT_YET else Q(closes_on__lt=day)


class MemorandumFilter(ListFilter):
    """Memoranda by words, goods, state; ``first`` and ``last`` bound the day of signing."""

    q = WordsFilter()
    commodity = filters.ChoiceFilter(
        label=_("Nông sản"), field_name="commodity__code", choices=(), empty_label=ANY
    )
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.MEMORANDUM_LABELS.items()), empty_label=ANY
    )
    first = day_filter(_("Ký từ ngày"))
    last = day_filter(_("Ký đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = Commodity.objects.order_by("name_vi").values_list("code", "name_vi")
        self.filters["commodity"].extra["choices"] = list(goods)

    def filter_queryset(self, queryset: QuerySet[Memorandum]) -> QuerySet[Memorandum]:
        """All of them."""
        return _between(super().filter_queryset(queryset), "signed_on", self.form.cleaned_data)


def _between(rows: QuerySet[Any], column: str, wanted: dict[str, Any]) -> QuerySet[Any]:
    if wanted.get("first"):
        rows = rows.filter(**{f"{column}__gte": wanted["first"]})
    if wanted.get("last"):
        rows = rows.filter(**{f"{column}__lte": wanted["last"]})
    return rows
