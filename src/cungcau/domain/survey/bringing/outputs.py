"""The long table: the output of one commodity and variety over a span of months a row, with its totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cungcau.domain.survey.bringing.cells import Batch, Raised, home, keep
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.metrics import METRICS
from cungcau.domain.survey.places import Places
from cungcau.domain.survey.reading import Goods, Period, read_goods, read_period
from cungcau.engines import plausibility
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.search import words

TOTAL = "Tổng các nông sản"
"""The goods of a row that sums up the others."""
_TOTALS = frozenset({"tong", "tong cong", "tong so", "cong"})
_SALES = (("tieu thu noi tinh", "local_sales"), ("tieu thu trong tinh", "local_sales"),
          ("can tieu thu ngoai tinh", "outside_sales"), ("tieu thu ngoai tinh", "outside_sales"))  # fmt: skip
_APART = ("rieng thang", "trong do", "rieng ")

COLUMNS = (
    Column("place", "Tỉnh, địa bàn", required=True, also=("tinh", "tỉnh", "địa bàn", "nơi")),
    Column("commodity", "Mặt hàng", required=True, also=("mat_hang", "nông sản")),
    Column("variety", "Giống", also=("giong", "giống, dạng")),
    Column("month_from", "Từ tháng", also=("tu_thang",)),
    Column("month_to", "Đến tháng", also=("den_thang",)),
    Column("output", "Sản lượng (tấn)", required=True, also=("san_luong_tan", "sản lượng")),
    Column("source", "Nguồn", also=("nguon_url", "nguon", "nguồn số liệu"), width=40),
    Column("note", "Ghi chú", also=("ghi_chu",), width=40),
)
EXAMPLES: tuple[Mapping[str, Cell], ...] = (
    {
        "place": "An Giang", "commodity": "Xoài", "variety": "ba màu", "month_from": "2021-08", "month_to": "2021-12",
        "output": "61.250", "source": "Báo Cần Thơ",
    },
    {"place": "An Giang", "commodity": "TỔNG", "month_from": "2021-08", "month_to": "2021-12", "output": "109.779",
     "source": "(như trên)"},
)  # fmt: skip


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the table's figures and question its totals; raises ``InputInvalid`` with every fault, ``not_allowed``."""
    batch = Batch(context)
    names, places = CommodityNames(), Places(home(context.actor))
    kinds: list[str] = []
    for number, row in enumerate(rows):
        name = batch.needed(row, "commodity", "cần tên nông sản")
        where = batch.needed(row, "place", "cần tỉnh hoặc nơi có số liệu")
        source, note = batch.source(row), batch.text(row, "note", 2000)
        period = _period(batch, row)
        value = batch.value(row, "output", METRICS["output"])
        if value is None and not batch.text(row, "output"):
            batch.fault(row, "output", "", "cần sản lượng")
        if not (name and where and source) or value is None:
            continue
        metric, kind = _kind(name)
        goods = Goods("", TOTAL) if kind != "part" else read_goods(name, names, batch.text(row, "variety"))
        if kind == "apart":
            goods = Goods("", name[:120])
        place = places.read(where, period.last or period.first or today())
        batch.add(number, Entry(metric, goods, place, period, value, source, note=note))
        kinds.append(kind)
    return keep(batch, [] if batch.faults else _totals(batch.entries, kinds))


def _kind(name: str) -> tuple[str, str]:
    """The metric of a row and whether it is a ``part``, a ``total``, a ``share`` of it, or stands ``apart``."""
    key = words(name)
    if key in _TOTALS:
        return "output", "total"
    for start, metric in _SALES:
        if key.startswith(start):
            return metric, "share"
    return "output", "apart" if key.startswith(_APART) else "part"


def _period(batch: Batch, row: Row) -> Period:
    first, last = (read_period(batch.text(row, column)) for column in ("month_from", "month_to"))
    if first.first and last.last and last.last < first.first:
        batch.fault(row, "month_to", batch.text(row, "month_to"), "không được trước tháng đầu")
        return Period()
    if not first.known and not last.known:
        return first
    return replace(Period(first.first or last.first, last.last or first.last))


def _totals(entries: Sequence[Entry], kinds: Sequence[str]) -> list[Raised]:
    """Each total against its parts and against its shares; what stands apart against the total of its time."""
    found: list[Raised] = []
    groups: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (entry, kind) in enumerate(zip(entries, kinds, strict=True)):
        groups[entry.place.key, entry.source][kind].append(number)
    for group in groups.values():
        for number in group["total"]:
            total = entries[number]
            if total.value.low is None:
                continue
            for kind in ("part", "share"):
                within = [i for i in group[kind] if entries[i].period == total.period]
                parts = [plausibility.Span(entries[i].value.low, entries[i].value.high).most for i in within]
                doubts = plausibility.parts_against_total(
                    parts=parts, total=total.value.low, unit="kg", field="output", name=TOTAL
                )
                found += [Raised(number, doubt) for doubt in doubts]
            for i in group["apart"]:
                span = plausibility.Span(entries[i].value.low, entries[i].value.high)
                doubts = plausibility.part_against_whole(
                    part=span, whole=total.value.low, unit="kg", field="output", where=TOTAL
                )
                found += [Raised(i, doubt) for doubt in doubts]
    return found
