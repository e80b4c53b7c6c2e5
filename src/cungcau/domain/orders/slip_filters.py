"""What lists of slips and of deliveries to split can be narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.selectors import points_of
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Order, OrderLine, Slip
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter, day
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import matching

TODAY, TOMORROW, SOON, EVER = "hom-nay", "ngay-mai", "sap-toi", "moi-ngay"
_WHEN = (
    (TODAY, _("Hái hôm nay")),
    (TOMORROW, _("Hái ngày mai")),
    (SOON, _("Từ hôm nay trở đi")),
    (EVER, _("Mọi ngày")),
)
_WAITING, _MISSING = "cho", "thieu"


class SlipFilter(SeasonFilter):
    """Slips by words, day of picking, state, point."""

    q = WordsFilter()
    when = filters.ChoiceFilter(label=_("Ngày hái"), method="on", choices=_WHEN, empty_label=None)
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), method="standing", empty_label=ANY,
        choices=((_WAITING, _("Chưa trả lời")), *states.SLIP_LABELS.items()),
    )  # fmt: skip
    point = filters.ChoiceFilter(label=_("Điểm tập kết"), method="at", choices=(), empty_label=ANY)
    first = day(_("Từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = points_of(season).select_related(None).order_by("name", "code")
        self.filters["point"].extra["choices"] = list(points.values_list("code", "name")[:300])

    def on(self, rows: QuerySet[Slip], name: str, value: str) -> QuerySet[Slip]:
        """Slips of the day, of tomorrow, from today on, or of any day."""
        today = clock.today()
        tomorrow = today + timedelta(days=1)
        window = {TODAY: (today, today), TOMORROW: (tomorrow, tomorrow), SOON: (today, None)}
        return selectors.on_day(rows, *window.get(value, (None, None)))

    def standing(self, rows: QuerySet[Slip], name: str, value: str) -> QuerySet[Slip]:
        """Slips in a state, or all that wait for an answer."""
        return rows.filter(state__in=(states.DRAFT, states.SENT) if value == _WAITING else (value,))

    def at(self, rows: QuerySet[Slip], name: str, value: str) -> QuerySet[Slip]:
        """Slips for a collection point."""
        return rows.filter(point__code=value)

    def filter_queryset(self, queryset: QuerySet[Slip]) -> QuerySet[Slip]:
        """All filters, the two days together."""
        rows: QuerySet[Slip] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        return selectors.on_day(rows, wanted.get("first"), wanted.get("last"))


class SplitFilter(SeasonFilter):
    """Deliveries by words of their order, state, what they lack, day of picking."""

    q = filters.CharFilter(label=_("Tìm (có dấu hay không đều được)"), method="holding", max_length=200)
    part = filters.ChoiceFilter(
        label=_("Chỉ xem"), method="lacking", empty_label=ANY,
        choices=((_MISSING, _("Còn phải chia, chờ trả lời")), *states.LINE_LABELS.items()),
    )  # fmt: skip
    first = day(_("Hái từ ngày"))
    last = day(_("Đến hết ngày"))

    def holding(self, rows: QuerySet[OrderLine], name: str, value: str) -> QuerySet[OrderLine]:
        """Deliveries of orders that hold the words."""
        orders = matching(Order.objects.all(), value).order_by().values("pk")
        return rows.filter(order__in=orders)

    def lacking(self, rows: QuerySet[OrderLine], name: str, value: str) -> QuerySet[OrderLine]:
        """Deliveries that lack kg or answers, or in a state."""
        return selectors.unsplit(rows) if value == _MISSING else rows.filter(state=value)

    def filter_queryset(self, queryset: QuerySet[OrderLine]) -> QuerySet[OrderLine]:
        """All filters, the two days together."""
        rows: QuerySet[OrderLine] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("first"):
            rows = rows.filter(harvest_date__gte=wanted["first"])
        return rows.filter(harvest_date__lte=wanted["last"]) if wanted.get("last") else rows
