"""Forms of the daily report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.models import Market
from cungcau.reference.catalogue.models import Commodity, Season

_MOST = 2_000_000_000


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=_MOST, required=False)


class WordsForm(forms.Form):
    """What people say of the day."""

    difficulties = forms.CharField(
        label=_("Khó khăn"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    proposals = forms.CharField(
        label=_("Kiến nghị"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class MarketForm(forms.Form):
    """What a channel or border gate reports; a box left empty is not known."""

    market = forms.ModelChoiceField(label=_("Kênh, chợ, cửa khẩu"), queryset=Market.objects.none())
    commodity = forms.ModelChoiceField(label=_("Nông sản"), queryset=Commodity.objects.none())
    kg = _count(_("Khối lượng (kg)"))
    value_vnd = forms.IntegerField(label=_("Giá trị (đồng)"), min_value=0, max_value=10**13, required=False)
    trucks = _count(_("Số xe qua"))
    trucks_waiting = _count(_("Số xe đang chờ"))
    boxes = _count(_("Số thùng"))
    ice_kg = _count(_("Đá lạnh (kg)"))
    source = forms.CharField(label=_("Ai báo, nguồn"), max_length=300)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    reason = forms.CharField(label=_("Lý do (khi sửa số đã ghi)"), max_length=300, required=False)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["market"].queryset = Market.objects.order_by("name")  # type: ignore[attr-defined]
        goods = season.commodities.order_by("name_vi")
        self.fields["commodity"].queryset = goods  # type: ignore[attr-defined]
        self.fields["commodity"].initial = goods.first()
