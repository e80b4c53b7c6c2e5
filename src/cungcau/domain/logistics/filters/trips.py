"""What the lists of vehicles, drivers and trips can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Body, MadeBy, VehicleKind
from cungcau.domain.registry.models import Organisation
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

_IN_USE = (("yes", _("Đang dùng")), ("no", _("Đã ngừng")))
_PAPERS = (("over", _("Đã hết hạn")), ("missing", _("Chưa ghi")))


class FleetFilter(ListFilter):
    """What vehicles and drivers share: words, the carrier, whether in use."""

    q = WordsFilter()
    carrier = filters.ChoiceFilter(
        label=_("Đơn vị vận tải"), field_name="carrier", choices=(), empty_label=ANY
    )
    in_use = filters.ChoiceFilter(label=_("Còn dùng"), method="used", choices=_IN_USE, empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(pk__in=self.queryset.order_by().values("carrier"))
        self.filters["carrier"].extra["choices"] = list(
            rows.order_by("folded_name").values_list("pk", "name")[:300]
        )

    def used(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those in use, or those not any more."""
        return rows.filter(in_use=value == "yes")


class VehicleFilter(FleetFilter):
    """Vehicles also by kind, body, inspection."""

    kind = filters.ChoiceFilter(label=_("Loại"), choices=VehicleKind.choices, empty_label=ANY)
    body = filters.ChoiceFilter(label=_("Thùng"), choices=Body.choices, empty_label=ANY)
    papers = filters.ChoiceFilter(label=_("Đăng kiểm"), method="inspected", choices=_PAPERS, empty_label=ANY)

    def inspected(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those whose inspection has run out, or is not recorded."""
        wanted = Q(inspection_until=None) if value == "missing" else Q(inspection_until__lt=clock.today())
        return rows.filter(wanted)


class DriverFilter(FleetFilter):
    """Drivers also by their licence."""

    papers = filters.ChoiceFilter(label=_("Giấy phép"), method="licensed", choices=_PAPERS, empty_label=ANY)

    def licensed(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those whose licence has run out, or is not recorded."""
        wanted = Q(licence_until=None) if value == "missing" else Q(licence_until__lt=clock.today())
        return rows.filter(wanted)


class StowageFilter(ListFilter):
    """Crates by words, commodity, whether in use."""

    q = WordsFilter()
    commodity = filters.ModelChoiceFilter(
        label=_("Nông sản"), queryset=Commodity.objects.order_by("name_vi", "code"), empty_label=ANY
    )
    in_use = filters.ChoiceFilter(label=_("Còn dùng"), method="used", choices=_IN_USE, empty_label=ANY)

    def used(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those in use, or those not any more."""
        return rows.filter(in_use=value == "yes")


class TripFilter(ListFilter):
    """Trips by words, state, days, who put them together, whether something is wrong."""

    q = WordsFilter()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"),
        choices=[(key, label) for key, label in states.TRIP_LABELS.items()],
        empty_label=ANY,
    )
    first = day(_("Từ ngày"))
    last = day(_("Đến hết ngày"))
    made_by = filters.ChoiceFilter(label=_("Cách lập"), choices=MadeBy.choices, empty_label=ANY)
    faults = filters.ChoiceFilter(
        label=_("Chỗ chưa ổn"),
        method="faulty",
        choices=(("yes", _("có")), ("no", _("không"))),
        empty_label=ANY,
    )

    def faulty(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Trips with something wrong, or with nothing."""
        return rows.exclude(faults=[]) if value == "yes" else rows.filter(faults=[])

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that begin between the days, both included."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("first"):
            rows = rows.filter(day__gte=wanted["first"])
        return rows.filter(day__lte=wanted["last"]) if wanted.get("last") else rows
