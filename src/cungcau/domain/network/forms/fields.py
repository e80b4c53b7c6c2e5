"""Boxes for places and weights a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import by_code, find


class PlaceField(forms.CharField):
    """A commune, district or province by its name or code; gives the unit in force today."""

    kept: Unit | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The name with its code."""
        if isinstance(value, int):
            value = Unit.objects.filter(pk=value).first()
        return shown(value) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """The unit meant, None for an empty box; refused when several may be meant."""
        text = super().clean(value)
        if not text:
            return None
        if self.kept is not None and text == shown(self.kept):
            return self.kept
        code = text.rpartition("(")[2].removesuffix(")").strip() if text.endswith(")") else text
        found = by_code(code, clock.today()) if code.isdecimal() else None
        if found is not None:
            return found
        hits = [hit.unit for hit in find(text, clock.today(), limit=4)]
        if len(hits) == 1:
            return hits[0]
        if not hits:
            raise ValidationError(_("Không có địa bàn nào tên “%s”. Ghi như: Tân Mỹ, Văn Lãng.") % text)
        names = "; ".join(shown(unit) for unit in hits[:3])
        raise ValidationError(_("Có nhiều địa bàn khớp: %s. Hãy ghi rõ hơn hoặc ghi mã.") % names)


def shown(unit: Unit) -> str:
    """A unit as the box shows it and reads it again."""
    return f"{unit.title} ({unit.code})"
