"""The forms of trips: a new one, changing one, moving goods, loading."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import Body, Driver, Trip, TripLoad, Vehicle
from cungcau.domain.logistics.planning.drafting import values_of
from cungcau.domain.logistics.selectors.trips import loads_of, stops_of
from cungcau.domain.network.models import CollectionPoint
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.models import Season

MOST_KG = 100_000_000
MOST_LOADS = 40


def vehicles_for(day: date, kept: Vehicle | None = None) -> QuerySet[Vehicle]:
    """The vehicles to choose from: in use, and the one there."""
    rows = Vehicle.objects.filter(Q(in_use=True) | Q(pk=kept.pk if kept else 0))
    return rows.select_related("carrier").defer("words", "carrier__words").order_by("plate")


def vehicle_label(vehicle: Vehicle) -> str:
    """ "12C-001.01 – 2.000 kg, thùng lạnh – Vận tải Na Sầm"."""
    body = "" if vehicle.body == Body.OPEN else f", {vehicle.get_body_display().lower()}"
    return f"{vehicle.plate} – {figures.kg(vehicle.capacity_kg)}{body} – {vehicle.carrier.name}"


def driver_label(driver: Driver) -> str:
    """ "LX-VT1-1 – hạng C – Vận tải Na Sầm": never a name."""
    said = _t("hạng %(classes)s") % {"classes": driver.licence_class}
    return f"{driver.code} – {said if driver.licence_class else _t('chưa ghi hạng')} – {driver.carrier.name}"


def drivers_for() -> QuerySet[Driver]:
    """The drivers to choose from."""
    rows = Driver.objects.filter(in_use=True).select_related("carrier")
    return rows.defer("words", "carrier__words").order_by("code")


def _accept() -> forms.BooleanField:
    return forms.BooleanField(label=_("Tôi đã xem những chỗ chưa ổn, vẫn lưu"), required=False)


class TripForm(VersionedForm):
    """A trip changed by hand: vehicle, driver, each stop's place in the order, each load's kg (0 leaves it out)."""

    vehicle: forms.ModelChoiceField[Vehicle] = forms.ModelChoiceField(label=_("Xe, tàu"), queryset=None)
    driver: forms.ModelChoiceField[Driver] = forms.ModelChoiceField(
        label=_("Lái xe"), queryset=None, required=False
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    accept = _accept()

    def __init__(self, *args: Any, row: Trip, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["vehicle"].queryset = vehicles_for(row.day, row.vehicle)
        fields["vehicle"].label_from_instance = vehicle_label
        fields["driver"].queryset = drivers_for()
        fields["driver"].label_from_instance = driver_label
        values = values_of(row)
        self.stops = [(stop, f"stop_{stop.pk}") for stop in stops_of(row)]
        self.loads = [(load, f"kg_{load.pk}") for load in loads_of(row)]
        for stop, name in self.stops:
            label = _t("Thứ tự của %(place)s") % {"place": stop.name}
            fields[name] = forms.IntegerField(label=label, min_value=1, max_value=200, initial=values[name])
        for load, name in self.loads:
            label = _t("%(line)s: %(pickup)s → %(drop)s (kg)") % {
                "line": f"{load.line.order.code}/{load.line.no}",
                "pickup": load.pickup.name,
                "drop": load.drop.name,
            }
            fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_KG, initial=values[name]
            )

    def row_values(self, row: Versioned) -> dict[str, object]:
        """What stands in the trip, stops and loads by their own names."""
        assert isinstance(row, Trip)
        return values_of(row)

    def own_values(self) -> dict[str, object]:
        """What was typed, by the same names."""
        data = self.cleaned_data
        driver = data.get("driver")
        found: dict[str, object] = {
            "vehicle_id": data["vehicle"].pk, "driver_id": driver.pk if driver else None, "note": data["note"],
        }  # fmt: skip
        return found | {name: data[name] for _row, name in (*self.stops, *self.loads)}

    @property
    def stop_rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Stops with their boxes."""
        return [(stop, self[name]) for stop, name in self.stops]

    @property
    def load_rows(self) -> list[tuple[TripLoad, forms.BoundField]]:
        """Loads with their boxes."""
        return [(load, self[name]) for load, name in self.loads]

    def clean(self) -> dict[str, Any]:
        """The driver belongs to the vehicle's carrier; each stop has a number of its own."""
        data = super().clean()
        vehicle, driver = data.get("vehicle"), data.get("driver")
        if vehicle and driver and driver.carrier_id != vehicle.carrier_id:
            self.add_error("driver", _("Lái xe này không thuộc đơn vị của xe."))
        places = [data.get(name) for _stop, name in self.stops]
        if None not in places and len(set(places)) != len(places):
            self.add_error(None, _("Mỗi điểm dừng cần một số thứ tự riêng."))
        return data


class NewTripForm(forms.Form):
    """A new trip: vehicle, driver, and kg of each of the goods that wait (boxes ``kg_<line>_<point>``)."""

    vehicle: forms.ModelChoiceField[Vehicle] = forms.ModelChoiceField(label=_("Xe, tàu"), queryset=None)
    driver: forms.ModelChoiceField[Driver] = forms.ModelChoiceField(
        label=_("Lái xe"), queryset=None, required=False
    )
    accept = _accept()
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, day: date, goods: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["vehicle"].queryset = vehicles_for(day)
        fields["vehicle"].label_from_instance = vehicle_label
        fields["driver"].queryset = drivers_for()
        fields["driver"].label_from_instance = driver_label
        self.goods = [
            (good, f"kg_{good.line.pk}_{good.point.pk}") for good in goods if good.point is not None
        ]
        for good, name in self.goods:
            label = _t("Lấy bao nhiêu của %(line)s tại %(point)s (kg)") % {
                "line": f"{good.line.order.code}/{good.line.no}", "point": good.point.name,
            }  # fmt: skip
            fields[name] = forms.IntegerField(label=label, min_value=0, max_value=MOST_KG, required=False)

    @property
    def good_rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Goods with their boxes."""
        return [(good, self[name]) for good, name in self.goods]

    def chosen(self) -> list[tuple[Any, int]]:
        """Goods with the kg typed, those with some."""
        return [(good, kg) for good, name in self.goods if (kg := self.cleaned_data.get(name))]

    def clean(self) -> dict[str, Any]:
        """Something is taken; the driver belongs to the vehicle's carrier."""
        data = super().clean() or {}
        vehicle, driver = data.get("vehicle"), data.get("driver")
        if vehicle and driver and driver.carrier_id != vehicle.carrier_id:
            self.add_error("driver", _("Lái xe này không thuộc đơn vị của xe."))
        if not self.errors and not self.chosen():
            self.add_error(None, _("Hãy ghi khối lượng cho ít nhất một phần hàng."))
        return data


class MoveForm(forms.Form):
    """Goods of a load to another trip of the day, or to a new one with a vehicle chosen."""

    kg = forms.IntegerField(label=_("Chuyển bao nhiêu (kg)"), min_value=1, max_value=MOST_KG)
    to: forms.ModelChoiceField[Trip] = forms.ModelChoiceField(
        label=_("Sang chuyến"), queryset=None, required=False, empty_label=_("chuyến mới, bằng xe dưới đây")
    )
    vehicle: forms.ModelChoiceField[Vehicle] = forms.ModelChoiceField(
        label=_("Xe của chuyến mới"), queryset=None, required=False
    )
    accept = _accept()

    def __init__(self, *args: Any, load: TripLoad, trips: QuerySet[Trip], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kg", load.planned_kg - load.loaded_kg)
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = trips
        fields["to"].label_from_instance = lambda trip: f"{trip.code} – {vehicle_label(trip.vehicle)}"
        fields["vehicle"].queryset = vehicles_for(load.trip.day)
        fields["vehicle"].label_from_instance = vehicle_label

    def clean(self) -> dict[str, Any]:
        """A trip or a vehicle, one of both."""
        data = super().clean() or {}
        if not self.errors and bool(data.get("to")) == bool(data.get("vehicle")):
            self.add_error("to", _("Hãy chọn một chuyến, hoặc một xe cho chuyến mới (chỉ một trong hai)."))
        return data


class LoadForm(forms.Form):
    """kg put aboard, or what is aboard in all with the reason."""

    kg = forms.IntegerField(label=_("Khối lượng (kg)"), min_value=0, max_value=MOST_KG)
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)


class TransferForm(forms.Form):
    """Where a load changes vehicles."""

    point: forms.ModelChoiceField[CollectionPoint] = forms.ModelChoiceField(
        label=_("Điểm trung chuyển"), queryset=None
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["point"].queryset = points_of(season)


def points_of(season: Season) -> QuerySet[CollectionPoint]:
    """The points of a season to choose from."""
    rows = CollectionPoint.objects.filter(Q(season=season) | Q(season=None))
    return rows.defer("words").order_by("folded")
