"""Opening and correcting a season."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.doors.cells import code_from
from cungcau.reference.catalogue.forms.fields import CODE, day_field, source_field
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.models import Level, Unit

ORDERS = (
    ("sold,fair,cost", _("Bán được nhiều nhất, rồi chia công bằng, rồi đỡ tốn cước")),
    ("sold,cost,fair", _("Bán được nhiều nhất, rồi đỡ tốn cước, rồi chia công bằng")),
    ("fair,sold,cost", _("Chia công bằng, rồi bán được nhiều nhất, rồi đỡ tốn cước")),
    ("fair,cost,sold", _("Chia công bằng, rồi đỡ tốn cước, rồi bán được nhiều nhất")),
    ("cost,sold,fair", _("Đỡ tốn cước, rồi bán được nhiều nhất, rồi chia công bằng")),
    ("cost,fair,sold", _("Đỡ tốn cước, rồi chia công bằng, rồi bán được nhiều nhất")),
)


class SeasonForm(VersionedForm):
    """A season: its area, goods, days, what is put first."""

    name = forms.CharField(label=_("Tên mùa vụ"), max_length=200)
    area = PlaceField(
        label=_("Địa bàn"),
        levels=(Level.PROVINCE, Level.COMMUNE),
        help_text=_("Tỉnh, hoặc một xã, phường hiện nay."),
    )
    commodities = forms.ModelMultipleChoiceField(
        label=_("Nông sản"), queryset=Commodity.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    start = day_field(_("Từ ngày"))
    end = day_field(_("Đến hết ngày"))
    order = forms.ChoiceField(label=_("Điều gì trước, điều gì sau"), choices=ORDERS, initial=ORDERS[0][0])
    stale_after_days = forms.IntegerField(
        label=_("Số liệu coi là cũ sau (ngày)"), min_value=1, max_value=366, initial=7
    )
    description = forms.CharField(
        label=_("Mô tả"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = source_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.on = timezone.localdate()  # areas are those of the units in force, whatever day is on show

    @classmethod
    def attribute_of(cls, row: Versioned, field: str) -> str | None:
        """The goods are no column of the season."""
        return None if field == "commodities" else super().attribute_of(row, field)

    def row_values(self, row: Versioned) -> dict[str, object]:
        """The order of objectives as one text, the area as its code; goods are the form's own."""
        values = super().row_values(row)
        return {
            **values,
            "order": ",".join(getattr(row, "order", [])),
            "area_code": getattr(row, "area_code", ""),
        }

    def own_values(self) -> dict[str, object]:
        """The values as typed, the place as its area code."""
        return {**super().own_values(), "area_code": self.cleaned_data["area_code"]}

    def field_of(self, attribute: str) -> str:
        """The area's code is chosen as a place."""
        return "area" if attribute == "area_code" else super().field_of(attribute)

    @staticmethod
    def as_columns(values: Mapping[str, object]) -> dict[str, object]:
        """Values for the service: the order as a list."""
        return {name: str(value).split(",") if name == "order" else value for name, value in values.items()}

    def clean(self) -> dict[str, Any]:
        """The values, the days in order, the area a unit that counts today."""
        values = super().clean()
        start, end, area = values.get("start"), values.get("end"), values.get("area")
        if start and end and start > end:
            self.add_error("end", _("Ngày cuối không được trước ngày đầu."))
        values["area_code"] = area.area_code if isinstance(area, Unit) else ""
        return values


class NewSeasonForm(SeasonForm):
    """A season to open."""

    code = forms.RegexField(
        CODE, label=_("Mã"), required=False, max_length=60, help_text=_("Để trống thì lấy theo tên.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("start", clock.today())

    def clean(self) -> dict[str, Any]:
        """The values, the code completed and new."""
        values = super().clean()
        values["code"] = values.get("code") or code_from(values.get("name") or "")
        if values.get("name") and not values["code"]:
            self.add_error("code", _("Cần một mã gồm chữ không dấu hoặc số."))
        elif Season.objects.filter(code=values["code"]).exists():
            self.add_error("code", _("Mã này đã có mùa vụ khác dùng. Hãy đặt mã khác."))
        return values
