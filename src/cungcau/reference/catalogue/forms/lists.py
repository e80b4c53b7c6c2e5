"""Units of measure, certificates, key products."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.reference.catalogue.forms.fields import CODE, day_field, source_field
from cungcau.reference.catalogue.models import Commodity, Confidence, UnitFactor


class UnitFactorForm(forms.Form):
    """What a unit is worth in a region."""

    unit = forms.CharField(label=_("Đơn vị"), max_length=60)
    quantity = forms.ChoiceField(label=_("Đại lượng"), choices=UnitFactor.Quantity.choices)
    region = forms.ChoiceField(label=_("Miền"), choices=UnitFactor.Region.choices, required=False)
    factor = forms.DecimalField(
        label=_("Bằng bao nhiêu m² hoặc kg"), required=False, max_digits=18, decimal_places=6, localize=True,
        help_text=_("Để trống khi mỗi nơi một khác và phải hỏi."),
    )  # fmt: skip
    valid_from = day_field(_("Từ ngày"), required=False)
    valid_to = day_field(_("Đến hết ngày"), required=False)
    confidence = forms.ChoiceField(
        label=_("Độ tin cậy"), choices=Confidence.choices, initial=Confidence.MEDIUM
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    source = source_field()


class ConvertForm(forms.Form):
    """How much of which unit, where."""

    so = forms.DecimalField(label=_("Số lượng"), max_digits=15, decimal_places=4, min_value=0, localize=True)
    don_vi = forms.CharField(label=_("Đơn vị"), max_length=60)
    mien = forms.ChoiceField(label=_("Miền"), choices=UnitFactor.Region.choices, required=False)


class CertificateForm(forms.Form):
    """A kind of certificate."""

    code = forms.RegexField(CODE, label=_("Mã"), max_length=60)
    name = forms.CharField(label=_("Tên"), max_length=120)
    source = source_field()


class CoveredForm(forms.Form):
    """The commodities a key product covers."""

    commodities = forms.ModelMultipleChoiceField(
        label=_("Nông sản thuộc sản phẩm này"), queryset=Commodity.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
