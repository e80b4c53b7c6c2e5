"""Vietnamese text: fold for search, print the Vietnamese way, read what people write.

- :func:`fold` makes a search key: ``fold("Đắk Lắk") == "dak lak"``.
- ``show_…`` print numbers, weights, areas, money, prices, percent and dates; :func:`say` prints a reading.
- :func:`parse` turns "5-7 tạ", "15-25.000 đ/kg" or "giữa tháng 9 đến hết tháng 10/2021" into a
  :class:`Reading` in standard units; what can be meant in two ways comes back ambiguous.
"""

from cungcau.kernel.vntext.folding import fold
from cungcau.kernel.vntext.parsing import parse
from cungcau.kernel.vntext.reading import Approx, Kind, Reading, Region, TextUnreadable, Trouble, Value
from cungcau.kernel.vntext.saying import say, unit_words
from cungcau.kernel.vntext.show import (
    show_area,
    show_kg,
    show_money,
    show_number,
    show_percent,
    show_price,
    show_tonnes,
    show_yield,
)
from cungcau.kernel.vntext.show_dates import show_date, show_date_range, show_long_date

__all__ = [
    "Approx",
    "Kind",
    "Reading",
    "Region",
    "TextUnreadable",
    "Trouble",
    "Value",
    "fold",
    "parse",
    "say",
    "show_area",
    "show_date",
    "show_date_range",
    "show_kg",
    "show_long_date",
    "show_money",
    "show_number",
    "show_percent",
    "show_price",
    "show_tonnes",
    "show_yield",
    "unit_words",
]
