"""What the list of needs can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand import selectors, states
from cungcau.domain.demand.models import Frequency, Need, NeedKind
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import SeasonWords

_PARTS = (
    ("gap", _("Còn thiếu hàng")),
    ("waiting", _("Có lời chào chờ duyệt")),
    ("recurring", _("Giao theo nhịp")),
    ("soon", _("Sắp hết hạn")),
    ("no_market", _("Chưa rõ thị trường")),
)


class NeedFilter(SeasonFilter):
    """Needs by words, state, market, a grade they take, a certificate they require, and days of delivery."""

    q = WordsFilter()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), method="standing", choices=tuple(states.NEED_LABELS.items()), empty_label=ANY
    )
    part = filters.ChoiceFilter(label=_("Chỉ xem"), method="only", choices=_PARTS, empty_label=ANY)
    kind = filters.ChoiceFilter(label=_("Mức chắc chắn"), choices=NeedKind.choices, empty_label=ANY)
    market = filters.ChoiceFilter(
        label=_("Thị trường"), field_name="market__code", choices=(), empty_label=ANY
    )
    grade = filters.ChoiceFilter(label=_("Nhận loại"), method="taking", choices=(), empty_label=ANY)
    certificate = filters.ChoiceFilter(
        label=_("Chứng nhận bắt buộc"), method="requiring", choices=(), empty_label=ANY
    )
    first = day(_("Nhận từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, season: Season, words: SeasonWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["market"].extra["choices"] = selectors.markets_of(season)
        self.filters["grade"].extra["choices"] = words.grade_choices()
        self.filters["certificate"].extra["choices"] = words.certificate_choices()

    def standing(self, rows: QuerySet[Need], name: str, value: str) -> QuerySet[Need]:
        """Needs in a state as it reads today."""
        return selectors.in_state(rows, value, clock.today())

    def only(self, rows: QuerySet[Need], name: str, value: str) -> QuerySet[Need]:
        """Needs of one sort that asks for attention."""
        today = clock.today()
        if value == "gap":
            return selectors.with_gap(selectors.in_state(rows, states.OPEN, today))
        if value == "waiting":
            return selectors.with_offers_waiting(rows)
        if value == "recurring":
            return rows.exclude(frequency=Frequency.ONCE)
        return selectors.about_to_expire(rows, today) if value == "soon" else rows.filter(market=None)

    def taking(self, rows: QuerySet[Need], name: str, value: str) -> QuerySet[Need]:
        """Needs that take a grade: those that ask no better."""
        return rows.filter(Q(min_grade=None) | Q(min_grade__lte=int(value)))

    def requiring(self, rows: QuerySet[Need], name: str, value: str) -> QuerySet[Need]:
        """Needs that require a certificate."""
        return rows.filter(certificates__contains=[value])

    def filter_queryset(self, queryset: QuerySet[Need]) -> QuerySet[Need]:
        """All filters, the two days together."""
        rows: QuerySet[Need] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return selectors.delivered_within(rows, wanted.get("first"), wanted.get("last"))
