"""The forms behind single buttons."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

MOST_AT_ONCE = 500


class WithdrawForm(forms.Form):
    """Why a lot is taken back."""

    reason = forms.CharField(
        label=_("Vì sao rút lô hàng"),
        max_length=300,
        help_text=_("Ví dụ: đã bán hết cho thương lái, mất mùa, ghi nhầm, ghi trùng."),
    )


class ConfirmForm(forms.Form):
    """Which lots are right still, and who said so."""

    lots = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Hãy chọn ít nhất một lô.")}
    )
    confirmed_with = forms.CharField(
        label=_("Đã hỏi ai"), max_length=120, required=False, help_text=_("Ví dụ: bà Lan, qua điện thoại.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        data = self.data
        if isinstance(data, QueryDict) and data.get("only"):
            data = data.copy()
            data.setlist("lots", [str(data["only"])])
            self.data = data
        sent = data.getlist("lots") if isinstance(data, QueryDict) else []
        keys = [key for key in sent if key.isascii() and key.isdecimal() and len(key) < 19][:MOST_AT_ONCE]
        self.fields["lots"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
