"""Forms of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import CriteriaSet, Product, ProductAlias
from cungcau.domain.ocop.selectors.rules import current_sets
from cungcau.domain.registry.fields import KeptPlaceField, OrganisationField
from cungcau.domain.registry.models import Organisation
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.ui import clock

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProductForm(VersionedForm):
    """A product; without a row the entity is chosen too."""

    entity = OrganisationField(label=_("Chủ thể"))
    name = forms.CharField(label=_("Tên sản phẩm"), max_length=300)
    set_code = forms.ChoiceField(
        label=_("Bộ tiêu chí"), required=False,
        help_text=_("Bộ hợp với nhóm sản phẩm; khi lập hồ sơ chọn lại được."),
    )  # fmt: skip
    unit = KeptPlaceField(label=_("Xã, phường nơi sản xuất"), required=False)
    description = forms.CharField(
        label=_("Mô tả"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    revenue_vnd = forms.IntegerField(
        label=_("Doanh thu một năm (đồng)"), min_value=0, max_value=10**15, required=False
    )
    revenue_year = forms.IntegerField(
        label=_("Năm của doanh thu"), min_value=2000, max_value=2200, required=False
    )
    stopped_on = forms.DateField(label=_("Ngừng sản xuất từ ngày"), widget=_DATE, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        area: str = "",
        entities: list[Organisation] | None = None,
        row: Product | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        fields: dict[str, Any] = self.fields
        sets = [(one.code, f"{one.number}. {one.name}") for one in _sets()]
        if row is not None and row.set_code and row.set_code not in dict(sets):
            sets.append((row.set_code, row.set_code))
        fields["set_code"].choices = [("", _("chưa chọn")), *sets]
        fields["unit"].area = area
        if row is not None:
            del self.fields["entity"]
            fields["unit"].present = row.unit
            fields["unit"].initial = row.unit
        elif entities is not None:
            # Somebody who acts for a few organisations chooses among these.
            rows = Organisation.objects.filter(pk__in=[one.pk for one in entities]).order_by("folded")
            fields["entity"] = forms.ModelChoiceField(label=_("Chủ thể"), queryset=rows, empty_label=None)
            self.order_fields(["entity"])

    def facts(self) -> dict[str, Any]:
        """What was typed, by the product's attribute; a place left out is the entity's."""
        names = ("name", "set_code", "description", "revenue_vnd", "revenue_year", "stopped_on", "note")
        found = {name: self.cleaned_data[name] for name in names}
        if self.cleaned_data["unit"] is not None:
            found["unit_id"] = self.cleaned_data["unit"].pk
        return found


class AliasForm(forms.Form):
    """Another code or name."""

    kind = forms.ChoiceField(label=_("Loại"), choices=ProductAlias.Kind.choices)
    text = forms.CharField(label=_("Mã hoặc tên"), max_length=300)
    source = forms.CharField(
        label=_("Theo đâu"),
        max_length=300,
        required=False,
        help_text=_("Như: quyết định 829 năm 2022; sổ của xã."),
    )


def _sets() -> list[CriteriaSet]:
    return list(current_sets(clock.today()).defer("words", "flags"))
