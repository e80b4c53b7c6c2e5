"""What the list of statements can be narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.settlement import states
from cungcau.domain.settlement.models import Statement
from cungcau.domain.settlement.selectors.statements import OWED
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day


class StatementFilter(ListFilter):
    """Statements by words, state, what is late, and the last day to pay."""

    q = WordsFilter()
    state = filters.ChoiceFilter(label=_("Trạng thái"), choices=tuple(states.LABELS.items()), empty_label=ANY)
    part = filters.ChoiceFilter(
        label=_("Chỉ xem"), method="only", choices=(("owed", _("Còn phải trả")), ("late", _("Trễ hạn"))),
        empty_label=ANY,
    )  # fmt: skip
    first = day(_("Hạn trả từ ngày"))
    last = day(_("Đến hết ngày"))

    def only(self, rows: QuerySet[Statement], name: str, value: str) -> QuerySet[Statement]:
        """Statements something is left to pay of, or those past their day."""
        rows = rows.filter(state__in=OWED, due_vnd__gt=F("paid_vnd"))
        return rows.filter(due_on__lt=clock.today()) if value == "late" else rows

    def keep(self, rows: QuerySet[Statement], name: str, value: object) -> QuerySet[Statement]:
        """Both days are looked at together."""
        return rows

    def filter_queryset(self, queryset: QuerySet[Statement]) -> QuerySet[Statement]:
        """The rows between the days."""
        rows: QuerySet[Statement] = super().filter_queryset(queryset)
        first, last = self.form.cleaned_data.get("first"), self.form.cleaned_data.get("last")
        rows = rows.filter(due_on__gte=first) if first else rows
        return rows.filter(due_on__lte=last) if last else rows
