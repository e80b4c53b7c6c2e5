"""Fields that several forms of this app have."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.services.growing_areas import MOST_M2
from cungcau.kernel.vntext import Kind, TextUnreadable, parse, show_number

_BARE_FROM = 100
"""A bare number from here on is taken for m²; a smaller one may be sào or ha and is asked about."""


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day to choose."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def line(label: Any, longest: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=help_text,
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip


def source(initial: str = "") -> forms.CharField:
    """Where the information comes from."""
    field = line(
        _("Nguồn"), 300, required=True, help_text=_("Ai cho biết, giấy nào; ví dụ «chị Lan, HTX Tân Mỹ».")
    )
    field.initial = initial
    return field


class AreaField(forms.CharField):
    """An area as people write it (``1,5 ha``, ``3.600 m²``); the value is whole m², None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ví dụ 1,5 ha hoặc 3.600 m²."))
        super().__init__(max_length=60, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """``15.000 m²`` for a number; a text as it was typed."""
        return f"{show_number(value)} m²" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Whole m², or a question where the text can be read in several ways."""
        text = super().clean(value)
        if not text:
            return None
        try:
            read = parse(text)
        except TextUnreadable as error:
            raise ValidationError(
                _("Không đọc được «%(text)s». Hãy ghi như 1,5 ha hoặc 3.600 m²."), params={"text": text}
            ) from error
        if read.ambiguous and read.readings:
            ways = " / ".join(
                f"{show_number(round(one.min))} m²" for one in read.readings if isinstance(one.min, Fraction)
            )
            raise ValidationError(
                _("«%(text)s» có thể là %(ways)s. Hãy ghi rõ một số."), params={"text": text, "ways": ways}
            )
        exact = read.min if isinstance(read.min, Fraction) and read.min == read.max else None
        bare = read.kind is Kind.COUNT and exact is not None and exact >= _BARE_FROM
        if exact is None or not (read.kind is Kind.AREA or bare):
            raise ValidationError(
                _("«%(text)s» chưa phải một diện tích. Hãy ghi kèm đơn vị: ha, m², sào, công."),
                params={"text": text},
            )
        return _whole(exact, text)


def _whole(exact: Fraction, text: str) -> int:
    value = round(exact)
    if not 0 <= value <= MOST_M2:
        raise ValidationError(_("«%(text)s» lớn quá mức có thể."), params={"text": text})
    return value
