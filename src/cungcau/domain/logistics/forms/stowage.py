"""The form of a crate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.services.stowage import MOST_CM, MOST_KG
from cungcau.platform.editing.forms import VersionedForm
from cungcau.reference.catalogue.models import Commodity


class StowageForm(VersionedForm):
    """What one crate of a commodity holds and how large it is outside."""

    commodity: forms.ModelChoiceField[Commodity] = forms.ModelChoiceField(
        label=_("Nông sản"), queryset=Commodity.objects.order_by("name_vi", "code")
    )
    pack_text = forms.CharField(
        label=_("Quy cách"),
        max_length=200,
        required=False,
        help_text=_("Viết như trong đơn hàng, ví dụ: sọt nhựa 25 kg. Để trống: dùng tạm cho mọi quy cách."),
    )
    crate_kg = forms.IntegerField(label=_("Mỗi sọt, thùng được (kg)"), min_value=1, max_value=MOST_KG)
    length_cm = forms.IntegerField(label=_("Dài ngoài (cm)"), min_value=1, max_value=MOST_CM)
    width_cm = forms.IntegerField(label=_("Rộng ngoài (cm)"), min_value=1, max_value=MOST_CM)
    height_cm = forms.IntegerField(
        label=_("Cao ngoài (cm)"),
        min_value=1,
        max_value=MOST_CM,
        help_text=_("Cao khi xếp chồng: trừ phần lồng vào nhau."),
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, required=False, help_text=_("Để trống: người ghi và ngày ghi.")
    )
    in_use = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def clean_source(self) -> str:
        """What there was stays where nothing is written."""
        said = str(self.cleaned_data["source"]).strip()
        return said or (str(getattr(self.row, "source", "")) if self.row is not None else "")

    def facts(self) -> dict[str, Any]:
        """A new crate's values by attribute."""
        skipped = ("version", "seen", "commodity")
        found = {name: value for name, value in self.cleaned_data.items() if name not in skipped}
        return found | {"commodity_id": self.cleaned_data["commodity"].pk}
