"""What the list of who waits for whom can be narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Stage, Waiting
from cungcau.domain.ocop.selectors import waiting as selectors
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter

MINE, OTHERS = "toi", "khac"
LATE, WEEK, FREE = "qua-han", "bay-ngay", "khong-han"
_LONG = (7, 15, 30, 60)


class WaitingFilter(ListFilter):
    """Rows by words of their file, whose turn it is, kind, place, how long until or past the last day."""

    q = filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"), method="holding", max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )  # fmt: skip
    turn = filters.ChoiceFilter(
        label=_("Đến lượt"), method="turn_of", empty_label=ANY,
        choices=((MINE, _("tôi, cơ quan tôi")), (OTHERS, _("người khác"))),
    )  # fmt: skip
    holder = filters.ChoiceFilter(label=_("Đang chờ"), choices=tuple(Stage.choices), empty_label=ANY)
    kind = filters.ChoiceFilter(label=_("Việc"), choices=Waiting.Kind.choices, empty_label=ANY)
    area = filters.ChoiceFilter(label=_("Xã, phường"), field_name="area_code", choices=(), empty_label=ANY)
    due = filters.ChoiceFilter(
        label=_("Hạn"), method="by_due", empty_label=ANY,
        choices=((LATE, _("đã quá hạn")), (WEEK, _("trong 7 ngày tới")), (FREE, _("không đặt hạn"))),
    )  # fmt: skip
    days = filters.ChoiceFilter(
        label=_("Đã chờ"), method="waiting_days", empty_label=ANY,
        choices=[(str(days), _("từ %s ngày") % days) for days in _LONG],
    )  # fmt: skip

    def __init__(self, *args: Any, user: Somebody, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.filters["area"].extra["choices"] = areas

    def holding(self, rows: QuerySet[Waiting], name: str, value: str) -> QuerySet[Waiting]:
        """Rows of files that hold the words."""
        return selectors.about(rows, value)

    def turn_of(self, rows: QuerySet[Waiting], name: str, value: str) -> QuerySet[Waiting]:
        """The reader's own turn, or somebody else's."""
        mine = selectors.turn_of(self._user)
        return rows.filter(mine if value == MINE else ~mine)

    def by_due(self, rows: QuerySet[Waiting], name: str, value: str) -> QuerySet[Waiting]:
        """Over the last day, within a week of it, or without one."""
        today = clock.today()
        wanted = {
            LATE: Q(due_on__lt=today),
            WEEK: Q(due_on__range=(today, today + timedelta(days=7))),
            FREE: Q(due_on=None),
        }
        return rows.filter(wanted[value])

    def waiting_days(self, rows: QuerySet[Waiting], name: str, value: str) -> QuerySet[Waiting]:
        """Those that have waited so many days or more."""
        return rows.filter(since__lt=clock.now() - timedelta(days=int(value)))
