"""Named figures over live data: what plans aim at and reports tell, counted as the pages that show them count.

kept: Kept = {}
asked = Asked(day=date(2021, 9, 27), first=date(2021, 9, 1), area_code="20", arguments={"channel": "export"})
measure("tonnes_delivered", asked, kept)      # Decimal in the figure's unit; None: nothing to tell from
behind("tonnes_delivered", asked)             # columns, rows to page, a row's cells
rows_url("tonnes_delivered", asked)           # the page of those rows
page_of("tonnes_delivered", asked)            # the page of the room that shows it
"""

from cungcau.domain.programmes.figures.addresses import asked_from, rows_url
from cungcau.domain.programmes.figures.asking import FLOW, STOCK, Argument, Asked, Behind, Figure, Kept
from cungcau.domain.programmes.figures.registry import (
    behind,
    checked,
    choices,
    described,
    figure,
    figures,
    measure,
    page_of,
)

__all__ = [
    "FLOW",
    "STOCK",
    "Argument",
    "Asked",
    "Behind",
    "Figure",
    "Kept",
    "asked_from",
    "behind",
    "checked",
    "choices",
    "described",
    "figure",
    "figures",
    "measure",
    "page_of",
    "rows_url",
]
