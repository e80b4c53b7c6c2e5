"""The forms of a vehicle and a driver."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import Body, VehicleKind
from cungcau.domain.logistics.selectors.fleet import carriers_for
from cungcau.domain.registry.fields import OrganisationField
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_MOST_KG = 100_000_000
_MOST_VND = 1_000_000_000


class FleetForm(VersionedForm):
    """What the forms of vehicles and drivers share: the carrier, chosen among those one may record for."""

    carrier = OrganisationField(label=_("Đơn vị vận tải"))

    def __init__(self, *args: Any, user: Somebody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = carriers_for(user)
        fields: dict[str, Any] = self.fields
        fields["carrier"].among = among
        only = list(among[:2])
        if self.row is None and len(only) == 1:
            self.initial.setdefault("carrier", only[0])


class VehicleForm(FleetForm):
    """A vehicle with what it carries, when it works, what it costs."""

    plate = forms.CharField(label=_("Biển số, số hiệu"), max_length=20)
    kind = forms.ChoiceField(label=_("Loại"), choices=VehicleKind.choices)
    body = forms.ChoiceField(label=_("Thùng"), choices=Body.choices)
    capacity_kg = forms.IntegerField(label=_("Chở được (kg)"), min_value=1, max_value=_MOST_KG)
    volume_l = forms.IntegerField(
        label=_("Thể tích thùng (lít)"),
        min_value=1,
        max_value=_MOST_KG,
        required=False,
        help_text=_(
            "Dài × rộng × cao lòng thùng theo cm, chia 1.000. Để trống: không so được hàng với thùng."
        ),
    )
    gross_kg = forms.IntegerField(
        label=_("Khối lượng toàn bộ theo thiết kế (kg)"),
        min_value=1,
        max_value=_MOST_KG,
        required=False,
        help_text=_("Theo giấy đăng kiểm; từ 2025 hạng giấy phép lái xe tính theo số này."),
    )
    pulls_trailer = forms.BooleanField(label=_("Kéo rơ moóc trên 750 kg hoặc sơ mi rơ moóc"), required=False)
    min_fill_kg = forms.IntegerField(
        label=_("Chỉ chạy khi có ít nhất (kg)"),
        min_value=0,
        max_value=_MOST_KG,
        initial=0,
        help_text=_("Tàu phải đủ hàng mới chạy; xe tải để 0."),
    )
    hours_from = forms.TimeField(label=_("Chạy từ giờ"), widget=_TIME, initial="05:00")
    hours_to = forms.TimeField(label=_("Đến giờ"), widget=_TIME, initial="20:00")
    nights = forms.IntegerField(
        label=_("Đi qua mấy đêm"),
        min_value=0,
        max_value=12,
        initial=0,
        help_text=_("0 là về trong ngày; 1 là giờ kết thúc tính sang hôm sau."),
    )
    start_text = forms.CharField(label=_("Nơi đỗ, xuất phát"), max_length=200, required=False)
    lat = forms.FloatField(
        label=_("Vĩ độ nơi đỗ"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=_("Để trống: không tính đường từ nơi đỗ đến điểm lấy hàng đầu tiên."),
    )
    lon = forms.FloatField(label=_("Kinh độ nơi đỗ"), min_value=-180, max_value=180, required=False)
    returns = forms.BooleanField(label=_("Tính cả đường quay về nơi đỗ"), required=False, initial=True)
    vnd_per_km = forms.IntegerField(label=_("Chi phí mỗi km (đồng)"), min_value=0, max_value=_MOST_VND)
    fixed_vnd = forms.IntegerField(
        label=_("Chi phí mỗi chuyến (đồng)"), min_value=0, max_value=_MOST_VND, initial=0
    )
    inspection_no = forms.CharField(label=_("Số giấy đăng kiểm"), max_length=60, required=False)
    inspection_until = forms.DateField(label=_("Đăng kiểm đến hết ngày"), widget=_DATE, required=False)
    in_use = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    field_order = ("carrier",)


class DriverForm(FleetForm):
    """A driver. Name and phone that are there are never put into the form: a new one replaces them."""

    code = forms.CharField(
        label=_("Mã lái xe"), max_length=40, required=False, help_text=_("Để trống: hệ thống đặt.")
    )
    new_name = forms.CharField(label=_("Họ tên"), max_length=120, required=False)
    new_phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    licence_class = forms.CharField(
        label=_("Hạng giấy phép lái xe"),
        max_length=20,
        required=False,
        help_text=_("Ghi đủ các hạng, cách nhau bằng dấu phẩy: A1, C. Máy so hạng với xe khi xếp chuyến."),
    )
    licence_until = forms.DateField(label=_("Giấy phép đến hết ngày"), widget=_DATE, required=False)
    in_use = forms.BooleanField(label=_("Đang làm"), required=False, initial=True)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    field_order = ("carrier",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is None:
            self.fields["new_name"].required = True
        else:
            kept = _("Để trống: giữ như đã ghi.")
            self.fields["new_name"].help_text = self.fields["new_phone"].help_text = kept
            self.fields["code"].required = True

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute; name and phone only where something was."""
        values = super().own_values() if self.row is not None else {}
        return values | self.personal()

    def row_values(self, row: Versioned) -> dict[str, object]:
        """What stands in the record; name and phone never leave it."""
        return super().row_values(row)

    def personal(self) -> dict[str, object]:
        """Name and phone by attribute, where typed."""
        data = self.cleaned_data
        return {
            name: data[f"new_{name}"].strip() for name in ("name", "phone") if data.get(f"new_{name}", "").strip()
        }  # fmt: skip

    def clean_new_phone(self) -> str:
        """A number people can be called at, as typed."""
        text = str(self.cleaned_data["new_phone"]).strip()
        if text:
            try:
                normalise(text)
            except DomainError as error:
                raise forms.ValidationError(_("Cần số điện thoại như 0912 345 678.")) from error
        return text
