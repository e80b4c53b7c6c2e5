"""What the list of units can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui import clock
from cungcau.reference.filters import ANY, ListFilter, day
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.geography.selectors import on_day, provinces, searched

_ERAS = (("con", _("Còn hiệu lực")), ("het", _("Đã hết hiệu lực")))


class UnitFilter(ListFilter):
    """Units by name in any spelling, the day they were in force, the province above, the level."""

    q = filters.CharFilter(
        label=_("Tìm nơi (tên cũ hoặc mới)"),
        method="keep",
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": 200, "placeholder": _("Tân Mỹ, Văn Lãng")}
        ),
    )
    ngay = day(_("Như vào ngày"))
    tinh = filters.ChoiceFilter(label=_("Tỉnh, thành phố"), method="keep", choices=(), empty_label=ANY)
    cap = filters.ChoiceFilter(label=_("Cấp"), method="keep", choices=Level.choices, empty_label=ANY)
    con = filters.ChoiceFilter(label=_("Hiệu lực"), method="keep", choices=_ERAS, empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, str] = {}
        for unit in (
            provinces(self.day) if self.day else Unit.objects.filter(level=Level.PROVINCE).order_by("folded")
        ):
            choices.setdefault(unit.code, unit.name)
        self.filters["tinh"].extra["choices"] = list(choices.items())

    @property
    def day(self) -> date | None:
        """The day asked for; today where nothing is searched for; None for units of all days."""
        text = str(self.data.get("ngay") or "")
        try:
            return date.fromisoformat(text)
        except ValueError:
            searching = self.data.get("q") or self.data.get("con")
            return None if searching else clock.today()

    def filter_queryset(self, queryset: QuerySet[Unit]) -> QuerySet[Unit]:
        """All filters together; without a search and a province, the provinces."""
        wanted = self.form.cleaned_data
        text, level, province = wanted.get("q") or "", wanted.get("cap") or "", wanted.get("tinh") or ""
        rows = queryset
        if self.day is not None:
            rows = rows.filter(on_day(self.day))
        if wanted.get("con"):
            rows = rows.filter(valid_to__isnull=wanted["con"] == "con")
        if province:
            above = Q(parent__code=province) | Q(parent__parent__code=province)
            rows = rows.filter(above if level != Level.PROVINCE else above | Q(code=province))
        if text:
            return searched(rows.filter(level=level) if level else rows, text)
        level = level or ("" if wanted.get("con") else Level.COMMUNE if province else Level.PROVINCE)
        rows = rows.filter(level=level) if level else rows
        return rows.order_by("folded", "code", F("valid_from").asc(nulls_first=True))
