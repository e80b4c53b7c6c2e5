"""What the lists of points and lanes can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network import selectors
from cungcau.domain.network.models import Access, Channel, Closure, CollectionPoint, Lane, Market
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.catalogue.models import Season


class PointFilter(SeasonFilter):
    """Points by words and whether the agencies agreed."""

    q = WordsFilter()
    approved = filters.ChoiceFilter(
        label=_("Thống nhất"),
        method="agreed",
        choices=(("yes", _("Đã thống nhất")), ("no", _("Chưa thống nhất"))),
        empty_label=ANY,
    )

    def agreed(self, rows: QuerySet[CollectionPoint], name: str, value: str) -> QuerySet[CollectionPoint]:
        """Points that may be used, or may not yet."""
        return rows.filter(approved=value == "yes")


class LaneFilter(SeasonFilter):
    """Lanes by words, the point they start at, the channel they lead to."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"),
        method="named",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    point = filters.ChoiceFilter(
        label=_("Điểm tập kết"), field_name="point__code", choices=(), empty_label=ANY
    )
    channel = filters.ChoiceFilter(
        label=_("Kênh"), field_name="market__channel", choices=Channel.choices, empty_label=ANY
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = selectors.points_of(season).order_by("name", "code")
        self.filters["point"].extra["choices"] = list(points.values_list("code", "name"))

    def named(self, rows: QuerySet[Lane], name: str, value: str) -> QuerySet[Lane]:
        """Lanes whose point or market answers the words."""
        return selectors.search_lanes(rows, value)


class MarketFilter(SeasonFilter):
    """Markets by words and channel."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"),
        method="named",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    channel = filters.ChoiceFilter(label=_("Kênh"), choices=Channel.choices, empty_label=ANY)

    def named(self, rows: QuerySet[Market], name: str, value: str) -> QuerySet[Market]:
        """Markets whose name, code or province answers the words."""
        return selectors.search_markets(rows, value)


class AccessFilter(SeasonFilter):
    """Ways by words and point."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"),
        method="named",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    point = filters.ChoiceFilter(
        label=_("Điểm tập kết"), field_name="point__code", choices=(), empty_label=ANY
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = selectors.points_of(season).order_by("name", "code")
        self.filters["point"].extra["choices"] = list(points.values_list("code", "name"))

    def named(self, rows: QuerySet[Access], name: str, value: str) -> QuerySet[Access]:
        """Ways whose place or point answers the words."""
        return selectors.search_access(rows, value)


class ClosureFilter(SeasonFilter):
    """Closures by what is closed and days."""

    kind = filters.ChoiceFilter(label=_("Loại"), choices=Closure.Kind.choices, empty_label=ANY)
    first = day(_("Từ ngày"))
    last = day(_("Đến hết ngày"))

    def filter_queryset(self, queryset: QuerySet[Closure]) -> QuerySet[Closure]:
        """Those in force on some day between the two."""
        rows: QuerySet[Closure] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("first"):
            rows = rows.filter(last__gte=wanted["first"])
        return rows.filter(first__lte=wanted["last"]) if wanted.get("last") else rows
