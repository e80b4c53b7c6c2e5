"""The lists of vehicles and drivers as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import Driver, Vehicle
from cungcau.domain.logistics.selectors.fleet import driver_name_for, driver_phone_for
from cungcau.platform.exchange.columns import Column
from cungcau.platform.ui import clock, figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
VEHICLE_SHEET = (
    Column("plate", "Biển số, số hiệu"), Column("carrier", "Đơn vị vận tải"), Column("kind", "Loại"),
    Column("body", "Thùng"), Column("capacity_kg", "Chở được (kg)", "kg"),
    Column("volume_l", "Thể tích thùng (lít)", "int"), Column("gross_kg", "Khối lượng toàn bộ (kg)", "kg"),
    Column("pulls_trailer", "Kéo rơ moóc"), Column("min_fill_kg", "Chỉ chạy khi có ít nhất (kg)", "kg"),
    Column("hours", "Giờ chạy"), Column("nights", "Qua mấy đêm", "int"), Column("start_text", "Nơi đỗ"),
    Column("lat", "Vĩ độ"), Column("lon", "Kinh độ"), Column("returns", "Quay về"),
    Column("vnd_per_km", "Chi phí mỗi km (đồng)", "money"), Column("fixed_vnd", "Chi phí mỗi chuyến (đồng)", "money"),
    Column("inspection_no", "Số giấy đăng kiểm"), Column("inspection_until", "Đăng kiểm đến hết ngày", "date"),
    Column("in_use", "Đang dùng"), Column("note", "Ghi chú"), Column("source", "Nguồn"),
)  # fmt: skip
DRIVER_SHEET = (
    Column("code", "Mã lái xe"), Column("carrier", "Đơn vị vận tải"), Column("name", "Họ tên (viết tắt)"),
    Column("phone", "Điện thoại (che)"), Column("licence_class", "Hạng giấy phép"),
    Column("licence_until", "Giấy phép đến hết ngày", "date"), Column("in_use", "Đang làm"), Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)  # fmt: skip


def until(value: date | None) -> str:
    """A day on which a paper runs out, marked where it has."""
    if value is None:
        return "–"
    shown = figures.date(value)
    return gettext("%(day)s – đã hết hạn") % {"day": shown} if value < clock.today() else shown


class VehicleTable(tables.Table):
    """Vehicles."""

    plate = tables.Column(
        verbose_name=_("Biển số"), order_by=("plate", "id"), linkify=("logistics:vehicle", [tables.A("pk")])
    )
    carrier = tables.Column(
        verbose_name=_("Đơn vị vận tải"), accessor="carrier__name", order_by=("carrier__folded_name", "id")
    )
    kind = tables.Column(verbose_name=_("Loại, thùng"), order_by=("kind", "body", "id"))
    capacity_kg = tables.Column(verbose_name=_("Chở được"), attrs=_NUMBER, order_by=("capacity_kg", "id"))
    hours_from = tables.Column(verbose_name=_("Giờ chạy"), order_by=("hours_from", "id"))
    vnd_per_km = tables.Column(verbose_name=_("Chi phí"), attrs=_NUMBER, order_by=("vnd_per_km", "id"))
    inspection_until = tables.Column(
        verbose_name=_("Đăng kiểm"), order_by=("inspection_until", "id"), empty_values=()
    )
    in_use = tables.Column(verbose_name=_("Đang dùng"), order_by=("in_use", "id"))
    caption = _("Xe, tàu")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "plate"
        empty_text = _("Không có xe, tàu nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_kind(self, record: Vehicle) -> str:
        """Both in words."""
        return f"{record.get_kind_display()}, {record.get_body_display().lower()}"

    def render_capacity_kg(self, value: int) -> str:
        """kg."""
        return figures.kg(value)

    def render_hours_from(self, record: Vehicle) -> str:
        """From when to when."""
        return hours(record)

    def render_vnd_per_km(self, record: Vehicle) -> str:
        """đồng a km, and a trip."""
        fixed = f" + {figures.money(record.fixed_vnd)}" if record.fixed_vnd else ""
        return f"{figures.money(record.vnd_per_km)}/km{fixed}"

    def render_inspection_until(self, record: Vehicle) -> str:
        """The last day, and that it has passed."""
        return until(record.inspection_until)

    def render_in_use(self, value: bool) -> str:
        """In words."""
        return gettext("có") if value else gettext("không")


class DriverTable(tables.Table):
    """Drivers."""

    code = tables.Column(
        verbose_name=_("Mã"), order_by=("code", "id"), linkify=("logistics:driver", [tables.A("pk")])
    )
    name = tables.Column(verbose_name=_("Lái xe"), orderable=False)
    phone = tables.Column(verbose_name=_("Điện thoại"), orderable=False, empty_values=())
    carrier = tables.Column(
        verbose_name=_("Đơn vị vận tải"), accessor="carrier__name", order_by=("carrier__folded_name", "id")
    )
    licence_class = tables.Column(verbose_name=_("Hạng"), order_by=("licence_class", "id"))
    licence_until = tables.Column(
        verbose_name=_("Giấy phép"), order_by=("licence_until", "id"), empty_values=()
    )
    in_use = tables.Column(verbose_name=_("Đang làm"), order_by=("in_use", "id"))
    caption = _("Lái xe")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "code"
        empty_text = _("Không có lái xe nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_name(self, record: Driver) -> str:
        """Initials and the given name."""
        return driver_name_for(record)

    def render_phone(self, record: Driver) -> str:
        """Its middle hidden."""
        return driver_phone_for(record) or "–"

    def render_licence_until(self, record: Driver) -> str:
        """The last day, and that it has passed."""
        return until(record.licence_until)

    def render_in_use(self, value: bool) -> str:
        """In words."""
        return gettext("có") if value else gettext("không")


def hours(vehicle: Vehicle) -> str:
    """ "05:00 – 22:00", with the nights in between."""
    said = f"{vehicle.hours_from:%H:%M} – {vehicle.hours_to:%H:%M}"
    return (
        gettext("%(hours)s sau %(nights)s đêm") % {"hours": said, "nights": vehicle.nights}
        if vehicle.nights
        else said
    )


def vehicle_rows(rows: QuerySet[Vehicle]) -> Iterator[dict[str, Any]]:
    """Vehicles for a spreadsheet, one by one; the columns are those the door reads."""
    for row in rows.iterator(2000):
        yield {
            **_plain(row, ("plate", "capacity_kg", "volume_l", "gross_kg", "min_fill_kg", "nights", "start_text",
                           "vnd_per_km", "fixed_vnd", "inspection_no", "inspection_until", "note", "source")),
            "carrier": row.carrier.name, "kind": row.get_kind_display(), "body": row.get_body_display(),
            "hours": f"{row.hours_from:%H:%M}-{row.hours_to:%H:%M}", "lat": _degrees(row.lat), "lon": _degrees(row.lon),
            "returns": _yes(row.returns), "pulls_trailer": _yes(row.pulls_trailer), "in_use": _yes(row.in_use),
        }  # fmt: skip


def driver_rows(rows: QuerySet[Driver]) -> Iterator[dict[str, Any]]:
    """Drivers for a spreadsheet, name and phone as pages show them."""
    for row in rows.iterator(2000):
        yield {
            **_plain(row, ("code", "licence_class", "licence_until", "note", "source")),
            "carrier": row.carrier.name, "name": driver_name_for(row), "phone": driver_phone_for(row),
            "in_use": _yes(row.in_use),
        }  # fmt: skip


def _plain(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"


def _yes(value: bool) -> str:
    return "có" if value else "không"
