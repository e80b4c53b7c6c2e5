"""Forms of a session, its attendance, what is said on the way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.council.forms.councils import DATE
from cungcau.domain.council.models import Council, Session
from cungcau.domain.council.services.sessions import Plan
from cungcau.domain.ocop.models import Round
from cungcau.platform.editing.forms import VersionedForm


class SessionForm(VersionedForm):
    """When, where, how; for which round."""

    mode = forms.ChoiceField(
        label=_("Hình thức"), choices=Session.Mode.choices, widget=forms.RadioSelect, initial=Session.Mode.MEETING,
        help_text=_("Đánh giá lại được lấy ý kiến bằng văn bản; điểm lệch quá mức thì phải họp."),
    )  # fmt: skip
    held_on = forms.DateField(label=_("Ngày họp (ngày bắt đầu lấy ý kiến)"), widget=DATE)
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    answer_by = forms.DateField(
        label=_("Hạn trả lời (khi lấy ý kiến bằng văn bản)"), widget=DATE, required=False
    )
    round = forms.ModelChoiceField(
        label=_("Đợt đánh giá"),
        queryset=Round.objects.none(),
        required=False,
        empty_label=_("không theo đợt nào"),
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["round"].queryset = Round.objects.filter(area_code=council.area_code, level="province")

    def plan(self) -> Plan:
        """What was typed."""
        data = self.cleaned_data
        return Plan(data["held_on"], data["place"], data["mode"], data["round"], data["answer_by"])


class WhyForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class TextForm(forms.Form):
    """What was said, in words."""

    text = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class ConclusionForm(forms.Form):
    """What the session came to."""

    conclusion = forms.CharField(
        label=_("Kết luận của người chủ trì"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class MeetingForm(TextForm):
    """The meeting a product disputed in writing goes to."""

    meeting = forms.ModelChoiceField(label=_("Phiên họp"), queryset=Session.objects.none(), empty_label=None)

    field_order = ("meeting", "text")

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["meeting"].queryset = meetings


class SignForm(forms.Form):
    """A decision as it was signed."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    signed_on = forms.DateField(label=_("Ngày ký"), widget=DATE)
    signer = forms.CharField(label=_("Người ký, chức vụ"), max_length=200)
