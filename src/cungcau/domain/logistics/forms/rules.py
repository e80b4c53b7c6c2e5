"""What narrows the list of rules of transit papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import RuleEdition
from cungcau.kernel.vntext import show_date


class RulesFilter(forms.Form):
    """Rules by edition, words, and the day on which they count."""

    q = forms.CharField(
        label=_("Tìm mục, câu báo, căn cứ (có dấu hay không đều được)"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    ban = forms.TypedChoiceField(label=_("Bản quy định"), coerce=int, required=False, empty_value=None)
    ngay = forms.DateField(
        label=_("Có hiệu lực ngày"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, editions: list[RuleEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ban"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", gettext("Bản đang áp dụng")),
            *((one.number, named(one)) for one in editions),
            (0, gettext("Bản có sẵn trong phần mềm")),
        ]


def named(edition: RuleEdition) -> str:
    """An edition in words: its number and from which day."""
    said = {"number": edition.number, "day": show_date(edition.valid_from)}
    return gettext("Bản %(number)s, từ %(day)s") % said
