"""Form fields of forecasts: a producer by name or code, kg from 0 up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast import policies
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.quantities import read_kg, shown
from cungcau.platform.access.selectors import Somebody, visible
from cungcau.reference.search import matching, words

_MOST = 8
_ZERO = frozenset({"0", "0 kg", "không"})


def producers_like(user: Somebody, text: str) -> list[Organisation]:
    """The producers somebody may record for that a text may mean: the one of this code, else by words; a few."""
    text = " ".join(text.replace("\x00", " ").split())[:200]
    rows = visible(
        Organisation.objects.filter(merged_into=None).select_related("unit"), user, policies.RECORD
    ).defer("words")
    exact = rows.filter(code=text).first()
    if exact is not None:
        return [exact]
    found = list(matching(rows, text).order_by("folded", "pk")[:_MOST]) if text else []
    named = [one for one in found if words(one.name) == words(text)]
    return named if len(named) == 1 else found


class ProducerInput(forms.TextInput):
    """A text box; where several producers fit what was sent, they stand below it to choose from."""

    template_name = "forecast/producer_input.html"
    user: Somebody | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """What was chosen below the text, while the text is the one asked about; else the text."""
        text = data.get(name)
        chosen, asked = data.get(f"{name}-chon"), data.get(f"{name}-hoi")
        return chosen if chosen and asked == text else text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws, with the producers an unclear text may mean."""
        context = super().get_context(name, value, attrs)
        found = producers_like(self.user, value) if self.user and isinstance(value, str) and value else []
        context["choices"] = [(one.code, described(one)) for one in found] if len(found) > 1 else []
        return context


class ProducerField(forms.Field):
    """One of the producers that ``user`` (given by the form) may record for, by code or name."""

    widget: Any = ProducerInput
    default_error_messages = {
        "unclear": _("Có nhiều hộ, đơn vị như vậy. Ý bạn là ai dưới đây?"),
        "unknown": _("Không có ai tên hoặc mã như vậy trong địa bàn bạn được ghi."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Gõ tên hoặc mã, có dấu hay không đều được."))
        super().__init__(**kwargs)
        self.widget.attrs |= {"maxlength": 200, "autocomplete": "off"}

    def meant_by(self, user: Somebody) -> None:
        """Choose among the producers of this person."""
        self.widget.user = user

    def prepare_value(self, value: Any) -> Any:
        """The code of a producer; a text as it was typed."""
        return value.code if isinstance(value, Organisation) else value

    def to_python(self, value: Any) -> Organisation | None:
        """The producer meant, or a ``ValidationError`` that asks."""
        user = self.widget.user
        if isinstance(value, Organisation) or value in self.empty_values or user is None:
            return value if isinstance(value, Organisation) else None
        found = producers_like(user, str(value))
        if len(found) != 1:
            code = "unclear" if found else "unknown"
            raise ValidationError(self.error_messages[code], code=code)
        return found[0]


class CellField(forms.CharField):
    """Whole kg from 0 up; "5 tạ" and "1,2 tấn" are understood, a range is asked about; blank is None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=60, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The kg, None for an empty box; a ``ValidationError`` that says what is unclear."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if text.lower() in _ZERO:
            return 0
        said = read_kg(text)
        if said.kg is None:
            meant = "; ".join(shown(kg) for kg in said.choices)
            raise ValidationError(f"{said.question} {meant}".strip())
        return said.kg


def described(one: Organisation) -> str:
    """A producer as it is told from another of the same name: name, kind, code, place."""
    place = f", {one.unit.title}" if one.unit else ""
    return f"{one.name} ({one.get_kind_display()}, {one.code}){place}"


def day_field(label: Any) -> forms.DateField:
    """A day to choose, which may be left out."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)
