"""A form field for choosing a place by typing: ``PlaceField``.

Usage in a form::

    from cungcau.reference.geography.fields import PlaceField

    class LotForm(forms.Form):
        place = PlaceField(label=_("Địa bàn"))                      # a commune, as of today
        seat = PlaceField(label=_("Trụ sở"), required=False, levels=EVERY_LEVEL)

        def __init__(self, *args, season, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["place"].on = season.start                  # the day whose units are meant
            self.fields["place"].area = season.area_code            # where names are looked for first

- The cleaned value is a ``Unit`` in force on ``on`` (None when left empty); ``initial`` may be a ``Unit``, its
  primary key or a text.
- Any spelling will do, old or new names, with or without marks, or the code. What can mean two places is
  asked about: the form comes back with "Ý bạn là …?" and the places to choose from, the typed text kept.
- With JavaScript suggestions appear while typing (``/dia-ban/tim``); without it the form asks on sending.
- Draw it as any field (``{% include "ui/form_fields.html" %}`` or ``{% field form.place %}``): its script comes along.
- For tables and chat messages use ``selectors.resolve(text, on, area=…)`` or, for many rows,
  ``selectors.Resolver(on, area=…)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui import clock, figures
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.geography.selectors import label_of, resolve, units

COMMUNES: tuple[str, ...] = (Level.COMMUNE,)
_LONGEST = 200


class PlaceInput(forms.TextInput):
    """A text box with suggestions; where the text sent was unclear, the places it may mean stand below it."""

    template_name = "geography/place_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": _LONGEST, "autocomplete": "off", **(attrs or {})})
        self.on: date | None = None
        self.area = ""
        self.levels: tuple[str, ...] = COMMUNES

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws, with the candidates of an unclear text."""
        context = super().get_context(name, value, attrs)
        context["on"] = (self.on or clock.today()).isoformat()
        context["area"] = self.area
        context["levels"] = "" if self.levels == COMMUNES else ",".join(self.levels)
        context["choices"] = self._choices(value)
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """The place chosen below the text, while the text is the one asked about; else the text."""
        text = data.get(name)
        chosen, asked = data.get(f"{name}-chon"), data.get(f"{name}-hoi")
        return chosen if chosen and asked == text else text

    def _choices(self, value: Any) -> list[dict[str, object]]:
        if not value or not isinstance(value, str):
            return []
        answer = resolve(value, self.on or clock.today(), area=self.area, levels=self.levels)
        if isinstance(answer, Unit):
            return []
        return [{"label": label_of(one.unit), "found": one} for one in answer]


class PlaceField(forms.Field):
    """A place by name; see the module for its use."""

    widget: Any = PlaceInput
    default_error_messages = {
        "unclear": _("Có nhiều nơi tên như vậy. Ý bạn là nơi nào dưới đây?"),
        "one": _("Không có nơi nào tên đúng như vậy. Ý bạn là nơi dưới đây?"),
        "unknown": _(
            "Không tìm thấy nơi này ngày %(day)s. Hãy ghi tên xã kèm huyện hoặc tỉnh, ví dụ «Tân Mỹ, Văn Lãng»."
        ),
    }

    def __init__(
        self,
        *,
        on: date | None = None,
        area: str = "",
        levels: Iterable[str] = COMMUNES,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", _("Gõ tên, có dấu hay không đều được; tên cũ hay tên mới đều được."))
        super().__init__(**kwargs)
        self.on, self.area, self.levels = on, area, tuple(levels)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        widget = self.__dict__.get("widget")
        if name in {"on", "area", "levels"} and widget is not None:
            setattr(widget, name, value)

    def prepare_value(self, value: Any) -> Any:
        """The label of a unit; a text as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = units().filter(pk=value).first()
        return label_of(value) if isinstance(value, Unit) else value

    def to_python(self, value: Any) -> Unit | None:
        """The unit meant; a ``ValidationError`` that asks, where that is not clear."""
        if isinstance(value, Unit) or value in self.empty_values:
            return value or None
        on = self.on or clock.today()
        answer = resolve(str(value)[:_LONGEST], on, area=self.area, levels=self.levels)
        if isinstance(answer, Unit):
            return answer
        code = "unknown" if not answer else "one" if len(answer) == 1 else "unclear"
        raise ValidationError(self.error_messages[code], code=code, params={"day": figures.date(on)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another place was typed."""
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")
