"""What the lists behind figures can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.recognition.filters.after import STARS, ProductWords
from cungcau.domain.recognition.models import PlanTarget
from cungcau.domain.recognition.registry_book.cells import FIRST_YEAR
from cungcau.domain.recognition.selectors import figures, trend
from cungcau.domain.recognition.selectors.targets import entities_reached, products_reached, targets_shown
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, WordsFilter
from cungcau.reference.filters import day as day_filter

NONE = "none"
"""Asks for what is not known: the group, the kind of entity."""

STANDINGS = (
    (figures.VALID, _("Còn hiệu lực (gồm sắp hết hạn)")),
    *((key, label) for key, label in figures.STANDINGS.items() if key != figures.VALID),
)


class HeldFilter(ListFilter):
    """Products as they stood on a day: by words, star, standing, group, place, kind of entity, what happened, target.

    ``day`` is the day they are looked at on (today without one), ``first`` and ``last`` bound what happened.
    """

    product = "product"
    q = ProductWords()
    day = day_filter(_("Vào ngày"))
    star = filters.ChoiceFilter(label=_("Sao"), choices=STARS, empty_label=ANY)
    standing = filters.ChoiceFilter(label=_("Hiệu lực"), method="stands", choices=STANDINGS, empty_label=ANY)
    group = filters.ChoiceFilter(label=_("Nhóm"), method="of_group", choices=(), empty_label=ANY)
    area = filters.ChoiceFilter(label=_("Xã, phường"), method="of_area", choices=(), empty_label=ANY)
    kind = filters.ChoiceFilter(
        label=_("Loại hình chủ thể"), method="of_kind", empty_label=ANY,
        choices=((NONE, _("chưa rõ chủ thể")), *Kind.choices),
    )  # fmt: skip
    target = filters.ModelChoiceFilter(
        label=_("Tính vào chỉ tiêu"), method="counted", queryset=PlanTarget.objects.all(), empty_label=ANY
    )
    event = filters.ChoiceFilter(
        label=_("Việc trong kỳ"), method="keep", choices=tuple(trend.EVENTS.items()), empty_label=ANY
    )
    first = day_filter(_("Kỳ từ ngày"))
    last = day_filter(_("Kỳ đến hết ngày"))

    def __init__(self, *args: Any, user: Somebody, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(NONE, _("chưa rõ nhóm")), *figures.categories().items()]
        self.filters["group"].extra["choices"] = groups
        self.filters["area"].extra["choices"] = areas
        self.filters["target"].extra["queryset"] = targets_shown(user)

    def stands(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Those that stand so; valid ones include those about to lapse."""
        return rows.filter(figures.still_valid() if value == figures.VALID else Q(standing=value))

    def of_group(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Those of a group, or of none known."""
        return rows.filter(product__category="" if value == NONE else value)

    def of_area(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        """Those of a place as :func:`cungcau.domain.recognition.selectors.figures.place_code` names it."""
        return rows.filter(figures.in_place(value))

    def of_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those whose entity is of a kind, or not known."""
        return rows.filter(entity_kind=figures.UNKNOWN if value == NONE else value)

    def counted(self, rows: QuerySet[Certificate], name: str, value: PlanTarget) -> QuerySet[Certificate]:
        """Those that count towards a target by the day."""
        on = self.form.cleaned_data.get("day") or clock.today()
        return rows.filter(product__in=products_reached(value, on).order_by().values("pk"))

    def filter_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        """All filters, what happened within the period beside."""
        rows: QuerySet[Certificate] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data
        if wanted.get("event"):
            first = wanted.get("first") or date(FIRST_YEAR, 1, 1)
            last = wanted.get("last") or wanted.get("day") or clock.today()
            found = trend.products_with(wanted["event"], first, last)
            rows = rows.filter(product__in=found.order_by().values("pk"))
        return rows


class EntityFilter(ListFilter):
    """Entities by words, kind, place, and the target they count towards."""

    q = WordsFilter()
    day = day_filter(_("Vào ngày"))
    kind = filters.ChoiceFilter(label=_("Loại hình"), choices=Kind.choices, empty_label=ANY)
    area = filters.ChoiceFilter(label=_("Xã, phường"), method="of_area", choices=(), empty_label=ANY)
    target = filters.ModelChoiceFilter(
        label=_("Tính vào chỉ tiêu"), method="counted", queryset=PlanTarget.objects.all(), empty_label=ANY
    )

    def __init__(self, *args: Any, user: Somebody, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].extra["choices"] = areas
        self.filters["target"].extra["queryset"] = targets_shown(user)

    def of_area(self, rows: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """Those of a commune."""
        return rows.filter(within("area_code", frozenset({value})))

    def counted(self, rows: QuerySet[Organisation], name: str, value: PlanTarget) -> QuerySet[Organisation]:
        """Those that count towards a target by the day."""
        on = self.form.cleaned_data.get("day") or clock.today()
        return rows.filter(pk__in=entities_reached(value, on).order_by().values("pk"))
