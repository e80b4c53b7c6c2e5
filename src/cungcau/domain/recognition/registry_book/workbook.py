"""The registry workbook as a file, in the layout provinces keep it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from cungcau.domain.recognition.registry_book.columns import AWARD_KEYS, COLUMNS, GROUPS, LEAF_HEADERS
from cungcau.kernel.vntext import show_date
from cungcau.platform.exchange.safety import printable

_TOP = 4
"""The line of the header's groups; the line below names the columns within them."""

_WIDTH = 18
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def registry_workbook(rows: Iterable[Mapping[str, str]], *, place: str, day: date, note: str) -> bytes:
    """The file: a title, the header in two merged lines, one line per product; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh bạ OCOP")
    sheet.freeze_panes = f"C{_TOP + 2}"
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width or _WIDTH
    sheet.append([_cell(sheet, f"DANH BẠ SẢN PHẨM OCOP {place.upper()}", bold=True)])
    sheet.append([_cell(sheet, f"Ngày {show_date(day)}. {note}")])
    sheet.append([])
    _header(sheet)
    for row in rows:
        sheet.append([_cell(sheet, row.get(column.key, ""), boxed=True) for column in COLUMNS])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _header(sheet: Any) -> None:
    group_of = {key: (group, leaf) for group, keys in AWARD_KEYS.items() for leaf, key in keys.items()}
    upper, lower, begun = [], [], set()
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        if column.key not in group_of:
            upper.append(_cell(sheet, column.header, bold=True, boxed=True))
            lower.append(_cell(sheet, "", boxed=True))
            sheet.merged_cells.add(f"{letter}{_TOP}:{letter}{_TOP + 1}")
            continue
        group, leaf = group_of[column.key]
        upper.append(_cell(sheet, "" if group in begun else GROUPS[group], bold=True, boxed=True))
        lower.append(_cell(sheet, LEAF_HEADERS[leaf], bold=True, boxed=True))
        if group not in begun:
            last = get_column_letter(number + len(AWARD_KEYS[group]) - 1)
            sheet.merged_cells.add(f"{letter}{_TOP}:{last}{_TOP}")
            begun.add(group)
    sheet.append(upper)
    sheet.append(lower)


def _cell(sheet: Any, text: str, *, bold: bool = False, boxed: bool = False) -> Any:
    """A cell that holds text whatever it looks like: never a formula."""
    cell = WriteOnlyCell(sheet, value=printable(text) or None)
    if text:
        cell.data_type = "s"
        cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="center" if bold else "top")
    if bold:
        cell.font = Font(bold=True)
    if boxed:
        cell.border = _BOX
    return cell
