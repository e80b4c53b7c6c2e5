"""Form fields of supply: a quantity in words, a price per kg."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.quantities import Said, read_kg, shown
from cungcau.platform.exchange.cells import CellRefused, typed
from cungcau.platform.ui import figures
from cungcau.reference.geography.selectors import label_of as place_label

_LONGEST = 100
MOST_PRICE = 100_000_000
"""Đồng per kg: nothing that grows here costs more."""


class AskingInput(forms.TextInput):
    """A text box; where the text sent was unclear, what it may mean stands below it to choose from."""

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """What was chosen below the text, while the text is the one asked about; else the text."""
        text = data.get(name)
        chosen, asked = data.get(f"{name}-chon"), data.get(f"{name}-hoi")
        return chosen if chosen and asked == text else text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws, with what an unclear text may mean."""
        context = super().get_context(name, value, attrs)
        context["choices"] = self.meant(value) if isinstance(value, str) and value.strip() else []
        return context

    def meant(self, text: str) -> list[tuple[str, str]]:
        """(value, label) of each meaning of an unclear text."""
        raise TypeError(f"{type(self).__name__} says nothing of {text!r}")


_NONE = re.compile(r"0+( ?kg)?", re.IGNORECASE)
"""No kg at all, as the form itself writes it."""


class KgInput(AskingInput):
    """A quantity as people say it; the kg it means are shown beside it while one types."""

    template_name = "supply/kg_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": _LONGEST, "autocomplete": "off", "inputmode": "text", **(attrs or {})})
        self.packs: Mapping[str, int] = {}

    def meant(self, text: str) -> list[tuple[str, str]]:
        """The kg a text may mean."""
        return [(str(kg), shown(kg)) for kg in read_kg(text, self.packs).choices]


class KgField(forms.Field):
    """Whole kg from "5 tạ", "nửa tấn", "20 sọt x 25 kg"; a range asks which.

    ``packs`` is kg in a counted unit; with ``zero`` nothing at all may be said too.
    """

    widget: Any = KgInput

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zero = zero
        self.packs: Mapping[str, int] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        widget = self.__dict__.get("widget")
        if name == "packs" and widget is not None:
            widget.packs = value

    def said(self, text: object) -> Said:
        """What a text says."""
        return read_kg(str(text or ""), self.packs)

    def prepare_value(self, value: Any) -> Any:
        """A number as people read it; a text as it was typed."""
        return shown(value).partition(" (")[0] if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """The kg, or a ``ValidationError`` that asks."""
        if isinstance(value, int) or value in self.empty_values:
            return value if isinstance(value, int) else None
        if self.zero and _NONE.fullmatch(str(value).strip()):
            return 0
        said = self.said(value)
        if said.kg is None:
            raise ValidationError(said.question, code="unclear" if said.choices else "unreadable")
        return said.kg


class PriceInput(AskingInput):
    """Đồng per kg; a price below a thousand is asked about: people write 18 for 18.000."""

    template_name = "supply/asking_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": 40, "autocomplete": "off", **(attrs or {})})

    def meant(self, text: str) -> list[tuple[str, str]]:
        """A bare small figure as thousands, or as it stands."""
        small = _small_price(text)
        return [(f"{kg} đ", f"{figures.money(kg)}/kg") for kg in (small * 1000, small)] if small else []


class PriceField(forms.Field):
    """Whole đồng per kg from "18.000", "18 nghìn", "18.000 đ/kg"."""

    widget: Any = PriceInput

    def prepare_value(self, value: Any) -> Any:
        """A number as people read it; a text as it was typed."""
        return figures.money(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Đồng, or a ``ValidationError`` that asks."""
        if isinstance(value, int) or value in self.empty_values:
            return value if isinstance(value, int) else None
        text = str(value)[:40]
        if _small_price(text):
            raise ValidationError(_("Giá mỗi kg là bao nhiêu?"), code="unclear")
        try:
            found = typed(text, "money")
        except CellRefused as error:
            raise ValidationError(
                _("Cần %(what)s."), code="unreadable", params={"what": str(error)}
            ) from error
        if not isinstance(found, int) or not 0 <= found <= MOST_PRICE:
            raise ValidationError(_("Giá mỗi kg từ 0 đến 100 triệu đồng."), code="unreadable")
        return found


def _small_price(text: str) -> int:
    """A bare figure below a thousand; 0 for anything else."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() and bare.isascii() and len(bare) <= 3 else 0


def described(one: Organisation) -> str:
    """A producer as it is told from another of the same name: name, kind, place."""
    place = f", {place_label(one.unit)}" if one.unit else ""
    return f"{one.name} ({one.get_kind_display()}, {one.code}){place}"


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day to choose."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)
