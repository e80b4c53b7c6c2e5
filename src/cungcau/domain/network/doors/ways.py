"""Tables of markets, lanes, ways to points, closures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network import policies, selectors, services
from cungcau.domain.network.doors.cells import Cells, text
from cungcau.domain.network.doors.points import code_of, degrees, place_named, renamed
from cungcau.domain.network.models import Channel, Closure
from cungcau.kernel.errors import InputInvalid
from cungcau.kernel.vntext import fold
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import season as season_of
from cungcau.reference.catalogue.selectors import seasons
from cungcau.reference.geography.models import Unit
from cungcau.reference.recording import Recorded
from cungcau.reference.search import words

_CHANNELS = {
    "cho truyen thong": Channel.TRADITIONAL, "cho dau moi": Channel.WHOLESALE, "sieu thi": Channel.SUPERMARKET,
    "diem ban ocop": Channel.OCOP_SHOP, "thuong mai dien tu": Channel.ECOMMERCE, "san tmdt": Channel.ECOMMERCE,
    "che bien": Channel.PROCESSOR, "nha may": Channel.PROCESSOR, "xuat khau": Channel.EXPORT,
    "cua khau": Channel.EXPORT,
}  # fmt: skip
_KINDS = {
    "dia ban": Closure.Kind.PLACE, "xa": Closure.Kind.PLACE, "diem tap ket": Closure.Kind.POINT,
    "diem": Closure.Kind.POINT, "tuyen": Closure.Kind.LANE, "thi truong": Closure.Kind.MARKET,
}  # fmt: skip
_NAMES = {"days": "days", "cost_vnd_per_kg": "cost", "capacity_kg_per_day": "capacity", "id": "what"}


class SeasonOptions(forms.Form):
    """Which season the closures belong to."""

    season = forms.ChoiceField(label=_("Mùa vụ"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["season"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in seasons()]


def _named(told: str, known: Mapping[str, str]) -> str:
    """The code behind a code or a name; the text itself where there is none, to be refused by the service."""
    return known.get(words(told), told)


def _points() -> dict[str, str]:
    return {words(key): code for code, name in selectors.point_names() for key in (name, code)}


def _markets() -> dict[str, str]:
    return {words(key): code for code, name in selectors.market_names() for key in (name, code)}


def _write(rows: Sequence[Row], act: Any) -> Outcome:
    try:
        done: Recorded = act()
    except InputInvalid as refused:
        raise InputInvalid(renamed(refused.faults, rows, _NAMES)) from None
    return Outcome(done.created, done.changed, done.unchanged)


def record_markets(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all markets of a table or none."""
    cells = Cells()
    made = []
    for row in rows:
        channel = _CHANNELS.get(fold(text(row, "channel")).strip())
        if channel is None:
            cells.refuse(row, "channel", "cần một trong: " + ", ".join(str(one.label) for one in Channel))
            continue
        made.append(
            services.MarketRow(
                code=text(row, "code")[:60] or code_of(text(row, "name"), text(row, "province")),
                name=text(row, "name")[:200], channel=channel.value,
                source=(text(row, "source") or context.source)[:300],
                province=text(row, "province")[:80], address=text(row, "address")[:300], note=text(row, "note"),
                lat=degrees(row, "lat", cells), lon=degrees(row, "lon", cells),
            )
        )  # fmt: skip
    cells.stop()
    return _write(rows, lambda: services.record_markets(rows=made, actor=context.actor))


def record_lanes(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all lanes of a table or none."""
    cells, points, markets = Cells(), _points(), _markets()
    made = []
    for row in rows:
        capacity = cells.kg(row, "capacity")
        made.append(
            services.LaneRow(
                _named(text(row, "point"), points), _named(text(row, "market"), markets),
                cells.whole(row, "days") or 0, _money(row, cells), (text(row, "source") or context.source)[:300],
                capacity_kg_per_day=capacity[0] if capacity else None,
                in_use=bool(cells.yes(row, "in_use", default=True)),
            )
        )  # fmt: skip
    cells.stop()
    return _write(rows, lambda: services.record_lanes(rows=made, actor=context.actor))


def record_access(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all ways to points of a table or none; places as they stand today."""
    cells, points = Cells(), _points()
    known: dict[tuple[str, date], Unit | None] = {}
    made = []
    for row in rows:
        unit = place_named(text(row, "place"), clock.today(), known)
        if unit is None:
            cells.refuse(row, "place", "cần tên hoặc mã một địa bàn; nếu trùng tên, ghi cả huyện, tỉnh")
            continue
        made.append(
            services.AccessRow(
                unit.code, _named(text(row, "point"), points), _money(row, cells),
                (text(row, "source") or context.source)[:300], in_use=bool(cells.yes(row, "in_use", default=True)),
            )
        )  # fmt: skip
    cells.stop()
    return _write(rows, lambda: services.record_access(rows=made, on=clock.today(), actor=context.actor))


def record_closures(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all closures of a table or none."""
    season = season_of(context.options.get("season") or "")
    cells, points, markets = Cells(), _points(), _markets()
    known: dict[tuple[str, date], Unit | None] = {}
    made = []
    for row in rows:
        kind = _KINDS.get(fold(text(row, "kind")).strip())
        first, last = cells.day(row, "first")[0], cells.day(row, "last")[0]
        if kind is None:
            cells.refuse(row, "kind", "cần địa bàn, điểm tập kết, tuyến hoặc thị trường")
        if first is None or last is None or kind is None or season is None:
            if season is None:
                cells.refuse(row, "kind", "cần chọn mùa vụ")
            continue
        left = cells.spread(row, "left")
        made.append(
            services.ClosureRow(
                kind.value, _closed(kind, text(row, "what"), points, markets, season.start, known), first, last,
                (text(row, "source") or context.source)[:300],
                factor=Decimal(left[0] if left else 0) / 100, reason=text(row, "reason")[:300],
            )
        )  # fmt: skip
    cells.stop()
    if season is None:
        return Outcome()
    return _write(rows, lambda: services.record_closures(season=season, rows=made, actor=context.actor))


def _closed(
    kind: Closure.Kind,
    told: str,
    points: Mapping[str, str],
    markets: Mapping[str, str],
    on: date,
    known: dict[tuple[str, date], Unit | None],
) -> str:
    if kind == Closure.Kind.PLACE:
        unit = place_named(told, on, known)
        return unit.code if unit is not None else told
    if kind == Closure.Kind.LANE:
        start, _arrow, end = told.replace("→", ">").partition(">")
        return f"{_named(start.strip(), points)}>{_named(end.strip(), markets)}"
    return _named(told, points if kind == Closure.Kind.POINT else markets)


def _money(row: Row, cells: Cells) -> int:
    value = row.values.get("cost")
    if not isinstance(value, int):
        cells.refuse(row, "cost", "cần số đồng mỗi kg")
        return 0
    return value


_SOURCE = Column("source", "Nguồn", also=("nguon_url",))
_NOTE = Column("note", "Ghi chú")

MARKETS = open_door(
    Door(
        "network.markets",
        _("Thị trường, nơi nhận hàng"),
        _("Mỗi dòng một nơi nhận hàng: chợ đầu mối, kho siêu thị, nhà máy, cửa khẩu."),
        (
            Column("code", "Mã thị trường", also=("Mã",)), Column("name", "Thị trường", required=True, also=("Tên",)),
            Column("channel", "Kênh", required=True), Column("province", "Tỉnh, thành phố", also=("Tỉnh",)),
            Column("address", "Địa chỉ nhận hàng", also=("Địa chỉ",)), Column("lat", "Vĩ độ"), Column("lon", "Kinh độ"),
            _SOURCE, _NOTE,
        ),
        policies.RECORD, record_markets, done_url="network:markets",
        examples=({"name": "Chợ đầu mối Minh Khai", "channel": "chợ đầu mối", "province": "Hà Nội"},),
        choices=lambda context: {"channel": [str(one.label) for one in Channel]},
    )
)  # fmt: skip
LANES = open_door(
    Door(
        "network.lanes",
        _("Tuyến từ điểm đến thị trường"),
        _("Mỗi dòng một tuyến: điểm và thị trường ghi bằng tên hoặc mã."),
        (
            Column("point", "Điểm tập kết", required=True, also=("Mã điểm",)),
            Column("market", "Thị trường", required=True, also=("Mã thị trường",)),
            Column("days", "Số ngày đường"),
            Column("cost", "Cước (đồng/kg)", "money", required=True, also=("Cước", "Cước (đ/kg)")),
            Column("capacity", "Sức chở mỗi ngày"), Column("in_use", "Đang dùng"), _SOURCE,
        ),
        policies.RECORD, record_lanes, done_url="network:lanes",
        examples=({"point": "Điểm tập kết Tân Mỹ", "market": "Chợ đầu mối Minh Khai", "days": "1", "cost": 850,
                   "capacity": "9 tấn"},),
    )
)  # fmt: skip
ACCESS = open_door(
    Door(
        "network.access",
        _("Địa bàn đưa hàng về điểm"),
        _("Mỗi dòng một địa bàn và một điểm: gom mỗi kg tốn bao nhiêu."),
        (
            Column("place", "Địa bàn", required=True, also=("Xã", "Mã địa bàn")),
            Column("point", "Điểm tập kết", required=True, also=("Mã điểm",)),
            Column("cost", "Chi phí gom (đồng/kg)", "money", required=True, also=("Chi phí gom", "Chi phí")),
            Column("in_use", "Đang dùng"), _SOURCE,
        ),
        policies.RECORD, record_access, done_url="network:ways",
        examples=({"place": "Tân Mỹ, Văn Lãng", "point": "Điểm tập kết Tân Mỹ", "cost": 250},),
    )
)  # fmt: skip
CLOSURES = open_door(
    Door(
        "network.closures",
        _("Đóng, thu hẹp trong những ngày"),
        _(
            "Mỗi dòng một đoạn ngày: cái gì bị đóng, còn lại bao nhiêu phần trăm (trống là đóng hẳn). "
            "Tuyến ghi “điểm > thị trường”."
        ),
        (
            Column("kind", "Loại", required=True), Column("what", "Cái bị đóng", required=True, also=("Mã", "Tên")),
            Column("first", "Từ ngày", required=True),
            Column("last", "Đến hết ngày", required=True, also=("Đến ngày",)),
            Column("left", "Còn lại (%)"), Column("reason", "Lý do"), _SOURCE,
        ),
        policies.RECORD, record_closures, options=SeasonOptions, done_url="network:closures",
        examples=({"kind": "tuyến", "what": "P1 > ha-noi", "first": "20/9/2021", "last": "22/9/2021", "left": "50",
                   "reason": "sạt lở"},),
        choices=lambda context: {"kind": ["địa bàn", "điểm tập kết", "tuyến", "thị trường"]},
    )
)  # fmt: skip
