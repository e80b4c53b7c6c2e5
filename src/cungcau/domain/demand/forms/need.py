"""The form of a need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.forms.fields import Mass, MassField, OrganisationField, mass_text
from cungcau.domain.demand.models import FreightBy, Frequency, Need, NeedKind, PriceAt
from cungcau.domain.demand.selectors import own_buyers
from cungcau.domain.registry.models import PARTNERS
from cungcau.domain.registry.selectors import organisations
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import season_words

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_MOST = 10**12
_WEEKDAYS = (
    (2, _("thứ hai")), (3, _("thứ ba")), (4, _("thứ tư")), (5, _("thứ năm")), (6, _("thứ sáu")),
    (7, _("thứ bảy")), (8, _("chủ nhật")),
)  # fmt: skip
_KG = (("quantity", "quantity_kg"), ("per_delivery", "kg_per_delivery"), ("per_day", "max_kg_per_day"))


def _number(label: Any, most: int = _MOST, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, **kwargs)


class NeedForm(VersionedForm):
    """A need as a buyer says it: weights in words, the rest by field; texts are turned into attributes here."""

    buyer = OrganisationField(label=_("Bên mua"), among=organisations)
    kind = forms.ChoiceField(label=_("Mức chắc chắn"), choices=NeedKind.choices, initial=NeedKind.NEED)
    commodity: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Nông sản"), queryset=None)
    min_grade = forms.TypedChoiceField(
        label=_("Loại thấp nhất"), coerce=int, empty_value=None, required=False
    )
    variety = forms.CharField(label=_("Giống"), max_length=120, required=False)
    size = forms.CharField(label=_("Cỡ quả"), max_length=120, required=False)
    quantity = MassField(
        label=_("Tổng khối lượng"),
        required=False,
        help_text=_(
            "Ghi như người ta nói: 5 tấn, 400–600 tấn. Để trống nếu đã ghi mỗi lần giao và nhịp giao."
        ),
    )
    chosen = MassField(
        label=_("Số đưa vào kế hoạch"),
        required=False,
        may_range=False,
        help_text=_("Chỉ khi tổng là một khoảng. Để trống là lấy đầu thấp."),
    )
    bags = _number(_("Số bao, thùng"), 10_000_000)
    bag_kg = _number(_("Mỗi bao, thùng (kg)"), 10_000)
    per_delivery = MassField(label=_("Mỗi lần giao"), required=False)
    frequency = forms.ChoiceField(label=_("Nhịp giao"), choices=Frequency.choices, initial=Frequency.ONCE)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Các thứ"), coerce=int, choices=_WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    every_days = forms.IntegerField(label=_("Cách mấy ngày"), min_value=1, max_value=366, required=False)
    skip_holidays = forms.BooleanField(label=_("Ngày lễ không giao"), required=False)
    deliver_from = forms.DateField(label=_("Nhận từ ngày"), widget=_DATE)
    deliver_to = forms.DateField(label=_("Đến hết ngày"), widget=_DATE)
    window_stated = forms.BooleanField(
        label=_("Bên mua đã nêu khoảng ngày này"), required=False, initial=True
    )
    hours_from = forms.TimeField(label=_("Giao từ giờ"), widget=_TIME, required=False)
    hours_to = forms.TimeField(label=_("Giao trước giờ"), widget=_TIME, required=False)
    market: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Thị trường (nơi giao)"), queryset=None, required=False
    )
    place_text = forms.CharField(
        label=_("Nơi giao ghi bằng lời"),
        max_length=300,
        required=False,
        help_text=_(
            "Khi chưa có trong danh sách thị trường; nhu cầu chưa có thị trường thì chưa đưa vào kế hoạch."
        ),
    )
    pack = forms.CharField(label=_("Quy cách đóng gói"), max_length=200, required=False)
    certificates = forms.MultipleChoiceField(
        label=_("Chứng nhận bắt buộc"), required=False, widget=forms.CheckboxSelectMultiple
    )
    certificates_preferred = forms.MultipleChoiceField(
        label=_("Chứng nhận ưu tiên"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tests = forms.CharField(
        label=_("Kiểm nghiệm bắt buộc"),
        max_length=600,
        required=False,
        help_text=_("Cách nhau bằng dấu chấm phẩy."),
    )
    min_life_left_days = _number(_("Còn hạn ít nhất (ngày)"), 3650)
    price_vnd_per_kg = _number(_("Giá (đồng/kg)"), help_text=_("Để trống nếu bên mua chưa nêu."))
    price_at = forms.ChoiceField(label=_("Giá tính"), choices=PriceAt.choices, initial=PriceAt.POINT)
    freight_by = forms.ChoiceField(
        label=_("Cước do"), choices=[("", _("chưa nêu")), *FreightBy.choices], required=False
    )
    deposit_vnd = _number(_("Đặt cọc (đồng)"))
    deposit_percent = _number(_("hoặc đặt cọc (%)"), 100)
    payment_days = _number(_("Trả tiền sau (ngày)"), 3650)
    tolerance_under = _number(_("Được thiếu (%)"), 100)
    tolerance_over = _number(_("Được thừa (%)"), 100)
    per_day = MassField(label=_("Nhiều nhất mỗi ngày"), may_range=False, required=False)
    expires_on = forms.DateField(
        label=_("Hết hiệu lực sau ngày"),
        widget=_DATE,
        required=False,
        help_text=_("Để trống: 30 ngày sau lần xác nhận gần nhất."),
    )
    confirmed_by = forms.CharField(
        label=_("Ai bên mua đã xác nhận"),
        max_length=120,
        required=False,
        help_text=_("Người bên mua đã nói hoặc đã đọc lại; người nhập được ghi riêng."),
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, season: Season, user: Somebody, sees_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = season_words(season)
        fields: dict[str, Any] = self.fields
        if "buyer" in fields:
            fields["buyer"].widget.attrs["list"] = "buyers"
        fields["commodity"].queryset = season.commodities.all()
        fields["market"].queryset = apps.get_model("network", "Market")._default_manager.order_by(
            "name", "code"
        )
        fields["min_grade"].choices = [("", _("loại nào cũng được")), *words.grade_choices()]
        for name in ("certificates", "certificates_preferred"):
            fields[name].choices = words.certificate_choices()
        if self.row is not None:
            del self.fields["buyer"]
        elif sees_all:
            fields["buyer"].among = lambda: organisations().filter(kind__in=PARTNERS)
        else:
            fields["buyer"].among = lambda: own_buyers(user)
        if isinstance(self.row, Need):
            self.initial_of(self.row)

    def groups(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """(title, boxes, whether folded away) in the order of a telephone call."""
        drawn = []
        for title, names, folded in _GROUPS:
            boxes = [self[name] for name in names if name in self.fields]
            used = any(box.errors or (self.row is not None and box.initial) for box in boxes)
            drawn.append((title, boxes, folded and not used))
        return drawn

    def row_values(self, row: Versioned) -> dict[str, object]:
        """Attributes behind the boxes, the ones in words included."""
        assert isinstance(row, Need)
        extra = (
            "quantity_kg",
            "quantity_low_kg",
            "quantity_high_kg",
            "quantity_text",
            "kg_per_delivery",
            "max_kg_per_day",
        )
        values = {name: value for name, value in super().row_values(row).items() if name != "buyer_id"}
        return values | {name: getattr(row, name) for name in extra}

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute."""
        data = self.cleaned_data
        values: dict[str, object] = {
            name: _settled(name, data[name]) for name in self.base_fields if name in data and name in _PLAIN
        }
        values["commodity_id"], values["market_id"] = (
            data["commodity"].pk,
            getattr(data["market"], "pk", None),
        )
        values["tests"] = [part.strip() for part in data["tests"].split(";") if part.strip()]
        return values | self._weights(data)

    def _weights(self, data: Mapping[str, Any]) -> dict[str, object]:
        total: Mass | None = data.get("quantity")
        chosen: Mass | None = data.get("chosen")
        per: Mass | None = data.get("per_delivery")
        if total is None and data.get("bags") and data.get("bag_kg"):
            kg = data["bags"] * data["bag_kg"]
            total = Mass(kg, kg, f"{data['bags']} × {data['bag_kg']} kg")
        low, high = (total.low, total.high) if total is not None and total.is_range else (None, None)
        text = next((mass.text for mass in (total, per) if mass is not None and mass.is_range), "")
        per_day: Mass | None = data.get("per_day")
        kg = chosen.low if chosen and low else total.low if total else 0
        if isinstance(self.row, Need):
            was = self.row
            kg = kg or was.quantity_kg
            same = (low, high) == (was.quantity_low_kg, was.quantity_high_kg)
            text = was.quantity_text if same and (low or not text) else text
        return {
            "quantity_kg": kg,
            "quantity_low_kg": low,
            "quantity_high_kg": high,
            "quantity_text": text,
            "kg_per_delivery": per.low if per else None,
            "max_kg_per_day": per_day.low if per_day else None,
        }

    def field_of(self, attribute: str) -> str:
        """The box that shows an attribute."""
        named = {attribute_: field for field, attribute_ in _KG}
        named |= {"quantity_low_kg": "quantity", "quantity_high_kg": "quantity", "quantity_text": "quantity"}
        return named.get(attribute) or super().field_of(attribute)

    def clean(self) -> dict[str, Any]:
        """A total or deliveries must be there; days stand in order; one kind of deposit."""
        data = super().clean()
        per, rhythm = data.get("per_delivery"), data.get("frequency")
        bags = data.get("bags") and data.get("bag_kg")
        if not (data.get("quantity") or per or bags) and "quantity" not in self.errors:
            self.add_error("quantity", _("Cần tổng khối lượng, hoặc khối lượng mỗi lần giao."))
        if rhythm not in (None, Frequency.ONCE) and not per and "per_delivery" not in self.errors:
            self.add_error("per_delivery", _("Nhu cầu theo nhịp cần khối lượng mỗi lần giao."))
        if rhythm == Frequency.WEEKDAYS and not data.get("weekdays"):
            self.add_error("weekdays", _("Chọn ít nhất một thứ."))
        if rhythm == Frequency.EVERY and not data.get("every_days"):
            self.add_error("every_days", _("Cần cách mấy ngày."))
        first, last = data.get("deliver_from"), data.get("deliver_to")
        if first and last and first > last:
            self.add_error("deliver_to", _("Ngày cuối không được trước ngày đầu."))
        if not data.get("market") and not (data.get("place_text") or "").strip():
            self.add_error("market", _("Chọn một thị trường, hoặc ghi nơi giao bằng lời."))
        return data

    def initial_of(self, need: Need) -> None:
        """Fill the boxes in words from a need, for editing or copying."""
        low, high = need.quantity_low_kg, need.quantity_high_kg
        self.initial["quantity"] = (
            mass_text(low, high) if low is not None else mass_text(need.quantity_kg, need.quantity_kg)
        )
        if low is not None and need.quantity_kg != low:
            self.initial["chosen"] = mass_text(need.quantity_kg, None)
        self.initial["per_delivery"] = mass_text(need.kg_per_delivery, None)
        self.initial["per_day"] = mass_text(need.max_kg_per_day, None)
        self.initial["tests"] = "; ".join(need.tests)
        if need.is_recurring and low is None:
            self.initial["quantity"] = ""


def _settled(name: str, value: Any) -> Any:
    return value or 0 if name in ("min_life_left_days", "tolerance_under", "tolerance_over") else value


_PLAIN = frozenset({
    "kind", "min_grade", "variety", "size", "frequency", "weekdays", "every_days", "skip_holidays", "deliver_from",
    "deliver_to", "window_stated", "hours_from", "hours_to", "place_text", "pack", "certificates",
    "certificates_preferred", "min_life_left_days", "price_vnd_per_kg", "price_at", "freight_by", "deposit_vnd",
    "deposit_percent", "payment_days", "tolerance_under", "tolerance_over", "expires_on", "confirmed_by", "note",
})  # fmt: skip
"""Boxes whose value is the attribute's."""

_GROUPS: tuple[tuple[Any, tuple[str, ...], bool], ...] = (
    (_("Ai cần, cần gì"), ("buyer", "kind", "commodity", "min_grade"), False),
    (_("Bao nhiêu, giao thế nào"), ("quantity", "chosen", "per_delivery", "frequency", "weekdays",
      "every_days"), False),
    (_("Khi nào, ở đâu"), ("deliver_from", "deliver_to", "window_stated", "hours_from", "hours_to", "skip_holidays",
      "market", "place_text"), False),
    (_("Giá"), ("price_vnd_per_kg", "price_at"), False),
    (_("Yêu cầu hàng"), ("certificates", "certificates_preferred", "tests", "pack", "variety", "size",
      "min_life_left_days", "per_day", "bags", "bag_kg"), True),
    (_("Điều khoản"), ("freight_by", "deposit_vnd", "deposit_percent", "payment_days", "tolerance_under",
      "tolerance_over"), True),
    (_("Xác nhận, hiệu lực"), ("confirmed_by", "expires_on", "note"), False),
)  # fmt: skip
