"""The doors through which tables of vehicles and drivers come in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.models import Body, Driver, Vehicle, VehicleKind
from cungcau.domain.logistics.road_doors import EVENTS, PAPER_RULES, PAPERS
from cungcau.domain.logistics.selectors.fleet import carriers_for
from cungcau.domain.logistics.services import fleet
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import named
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.kernel.vntext import fold
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.recording import Recorded, placed

__all__ = ("DRIVERS", "EVENTS", "PAPERS", "PAPER_RULES", "VEHICLES")
_NAME = "fleet"
_KINDS = {
    "xe tai": VehicleKind.TRUCK, "tai": VehicleKind.TRUCK, "xe ban tai": VehicleKind.PICKUP,
    "ban tai": VehicleKind.PICKUP,
    "xe may": VehicleKind.MOTORBIKE, "tau": VehicleKind.SHIP, "thuyen": VehicleKind.SHIP, "ghe": VehicleKind.SHIP,
    "tau, thuyen": VehicleKind.SHIP, "sa lan": VehicleKind.SHIP,
}  # fmt: skip
_BODIES = {
    "thung ho": Body.OPEN, "ho": Body.OPEN, "thung kin": Body.BOX, "kin": Body.BOX, "thung lanh": Body.COLD,
    "lanh": Body.COLD, "dong lanh": Body.COLD, "xe lanh": Body.COLD,
}  # fmt: skip
_YES = frozenset({"co", "x", "yes", "1", "dung", "dang dung", "dang lam"})
_NO = frozenset({"khong", "no", "0", "ngung", "da ngung", "nghi", "da nghi"})
_HOURS = re.compile(
    r"^\s*(\d{1,2})\s*(?:[:hg]\s*(\d{2})?)?\s*[-–—]\s*(\d{1,2})\s*(?:[:hg]\s*(\d{2})?)?\s*$", re.IGNORECASE
)

_SHORT = re.compile(r"^(?:\w\.\s+)+\w+$")
"""A name as the lists show it: initials and the given name."""


class _Cells:
    """Reads rows, noting what cannot be read."""

    def __init__(self, context: Context) -> None:
        self.faults: list[Fault] = []
        self.among = carriers_for(context.actor)
        self.known: dict[str, Organisation | None] = {}

    def refuse(self, row: Row, column: str, expected: str) -> None:
        self.faults.append(Fault(row.sheet, row.line, column, _text(row, column), expected))

    def stop(self) -> None:
        if self.faults:
            raise InputInvalid(sorted(self.faults))

    def carrier(self, row: Row) -> int:
        told = _text(row, "carrier")
        if told not in self.known:
            found = named(self.among, told) if told else []
            self.known[told] = found[0] if len(found) == 1 else None
        one = self.known[told]
        if one is None:
            self.refuse(
                row, "carrier", "cần tên hoặc mã một đơn vị vận tải đã có, chỉ một đơn vị mang tên đó"
            )
            return 0
        return one.pk

    def among_words(self, row: Row, column: str, words: Mapping[str, Any], usual: Any) -> Any:
        told = fold(_text(row, column)).strip()
        if told and told not in words:
            self.refuse(row, column, "cần một trong: " + ", ".join(sorted(words)))
        return words.get(told, usual)

    def yes(self, row: Row, column: str, *, usual: bool = True) -> bool:
        told = fold(_text(row, column)).strip()
        if not told:
            return usual
        if told not in _YES | _NO:
            self.refuse(row, column, "cần có hoặc không")
        return told not in _NO

    def whole(self, row: Row, column: str, usual: int = 0) -> int:
        value = row.values.get(column)
        return value if isinstance(value, int) else usual

    def hours(self, row: Row) -> tuple[time, time]:
        told = _text(row, "hours")
        match = _HOURS.match(told)
        if match is None:
            if told:
                self.refuse(row, "hours", "cần giờ như 05:00-20:00")
            return time(5), time(20)
        numbers = [int(part or 0) for part in match.groups()]
        if max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59:
            self.refuse(row, "hours", "cần giờ như 05:00-20:00")
            return time(5), time(20)
        return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])

    def degrees(self, row: Row, column: str) -> float | None:
        told = _text(row, column).replace(",", ".")
        if not told:
            return None
        try:
            found = float(told)
        except ValueError:
            self.refuse(row, column, "cần số độ như 21,9801")
            return None
        return found if found == found else None

    def day(self, row: Row, column: str) -> date | None:
        value = row.values.get(column)
        return value if isinstance(value, date) else None


def _text(row: Row, column: str) -> str:
    value = row.values.get(column)
    return "" if value is None else str(value).strip()


def record_vehicles(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all vehicles of a table or none, by plate."""
    cells = _Cells(context)
    made = []
    for row in rows:
        first, last = cells.hours(row)
        made.append(
            Vehicle(
                carrier_id=cells.carrier(row), plate=_text(row, "plate"),
                kind=cells.among_words(row, "kind", _KINDS, VehicleKind.TRUCK),
                body=cells.among_words(row, "body", _BODIES, Body.OPEN), capacity_kg=cells.whole(row, "capacity_kg"),
                volume_l=cells.whole(row, "volume_l") or None,
                gross_kg=cells.whole(row, "gross_kg") or None,
                pulls_trailer=cells.yes(row, "pulls_trailer", usual=False),
                min_fill_kg=cells.whole(row, "min_fill_kg"),
                hours_from=first, hours_to=last, nights=cells.whole(row, "nights"), start_text=_text(row, "start_text"),
                lat=cells.degrees(row, "lat"), lon=cells.degrees(row, "lon"), returns=cells.yes(row, "returns"),
                vnd_per_km=cells.whole(row, "vnd_per_km"), fixed_vnd=cells.whole(row, "fixed_vnd"),
                inspection_no=_text(row, "inspection_no"), inspection_until=cells.day(row, "inspection_until"),
                in_use=cells.yes(row, "in_use"), note=_text(row, "note"),
                source=(_text(row, "source") or context.source)[:300],
            )
        )  # fmt: skip
    cells.stop()
    return _write(rows, lambda: fleet.record_all(fleet.VEHICLE, rows=made, name=_NAME, actor=context.actor))


def record_drivers(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all drivers of a table or none, by code."""
    cells = _Cells(context)
    for row in rows:
        if _SHORT.match(_text(row, "name")):
            cells.refuse(row, "name", "cần họ tên đầy đủ, không phải tên viết tắt lấy từ danh sách tải về")
    made = [
        Driver(
            carrier_id=cells.carrier(row), code=_text(row, "code"), name=_text(row, "name"),
            phone=_text(row, "phone") or None, licence_class=_text(row, "licence_class"),
            licence_until=cells.day(row, "licence_until"), in_use=cells.yes(row, "in_use"), note=_text(row, "note"),
            source=(_text(row, "source") or context.source)[:300],
        )
        for row in rows
    ]  # fmt: skip
    cells.stop()
    return _write(rows, lambda: fleet.record_all(fleet.DRIVER, rows=made, name=_NAME, actor=context.actor))


def _write(rows: Sequence[Row], write: Any) -> Outcome:
    try:
        done: Recorded = write()
    except InputInvalid as refused:
        renamed = [
            Fault(
                one.file, one.line, {"hours_to": "hours"}.get(one.column, one.column), one.value, one.expected
            )
            for one in refused.faults
        ]
        raise placed(InputInvalid(renamed), [(row.sheet, row.line) for row in rows]) from None
    return Outcome(done.created, done.changed, done.unchanged)


_CARRIER = Column("carrier", "Đơn vị vận tải", required=True, also=("Nhà xe", "Chủ xe", "Mã đơn vị"))
_END = (
    Column("in_use", "Đang dùng", also=("Đang làm",)),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
)

VEHICLES = open_door(
    Door(
        "logistics.vehicles",
        _("Xe, tàu"),
        _("Mỗi dòng một xe hoặc tàu; biển số đã có thì được sửa."),
        (
            Column("plate", "Biển số, số hiệu", required=True, also=("Biển số", "Biển kiểm soát", "Số hiệu")),
            _CARRIER, Column("kind", "Loại", also=("Loại xe",)), Column("body", "Thùng", also=("Loại thùng",)),
            Column("capacity_kg", "Chở được (kg)", "kg", required=True, also=("Tải trọng", "Trọng tải")),
            Column("volume_l", "Thể tích thùng (lít)", "int"),
            Column("gross_kg", "Khối lượng toàn bộ (kg)", "kg", also=("Khối lượng toàn bộ theo thiết kế",)),
            Column("pulls_trailer", "Kéo rơ moóc"),
            Column("min_fill_kg", "Chỉ chạy khi có ít nhất (kg)", "kg"), Column("hours", "Giờ chạy"),
            Column("nights", "Qua mấy đêm", "int"), Column("start_text", "Nơi đỗ", also=("Nơi xuất phát",)),
            Column("lat", "Vĩ độ"), Column("lon", "Kinh độ"), Column("returns", "Quay về"),
            Column("vnd_per_km", "Chi phí mỗi km (đồng)", "money", required=True, also=("Chi phí mỗi km",)),
            Column("fixed_vnd", "Chi phí mỗi chuyến (đồng)", "money"),
            Column("inspection_no", "Số giấy đăng kiểm"),
            Column("inspection_until", "Đăng kiểm đến hết ngày", "date", also=("Hạn đăng kiểm",)), *_END,
        ),
        policies.BRING_FLEET, record_vehicles, done_url="logistics:vehicles",
        examples=(
            {"plate": "12C-123.45", "carrier": "Vận tải Na Sầm", "kind": "xe tải", "body": "thùng kín",
             "capacity_kg": 5000, "hours": "05:00-20:00", "vnd_per_km": 9000},
        ),
        choices=lambda context: {"kind": sorted(_KINDS), "body": sorted(_BODIES)},
    )
)  # fmt: skip
DRIVERS = open_door(
    Door(
        "logistics.drivers",
        _("Lái xe"),
        _("Mỗi dòng một lái xe; mã đã có thì được sửa. Họ tên và điện thoại chỉ người được phép mới xem đủ."),
        (
            Column("code", "Mã lái xe", required=True, also=("Mã",)), _CARRIER,
            Column("name", "Họ tên", required=True, also=("Họ và tên", "Lái xe")),
            Column("phone", "Điện thoại", also=("Số điện thoại",)),
            Column("licence_class", "Hạng giấy phép", also=("Hạng",)),
            Column("licence_until", "Giấy phép đến hết ngày", "date", also=("Hạn giấy phép",)), *_END,
        ),
        policies.BRING_FLEET, record_drivers, done_url="logistics:drivers",
        examples=({"code": "LX-01", "carrier": "Vận tải Na Sầm", "name": "Hoàng Văn Thử", "licence_class": "C"},),
    )
)  # fmt: skip
