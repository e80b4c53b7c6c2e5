"""The forms of a lane, a way to a point, a closure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network import selectors
from cungcau.domain.network.forms.fields import PlaceField
from cungcau.domain.network.forms.point import count, kg
from cungcau.domain.network.models import Access, Closure
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.reference.catalogue.models import Season

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LaneForm(VersionedForm):
    """A way from a point to a market."""

    point: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Từ điểm tập kết"), queryset=None)
    market: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Đến thị trường"), queryset=None)
    days = forms.IntegerField(
        label=_("Số ngày đường"), min_value=0, max_value=365, help_text=_("0 là tới trong ngày.")
    )
    cost_vnd_per_kg = forms.IntegerField(label=_("Cước (đồng/kg)"), min_value=0, max_value=10**9)
    capacity_kg_per_day = kg(_("Sức chở mỗi ngày (kg)"), help_text=_("Để trống là không giới hạn."))
    in_use = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["point"].queryset = selectors.points_of(season).order_by("folded")
        fields["market"].queryset = selectors.markets()


class AccessForm(VersionedForm):
    """A unit whose goods may be brought to a point."""

    unit = PlaceField(label=_("Địa bàn"), help_text=_("Ghi như: Tân Mỹ, Văn Lãng."))
    point: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Điểm tập kết"), queryset=None)
    cost_vnd_per_kg = forms.IntegerField(label=_("Chi phí gom (đồng/kg)"), min_value=0, max_value=10**9)
    in_use = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["point"].queryset = selectors.points_of(season).order_by("folded")
        if isinstance(self.row, Access):
            fields["unit"].kept = self.row.unit
            self.initial["unit"] = self.row.unit


class ClosureForm(VersionedForm):
    """Days on which a place, point, lane or market is shut or narrowed."""

    kind = forms.ChoiceField(label=_("Đóng cái gì"), choices=Closure.Kind.choices)
    place = PlaceField(label=_("Địa bàn"), required=False)
    point: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Điểm tập kết"), queryset=None, required=False
    )
    lane: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Tuyến"), queryset=None, required=False
    )
    market: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Thị trường"), queryset=None, required=False
    )
    first = forms.DateField(label=_("Từ ngày"), widget=_DATE)
    last = forms.DateField(label=_("Đến hết ngày"), widget=_DATE)
    percent_left = count(_("Còn lại (% sức nhận, sức chở)"), 100, initial=0, help_text=_("0 là đóng hẳn."))
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._season = season
        fields: dict[str, Any] = self.fields
        fields["point"].queryset = selectors.points_of(season).order_by("folded")
        fields["lane"].queryset = selectors.all_lanes_of(season)
        fields["lane"].label_from_instance = lambda lane: f"{lane.point.name} → {lane.market.name}"
        fields["market"].queryset = selectors.markets()
        if isinstance(self.row, Closure):
            fields["place"].kept = self.row.place
            self.initial["place"] = self.row.place
            self.initial["percent_left"] = int(self.row.factor * 100)

    def row_values(self, row: Versioned) -> dict[str, object]:
        """Attributes behind the boxes."""
        return super().row_values(row) | {"factor": getattr(row, "factor", Decimal(0))}

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute: of the four things only the one that the kind names."""
        data = self.cleaned_data
        kind = data["kind"]
        factor = (Decimal(data.get("percent_left") or 0) / 100).quantize(Decimal("0.00001"))
        return {
            "season_id": self._season.pk,
            "kind": kind,
            **{f"{name}_id": data[name].pk if name == kind else None for name in Closure.Kind.values},
            "first": data["first"],
            "last": data["last"],
            "factor": factor,
            "reason": data["reason"],
        }  # fmt: skip

    def field_of(self, attribute: str) -> str:
        """The box that shows an attribute."""
        return "percent_left" if attribute == "factor" else super().field_of(attribute)

    def clean(self) -> dict[str, Any]:
        """What is closed is named; days stand in order; only points and lanes are narrowed."""
        data = super().clean()
        kind = data.get("kind")
        if kind and not data.get(kind) and kind not in self.errors:
            self.add_error(kind, _("Hãy chọn cái bị đóng."))
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", _("Ngày cuối không được trước ngày đầu."))
        if kind in (Closure.Kind.PLACE, Closure.Kind.MARKET) and data.get("percent_left"):
            self.add_error(
                "percent_left", _("Chỉ điểm và tuyến thu hẹp được; địa bàn, thị trường thì đóng hẳn.")
            )
        return data
