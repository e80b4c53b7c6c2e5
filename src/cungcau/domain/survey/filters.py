"""What the lists of figures and of questions can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey import metrics, selectors, states
from cungcau.domain.survey.models import Figure, Question
from cungcau.reference.catalogue.filters import ANY, SeasonFilter, WordsFilter

CONFLICTING, UNCONFIRMED, SEVERAL = "mau-thuan", "chua-xac-nhan", "nhieu-nguon"
ONLY = (
    (CONFLICTING, _("Chỉ số liệu mâu thuẫn")),
    (UNCONFIRMED, _("Chỉ số liệu chưa xác nhận")),
    (SEVERAL, _("Chỉ số liệu có nhiều nguồn")),
)
AGES = (("7", _("Từ 7 ngày trở lên")), ("30", _("Từ 30 ngày trở lên")), ("90", _("Từ 90 ngày trở lên")))


def _typed() -> forms.TextInput:
    return forms.TextInput(attrs={"maxlength": 200, "autocomplete": "off"})


class FigureFilter(SeasonFilter):
    """Figures by words, metric, goods, place, year, source, and what is wrong with them."""

    q = WordsFilter()
    metric = filters.ChoiceFilter(label=_("Chỉ tiêu"), choices=metrics.choices(), empty_label=ANY)
    goods = filters.ChoiceFilter(
        label=_("Nông sản"), field_name="commodity_text", choices=(), empty_label=ANY
    )
    place = filters.CharFilter(label=_("Địa bàn"), method="at_place", max_length=200, widget=_typed())
    year = filters.ChoiceFilter(label=_("Năm"), method="in_year", choices=(), empty_label=ANY)
    source = filters.CharFilter(label=_("Nguồn"), method="from_source", max_length=200, widget=_typed())
    only = filters.ChoiceFilter(label=_("Tình trạng"), method="wrong", choices=ONLY, empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: QuerySet[Figure] = self.queryset
        self.filters["goods"].extra["choices"] = [(name, name) for name in selectors.commodities_of(rows)]
        self.filters["year"].extra["choices"] = [(str(y), str(y)) for y in selectors.years_of(rows)]

    def at_place(self, rows: QuerySet[Figure], name: str, value: str) -> QuerySet[Figure]:
        """Figures of a place, by name."""
        return selectors.at_place(rows, value)

    def in_year(self, rows: QuerySet[Figure], name: str, value: str) -> QuerySet[Figure]:
        """Figures of a year."""
        return selectors.in_year(rows, int(value))

    def from_source(self, rows: QuerySet[Figure], name: str, value: str) -> QuerySet[Figure]:
        """Figures a source speaks of."""
        return selectors.from_source(rows, value.replace("\x00", ""))

    def wrong(self, rows: QuerySet[Figure], name: str, value: str) -> QuerySet[Figure]:
        """Figures whose sources disagree, that nobody confirmed, or that have several sources."""
        if value == CONFLICTING:
            return rows.filter(conflicting=True)
        return rows.filter(unconfirmed__gt=0) if value == UNCONFIRMED else rows.filter(count__gt=1)


class QuestionFilter(SeasonFilter):
    """Questions by words, state, place, kind of record, age."""

    q = WordsFilter()
    state = filters.ChoiceFilter(label=_("Tình trạng"), choices=tuple(states.LABELS.items()), empty_label=ANY)
    area = filters.CharFilter(label=_("Địa bàn"), method="of_place", max_length=200, widget=_typed())
    app = filters.ChoiceFilter(label=_("Thuộc phần"), choices=(), empty_label=ANY)
    age = filters.ChoiceFilter(label=_("Đã hỏi"), method="older", choices=AGES, empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: QuerySet[Question] = self.queryset
        self.filters["app"].extra["choices"] = selectors.apps_asked(rows)

    def of_place(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        """Questions of a place, by name."""
        return selectors.of_place(rows, value)

    def older(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        """Questions asked so many days ago or more."""
        return selectors.older_than(rows, int(value))
