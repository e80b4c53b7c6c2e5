"""Forms at the scale."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cungcau.domain.collection.models import RejectReason
from cungcau.domain.collection.services.loads import MOST_KG, Load
from cungcau.reference.catalogue.models import Commodity

_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,7}")


class WholeKg(forms.Field):
    """Whole kg as people write them: 1234, 1.234, "1.234 kg". Anything else is asked about, never guessed."""

    def __init__(self, *, most: int = MOST_KG, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 12}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> int | None:
        """The number; None for an empty box."""
        text = str(value or "").strip().lower().removesuffix("kg").strip()
        if not text:
            return None
        if not _WHOLE.fullmatch(text) or not text.isascii():
            raise ValidationError(_("Hãy ghi số nguyên, ví dụ 250 hoặc 1.250."))
        number = int(text.replace(".", ""))
        if number > self.most:
            raise ValidationError(_("Số quá lớn."))
        return number


class LoadForm(forms.Form):
    """One grade of a delivery on the scale."""

    grade = forms.TypedChoiceField(label=_("Loại"), required=False, coerce=int, empty_value=None)
    gross_kg = WholeKg(label=_("Cả bì (kg)"))
    tare_kg = WholeKg(label=_("Bì (kg)"), required=False)
    crates = WholeKg(label=_("Số sọt, thùng"), required=False, most=100_000)
    rejected_kg = WholeKg(label=_("Loại ra (kg)"), required=False)
    reject_reason = forms.ChoiceField(
        label=_("Lý do loại"), required=False, choices=[("", "–"), *RejectReason.choices]
    )
    reject_text = forms.CharField(label=_("Nói rõ"), required=False, max_length=300)
    photo = forms.FileField(
        label=_("Ảnh"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment", "data-draft-skip": ""}),
    )  # fmt: skip

    def __init__(self, *args: Any, commodity: Commodity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = commodity.grades.order_by("-rank") if commodity is not None else ()
        field = self.fields["grade"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("chưa phân loại")), *((one.rank, one.name) for one in grades)]

    def clean(self) -> dict[str, Any]:
        """Gross, tare and rejected must hold together, a rejection has its reason."""
        data = super().clean() or {}
        gross, tare = data.get("gross_kg"), data.get("tare_kg") or 0
        rejected = data.get("rejected_kg") or 0
        if gross is not None and gross <= tare:
            self.add_error("gross_kg", _("Cả bì phải lớn hơn bì."))
        elif gross is not None and rejected > gross - tare:
            self.add_error("rejected_kg", _("Phần loại không được quá phần tịnh."))
        why = data.get("reject_reason")
        if rejected and not why:
            self.add_error("reject_reason", _("Loại hàng thì phải chọn lý do."))
        if rejected and why == RejectReason.OTHER and not data.get("reject_text", "").strip():
            self.add_error("reject_text", _("Hãy nói rõ lý do."))
        return data

    def load(self, **facts: Any) -> Load:
        """What the scale showed, with whose it is."""
        data = self.cleaned_data
        return Load(
            data["gross_kg"], data.get("tare_kg") or 0, data.get("rejected_kg") or 0, grade=data["grade"],
            crates=data.get("crates"), reject_reason=data["reject_reason"] if data.get("rejected_kg") else "",
            reject_text=data["reject_text"] if data.get("rejected_kg") else "", **facts,
        )  # fmt: skip


MOST_GRADES = 8
Loads = forms.formset_factory(
    LoadForm, extra=1, max_num=MOST_GRADES, absolute_max=MOST_GRADES, validate_max=True
)
SlipLoads = forms.formset_factory(
    LoadForm, extra=0, max_num=MOST_GRADES, absolute_max=MOST_GRADES, validate_max=True
)
"""A delivery for a slip begins with one row, of the slip's grade."""


class GoodsField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Commodities by their Vietnamese names."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.name_vi)


class BroughtForm(forms.Form):
    """Who brought goods outside an order, and which."""

    producer_text = forms.CharField(label=_("Người mang hàng"), max_length=200)
    commodity = forms.ModelChoiceField(
        label=_("Nông sản"), queryset=Commodity.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, goods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["commodity"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = goods


class CorrectForm(LoadForm):
    """A ticket as it shall read, and why."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)
    void = forms.BooleanField(label=_("Huỷ hẳn lần cân này (không tính)"), required=False)

    def clean(self) -> dict[str, Any]:
        """A ticket that is taken back whole needs no figures."""
        if self.data.get(self.add_prefix("void")):
            for name in ("gross_kg", "rejected_kg", "reject_reason", "reject_text"):
                self.errors.pop(name, None)
            return self.cleaned_data
        return super().clean()


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
