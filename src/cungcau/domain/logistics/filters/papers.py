"""What lists of papers, events, arrivals and claims can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Arrival, Claim, ClaimKind, EventKind, RouteEvent, TransitPaper
from cungcau.domain.logistics.selectors import arrivals, claims, events, papers
from cungcau.domain.orders.models import Order
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.search import matching

_PARTS = (
    ("overdue", _("Đã tới ngày, chưa ai báo")),
    ("late", _("Tới trễ")),
    ("lost", _("Có hao hụt")),
    ("refused", _("Có hàng không nhận")),
)


class OrderWords(WordsFilter):
    """Rows whose order answers the words; ``prefix`` leads to the order."""

    def __init__(self, *, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The narrowed rows."""
        if not value:
            return qs
        found = matching(Order.objects.all(), value).order_by().values("pk")
        return qs.filter(**{f"{self._prefix}__in": found})


class PaperFilter(SeasonFilter):
    """Papers by words (number, plate, carrier, goods, route), state as it reads today, days."""

    q = WordsFilter()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), method="standing", choices=tuple(states.PAPER_LABELS.items()), empty_label=ANY
    )
    first = day(_("Có hiệu lực từ ngày"))
    last = day(_("Đến hết ngày"))

    def standing(self, rows: QuerySet[TransitPaper], name: str, value: str) -> QuerySet[TransitPaper]:
        """Papers in a state as it reads today."""
        return papers.in_state(rows, value)

    def filter_queryset(self, queryset: QuerySet[TransitPaper]) -> QuerySet[TransitPaper]:
        """All filters, the two days together."""
        rows: QuerySet[TransitPaper] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("first"):
            rows = rows.filter(valid_to__gte=wanted["first"])
        return rows.filter(valid_from__lte=wanted["last"]) if wanted.get("last") else rows


class EventFilter(SeasonFilter):
    """Events by words, kind, state as it reads today, days."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Loại"), choices=EventKind.choices, empty_label=ANY)
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), method="standing", choices=tuple(states.EVENT_LABELS.items()), empty_label=ANY
    )
    first = day(_("Từ ngày"))
    last = day(_("Đến hết ngày"))

    def standing(self, rows: QuerySet[RouteEvent], name: str, value: str) -> QuerySet[RouteEvent]:
        """Events in a state as it reads today."""
        return events.in_state(rows, value)

    def filter_queryset(self, queryset: QuerySet[RouteEvent]) -> QuerySet[RouteEvent]:
        """All filters, the two days together."""
        rows: QuerySet[RouteEvent] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return events.within(rows, wanted.get("first"), wanted.get("last"))


class ArrivalFilter(SeasonFilter):
    """Arrivals by words of their order, state, sort, day due."""

    q = OrderWords(prefix="line__order")
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.ARRIVAL_LABELS.items()), empty_label=ANY
    )
    part = filters.ChoiceFilter(label=_("Chỉ xem"), method="only", choices=_PARTS, empty_label=ANY)
    first = day(_("Ngày giao từ"))
    last = day(_("Đến hết ngày"))

    def only(self, rows: QuerySet[Arrival], name: str, value: str) -> QuerySet[Arrival]:
        """Arrivals of one sort that asks for attention."""
        return arrivals.in_part(rows, value)

    def filter_queryset(self, queryset: QuerySet[Arrival]) -> QuerySet[Arrival]:
        """All filters, the two days together."""
        rows: QuerySet[Arrival] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return arrivals.due_within(rows, wanted.get("first"), wanted.get("last"))


class ClaimFilter(SeasonFilter):
    """Claims by words of their order, state, kind; those past their deadline."""

    q = OrderWords(prefix="arrival__line__order")
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.CLAIM_LABELS.items()), empty_label=ANY
    )
    kind = filters.ChoiceFilter(label=_("Về việc"), choices=ClaimKind.choices, empty_label=ANY)
    part = filters.ChoiceFilter(
        label=_("Chỉ xem"), method="only", empty_label=ANY,
        choices=(("live", _("Chưa xong")), ("overdue", _("Quá hạn trả lời"))),
    )  # fmt: skip

    def only(self, rows: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Claims that ask for attention."""
        return claims.waiting(rows) if value == "overdue" else rows.filter(Q(state__in=states.LIVE_CLAIMS))
