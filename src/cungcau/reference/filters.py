"""What filters of lists share: a search by words, days in order, nothing found by a senseless filter."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.reference.search import matching

ANY = _("Tất cả")


def day(label: Any, method: str = "keep") -> filters.DateFilter:
    """A day to choose; lists look at both days together in ``filter_queryset``."""
    return filters.DateFilter(
        label=label, method=method, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class WordsFilter(filters.CharFilter):
    """Rows that hold every word typed, with or without marks, the last perhaps only begun."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "search", "maxlength": 200})
        super().__init__(label=_("Tìm (có dấu hay không đều được)"), max_length=200, widget=widget, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The narrowed rows."""
        return matching(qs, value) if value else qs


class WindowForm(forms.Form):
    """Refuses a first day after the last one, where a list has both."""

    def clean(self) -> dict[str, Any]:
        """The values, if the days are in order."""
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and first > last:
            self.add_error("last", ValidationError(_("Ngày cuối không được trước ngày đầu.")))
        return values


class ListFilter(filters.FilterSet):
    """A filter whose senseless values find nothing (and say so) instead of everything."""

    class Meta:
        form = WindowForm
        fields: tuple[str, ...] = ()

    @property
    def qs(self) -> QuerySet[Any]:
        """The rows left."""
        rows: QuerySet[Any] = super().qs
        return rows if not self.is_bound or self.form.is_valid() else rows.none()

    def keep(self, rows: QuerySet[Any], name: str, value: object) -> QuerySet[Any]:
        """Leave a value to ``filter_queryset``."""
        return rows
