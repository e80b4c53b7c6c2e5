"""What lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import AgencyKind, PlanKind
from cungcau.domain.programmes.selectors.agencies import agencies
from cungcau.domain.programmes.selectors.progress import late, soon
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

_MOST = 1000


def _agencies() -> list[tuple[int, str]]:
    return list(agencies().values_list("pk", "name")[:_MOST])


class PlanFilter(ListFilter):
    """Plans by words, kind, state, issuer, and the days they run."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Loại"), choices=PlanKind.choices, empty_label=ANY)
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=list(states.PLAN_LABELS.items()), empty_label=ANY
    )
    issuer = filters.ChoiceFilter(label=_("Nơi ban hành"), choices=(), empty_label=ANY)
    first = day(_("Thực hiện từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["issuer"].extra["choices"] = _agencies()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Plans whose days meet the window."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        first, last = self.form.cleaned_data.get("first"), self.form.cleaned_data.get("last")
        rows = rows.filter(ends_on__gte=first) if first else rows
        return rows.filter(starts_on__lte=last) if last else rows


class TaskFilter(ListFilter):
    """Tasks by words, state, lead, and their last day."""

    q = WordsFilter()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), method="of_state", empty_label=ANY,
        choices=(
            *states.TASK_LABELS.items(), ("late", _("Quá hạn")), ("soon", _("Đến hạn trong 7 ngày")),
            ("up", _("Đã báo cấp trên")), ("bare", _("Chưa có chủ trì hoặc hạn")),
        ),
    )  # fmt: skip
    lead = filters.ChoiceFilter(label=_("Chủ trì"), choices=(), empty_label=ANY)
    first = day(_("Hạn từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lead"].extra["choices"] = _agencies()

    def of_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """A state, or how a task stands."""
        today = clock.today()
        if value == "late":
            return rows.filter(late(today), plan__state=states.ISSUED)
        if value == "soon":
            return rows.filter(soon(today), plan__state=states.ISSUED)
        if value == "up":
            return rows.exclude(escalated_at=None)
        if value == "bare":
            return rows.filter(lead=None) | rows.filter(due_on=None)
        return rows.filter(state=value)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Both days together."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        first, last = self.form.cleaned_data.get("first"), self.form.cleaned_data.get("last")
        rows = rows.filter(due_on__gte=first) if first else rows
        return rows.filter(due_on__lte=last) if last else rows


class AgencyFilter(ListFilter):
    """Agencies by words, kind, and whether they still stand."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Loại"), choices=AgencyKind.choices, empty_label=ANY)
    stands = filters.ChoiceFilter(
        label=_("Tình trạng"), method="of_stands", empty_label=ANY,
        choices=(("con", _("Đang hoạt động")), ("het", _("Đã kết thúc"))),
    )  # fmt: skip

    def of_stands(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that stand today, or do not any more."""
        over = rows.filter(ends_on__lt=clock.today())
        return over if value == "het" else rows.exclude(pk__in=over.values("pk"))
