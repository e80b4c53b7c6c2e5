"""The wide table: one row per place, year and source, one column per metric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cungcau.domain.survey.bringing.cells import Batch, home, keep
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.metrics import METRICS
from cungcau.domain.survey.places import Places
from cungcau.domain.survey.reading import Value, read_goods, read_period
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.selectors import CommodityNames

_METRICS: Mapping[str, str] = {
    "planted": "planted_area",
    "bearing": "bearing_area",
    "yield": "yield",
    "output": "output",
    "certified": "certified_area",
    "value": "value",
    "households": "households",
}
"""Columns that hold one metric each."""

_CELLS = (*_METRICS, "price_from", "price_to")
COLUMNS = (
    Column("commodity", "Mặt hàng", required=True, also=("mat_hang", "nông sản", "cây trồng")),
    Column("year", "Năm", also=("nam", "thời gian", "năm, thời gian")),
    Column("place", "Phạm vi", required=True, also=("pham_vi", "địa bàn", "nơi", "xã", "huyện")),
    Column("planted", "Diện tích trồng (ha)", also=("dien_tich_trong_ha", "diện tích trồng", "diện tích")),
    Column(
        "bearing",
        "Diện tích thu hoạch (ha)",
        also=("dien_tich_thu_hoach_ha", "diện tích cho thu hoạch", "diện tích thu hoạch"),
    ),
    Column("yield", "Năng suất (tấn/ha)", also=("nang_suat_tan_ha", "năng suất")),
    Column("output", "Sản lượng (tấn)", also=("san_luong_tan", "sản lượng")),
    Column(
        "certified", "GAP, hữu cơ (ha)", also=("gap_huu_co_ha", "diện tích có chứng nhận", "VietGAP (ha)")
    ),
    Column("price_from", "Giá từ (đồng/kg)", also=("gia_tu_dong_kg", "giá từ", "giá thấp nhất", "giá")),
    Column("price_to", "Giá đến (đồng/kg)", also=("gia_den_dong_kg", "giá đến", "giá cao nhất")),
    Column("value", "Giá trị (tỷ đồng)", also=("gia_tri_ty_dong", "giá trị")),
    Column("households", "Số hộ", also=("so_ho",)),
    Column("source", "Nguồn", also=("nguon_url", "nguon", "nguồn số liệu"), width=40),
    Column("note", "Ghi chú", also=("ghi_chu",), width=40),
)
EXAMPLES: tuple[Mapping[str, Cell], ...] = (
    {
        "commodity": "Hồng vành khuyên", "year": "2022", "place": "huyện Văn Lãng", "planted": "1.350",
        "bearing": "860", "output": "6.000", "price_from": "15.000", "price_to": "25.000", "value": "72",
        "source": "Báo cáo của Phòng Nông nghiệp",
    },
    {"commodity": "Na", "year": "2019-2021", "place": "huyện Chi Lăng", "planted": "gần 2.000", "source": "(như trên)"},
)  # fmt: skip


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the table's figures; raises ``InputInvalid`` with every fault, ``not_allowed``."""
    batch = Batch(context)
    names, places = CommodityNames(), Places(home(context.actor))
    for number, row in enumerate(rows):
        name = batch.needed(row, "commodity", "cần tên nông sản")
        where = batch.needed(row, "place", "cần nơi có số liệu: xã, huyện, tỉnh")
        source, note = batch.source(row), batch.text(row, "note", 2000)
        values = list(_values(batch, row))
        if not any(batch.text(row, column) for column in _CELLS):
            batch.fault(row, "output", "", "dòng không có số liệu nào")
        if not (name and where and source):
            continue
        period = read_period(batch.text(row, "year"))
        goods = read_goods(name, names)
        place = places.read(where, period.last or period.first or today())
        for metric, value in values:
            batch.add(number, Entry(metric, goods, place, period, value, source, note=note))
    return keep(batch)


def _values(batch: Batch, row: Row) -> Iterator[tuple[str, Value]]:
    for column, metric in _METRICS.items():
        value = batch.value(row, column, METRICS[metric])
        if value is not None:
            yield metric, value
    low, high = (batch.value(row, column, METRICS["price"]) for column in ("price_from", "price_to"))
    if low is None or high is None:
        if low is not None or high is not None:
            yield "price", low or high  # type: ignore[misc]
        return
    if (low.low or 0) > (high.high or high.low or 0):
        batch.fault(row, "price_to", high.written, f"không được thấp hơn giá từ ({low.written})")
        return
    written = low.written if low.written == high.written else f"{low.written}-{high.written}"
    yield "price", Value(low.low, high.high, low.hedge or high.hedge, written[:200], "đ/kg")
