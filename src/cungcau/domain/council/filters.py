"""What lists of councils, sessions, decisions, ready dossiers can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.council import states
from cungcau.domain.council.models import Council, Decision, Session
from cungcau.domain.council.selectors import searching
from cungcau.domain.ocop.models import CriteriaSet, DossierKind
from cungcau.reference.filters import ANY, ListFilter, WordsFilter, day

_SEARCH = forms.TextInput(attrs={"type": "search", "maxlength": 200})


def _words(method: str = "holding") -> filters.CharFilter:
    return filters.CharFilter(
        label=_("Tìm (có dấu hay không đều được)"), method=method, max_length=200, widget=_SEARCH
    )


class SessionFilter(ListFilter):
    """Sessions by words (code, place, council, a product on it), state, how they are held, days."""

    q = _words()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.SESSION_LABELS.items()), empty_label=ANY
    )
    mode = filters.ChoiceFilter(label=_("Hình thức"), choices=Session.Mode.choices, empty_label=ANY)
    first = day(_("Từ ngày"))
    last = day(_("Đến hết ngày"))

    def holding(self, rows: QuerySet[Session], name: str, value: str) -> QuerySet[Session]:
        """Sessions that hold every word."""
        return searching.sessions(rows, value)

    def filter_queryset(self, queryset: QuerySet[Session]) -> QuerySet[Session]:
        """All filters, the two days together."""
        rows: QuerySet[Session] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("first"):
            rows = rows.filter(held_on__gte=wanted["first"])
        return rows.filter(held_on__lte=wanted["last"]) if wanted.get("last") else rows


class CouncilFilter(ListFilter):
    """Councils by words."""

    q = _words()

    def holding(self, rows: QuerySet[Council], name: str, value: str) -> QuerySet[Council]:
        """Councils whose name or decision holds every word."""
        return searching.councils(rows, value)


class DecisionFilter(ListFilter):
    """Decisions by words (number, signer, a product on it), state, kind."""

    q = _words()
    state = filters.ChoiceFilter(
        label=_("Trạng thái"), choices=tuple(states.DECISION_LABELS.items()), empty_label=ANY
    )
    kind = filters.ChoiceFilter(label=_("Loại"), choices=Decision.Kind.choices, empty_label=ANY)

    def holding(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Decisions that hold every word."""
        return searching.decisions(rows, value)


class ReadyFilter(ListFilter):
    """Dossiers that may come before a council, by words, kind, set."""

    q = WordsFilter()
    kind = filters.ChoiceFilter(label=_("Nộp để"), choices=DossierKind.choices, empty_label=ANY)
    set = filters.ChoiceFilter(
        label=_("Bộ tiêu chí"), field_name="criteria_set__code", choices=(), empty_label=ANY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = CriteriaSet.objects.filter(pk__in=self.queryset.order_by().values("criteria_set"))
        names = rows.order_by("number").values_list("code", "name")
        self.filters["set"].extra["choices"] = list(dict(names).items())
