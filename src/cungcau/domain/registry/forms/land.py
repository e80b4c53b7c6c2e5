"""Growing areas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import outline
from cungcau.domain.registry.fields import KeptPlaceField
from cungcau.domain.registry.forms.shared import AreaField, day, line, source
from cungcau.domain.registry.models import GrowingArea
from cungcau.domain.registry.services import Land
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Commodity

_POINT = re.compile(r"\s*(-?\d{1,3}(?:[.,]\d{1,15})?)\s*[;,\s]\s*(-?\d{1,3}(?:[.,]\d{1,15})?)\s*")
_TYPED = (
    "name",
    "variety",
    "planted_m2",
    "bearing_m2",
    "growing_code",
    "packing_code",
    "valid_from",
    "valid_to",
    "source",
)


class GrowingAreaForm(VersionedForm):
    """Land under one crop; the point is one box (``21.98, 106.66``), the outline a GeoJSON text."""

    commodity = forms.ModelChoiceField(label=_("Nông sản"), queryset=Commodity.objects.all())
    name = line(
        _("Tên vùng"), 120, help_text=_("Ví dụ «Đồi sau nhà», «Vùng 1»; để trống sẽ lấy tên cây và xã.")
    )
    variety = line(_("Giống"), 120)
    planted_m2 = AreaField(label=_("Diện tích trồng"))
    bearing_m2 = AreaField(label=_("Diện tích cho thu hoạch"))
    unit = KeptPlaceField(label=_("Địa bàn"), required=False)
    point = line(_("Toạ độ"), 60, help_text=_("Vĩ độ, kinh độ như điện thoại chỉ; ví dụ 21.98, 106.66."))
    outline = forms.CharField(
        label=_("Đường bao (GeoJSON)"), required=False, max_length=outline.LONGEST, strip=True,
        help_text=_("Dán hình đa giác xuất từ phần mềm đo đất; để trống nếu không có."),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )  # fmt: skip
    growing_code = line(_("Mã số vùng trồng"), 40)
    packing_code = line(_("Mã cơ sở đóng gói"), 40)
    valid_from = day(_("Từ ngày"))
    valid_to = day(_("Đến hết ngày"))
    source = source()

    def __init__(self, *args: Any, row: GrowingArea | None = None, area: str = "", **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        place = self.fields["unit"]
        assert isinstance(place, KeptPlaceField)
        place.area = area
        if row is not None:
            place.present = row.unit
            self.initial["point"] = _point_text(row)
            self.initial["outline"] = json.dumps(row.polygon) if row.polygon else ""

    def row_values(self, row: Versioned) -> dict[str, object]:
        """What stands in the record: the point and outline as the texts their boxes hold."""
        assert isinstance(row, GrowingArea)
        plain: dict[str, object] = {name: getattr(row, name) for name in _TYPED}
        shape = json.dumps(row.polygon) if row.polygon else ""
        return {
            **plain, "commodity_id": row.commodity_id, "unit_id": row.unit_id, "point": _point_text(row),
            "outline": shape,
        }  # fmt: skip

    def own_values(self) -> dict[str, object]:
        """What was typed, in the same spelling."""
        data = self.cleaned_data
        unit = data["unit"]
        return {
            **{name: data[name] for name in _TYPED}, "commodity_id": data["commodity"].pk,
            "unit_id": unit.pk if unit else None, "point": _said(data["point"]),
            "outline": json.dumps(data["outline"]) if data["outline"] else "",
        }  # fmt: skip

    def clean_point(self) -> tuple[float, float] | None:
        """(latitude, longitude) in Viet Nam; the two may stand in either order, no place here is in doubt."""
        text: str = self.cleaned_data["point"]
        if not text:
            return None
        found = _POINT.fullmatch(text)
        first, second = (float(part.replace(",", ".")) for part in found.groups()) if found else (0.0, 0.0)
        for lat, lon in ((first, second), (second, first)):
            if 5 <= lat <= 25 and 100 <= lon <= 120:
                return round(lat, 6), round(lon, 6)
        raise ValidationError(_("Cần vĩ độ 5–25 và kinh độ 100–120, ví dụ 21.98, 106.66."))

    def clean_outline(self) -> dict[str, Any] | None:
        """The polygon, or what is wrong with it."""
        try:
            return outline.read(self.cleaned_data["outline"])
        except DomainError as error:
            raise ValidationError(answer(error).text) from error

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        values = super().clean()
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", ValidationError(_("Ngày cuối không được trước ngày đầu.")))
        return values

    def land(self, answers: Mapping[str, str]) -> Land:
        """A new growing area; only after ``is_valid``."""
        data = self.cleaned_data
        lat, lon = data["point"] or (None, None)
        return Land(
            commodity=data["commodity"], unit=data["unit"], lat=lat, lon=lon, polygon=data["outline"],
            answers=answers, **{name: data[name] for name in _TYPED},
        )  # fmt: skip

    def figures(self) -> dict[str, object]:
        """What questions are asked about."""
        return {**self.cleaned_data, "polygon": self.cleaned_data["outline"]}

    def seen_columns(self) -> dict[str, object]:
        """What the form began with, by the columns of the record."""
        return _columns(self.seen_values())

    def own_columns(self) -> dict[str, object]:
        """What is to be saved, by the columns of the record."""
        return _columns(self.mine())


def _columns(values: Mapping[str, object]) -> dict[str, object]:
    """Point and outline taken apart."""
    rest = {name: value for name, value in values.items() if name not in ("point", "outline")}
    lat, _comma, lon = str(values.get("point") or "").partition(", ")
    shape = str(values.get("outline") or "")
    return {
        **rest, "lat": float(lat) if lat else None, "lon": float(lon) if lon else None,
        "polygon": json.loads(shape) if shape else None,
    }  # fmt: skip


def _point_text(row: GrowingArea) -> str:
    return "" if row.lat is None or row.lon is None else _said((row.lat, row.lon))


def _said(point: tuple[float, float] | None) -> str:
    """Six decimals: a tenth of a metre."""
    return ", ".join(f"{part:.6f}".rstrip("0").rstrip(".") for part in point) if point else ""
