"""Tables of a plan's rows."""

from cungcau.domain.matching.tables.columns import DayColumn, KgColumn, PlanRows
from cungcau.domain.matching.tables.rows import BottleneckTable, FillTable, LineTable, ShareTable, UnsoldTable
from cungcau.domain.matching.tables.unkept import UnkeptTable

__all__ = [
    "BottleneckTable",
    "DayColumn",
    "FillTable",
    "KgColumn",
    "LineTable",
    "PlanRows",
    "ShareTable",
    "UnkeptTable",
    "UnsoldTable",
]
