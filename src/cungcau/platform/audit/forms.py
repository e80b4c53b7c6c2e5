"""The filters of the trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.platform.audit import verbs


class SearchForm(forms.Form):
    """Words, who, what, from and to which day; everything may stay empty."""

    q = forms.CharField(label=_("Từ cần tìm"), required=False, max_length=200)
    actor = forms.CharField(
        label=_("Người làm"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"placeholder": _("tên đăng nhập, số máy")}),
    )
    verb = forms.ChoiceField(label=_("Việc"), required=False)
    since = forms.DateField(
        label=_("Từ ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Đến ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choice = self.fields["verb"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Mọi việc")), *verbs.every()]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "verb" else "form-control"
