"""Boxes of this room: money, kilograms, figures as people write them; agencies and plans to choose."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.models import Agency, Plan
from cungcau.domain.programmes.selectors.agencies import agencies, standing_on
from cungcau.platform.exchange.cells import CellRefused, typed
from cungcau.platform.exchange.columns import Kind
from cungcau.platform.ui import clock, figures

MOST_OFFERED = 1000
"""Agencies or plans a list offers; further ones are written over the API."""


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day to choose."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def lines(
    label: Any, most: int, rows: int = 4, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget
    )


class NumberField(forms.CharField):
    """A number as people write it; what can be read in two ways is refused with both readings."""

    kind: Kind = "decimal"

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "maxlength": 40})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The number in the unit of the kind, None for an empty box."""
        text = super().clean(value)
        try:
            return typed(text, self.kind)
        except CellRefused as refused:
            raise ValidationError(
                _("Cần %(what)s."), code="unreadable", params={"what": str(refused)}
            ) from refused

    def prepare_value(self, value: Any) -> Any:
        """A number as it is read again."""
        return value if value is None or isinstance(value, str) else figures.number(value, 3)


class MoneyField(NumberField):
    """Whole đồng: "52.150 triệu", "1,5 tỷ", "1500000"."""

    kind: Kind = "money"


class KgField(NumberField):
    """Whole kilograms: "5.200 tấn", "1.200"."""

    kind: Kind = "kg"


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An agency that stands on a day; ``keep`` also offers one that does not any more."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=agencies(), **kwargs)

    def offer(self, keep: int | None = None, on: date | None = None, area: str = "") -> None:
        """Offer those of a day: of an area (and of those around and below it) first, then by name."""
        near = Q(area_code__startswith=area + ".") | Q(area_code__in=[area, area.partition(".")[0]])
        order = (Case(When(near, then=0), default=1) if area else Value(0), "name", "pk")
        standing = (
            standing_on(on or clock.today()).order_by(*order).values_list("pk", flat=True)[:MOST_OFFERED]
        )
        found = Agency.objects.filter(Q(pk__in=list(standing)) | Q(pk=keep))
        self.queryset = found.defer("words").order_by(*order)

    def label_from_instance(self, obj: Agency) -> str:
        """The whole name."""
        return obj.name


class AgenciesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several agencies, each a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=agencies(), **kwargs)

    def label_from_instance(self, obj: Agency) -> str:
        """The whole name."""
        return obj.name


class PlanField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A plan among those somebody sees."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Plan.objects.none(), **kwargs)

    def label_from_instance(self, obj: Plan) -> str:
        """Number, title, year."""
        return (
            f"{obj}: {obj.title[:100]} ({obj.starts_on:%Y})"
            if obj.symbol
            else f"{obj.title[:120]} ({obj.starts_on:%Y})"
        )
