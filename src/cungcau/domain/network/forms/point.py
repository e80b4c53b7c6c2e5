"""The forms of a collection point and a market."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.forms.fields import PlaceField
from cungcau.domain.network.models import Channel, CollectionPoint, Roof
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.reference.catalogue.models import Season

_MOST = 10**12
_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_KNOWN = (("", _("chưa rõ")), ("yes", _("có")), ("no", _("không")))


def kg(label: Any, **kwargs: Any) -> forms.IntegerField:
    """A box for whole kg."""
    return forms.IntegerField(label=label, min_value=0, max_value=_MOST, required=False, **kwargs)


def count(label: Any, most: int = 1_000_000, **kwargs: Any) -> forms.IntegerField:
    """A box for a number of things."""
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, **kwargs)


def _yes_no(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=_KNOWN, required=False, coerce=lambda value: value == "yes", empty_value=None
    )


class PointForm(VersionedForm):
    """A collection point with everything the agencies agree on."""

    name = forms.CharField(label=_("Tên điểm"), max_length=200)
    code = forms.CharField(
        label=_("Mã điểm"), max_length=60, required=False, help_text=_("Để trống: lấy theo tên.")
    )
    unit = PlaceField(label=_("Địa bàn"), help_text=_("Ghi như: Tân Mỹ, Văn Lãng."))
    season: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Mùa vụ"), queryset=None, required=False, empty_label=_("mọi mùa vụ")
    )
    approved = forms.BooleanField(label=_("Các ngành đã thống nhất"), required=False)
    approval_paper = forms.CharField(label=_("Văn bản thống nhất"), max_length=200, required=False)
    agencies = forms.CharField(
        label=_("Các ngành thống nhất"),
        max_length=800,
        required=False,
        help_text=_("Cách nhau bằng dấu chấm phẩy."),
    )
    open_from = forms.DateField(label=_("Mở từ ngày"), widget=_DATE, required=False)
    open_to = forms.DateField(label=_("Đến hết ngày"), widget=_DATE, required=False)
    hours = forms.CharField(label=_("Giờ mở cửa"), max_length=80, required=False)
    capacity_low_kg = kg(_("Sức nhận mỗi ngày, thấp nhất (kg)"))
    capacity_high_kg = kg(_("Sức nhận mỗi ngày, cao nhất (kg)"))
    capacity_kg_per_day = kg(
        _("Sức nhận đưa vào kế hoạch (kg/ngày)"),
        help_text=_("Để trống: đầu thấp của khoảng; không có khoảng là không giới hạn."),
    )
    actual_low_kg = kg(_("Thực tế qua điểm, thấp nhất (kg/ngày)"))
    actual_high_kg = kg(_("Thực tế qua điểm, cao nhất (kg/ngày)"))
    storage_kg = kg(_("Giữ qua đêm (kg)"))
    distance_to_checkpoint_m = count(_("Cách chốt kiểm soát gần nhất (m)"))
    area_m2 = count(_("Diện tích (m²)"), 2_000_000_000)
    bays = count(_("Số ô, điểm cân"))
    largest_truck_kg = count(_("Xe lớn nhất vào được (kg)"))
    trucks_at_once = count(_("Số xe cùng lúc"), 100_000)
    has_scale = _yes_no(_("Có cân"))
    roof = forms.ChoiceField(label=_("Che chắn"), choices=[("", _("chưa rõ")), *Roof.choices], required=False)
    by_water = _yes_no(_("Có đường thuỷ"))
    keeper = forms.CharField(label=_("Người phụ trách"), max_length=120, required=False)
    register_ahead_hours = count(_("Xe đăng ký trước (giờ)"), 720)
    minutes_per_turn = count(_("Mỗi lượt (phút)"), 1440)
    register_info = forms.CharField(
        label=_("Thông tin phải đăng ký"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lat = forms.FloatField(label=_("Vĩ độ"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Kinh độ"), min_value=-180, max_value=180, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["season"].queryset = Season.objects.all()
        if isinstance(self.row, CollectionPoint):
            fields["unit"].kept = self.row.unit
            self.initial["unit"] = self.row.unit
            self.initial["agencies"] = "; ".join(self.row.agencies)
            for name in ("has_scale", "by_water"):
                self.initial[name] = {True: "yes", False: "no", None: ""}[getattr(self.row, name)]

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute."""
        data = self.cleaned_data
        values = {
            name: data[name]
            for name in self.fields
            if name in data and name not in ("unit", "season", "agencies", "version", "seen")
        }
        values["unit_id"] = data["unit"].pk if data.get("unit") else None
        values["season_id"] = data["season"].pk if data.get("season") else None
        values["agencies"] = [part.strip() for part in data["agencies"].split(";") if part.strip()]
        values["storage_kg"] = data.get("storage_kg") or 0
        if data.get("capacity_kg_per_day") is None:
            values["capacity_kg_per_day"] = data.get("capacity_low_kg")
        if isinstance(self.row, CollectionPoint) and not values["code"]:
            values["code"] = self.row.code
        return values

    def clean(self) -> dict[str, Any]:
        """Ranges have both ends; days stand in order; an agreed point has its paper."""
        data = super().clean()
        for low, high in (("capacity_low_kg", "capacity_high_kg"), ("actual_low_kg", "actual_high_kg")):
            least, most = data.get(low), data.get(high)
            if (least is None) != (most is None):
                self.add_error(high, _("Cần cả hai đầu của khoảng, hoặc không đầu nào."))
            elif least is not None and most is not None and least > most:
                self.add_error(high, _("Không được nhỏ hơn đầu thấp."))
        first, last = data.get("open_from"), data.get("open_to")
        if first and last and first > last:
            self.add_error("open_to", _("Ngày cuối không được trước ngày đầu."))
        if data.get("approved") and not (data.get("approval_paper") or "").strip():
            self.add_error("approval_paper", _("Điểm đã thống nhất cần số văn bản."))
        return data


class MarketForm(VersionedForm):
    """A market: where goods are delivered."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    code = forms.CharField(
        label=_("Mã"), max_length=60, required=False, help_text=_("Để trống: lấy theo tên.")
    )
    channel = forms.ChoiceField(label=_("Kênh"), choices=Channel.choices)
    province = forms.CharField(label=_("Tỉnh, thành phố"), max_length=80, required=False)
    address = forms.CharField(label=_("Địa chỉ nhận hàng"), max_length=300, required=False)
    lat = forms.FloatField(label=_("Vĩ độ"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Kinh độ"), min_value=-180, max_value=180, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute."""
        names = [name for name in self.fields if name not in ("version", "seen")]
        values: dict[str, object] = {name: self.cleaned_data[name] for name in names}
        row: Versioned | None = self.row
        if row is not None and not values["code"]:
            values["code"] = getattr(row, "code", "")
        return values
