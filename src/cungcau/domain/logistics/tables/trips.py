"""The list of trips as a table and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import Prefetch, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import states
from cungcau.domain.logistics.lateness import latest
from cungcau.domain.logistics.models import Trip, TripLoad
from cungcau.platform.exchange.columns import Column
from cungcau.platform.ui import figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
TRIP_SHEET = (
    Column("code", "Mã chuyến"), Column("day", "Ngày", "date"), Column("state", "Trạng thái"),
    Column("plate", "Xe, tàu"), Column("carrier", "Đơn vị vận tải"), Column("driver", "Mã lái xe"),
    Column("stops", "Các điểm dừng"), Column("lines", "Đơn hàng"), Column("planned_kg", "Dự kiến (kg)", "kg"),
    Column("loaded_kg", "Đã xếp (kg)", "kg"), Column("km", "Quãng đường (m)", "int"),
    Column("cost_vnd", "Chi phí ước tính (đồng)", "money"), Column("departs", "Xuất phát"), Column("ends", "Xong"),
    Column("arrived", "Thực tế đến nơi cuối"), Column("late_min", "Đến trễ nhất (phút)", "int"),
    Column("made_by", "Cách lập"), Column("note", "Ghi chú"), Column("reason", "Lý do huỷ"),
)  # fmt: skip


class TripTable(tables.Table):
    """Trips."""

    code = tables.Column(
        verbose_name=_("Chuyến"), order_by=("day", "id"), linkify=("logistics:trip", [tables.A("pk")])
    )
    state = tables.Column(verbose_name=_("Trạng thái"), order_by=("state", "id"))
    vehicle = tables.Column(
        verbose_name=_("Xe, tàu"), accessor="vehicle__plate", order_by=("vehicle__plate", "id")
    )
    stops = tables.Column(verbose_name=_("Các điểm dừng"), orderable=False, empty_values=())
    kg = tables.Column(verbose_name=_("Dự kiến, đã xếp"), attrs=_NUMBER, orderable=False, empty_values=())
    metres = tables.Column(verbose_name=_("Quãng đường"), attrs=_NUMBER, order_by=("metres", "id"))
    cost_vnd = tables.Column(verbose_name=_("Chi phí ước tính"), attrs=_NUMBER, order_by=("cost_vnd", "id"))
    departs_at = tables.Column(verbose_name=_("Xuất phát"), order_by=("departs_at", "id"))
    caption = _("Các chuyến")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "-code"
        empty_text = _("Không có chuyến nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_state(self, record: Trip, value: str) -> SafeString:
        """A badge, and a second one where something is wrong."""
        shown = {
            "state": str(states.TRIP_LABELS[value]),
            "tone": states.TRIP_TONES[value],
            "faults": record.faults,
        }
        return render_to_string("logistics/parts/trip_state.html", shown)

    def render_stops(self, record: Trip) -> str:
        """Their names in order."""
        return route_of(record)

    def render_kg(self, record: Trip) -> str:
        """kg planned, and aboard where there is some."""
        planned, loaded = sums_of(record)
        return f"{figures.kg(planned)}, {figures.kg(loaded)}" if loaded else figures.kg(planned)

    def render_metres(self, value: int) -> str:
        """km."""
        return f"{figures.number(round(value / 1000))} km"

    def render_cost_vnd(self, value: int) -> str:
        """đồng."""
        return figures.money(value)

    def render_departs_at(self, value: Any) -> str:
        """The moment."""
        return figures.moment(timezone.localtime(value))


def route_of(trip: Trip) -> str:
    """The stops' names in order."""
    return " → ".join(stop.name for stop in trip.stops.all()) or "–"


def sums_of(trip: Trip) -> tuple[int, int]:
    """(planned, loaded) kg."""
    loads = list(trip.loads.all())
    return sum(load.planned_kg for load in loads), sum(load.loaded_kg for load in loads)


def trip_rows(rows: QuerySet[Trip]) -> Iterator[dict[str, Any]]:
    """Trips for a spreadsheet; drivers by code."""
    loads = TripLoad.objects.select_related("line__order").defer("line__order__words")
    for trip in rows.prefetch_related(None).prefetch_related(
        "stops__point", "stops__market", Prefetch("loads", loads)
    ).iterator(500):  # fmt: skip
        planned, loaded = sums_of(trip)
        yield {
            "code": trip.code, "day": trip.day, "state": str(states.TRIP_LABELS[trip.state]),
            "plate": trip.vehicle.plate, "carrier": trip.vehicle.carrier.name,
            "driver": trip.driver.code if trip.driver else "", "stops": route_of(trip),
            "lines": ", ".join(sorted({load.line.order.code for load in trip.loads.all()})),
            "planned_kg": planned, "loaded_kg": loaded, "km": trip.metres, "cost_vnd": trip.cost_vnd,
            "departs": figures.moment(timezone.localtime(trip.departs_at)) if trip.departs_at else "",
            "ends": figures.moment(timezone.localtime(trip.ends_at)) if trip.ends_at else "",
            **_times(trip),
            "made_by": str(trip.get_made_by_display()), "note": trip.note, "reason": trip.reason,
        }  # fmt: skip


def _times(trip: Trip) -> dict[str, Any]:
    """When the vehicle came to its last stop, and its greatest lateness in minutes (below 0: always early)."""
    stops = sorted(trip.stops.all(), key=lambda stop: stop.no)
    last = stops[-1].arrived_at if stops else None
    return {
        "arrived": figures.moment(timezone.localtime(last)) if last else "",
        "late_min": latest(stops),
    }
