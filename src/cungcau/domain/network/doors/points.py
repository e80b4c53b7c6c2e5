"""Tables of collection points and transfer points."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network import policies, services
from cungcau.domain.network.doors.cells import Cells, text
from cungcau.domain.network.models import Roof
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.kernel.vntext import fold
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import season as season_of
from cungcau.reference.catalogue.selectors import seasons
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import by_code, find
from cungcau.reference.recording import Recorded
from cungcau.reference.search import words

COLUMNS = (
    Column("code", "Mã điểm", also=("Mã",)),
    Column("name", "Tên điểm", required=True, also=("ten", "Điểm tập kết", "Tên")),
    Column("place", "Địa bàn", required=True, also=("dia_ban", "Xã", "Tỉnh")),
    Column("open_from", "Mở từ ngày", also=("tu_ngay", "Từ ngày")),
    Column("open_to", "Đến hết ngày", also=("den_ngay", "Đến ngày")),
    Column("opens", "Giờ mở", also=("gio_mo",)),
    Column("closes", "Giờ đóng", also=("gio_dong",)),
    Column("area_m2", "Diện tích (m²)", also=("dien_tich_m2",)),
    Column("bays", "Số ô, điểm", also=("so_o_diem", "Số ô")),
    Column("trucks_at_once", "Số xe cùng lúc", also=("xe_toi_da", "Xe tối đa")),
    Column("largest_truck", "Xe lớn nhất vào được"),
    Column("capacity", "Sức nhận mỗi ngày", also=("Sức nhận",)),
    Column("capacity_tonnes", "Công suất dự kiến (tấn/đêm)", also=("cong_suat_du_kien_tan_dem", "Công suất dự kiến")),
    Column("actual_tonnes", "Thực tế (tấn/đêm)", also=("thuc_te_tan_dem", "Thực tế")),
    Column("storage", "Giữ qua đêm"),
    Column("distance", "Cách chốt kiểm soát (m)"),
    Column("register_ahead_hours", "Đăng ký trước (giờ)", also=("dang_ky_truoc_gio",)),
    Column("minutes_per_turn", "Mỗi lượt (phút)", also=("phut_moi_luot",)),
    Column("register_info", "Thông tin phải đăng ký", also=("thong_tin_phai_dang_ky",)),
    Column("approved", "Đã thống nhất"),
    Column("approval_paper", "Văn bản thống nhất", also=("Văn bản",)),
    Column("agencies", "Các ngành thống nhất"),
    Column("scale", "Có cân"),
    Column("roof", "Che chắn"),
    Column("water", "Có đường thuỷ"),
    Column("keeper", "Người phụ trách"),
    Column("lat", "Vĩ độ"),
    Column("lon", "Kinh độ"),
    Column("source", "Nguồn", also=("nguon_url",)),
    Column("note", "Ghi chú", also=("ghi_chu",)),
)  # fmt: skip
_ROOFS = {"ngoai troi": Roof.OPEN, "co mai che": Roof.ROOF, "mai che": Roof.ROOF, "kho lanh": Roof.COLD,
          "co kho lanh": Roof.COLD}  # fmt: skip
_COLUMN = {
    "capacity_kg_per_day": "capacity", "capacity_high_kg": "capacity_tonnes", "actual_high_kg": "actual_tonnes",
    "actual_low_kg": "actual_tonnes", "storage_kg": "storage", "largest_truck_kg": "largest_truck",
    "distance_to_checkpoint_m": "distance", "hours": "opens",
}  # fmt: skip
_KG_PER_TONNE = 1000


class PointsOptions(forms.Form):
    """Which season the points serve."""

    season = forms.ChoiceField(
        label=_("Mùa vụ"),
        required=False,
        help_text=_("Để trống: điểm phục vụ mọi mùa vụ trong những ngày mở."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["season"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("mọi mùa vụ")), *((one.code, one.name) for one in seasons())]


def place_named(name: str, on: date, known: dict[tuple[str, date], Unit | None]) -> Unit | None:
    """The unit a name or code means on a day; None where none or several may be meant."""
    key = (name, on)
    if key not in known:
        found = by_code(name, on) if name.isdecimal() else None
        if found is None:
            hits = [hit.unit for hit in find(name, on, limit=5)]
            exact = [unit for unit in hits if words(name) in (unit.folded, words(unit.title))]
            pool = exact or hits
            top = [unit for unit in pool if unit.level == pool[0].level] if pool else []
            found = top[0] if len(top) == 1 or (pool and pool[0].level == "province") else None
        known[key] = found
    return known[key]


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all points of a table or none; a place is read as it stood on the point's first day."""
    cells = Cells()
    season = season_of(context.options.get("season") or "")
    known: dict[tuple[str, date], Unit | None] = {}
    by_day: dict[date, list[tuple[Row, services.PointRow]]] = defaultdict(list)
    for row in rows:
        opened, told = cells.day(row, "open_from")
        on = opened or (season.start if season else clock.today())
        unit = place_named(text(row, "place"), on, known)
        if unit is None:
            cells.refuse(row, "place", "cần tên hoặc mã một địa bàn; nếu trùng tên, ghi cả huyện, tỉnh")
            continue
        by_day[on].append((row, _point(row, unit, opened, told, cells, context.source)))
    cells.stop()
    done = Recorded()
    for on, made in by_day.items():
        try:
            done += services.record_points(
                rows=[point for _row, point in made], season=season, on=on, actor=context.actor
            )
        except InputInvalid as refused:
            raise InputInvalid(renamed(refused.faults, [row for row, _ in made], _COLUMN)) from None
    return Outcome(done.created, done.changed, done.unchanged)


def renamed(faults: Sequence[Fault], rows: Sequence[Row], columns: Mapping[str, str]) -> list[Fault]:
    """A service's faults by the rows and columns of the table."""
    return [
        Fault(
            rows[fault.line - 1].sheet, rows[fault.line - 1].line,
            columns.get(fault.column, fault.column), fault.value, fault.expected,
        )
        for fault in faults
    ]  # fmt: skip


def _point(
    row: Row, unit: Unit, opened: date | None, told: str, cells: Cells, source: str
) -> services.PointRow:
    name = text(row, "name")
    closed, _until = cells.day(row, "open_to")
    planned = cells.kg(row, "capacity") or _tonnes(cells, row, "capacity_tonnes")
    actual = _tonnes(cells, row, "actual_tonnes")
    bays = cells.spread(row, "bays")
    area = cells.spread(row, "area_m2")
    storage, truck = cells.kg(row, "storage"), cells.kg(row, "largest_truck")
    low, high = planned or (None, None)
    hours = "–".join(filter(None, (text(row, "opens"), text(row, "closes"))))
    return services.PointRow(
        code=text(row, "code")[:60] or code_of(name, unit.code),
        name=name[:200],
        place=unit.code,
        open_from=opened,
        open_to=closed,
        open_text=told[:120],
        hours=hours[:80],
        source=(text(row, "source") or source)[:300],
        approved=bool(cells.yes(row, "approved", default=False)),
        approval_paper=text(row, "approval_paper")[:200],
        agencies=tuple(part.strip()[:120] for part in text(row, "agencies").split(";") if part.strip()),
        capacity_kg_per_day=low,
        capacity_low_kg=low if low != high else None,
        capacity_high_kg=high if low != high else None,
        actual_low_kg=actual[0] if actual else None,
        actual_high_kg=actual[1] if actual else None,
        storage_kg=storage[0] if storage else 0,
        area_m2=area[0] if area else None,
        bays=bays[0] if bays else None,
        bays_text=text(row, "bays")[:60] if bays and (bays[2] or bays[0] != bays[1]) else "",
        trucks_at_once=cells.whole(row, "trucks_at_once"),
        largest_truck_kg=truck[0] if truck else None,
        distance_to_checkpoint_m=cells.whole(row, "distance"),
        register_ahead_hours=cells.whole(row, "register_ahead_hours"),
        minutes_per_turn=cells.whole(row, "minutes_per_turn"),
        register_info=text(row, "register_info"),
        has_scale=cells.yes(row, "scale"),
        roof=_roof(row, cells),
        by_water=cells.yes(row, "water"),
        keeper=text(row, "keeper")[:120],
        lat=degrees(row, "lat", cells),
        lon=degrees(row, "lon", cells),
        note=text(row, "note"),
    )


def _tonnes(cells: Cells, row: Row, column: str) -> tuple[int, int] | None:
    found = cells.spread(row, column, _KG_PER_TONNE)
    return found[:2] if found else None


def _roof(row: Row, cells: Cells) -> str:
    told = fold(text(row, "roof")).strip()
    if told and told not in _ROOFS:
        cells.refuse(row, "roof", "cần ngoài trời, mái che hoặc kho lạnh")
    return _ROOFS[told].value if told in _ROOFS else ""


def degrees(row: Row, column: str, cells: Cells) -> float | None:
    """A latitude or longitude, None for an empty cell."""
    told = text(row, column).replace(",", ".")
    if not told:
        return None
    try:
        return float(told) if len(told) < 30 else 1e9
    except ValueError:
        cells.refuse(row, column, "cần số độ như 21,98")
        return None


def code_of(name: str, place: str) -> str:
    """The same point brought in again has the same code."""
    slug = words(name).replace(" ", "-")[:44].strip("-")
    return f"{slug}-{hashlib.sha256(f'{words(name)}|{place}'.encode()).hexdigest()[:6]}"


DOOR = open_door(
    Door(
        "network.points",
        _("Điểm tập kết, trung chuyển"),
        _("Mỗi dòng một điểm. Sức nhận ghi khoảng thì kế hoạch lấy đầu thấp; điểm chưa thống nhất không vào kế hoạch."),
        COLUMNS,
        policies.RECORD,
        record,
        options=PointsOptions,
        done_url="network:points",
        examples=(
            {"name": "Điểm tập kết Tân Mỹ", "place": "Tân Mỹ, Văn Lãng", "open_from": "15/9/2021", "opens": "05:00",
             "closes": "18:00", "capacity": "30 tấn", "approved": "có", "approval_paper": "Biên bản 01"},
        ),
        choices=lambda context: {"approved": ["có", "không"], "roof": ["ngoài trời", "mái che", "kho lạnh"]},
    )
)  # fmt: skip
