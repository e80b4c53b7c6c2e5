"""Goods and their parts, how long they keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.reference.catalogue.doors.cells import code_from, listed
from cungcau.reference.catalogue.forms.fields import CODE, day_field, source_field
from cungcau.reference.catalogue.models import Commodity, Confidence
from cungcau.reference.catalogue.reading import is_ambient, span_of


class CommodityForm(VersionedForm):
    """One commodity: its names, its group."""

    name_vi = forms.CharField(label=_("Tên nông sản"), max_length=120)
    aliases = forms.CharField(
        label=_("Tên khác"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Người dân hay gọi thế nào, cách nhau bằng dấu phẩy; tin nhắn và bảng được nhận ra theo đó."),
    )  # fmt: skip
    name_en = forms.CharField(label=_("Tên tiếng Anh"), required=False, max_length=120)
    group = forms.CharField(label=_("Nhóm"), required=False, max_length=80)
    source = source_field()

    def row_values(self, row: Versioned) -> dict[str, object]:
        """Aliases as one text."""
        return {**super().row_values(row), "aliases": ", ".join(getattr(row, "aliases", []))}

    def own_values(self) -> dict[str, object]:
        """The texts as typed."""
        return {**super().own_values(), "aliases": self.cleaned_data["aliases"]}

    @staticmethod
    def as_columns(values: Mapping[str, object]) -> dict[str, object]:
        """Values for the service: aliases as a list."""
        return {
            name: list(listed(str(value))) if name == "aliases" else value for name, value in values.items()
        }


class NewCommodityForm(CommodityForm):
    """A commodity not there yet: the code is made of its name unless given."""

    code = forms.RegexField(
        CODE, label=_("Mã"), required=False, max_length=60, help_text=_("Để trống thì lấy theo tên.")
    )

    def clean(self) -> dict[str, Any]:
        """The values, the code completed."""
        values = super().clean()
        values["code"] = values.get("code") or code_from(values.get("name_vi") or "")
        if values.get("name_vi") and not values["code"]:
            self.add_error("code", _("Cần một mã gồm chữ không dấu hoặc số."))
        elif Commodity.objects.filter(code=values["code"]).exists():
            self.add_error("code", _("Mã này đã có. Hãy mở nông sản ấy để sửa, hoặc đặt mã khác."))
        return values


class VarietyForm(forms.Form):
    """A variety and what else it is called."""

    name = forms.CharField(label=_("Tên giống"), max_length=120)
    aliases = forms.CharField(label=_("Tên khác"), required=False, max_length=500)
    source = source_field()


class GradeForm(forms.Form):
    """A grade: a higher rank is better."""

    rank = forms.IntegerField(
        label=_("Bậc (số lớn hơn là tốt hơn)"), min_value=0, max_value=1000,
        help_text=_("Ghi lại bậc đã có là đổi tên loại ấy."),
    )  # fmt: skip
    name = forms.CharField(label=_("Tên loại"), max_length=60)
    source = source_field()


class SizeForm(forms.Form):
    """A size class by grams a fruit or fruits a kg."""

    name = forms.CharField(label=_("Tên cỡ"), max_length=60)
    min_g = forms.IntegerField(label=_("Từ (gam mỗi quả)"), required=False, min_value=1, max_value=100_000)
    max_g = forms.IntegerField(label=_("Đến (gam mỗi quả)"), required=False, min_value=1, max_value=100_000)
    min_per_kg = forms.IntegerField(
        label=_("Từ (quả mỗi kg)"), required=False, min_value=1, max_value=100_000
    )
    max_per_kg = forms.IntegerField(
        label=_("Đến (quả mỗi kg)"), required=False, min_value=1, max_value=100_000
    )
    source = source_field()


class PackForm(forms.Form):
    """A pack and the kg it holds."""

    name = forms.CharField(label=_("Tên quy cách (ví dụ: sọt 20 kg)"), max_length=80)
    kg = forms.DecimalField(
        label=_("Chứa (kg)"), min_value=0, max_value=2_000_000, max_digits=10, decimal_places=3, localize=True
    )
    for_any = forms.BooleanField(label=_("Dùng cho mọi nông sản"), required=False)
    source = source_field()

    def clean_kg(self) -> int:
        """Whole grams."""
        grams = int(self.cleaned_data["kg"] * 1000)
        if grams < 1:
            raise forms.ValidationError(_("Cần số kg lớn hơn 0."))
        return grams


class ShelfLifeForm(forms.Form):
    """One observation of how long goods keep."""

    temp = forms.CharField(
        label=_("Nhiệt độ (°C)"),
        max_length=30,
        initial="thường",
        help_text=_("Ví dụ: 1; 0-2; -1 - 1; thường."),
    )
    humidity = forms.CharField(
        label=_("Độ ẩm (%)"), required=False, max_length=30, help_text=_("Ví dụ: 90-95.")
    )
    days_min = forms.IntegerField(label=_("Giữ được ít nhất (ngày)"), min_value=0, max_value=3650)
    days_max = forms.IntegerField(label=_("Nhiều nhất (ngày)"), min_value=1, max_value=3650)
    observed_on = day_field(_("Ngày của số liệu"), required=False)
    confidence = forms.ChoiceField(
        label=_("Độ tin cậy"), choices=Confidence.choices, initial=Confidence.MEDIUM
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    source = source_field()

    def clean_temp(self) -> tuple[Any, Any]:
        """The two ends; None for ambient."""
        return self._span("temp", _("Ghi nhiệt độ như 0-2, -1 - 1, hoặc «thường»."))

    def clean_humidity(self) -> tuple[Any, Any]:
        """The two ends; None where it is not known."""
        return self._span("humidity", _("Ghi độ ẩm như 90-95."))

    def _span(self, name: str, message: Any) -> tuple[Any, Any]:
        text = self.cleaned_data[name]
        if is_ambient(text):
            return None, None
        span = span_of(text)
        if span is None:
            raise forms.ValidationError(message)
        return span


class ReasonForm(forms.Form):
    """Why a figure is used or left out."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class NameForm(forms.Form):
    """Which commodity a free name stands for."""

    commodity = forms.ModelChoiceField(
        label=_("Gắn với nông sản"), queryset=Commodity.objects.all(), required=False,
        empty_label=_("Tạo nông sản mới"),
    )  # fmt: skip
