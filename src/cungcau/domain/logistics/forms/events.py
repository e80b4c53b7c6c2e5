"""The forms of route events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import EventKind, HeardBy
from cungcau.domain.logistics.selectors.events import choices_for
from cungcau.reference.catalogue.models import Season


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class EventForm(forms.Form):
    """What is shut or narrowed, what it touches, from when to when, who says so."""

    kind = forms.ChoiceField(label=_("Loại"), choices=EventKind.choices)
    name = forms.CharField(
        label=_("Tên đường, chốt, cửa khẩu, chợ"), max_length=200, help_text=_("Ví dụ: Cửa khẩu Tân Thanh.")
    )
    targets = forms.MultipleChoiceField(
        label=_("Chạm tới"), help_text=_("Chọn mọi chợ, điểm, tuyến không đi được hay bị thu hẹp."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    first = _day(_("Từ ngày"))
    last = _day(_("Đến hết ngày"))
    percent_left = forms.IntegerField(
        label=_("Còn lại, %"), min_value=0, max_value=99, initial=0, help_text=_("0 là đóng hẳn.")
    )
    what = forms.CharField(
        label=_("Chuyện gì"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    heard_by = forms.ChoiceField(label=_("Biết tin qua"), choices=HeardBy.choices)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Ai báo, số văn bản hoặc địa chỉ trang có tin.")
    )
    heard_at = forms.DateTimeField(
        label=_("Biết tin lúc"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["targets"]
        assert isinstance(field, forms.MultipleChoiceField), "declared above"
        field.choices = choices_for(season)

    def clean_heard_at(self) -> Any:
        """Nobody heard it in years nobody lived in."""
        at = self.cleaned_data["heard_at"]
        if not 1990 <= timezone.localtime(at).year <= 2100:
            raise forms.ValidationError(_("Hãy nhập ngày giờ hợp lệ."))
        return at

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("Ngày cuối không được trước ngày đầu."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the service takes, without the targets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "targets"}


class ChangeEventForm(forms.Form):
    """A new last day: earlier to reopen, later to keep shut."""

    last = _day(_("Ngày cuối cùng còn đóng"))
    reason = forms.CharField(label=_("Lý do, ai báo"), max_length=300)
