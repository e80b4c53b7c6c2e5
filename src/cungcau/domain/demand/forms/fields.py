"""Boxes that read what people write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cungcau.domain.registry.models import Organisation
from cungcau.kernel.vntext import Kind, TextUnreadable, parse
from cungcau.platform.ui import figures
from cungcau.reference.search import matching

_OFFERED = 300
_MOST = 10**12


@dataclass(frozen=True, slots=True)
class Mass:
    """Whole kg as typed: one figure (both ends alike) or a range, and the text itself."""

    low: int
    high: int
    text: str

    @property
    def is_range(self) -> bool:
        """Whether two ends were given."""
        return self.low != self.high

    def __str__(self) -> str:
        return self.text


class MassField(forms.CharField):
    """A weight in words: "5 tấn", "400–600 tấn", "nửa tạ", a bare number of kg."""

    def __init__(self, *, may_range: bool = True, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)
        self.may_range = may_range

    def clean(self, value: Any) -> Any:
        """A :class:`Mass`, None for an empty box."""
        text = super().clean(value)
        if not text:
            return None
        mass = read_mass(text)
        if mass.is_range and not self.may_range:
            raise ValidationError(_("Cần một số, không phải một khoảng."))
        return mass


def read_mass(text: str) -> Mass:
    """A weight as people write it, in whole kg; ``ValidationError`` says what is wrong with it."""
    try:
        found = parse(text)
    except TextUnreadable:
        raise ValidationError(
            _("Chưa đọc được “%s”. Ghi như: 5 tấn, 400–600 tấn, 1.200 kg.") % text
        ) from None
    if found.ambiguous:
        raise ValidationError(
            _("“%(text)s” có nhiều cách hiểu: %(note)s.") % {"text": text, "note": found.note}
        )
    if found.kind not in (Kind.MASS, Kind.COUNT):
        raise ValidationError(_("“%s” không phải khối lượng.") % text)
    low, high = found.min, found.max
    if low is None or high is None:
        low = high = low if low is not None else high
    if not (isinstance(low, Fraction) and isinstance(high, Fraction)):
        raise ValidationError(_("“%s” không phải khối lượng.") % text)
    if low.denominator != 1 or high.denominator != 1:
        raise ValidationError(_("Cần số kg tròn."))
    if not 0 < low <= high <= _MOST:
        raise ValidationError(_("Cần khối lượng lớn hơn 0 và không quá 1 tỷ tấn."))
    return Mass(int(low), int(high), text.strip())


def mass_text(low: int | None, high: int | None) -> str:
    """Kg as a box shows them and reads them again."""
    if low is None:
        return ""
    return figures.kg(low) if high in (None, low) else f"{figures.number(low)} – {figures.kg(high or low)}"


class OrganisationField(forms.CharField):
    """An organisation by its name or code, chosen from a list or typed; gives the organisation.

    ``among`` is asked when the form is made, so that a list of twenty thousand is never drawn whole.
    """

    def __init__(self, *, label: Any, among: Callable[[], QuerySet[Organisation]], **kwargs: Any) -> None:
        super().__init__(label=label, max_length=300, **kwargs)
        self.among = among

    def options(self) -> list[str]:
        """The first of them as the list beside the box offers them."""
        rows = self.among().order_by("folded", "code").values_list("name", "code")[:_OFFERED]
        return [f"{name} ({code})" for name, code in rows]

    def prepare_value(self, value: Any) -> Any:
        """The name with its code."""
        if isinstance(value, int):
            value = Organisation.objects.filter(pk=value).first()
        return f"{value.name} ({value.code})" if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Any:
        """The organisation meant, None for an empty box; refused when several may be meant."""
        text = super().clean(value)
        if not text:
            return None
        rows = self.among()
        code = text.rpartition("(")[2].removesuffix(")").strip() if text.endswith(")") else text
        found = rows.filter(code=code).first() or rows.filter(name=text).first()
        if found is not None:
            return found
        close = list(matching(rows, text).order_by("folded")[:4])
        if len(close) == 1:
            return close[0]
        if not close:
            raise ValidationError(
                _("Không có tổ chức nào tên hoặc mã “%s”. Hãy thêm ở trang Tổ chức, hộ.") % text
            )
        names = "; ".join(f"{one.name} ({one.code})" for one in close[:3])
        raise ValidationError(_("Có nhiều tổ chức khớp: %s. Hãy chọn một.") % names)
