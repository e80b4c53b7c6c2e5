"""Lists of lots as tables and as spreadsheets."""

from cungcau.domain.supply.tables.due import DUE_SHEET, DueTable, due_rows
from cungcau.domain.supply.tables.lots import SHEET, STATE_WORDS, TONES, LotData, LotTable, sheet_rows

__all__ = [
    "DUE_SHEET",
    "SHEET",
    "STATE_WORDS",
    "TONES",
    "DueTable",
    "LotData",
    "LotTable",
    "due_rows",
    "sheet_rows",
]
