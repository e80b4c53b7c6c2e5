"""The workbook a person may fill in: headers, an example row, and a sheet that says what may stand where."""

from __future__ import annotations

from typing import IO

from cungcau.platform.exchange.columns import Column
from cungcau.platform.exchange.services import write_cells
from cungcau.platform.exchange.units import CHOICES
from cungcau.platform.intake.doors import Door

KINDS = {
    "text": "chữ",
    "int": "số nguyên",
    "kg": "khối lượng, kg; hoặc ghi đơn vị trong tiêu đề hay trong ô",
    "area": "diện tích, m²; hoặc ghi đơn vị trong tiêu đề hay trong ô",
    "money": "số tiền, đồng",
    "decimal": "số, phần lẻ sau dấu phẩy",
    "date": "ngày, ví dụ 15/9/2021",
    "datetime": "ngày giờ, ví dụ 2021-09-15 07:30",
}

_MOST_LISTED = 5_000
_INSTRUCTIONS = "Hướng dẫn"
_ALLOWED = "Giá trị cho phép"


def template_of(door: Door) -> IO[bytes]:
    """The workbook as an open temporary file; the caller closes it."""
    header = [column.header for column in door.columns]
    example: list[list[object]] = [
        [one.get(column.key) for column in door.columns] for one in door.examples[:1]
    ]
    allowed = {key: list(values)[:_MOST_LISTED] for key, values in door.choices(None).items()}
    columns = {column.key: column for column in door.columns}
    about = [
        "Tên cột trong bảng",
        "Bắt buộc",
        "Điền gì",
        "Tên khác cũng được hiểu",
        "Đơn vị ở tiêu đề",
        "Chỉ nhận",
    ]
    words: list[list[object]] = [
        [columns[key].header if key in columns else key, value]
        for key, values in allowed.items()
        for value in values
    ]
    sheets: list[tuple[str, list[str], list[list[object]]]] = [
        (str(door.title), header, example),
        (_INSTRUCTIONS, about, [_about(column, allowed.get(column.key)) for column in door.columns]),
    ]
    if words:
        sheets.append((_ALLOWED, ["Cột", "Giá trị"], words))
    return write_cells(sheets)


def _about(column: Column, allowed: list[str] | None) -> list[object]:
    listed = ", ".join(allowed[:20]) if allowed else ""
    more = f" … (xem trang “{_ALLOWED}”)" if allowed and len(allowed) > 20 else ""
    return [
        column.header,
        "có" if column.required else "không",
        KINDS[column.kind],
        "; ".join(column.also),
        ", ".join(CHOICES.get(column.kind, ())),
        listed + more,
    ]
