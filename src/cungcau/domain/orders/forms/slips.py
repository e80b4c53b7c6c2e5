"""What is typed about a split and an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.orders.models import AllocatedBy, AnswerBy
from cungcau.domain.orders.services.splitting import USUAL_LEAST_KG

YES, LESS, NO = "yes", "less", "no"
SAYS = ((YES, _("Nhận đủ")), (LESS, _("Nhận ít hơn")), (NO, _("Không nhận")))
_SPOKEN = (
    (AnswerBy.PHONE, _("Tôi đã gọi, gặp hộ")),
    (AnswerBy.PAPER, _("Hộ ghi trên phiếu giấy")),
    (AnswerBy.SMS, _("Hộ nhắn tin lại")),
)


class ProposalForm(forms.Form):
    """How to split: the way, kg in all, the least a slip shall ask."""

    by = forms.ChoiceField(choices=[(way, way.label) for way in AllocatedBy], required=False)
    kg = forms.IntegerField(label=_("Chia bao nhiêu kg"), min_value=1, max_value=10**8, required=False)
    least = forms.IntegerField(
        label=_("Mỗi phiếu ít nhất (kg)"),
        min_value=1,
        max_value=10**6,
        required=False,
        initial=USUAL_LEAST_KG,
    )
    q = forms.CharField(label=_("Tìm hộ"), max_length=100, required=False)


class AnswerForm(forms.Form):
    """What a household said, and through whom it came."""

    says = forms.ChoiceField(label=_("Hộ trả lời"), choices=SAYS)
    kg = forms.IntegerField(label=_("Nhận bao nhiêu kg"), min_value=1, max_value=10**8, required=False)
    by = forms.ChoiceField(label=_("Biết qua"), choices=_SPOKEN, initial=AnswerBy.PHONE)
    spoke_with = forms.CharField(label=_("Gặp ai"), max_length=80, required=False)
    note = forms.CharField(label=_("Hộ nói thêm"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Less needs to know how much."""
        data = super().clean() or {}
        if data.get("says") == LESS and data.get("kg") is None and "kg" not in self.errors:
            self.add_error("kg", _("Hộ nhận ít hơn thì cần biết bao nhiêu kg."))
        return data

    def kg_taken(self, offered_kg: int) -> int:
        """The kg the answer means."""
        says: str = self.cleaned_data["says"]
        return {YES: offered_kg, NO: 0}.get(says, self.cleaned_data["kg"] or 0)


class LinkForm(forms.Form):
    """The household's own answer."""

    says = forms.ChoiceField(choices=SAYS)
    kg = forms.IntegerField(min_value=1, max_value=10**8, required=False)
    note = forms.CharField(max_length=200, required=False)
