"""Forms of rule books."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import RuleBook
from cungcau.domain.ocop.selectors.rules import books


class UploadForm(forms.Form):
    """A rule file."""

    file = forms.FileField(
        label=_("Tệp bộ tiêu chí (JSON hoặc YAML)"),
        widget=forms.FileInput(attrs={"accept": ".json,.yaml,.yml,application/json"}),
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class BookField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the books."""

    def label_from_instance(self, obj: RuleBook) -> str:
        """The decision and which loading."""
        return _("%(number)s, lần nạp %(no)s") % {"number": obj.instrument.number, "no": obj.no}


class CompareForm(forms.Form):
    """Two books side by side."""

    a = BookField(label=_("So bộ"), queryset=RuleBook.objects.none(), empty_label=None)
    b = BookField(label=_("với bộ"), queryset=RuleBook.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["a"].queryset = fields["b"].queryset = books()
