"""The form by which a day's trips are computed."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.forms.trips import points_of, vehicle_label, vehicles_for
from cungcau.domain.logistics.models import Vehicle
from cungcau.domain.logistics.planning.settings import MOST_ITERATIONS, Basis, Ground, PlanSettings
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.reference.catalogue.models import Commodity, Season

_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PlanForm(forms.Form):
    """How a day's trips are computed."""

    basis = forms.ChoiceField(label=_("Chở hàng nào"), choices=Basis.choices)
    ground_points = forms.ChoiceField(label=_("Địa hình quanh các điểm tập kết"), choices=Ground.choices)
    ground_drops = forms.ChoiceField(label=_("Địa hình quanh nơi nhận"), choices=Ground.choices)
    ready = forms.TimeField(
        label=_("Hàng có từ giờ"), widget=_TIME, help_text=_("Khi chưa có lượt cân nào nói giờ khác.")
    )
    service_min = forms.IntegerField(label=_("Mỗi lần dừng mất (phút)"), min_value=0, max_value=600)
    min_per_tonne = forms.IntegerField(label=_("Xếp, dỡ mỗi tấn mất (phút)"), min_value=0, max_value=600)
    box: forms.ModelMultipleChoiceField[Commodity] = forms.ModelMultipleChoiceField(
        label=_("Nông sản cần thùng kín"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    cold: forms.ModelMultipleChoiceField[Commodity] = forms.ModelMultipleChoiceField(
        label=_("Nông sản cần thùng lạnh"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    points: forms.ModelMultipleChoiceField[CollectionPoint] = forms.ModelMultipleChoiceField(
        label=_("Chỉ các điểm"), queryset=None, required=False, help_text=_("Không chọn là tất cả.")
    )
    vehicles: forms.ModelMultipleChoiceField[Vehicle] = forms.ModelMultipleChoiceField(
        label=_("Chỉ các xe, tàu"), queryset=None, required=False, help_text=_("Không chọn là tất cả.")
    )
    via_point: forms.ModelChoiceField[CollectionPoint] = forms.ModelChoiceField(
        label=_("Trung chuyển tại"), queryset=None, required=False, empty_label=_("không trung chuyển")
    )
    via_markets: forms.ModelMultipleChoiceField[Market] = forms.ModelMultipleChoiceField(
        label=_("Hàng trung chuyển đi các nơi"), queryset=None, required=False
    )
    water_markets: forms.ModelMultipleChoiceField[Market] = forms.ModelMultipleChoiceField(
        label=_("Nơi nhận tàu cập được"), queryset=None, required=False
    )
    replace = forms.BooleanField(
        label=_("Bỏ những chuyến máy xếp mà chưa ai nhận hay sửa"), required=False, initial=True
    )
    iterations = forms.IntegerField(
        label=_("Số vòng tìm"), min_value=0, max_value=MOST_ITERATIONS,
        help_text=_("Nhiều hơn thì lâu hơn, có thể rẻ hơn; 1.000 là đủ cho vài chục xe."),
    )  # fmt: skip

    def __init__(self, *args: Any, season: Season, markets: QuerySet[Market], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        goods = season.commodities.order_by("name_vi")
        fields["box"].queryset = fields["cold"].queryset = goods
        fields["points"].queryset = fields["via_point"].queryset = points_of(season)
        fields["vehicles"].queryset = vehicles_for(season.start)
        fields["vehicles"].label_from_instance = vehicle_label
        fields["via_markets"].queryset = fields["water_markets"].queryset = markets

    def clean(self) -> dict[str, Any]:
        """A transfer point goes with the markets whose goods change there."""
        data = super().clean() or {}
        if bool(data.get("via_point")) != bool(data.get("via_markets")):
            self.add_error("via_markets", _("Chọn cả điểm trung chuyển và nơi hàng đi, hoặc không chọn gì."))
        return data

    def settings(self) -> PlanSettings:
        """The form's values as settings."""
        data = self.cleaned_data
        begins: time = data["ready"]
        via = data["via_point"]
        return PlanSettings(
            basis=data["basis"], ground_points=data["ground_points"], ground_drops=data["ground_drops"],
            ready_min=begins.hour * 60 + begins.minute, service_min=data["service_min"],
            min_per_tonne=data["min_per_tonne"], box=tuple(one.code for one in data["box"]),
            cold=tuple(one.code for one in data["cold"]), via_point=via.pk if via else None,
            via_markets=_ids(data["via_markets"]), water_markets=_ids(data["water_markets"]),
            points=_ids(data["points"]), vehicles=_ids(data["vehicles"]), replace=data["replace"],
            iterations=data["iterations"],
        )  # fmt: skip


def begun_with(settings: PlanSettings, season: Season) -> dict[str, Any]:
    """Settings as a plan form's initial values."""
    codes = {one.code: one.pk for one in season.commodities.all()}
    kept = settings.to_json()
    same = (
        "basis", "ground_points", "ground_drops", "service_min", "min_per_tonne", "via_point", "replace", "iterations",
    )  # fmt: skip
    lists = ("points", "vehicles", "via_markets", "water_markets")
    return {
        **{name: kept[name] for name in same},
        **{name: list(kept[name]) for name in lists},
        "ready": time(settings.ready_min // 60 % 24, settings.ready_min % 60),
        "box": [codes[code] for code in settings.box if code in codes],
        "cold": [codes[code] for code in settings.cold if code in codes],
    }


def _ids(rows: Any) -> tuple[int, ...]:
    return tuple(sorted(row.pk for row in rows))
