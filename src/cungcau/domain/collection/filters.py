"""What the list of tickets can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.collection.selectors.rights import points_shown
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

_MOST_POINTS = 300


class TicketFilter(ListFilter):
    """Tickets by words, days, point, goods, and whether they count."""

    q = WordsFilter()
    first = day(_("Cân từ ngày"))
    last = day(_("Đến hết ngày"))
    point = filters.ChoiceFilter(label=_("Điểm"), field_name="point", choices=(), empty_label=ANY)
    commodity = filters.ChoiceFilter(label=_("Nông sản"), field_name="commodity", choices=(), empty_label=ANY)
    kind = filters.ChoiceFilter(
        label=_("Phiếu"), method="of_kind", empty_label=ANY,
        choices=(
            ("tinh", _("Đang tính")), ("thay", _("Đã thay hoặc huỷ")), ("ngoai", _("Ngoài đơn")),
            ("loai", _("Có phần loại")), ("muon", _("Ghi lúc mất mạng")),
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = points_shown(user, clock.today()).order_by("folded")[:_MOST_POINTS]
        self.filters["point"].extra["choices"] = list(points.values_list("pk", "name"))
        self.filters["commodity"].extra["choices"] = list(
            Commodity.objects.order_by("name_vi").values_list("pk", "name_vi")[:500]
        )

    def of_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Tickets that count, were replaced, belong to no order, have a rejected part, came from a phone."""
        if value == "tinh":
            return rows.filter(voided_by=None, net_kg__gt=0)
        if value == "thay":
            return rows.exclude(voided_by=None) | rows.filter(net_kg=0)
        if value == "ngoai":
            return rows.filter(line=None)
        return rows.filter(rejected_kg__gt=0) if value == "loai" else rows.filter(offline=True)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Both days together."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        first, last = self.form.cleaned_data.get("first"), self.form.cleaned_data.get("last")
        rows = rows.filter(day__gte=first) if first else rows
        return rows.filter(day__lte=last) if last else rows
