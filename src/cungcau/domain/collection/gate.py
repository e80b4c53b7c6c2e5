"""The list the gate works by: when, who, what, how much, which number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from cungcau.domain.collection import states
from cungcau.domain.collection.models import Booking
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.vntext import show_date, show_number
from cungcau.platform.documents.paper import Paper, Paragraph, Signature, Table, TableColumn
from cungcau.platform.exchange.services import Column

COLUMNS = (
    Column("time", "Giờ"),
    Column("bay", "Ô", "int"),
    Column("who", "Hộ, xe"),
    Column("goods", "Hàng"),
    Column("kg", "Khối lượng (kg)", "kg"),
    Column("number", "Số phiếu hái, biển số"),
    Column("state", "Trạng thái"),
)


def gate_rows(bookings: Iterable[Booking]) -> Iterator[dict[str, Any]]:
    """One row a booking, in the order of the turns; its slips must be read along."""
    for one in bookings:
        slips = list(one.slips.all())
        goods = dict.fromkeys(slip.line.order.commodity.name_vi for slip in slips)
        start, end = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
        yield {
            "time": f"{start:%H:%M}–{end:%H:%M}", "bay": one.bay, "who": one.label, "goods": ", ".join(goods),
            "kg": one.kg, "number": ", ".join(slip.code for slip in slips) or one.plate,
            "state": str(states.BOOKING_LABELS[one.state]), "booking": one,
        }  # fmt: skip


def gate_paper(point: CollectionPoint, day: date, bookings: Iterable[Booking]) -> Paper:
    """The list as a paper to hang at the gate."""
    rows = tuple(
        (row["time"], str(row["bay"]), row["who"], row["goods"] or "–", show_number(row["kg"]), row["number"])
        for row in gate_rows(bookings)
    )
    columns = (
        TableColumn("Giờ", share=3), TableColumn("Ô", "right", 1), TableColumn("Hộ, xe", share=5),
        TableColumn("Hàng", share=4), TableColumn("Kg", "right", 2), TableColumn("Số phiếu, biển số", share=5),
    )  # fmt: skip
    demo = " Số liệu minh hoạ." if point.is_demo else ""
    return Paper(
        organisation=point.name,
        subject=f"Các lượt vào điểm ngày {show_date(day)}",
        kind="DANH SÁCH",
        symbol="DS-ĐTK",
        place=point.unit.title,
        day=day,
        body=(
            Paragraph(f"Giờ mở cửa: {point.hours or 'chưa ghi'}. {len(rows)} lượt.{demo}"),
            Table(columns=columns, rows=rows or (("–",) * 6,)),
        ),
        signature=Signature(capacity=("NGƯỜI GIỮ ĐIỂM",)),
    )
