"""The form of an actual time at a stop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import SaidBy, StopMoment


class StopTimeForm(forms.Form):
    """Which moment, when, how one knows; a reason where something was recorded before; or that it was a mistake."""

    moment = forms.ChoiceField(choices=StopMoment.choices)
    at = forms.DateTimeField(
        label=_("Giờ thực tế"), required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    undo = forms.BooleanField(required=False)
    via = forms.ChoiceField(choices=SaidBy.choices, required=False)
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300, required=False)

    def clean_at(self) -> Any:
        """Not in years nobody lived in."""
        at = self.cleaned_data["at"]
        if at is not None and not 1990 <= timezone.localtime(at).year <= 2200:
            raise forms.ValidationError(_("Hãy nhập ngày giờ hợp lệ."))
        return at

    def clean(self) -> dict[str, Any]:
        """A time, unless it is taken back."""
        data = super().clean() or {}
        if data.get("undo"):
            data["at"] = None
        elif "at" in data and data["at"] is None:
            self.add_error("at", _("Hãy ghi ngày và giờ."))
        return data

    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")
