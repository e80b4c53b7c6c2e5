"""Forms of settlement: an amount, a payment, an account, a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cungcau.domain.settlement.models import ItemKind, Method
from cungcau.platform.exchange.cells import CellRefused, typed
from cungcau.platform.ui import clock

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_VND = 1_000_000_000_000
"""A thousand tỷ: nothing a household is owed comes near."""


class MoneyField(forms.CharField):
    """Whole đồng from "1.500.000", "1,5 triệu" or "1500000"; what can be read in two ways is refused."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "maxlength": 40})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        """The đồng, or None for nothing where nothing may be said."""
        text = super().clean(value)
        try:
            amount = typed(text, "money")
        except CellRefused as refused:
            raise ValidationError(
                _("Cần %(what)s."), code="unreadable", params={"what": str(refused)}
            ) from refused
        if isinstance(amount, int) and not 0 <= amount <= MOST_VND:
            raise ValidationError(_("Số tiền này không hợp lý: hãy xem lại."), code="unreadable")
        return amount if isinstance(amount, int) else None


class ItemForm(forms.Form):
    """An amount added to a draft or taken off."""

    kind = forms.ChoiceField(
        label=_("Khoản"), choices=[each for each in ItemKind.choices if each[0] != ItemKind.GOODS]
    )
    amount_vnd = MoneyField(label=_("Số tiền (đồng)"))
    text = forms.CharField(label=_("Nội dung"), max_length=300)


class PriceForm(forms.Form):
    """Another price than the frozen one, with why."""

    price_vnd_per_kg = MoneyField(label=_("Giá trả (đồng/kg)"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class PaymentForm(forms.Form):
    """A part or all of what is left."""

    amount_vnd = MoneyField(label=_("Số tiền trả (đồng)"))
    method = forms.ChoiceField(label=_("Cách trả"), choices=Method.choices)
    paid_on = forms.DateField(label=_("Ngày trả"), widget=_DATE)
    bank_ref = forms.CharField(
        label=_("Số giao dịch ngân hàng"), max_length=80, required=False,
        help_text=_("Ghi khi chuyển khoản, để một giao dịch không bị ghi hai lần."),
    )  # fmt: skip
    received_by = forms.CharField(label=_("Người ký nhận"), max_length=120, required=False)

    def __init__(self, *args: Any, left_vnd: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"amount_vnd": left_vnd, "paid_on": clock.today(), "method": Method.CASH}
        )
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class DepositForm(forms.Form):
    """A deposit laid down; with a reason, one sent back or set off."""

    way = forms.ChoiceField(
        label=_("Việc"), choices=(("in", _("Nhận cọc")), ("out", _("Trả lại, trừ vào tiền hàng")))
    )
    amount_vnd = MoneyField(label=_("Số tiền (đồng)"))
    on = forms.DateField(label=_("Ngày"), widget=_DATE)
    bank_ref = forms.CharField(label=_("Số giao dịch ngân hàng"), max_length=80, required=False)
    reason = forms.CharField(label=_("Lý do (khi trả lại)"), max_length=300, required=False)


class AccountForm(forms.Form):
    """Where a household's money goes."""

    bank_bin = forms.CharField(
        label=_("Mã ngân hàng (BIN)"), max_length=6, help_text=_("Sáu chữ số NAPAS, ví dụ 970415.")
    )
    bank_name = forms.CharField(label=_("Tên ngân hàng"), max_length=120, required=False)
    number = forms.CharField(label=_("Số tài khoản"), max_length=40)
    holder = forms.CharField(label=_("Tên chủ tài khoản"), max_length=120)
    source = forms.CharField(label=_("Ai cho biết"), max_length=300)


ACCOUNT_BOXES = (
    ("bank_bin", _("Mã ngân hàng (BIN)"), 6),
    ("bank_name", _("Tên ngân hàng"), 120),
    ("number", _("Số tài khoản"), 40),
    ("holder", _("Tên chủ tài khoản"), 120),
    ("source", _("Ai cho biết"), 300),
)
"""The same boxes where the form stands folded on another page: name, label, most characters."""


class TransferRowForm(forms.Form):
    """What the bank said of one transfer."""

    bank_ref = forms.CharField(label=_("Số giao dịch"), max_length=80)
    paid_on = forms.DateField(label=_("Ngày chuyển"), widget=_DATE)
