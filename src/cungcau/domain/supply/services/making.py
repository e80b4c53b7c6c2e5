"""What every way of writing a lot shares: its code, its search words, the moment, a message without phones."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from hashlib import blake2s
from typing import Any

from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.models import Lot
from cungcau.reference.catalogue.models import Commodity
from cungcau.reference.geography.models import Unit
from cungcau.reference.recording import Faults
from cungcau.reference.search import words

_PHONE = re.compile(r"(?<![\d.,])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?!\d)")
HIDDEN = "•••"


def lot_code(producer: str, commodity: str, grade: int | None, first: date, last: date) -> str:
    """The code of a lot that has none: the same goods of the same producer and window get the same again."""
    said = "|".join((producer, commodity, "" if grade is None else str(grade), str(first), str(last)))
    return f"{producer[:46]}-{blake2s(said.encode(), digest_size=4).hexdigest()}"


def next_code(base: str, taken: Collection[str]) -> str:
    """The base itself, else the first of base-2, base-3 … that is not taken."""
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def words_of(
    code: str, producer: Organisation | None, goods: Commodity | None,
    representative: Organisation | None, place: Unit | None, variety: str = "",
) -> str:  # fmt: skip
    """What a lot is found by; the producer's name first, so that ordering by it orders by producer."""
    names = (
        producer.name if producer else "",
        code,
        goods.name_vi if goods else "",
        variety,
        representative.name if representative else "",
        place.folded_path if place else "",
    )
    return words(*names)[:600]


YEARS = range(1900, 2200)
"""Years a day of picking may lie in, those the planner reads."""
LONGEST_HARVEST_DAYS = 366
"""From the first to the last day of picking one lot; more is a mistyped year."""


def without_phones(text: str) -> str:
    """A message with every telephone number in it hidden."""
    return _PHONE.sub(HIDDEN, text)


def check_figures(lot: Any, number: int, faults: Faults) -> None:
    """Note what a lot's figures cannot be; ``lot`` is a :class:`Lot` or anything with its columns."""
    kg = lot.quantity_kg
    faults.unless(kg > 0, number, "quantity_kg", kg, "cần số nguyên lớn hơn 0")
    in_order = lot.harvest_from <= lot.harvest_to
    faults.unless(in_order, number, "harvest_to", lot.harvest_to, "ngày cuối không được trước ngày đầu")
    for column in ("harvest_from", "harvest_to"):
        day = getattr(lot, column)
        faults.unless(day.year in YEARS, number, column, day, "cần ngày trong khoảng năm 1900 đến 2199")
    at_once = (lot.harvest_to - lot.harvest_from).days <= LONGEST_HARVEST_DAYS
    faults.unless(at_once, number, "harvest_to", lot.harvest_to, "một lô thu hoạch trong nhiều nhất một năm")
    for column in (
        "grade", "max_kg_per_day", "shelf_life_days", "floor_price_vnd_per_kg", "offered_price_vnd_per_kg",
        "freight_vnd_per_kg", "already_sold_kg",
    ):  # fmt: skip
        value = getattr(lot, column, None)
        faults.unless(value is None or value >= 0, number, column, value, "cần số nguyên từ 0")
    truck = getattr(lot, "largest_truck_kg", None)
    faults.unless(truck is None or truck > 0, number, "largest_truck_kg", truck, "cần số kg lớn hơn 0")


FIGURES = (
    "producer_id", "representative_id", "commodity_id", "variety", "size_class", "grade", "certificates",
    "quantity_kg", "already_sold_kg", "harvest_from", "harvest_to", "max_kg_per_day", "shelf_life_days",
    "place_id", "point_code", "largest_truck_kg", "floor_price_vnd_per_kg", "offered_price_vnd_per_kg",
    "price_at", "freight_vnd_per_kg", "urgency", "expires_on", "note",
)  # fmt: skip
"""The columns of a lot that people correct."""


def label_of(column: str) -> str:
    """What a column of a lot is called, by its attribute name."""
    return str(getattr(Lot._meta.get_field(column.removesuffix("_id")), "verbose_name", column))


def figures_of(lot: Lot) -> dict[str, object]:
    """A lot's correctable columns by attribute name."""
    return {name: getattr(lot, name) for name in FIGURES}
