"""What came: the forms of the buyer, the carrier and the coordinator; a claim's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import ClaimKind, SaidBy
from cungcau.domain.logistics.services.arrivals import Said
from cungcau.platform.ui.clock import now as present

_MOST_KG = 2_000_000_000
_MOST_VND = 10**12


def _kg(label: Any, *, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=_MOST_KG, help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class SaidForm(forms.Form):
    """kg that came, kg not taken and why, when; whether more follows."""

    arrived_kg = _kg(_("Hàng tới (kg)"))
    refused_kg = _kg(_("Trong đó không nhận (kg)"), required=False)
    refused_why = forms.CharField(label=_("Vì sao không nhận"), max_length=300, required=False)
    at = forms.DateTimeField(
        label=_("Tới lúc"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip
    more = forms.BooleanField(label=_("Còn hàng của chuyến này sẽ tới sau"), required=False)
    said_by = forms.CharField(label=_("Người nhận hàng"), max_length=120, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def clean_at(self) -> Any:
        """A moment that has come, and not in years nobody lived in."""
        at = self.cleaned_data["at"]
        if timezone.localtime(at).year < 1990:
            raise forms.ValidationError(_("Hãy nhập ngày giờ hợp lệ."))
        if (at - present()).total_seconds() > 300:
            raise forms.ValidationError(_("Giờ tới ở tương lai: hãy xem lại ngày giờ."))
        return at

    def clean(self) -> dict[str, Any]:
        """What is refused came, and has its reason."""
        data = super().clean() or {}
        refused = data.get("refused_kg") or 0
        if refused > (data.get("arrived_kg") or 0):
            self.add_error("refused_kg", _("Phần không nhận nhiều hơn phần tới."))
        if refused and not (data.get("refused_why") or "").strip():
            self.add_error("refused_why", _("Có hàng không nhận thì phải nói vì sao."))
        return data

    def said(self) -> Said:
        """The word, as the service takes it."""
        data = self.cleaned_data
        return Said(
            arrived_kg=data["arrived_kg"], refused_kg=data["refused_kg"] or 0, refused_why=data["refused_why"],
            at=data["at"], done=not data["more"], said_by=data["said_by"], note=data["note"],
        )  # fmt: skip


class RecordedForm(SaidForm):
    """The same, written down by an officer: for whom, and how it came in."""

    speaker = forms.ChoiceField(
        label=_("Lời của"), choices=(("buyer", _("Bên mua")), ("carrier", _("Nhà xe")))
    )
    via = forms.ChoiceField(
        label=_("Qua"), choices=[(SaidBy.PHONE, SaidBy.PHONE.label), (SaidBy.PAPER, SaidBy.PAPER.label)]
    )
    field_order = ("speaker", "via")


class SettleForm(forms.Form):
    """What is to count."""

    arrived_kg = _kg(_("Hàng tới (kg)"))
    accepted_kg = _kg(_("Bên mua nhận (kg)"), help_text=_("Phần gửi đi mà không tới được ghi là hao hụt."))
    reason = forms.CharField(label=_("Lý do chốt"), max_length=300)


class ExpectForm(forms.Form):
    """kg that leave without a trip of ours."""

    kg = forms.IntegerField(label=_("Khối lượng gửi đi (kg)"), min_value=1, max_value=_MOST_KG)


class ClaimForm(forms.Form):
    """What is claimed: about what, in words, kg and đồng; up to three pictures at once."""

    kind = forms.ChoiceField(label=_("Về việc"), choices=ClaimKind.choices)
    text = forms.CharField(label=_("Nói rõ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    kg = _kg(_("Yêu cầu (kg)"), required=False)
    vnd = forms.IntegerField(label=_("Yêu cầu (đồng)"), required=False, min_value=0, max_value=_MOST_VND)


class AnswerForm(forms.Form):
    """What is offered, in words, kg and đồng."""

    text = forms.CharField(label=_("Trả lời"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    kg = _kg(_("Đồng ý (kg)"), required=False)
    vnd = forms.IntegerField(label=_("Đồng ý (đồng)"), required=False, min_value=0, max_value=_MOST_VND)


class PhotoForm(forms.Form):
    """One picture."""

    photo = forms.FileField(label=_("Ảnh"), widget=forms.FileInput(attrs={"accept": "image/*"}))
