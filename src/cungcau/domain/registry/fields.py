"""A form field for choosing an organisation by typing: ``OrganisationField``.

Usage::

    producer = OrganisationField(label=_("Người bán"), kinds=PRODUCERS)
    …
    self.fields["producer"].among = selectors.shown_to(user, on)     # whom this person may choose

The cleaned value is an ``Organisation`` (None when left empty); ``initial`` may be one, its primary key or a
text. A name with or without marks, a part of it, or the code will do; what can mean several comes back as
"Ý bạn là …?". With JavaScript suggestions appear while typing (``/to-chuc/goi-y``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import named, organisations, suggested
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.models import Unit

_LONGEST = 200


class OrganisationInput(forms.TextInput):
    """A text box with suggestions; where the text sent was unclear, those it may mean stand below it."""

    template_name = "registry/organisation_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": _LONGEST, "autocomplete": "off", **(attrs or {})})
        self.kinds: tuple[str, ...] = ()
        self.among: QuerySet[Organisation] | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws, with the candidates of an unclear text."""
        context = super().get_context(name, value, attrs)
        context["kinds"] = ",".join(self.kinds)
        context["choices"] = self._choices(value)
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """The one chosen below the text, while the text is the one asked about; else the text."""
        text = data.get(name)
        chosen, asked = data.get(f"{name}-chon"), data.get(f"{name}-hoi")
        return chosen if chosen and asked == text else text

    def _choices(self, value: Any) -> list[Organisation]:
        if not value or not isinstance(value, str) or self.among is None:
            return []
        if value.endswith(")") and self.among.filter(code=value.rpartition("(")[2][:-1]).exists():
            return []
        found = suggested(self.among, value, self.kinds)
        return [] if len(found) == 1 else found


class OrganisationField(forms.Field):
    """An organisation by name or code; see the module for its use."""

    widget: Any = OrganisationInput
    default_error_messages = {
        "unclear": _("Có nhiều nơi tên như vậy. Ý bạn là nơi nào dưới đây?"),
        "unknown": _(
            "Không tìm thấy tổ chức, hộ nào tên như vậy. Hãy ghi tên hoặc mã đã có trong danh sách."
        ),
    }

    def __init__(self, *, kinds: Iterable[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Gõ tên hoặc mã, có dấu hay không đều được."))
        super().__init__(**kwargs)
        self.kinds = tuple(sorted(str(kind) for kind in kinds))
        self.among = organisations()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        widget = self.__dict__.get("widget")
        if name in {"kinds", "among"} and widget is not None:
            setattr(widget, name, value)

    def prepare_value(self, value: Any) -> Any:
        """The label of an organisation; a text as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = self.among.filter(pk=value).first()
        return label_of(value) if isinstance(value, Organisation) else value

    def to_python(self, value: Any) -> Organisation | None:
        """The one meant; a ``ValidationError`` that asks, where that is not clear."""
        if isinstance(value, Organisation) or value in self.empty_values:
            return value or None
        found = named(self.among, str(value)[:_LONGEST].replace("\x00", ""), self.kinds)
        if len(found) == 1:
            return found[0]
        raise ValidationError(self.error_messages["unclear" if found else "unknown"], code="unclear")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another one was typed."""
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")


def label_of(one: Organisation) -> str:
    """``HTX Hồng Tân Mỹ (HTX)``: name and code, which tells it from every other."""
    return f"{one.name} ({one.code})"


class KeptPlaceField(PlaceField):
    """A place that may stay what it is even where no unit of that name stands on the day."""

    present: Unit | None = None

    def to_python(self, value: Any) -> Unit | None:
        """The present unit where the text was left alone."""
        if self.present is not None and value == self.prepare_value(self.present):
            return self.present
        return super().to_python(value)
