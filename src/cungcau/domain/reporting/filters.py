"""What the lists of this room can be narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.reporting import states
from cungcau.domain.reporting.models import Due, Duty, Rhythm
from cungcau.domain.reporting.selectors.boards import late_q, soon_q
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

SOON_DAYS = 14
STANDINGS = (
    ("owed", _("Còn phải gửi")),
    ("late", _("Trễ, chưa gửi")),
    ("soon", _("Đến hạn trong 14 ngày")),
    ("sent_late", _("Đã gửi, trễ hạn")),
    *states.DUE_LABELS.items(),
)


class DueFilter(ListFilter):
    """What is owed, by words, how it stands, the duty, the due day."""

    q = WordsFilter()
    standing = filters.ChoiceFilter(
        label=_("Tình trạng"), method="stands", choices=STANDINGS, empty_label=ANY
    )
    duty = filters.ModelChoiceFilter(
        label=_("Chế độ báo cáo"), queryset=Duty.objects.none(), empty_label=ANY, method="of_duty"
    )
    first = day(_("Hạn gửi từ ngày"))
    last = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, duties: QuerySet[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["duty"].queryset = duties.order_by("name")

    def of_duty(self, rows: QuerySet[Due], name: str, value: Duty) -> QuerySet[Due]:
        """The dues of one duty."""
        return rows.filter(duty=value)

    def stands(self, rows: QuerySet[Due], name: str, value: str) -> QuerySet[Due]:
        """The dues that stand so now."""
        now = clock.now()
        if value == "owed":
            return rows.filter(state__in=states.OWED)
        if value == "late":
            return rows.filter(late_q(now))
        if value == "soon":
            return rows.filter(soon_q(now, now.date() + timedelta(days=SOON_DAYS)))
        if value == "sent_late":
            return rows.filter(state=states.SENT, was_late=True)
        return rows.filter(state=value)

    def filter_queryset(self, queryset: QuerySet[Due]) -> QuerySet[Due]:
        """The rows between the days."""
        rows: QuerySet[Due] = super().filter_queryset(queryset)
        first, last = self.form.cleaned_data.get("first"), self.form.cleaned_data.get("last")
        rows = rows.filter(due_on__gte=first) if first else rows
        return rows.filter(due_on__lte=last) if last else rows


class DutyFilter(ListFilter):
    """Duties by words, rhythm, and whether they are in force."""

    q = WordsFilter()
    rhythm = filters.ChoiceFilter(label=_("Khi nào"), choices=Rhythm.choices, empty_label=ANY)
    standing = filters.ChoiceFilter(
        label=_("Tình trạng"), method="stands", choices=(("on", _("Đang áp dụng")), ("off", _("Đã thôi"))),
        empty_label=ANY,
    )  # fmt: skip

    def stands(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Duties in force today, or not."""
        today = clock.today()
        on = Q(ends_on=None) | Q(ends_on__gte=today)
        return rows.filter(on) if value == "on" else rows.exclude(on)
