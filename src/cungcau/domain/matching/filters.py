"""What the tables of a plan can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching import wording
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Share, UnkeptLine, Unsold
from cungcau.domain.matching.selectors.names import Names
from cungcau.domain.matching.selectors.rows import searched
from cungcau.reference.catalogue.filters import SeasonFilter

_DAY = forms.DateInput(attrs={"type": "date"})
_SEARCH = forms.TextInput(attrs={"type": "search"})


class WordsFilter(filters.CharFilter):
    """Rows that hold every word typed, with or without marks, whole or begun."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Tìm (có dấu hay không đều được)"), widget=_SEARCH, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The narrowed rows."""
        return searched(qs, self.parent.plan_id, value)


class _Narrow(SeasonFilter):
    """A filter set over a plan's rows whose choices are the names of the season."""

    def __init__(self, *args: Any, plan_id: int, names: Names, **kwargs: Any) -> None:
        self.plan_id = plan_id
        super().__init__(*args, **kwargs)
        for field, choices in (("point", names.points), ("market", names.markets)):
            if field in self.filters:
                self.filters[field].extra["choices"] = sorted(choices.items(), key=lambda item: item[1])


class LineFilter(_Narrow):
    """Lines by words, point, market, and days of dispatch."""

    q = WordsFilter()
    point = filters.ChoiceFilter(
        label=_("Điểm tập kết"), field_name="point__code", choices=(), empty_label=_("Tất cả")
    )
    market = filters.ChoiceFilter(
        label=_("Thị trường"), field_name="market__code", choices=(), empty_label=_("Tất cả")
    )
    first = filters.DateFilter(
        label=_("Xuất từ ngày"), field_name="dispatch_date", lookup_expr="gte", widget=_DAY
    )
    last = filters.DateFilter(
        label=_("Đến hết ngày"), field_name="dispatch_date", lookup_expr="lte", widget=_DAY
    )

    class Meta(SeasonFilter.Meta):
        model = Line
        fields: tuple[str, ...] = ()


class ShareFilter(_Narrow):
    """Producers by words, and those who sold nothing."""

    q = WordsFilter()
    sold = filters.ChoiceFilter(
        label=_("Bán được"),
        method="by_sold",
        choices=(("none", _("Chưa bán được gì")), ("part", _("Một phần")), ("all", _("Bán hết"))),
        empty_label=_("Tất cả"),
    )

    class Meta(SeasonFilter.Meta):
        model = Share
        fields: tuple[str, ...] = ()

    def by_sold(self, rows: QuerySet[Share], name: str, value: str) -> QuerySet[Share]:
        """Nothing, a part, or all sold."""
        if value == "none":
            return rows.filter(sold_kg=0)
        if value == "all":
            return rows.filter(share=1)
        return rows.filter(sold_kg__gt=0, share__lt=1)


class UnsoldFilter(_Narrow):
    """Unsold lots by words and reason."""

    q = WordsFilter()
    reason = filters.ChoiceFilter(
        label=_("Vì sao"),
        choices=[(code, text.label) for code, text in wording.REASONS.items()],
        empty_label=_("Tất cả"),
    )

    class Meta(SeasonFilter.Meta):
        model = Unsold
        fields: tuple[str, ...] = ()


class UnkeptFilter(_Narrow):
    """Lines a plan cannot keep, by words, reason and day of picking."""

    q = WordsFilter()
    why = filters.ChoiceFilter(
        label=_("Vì sao"), choices=tuple(wording.UNKEPT.items()), empty_label=_("Tất cả")
    )
    first = filters.DateFilter(
        label=_("Hái từ ngày"), field_name="harvest_date", lookup_expr="gte", widget=_DAY
    )
    last = filters.DateFilter(
        label=_("Đến hết ngày"), field_name="harvest_date", lookup_expr="lte", widget=_DAY
    )

    class Meta(SeasonFilter.Meta):
        model = UnkeptLine
        fields: tuple[str, ...] = ()


class FillFilter(_Narrow):
    """Needs by market and whether they are full."""

    market = filters.ChoiceFilter(
        label=_("Thị trường"), field_name="need__market__code", choices=(), empty_label=_("Tất cả")
    )
    full = filters.ChoiceFilter(
        label=_("Đáp ứng"),
        method="by_full",
        choices=(("no", _("Còn thiếu")), ("yes", _("Đã đủ"))),
        empty_label=_("Tất cả"),
    )

    class Meta(SeasonFilter.Meta):
        model = Fill
        fields: tuple[str, ...] = ()

    def by_full(self, rows: QuerySet[Fill], name: str, value: str) -> QuerySet[Fill]:
        """Full, or still short."""
        short = Q(filled_kg__lt=F("asked_kg"))
        return rows.filter(short if value == "no" else ~short)


class BottleneckFilter(_Narrow):
    """Bottlenecks by kind and day."""

    kind = filters.ChoiceFilter(
        label=_("Loại"), choices=tuple(wording.KINDS.items()), empty_label=_("Tất cả")
    )
    first = filters.DateFilter(label=_("Từ ngày"), field_name="date", lookup_expr="gte", widget=_DAY)
    last = filters.DateFilter(label=_("Đến hết ngày"), field_name="date", lookup_expr="lte", widget=_DAY)

    class Meta(SeasonFilter.Meta):
        model = Bottleneck
        fields: tuple[str, ...] = ()
