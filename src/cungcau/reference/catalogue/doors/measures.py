"""Units of measure with their regional sizes, from a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import Fault
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.catalogue import policies
from cungcau.reference.catalogue.doors.cells import Cells, finish
from cungcau.reference.catalogue.models import Confidence
from cungcau.reference.catalogue.reading import confidence_named, quantity_named, span_of
from cungcau.reference.catalogue.selectors import region_named
from cungcau.reference.catalogue.services import UnitFactorRow, record_unit_factors
from cungcau.reference.search import words

_STANDARDS = {"m2": "m2", "met vuong": "m2", "kg": "kg", "ki lo gam": "kg", "kilogam": "kg"}


def record_rows(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the factors; an empty one is a size that has to be asked for."""
    faults: list[Fault] = []
    found = [_row(Cells(row, faults), context) for row in rows]
    return finish(rows, faults, lambda: record_unit_factors(rows=found, actor=context.actor))


def _row(cells: Cells, context: Context) -> UnitFactorRow:
    quantity = quantity_named(cells.text("quantity"))
    if quantity is None:
        cells.refuse("quantity", "cần: diện tích, khối lượng hoặc khối lượng/thể tích")
    region = region_named(cells.text("region"))
    if region is None:
        cells.refuse("region", "cần: Bắc Bộ, Trung Bộ, Nam Bộ, ĐBSCL, hoặc để trống")
    standard = _STANDARDS.get(words(cells.text("standard")))
    if standard is None:
        cells.refuse("standard", "cần m2 hoặc kg")
    text = cells.text("factor")
    span = span_of(text) if text else None
    if text and (span is None or span[0] != span[1] or span[0] <= 0):
        cells.refuse("factor", "cần một số lớn hơn 0 như 360 hoặc 0,5; để trống khi phải hỏi")
    said = cells.text("confidence")
    confidence = confidence_named(said) if said else Confidence.MEDIUM
    if confidence is None:
        cells.refuse("confidence", "cần: cao, trung bình hoặc thấp")
    return UnitFactorRow(
        cells.text("unit"), quantity or "", standard or "", cells.text("source") or context.source, region or "",
        span[0] if span else None, confidence or "", cells.day("valid_from"), cells.day("valid_to"),
        cells.text("note"),
    )  # fmt: skip


open_door(
    Door(
        kind="catalogue.units",
        title=_("Đơn vị đo và hệ số"),
        help=_(
            "Mỗi dòng: một sào, công, giạ … ở miền nào bằng bao nhiêu m² hoặc kg. Không có hệ số là phải hỏi."
        ),
        columns=(
            Column("unit", "Đơn vị", required=True, also=("don vi", "ten don vi", "unit")),
            Column("quantity", "Đại lượng", required=True, also=("dai luong", "loai")),
            Column("region", "Miền", also=("mien", "vung", "region")),
            Column("factor", "Hệ số", also=("he so", "factor", "quy doi")),
            Column("standard", "Đơn vị chuẩn", required=True, also=("don vi chuan", "standard")),
            Column("confidence", "Độ tin cậy", also=("do tin cay", "tin cay")),
            Column("valid_from", "Từ ngày", "date", also=("tu ngay", "hieu luc tu")),
            Column("valid_to", "Đến hết ngày", "date", also=("den ngay", "hieu luc den")),
            Column("source", "Nguồn", also=("nguon url", "nguon", "source")),
            Column("note", "Ghi chú", also=("ghi chu", "note")),
        ),
        permission=policies.RECORD,
        record=record_rows,
        done_url="catalogue:measures",
        examples=(
            {"unit": "sào", "quantity": "diện tích", "region": "Bắc Bộ", "factor": "360", "standard": "m2"},
        ),
    )
)
