"""What an order's and its terms' values must be, as faults by field name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cungcau.domain.demand.models import FreightBy, PriceAt
from cungcau.domain.orders.models import Order, Origin
from cungcau.kernel.errors import Fault, InputInvalid

MOST_KG = 100_000_000
MOST_VND = 10**12
MOST_DAYS = 400
"""Deliveries of one order."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery agreed: day of picking, of leaving the point, of arriving; kg. ``no`` is the line's number."""

    harvest_date: date
    dispatch_date: date
    delivery_date: date
    kg: int
    no: int = 0


TERMS_FIELDS = (
    "price_vnd_per_kg", "price_at", "grade", "pack", "freight_by", "deposit_vnd", "payment_days",
    "tolerance_under", "tolerance_over",
)  # fmt: skip
"""What the two sides agree beside the days, by attribute name."""


class _Found:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def unless(self, fine: bool, column: str, value: object, expected: str, line: int = 1) -> None:
        if not fine:
            said = "" if value is None else str(value)
            self.faults.append(Fault("order", line, column, said, expected))

    def refuse(self) -> None:
        if self.faults:
            raise InputInvalid(self.faults)


def check_terms(facts: Mapping[str, Any], deliveries: Sequence[Delivery], grades: frozenset[int]) -> None:
    """Refuse terms that cannot stand; ``InputInvalid`` names the field, for a delivery also its row (from 1)."""
    found = _Found()
    for column in ("price_vnd_per_kg", "deposit_vnd"):
        value = facts.get(column, 0)
        found.unless(
            isinstance(value, int) and 0 <= value <= MOST_VND, column, value, "cần số đồng nguyên từ 0"
        )
    for column, most in (("payment_days", 3650), ("tolerance_under", 100), ("tolerance_over", 100)):
        value = facts.get(column, 0)
        fits = isinstance(value, int) and 0 <= value <= most
        found.unless(fits, column, value, f"cần số nguyên từ 0 đến {most}")
    grade = facts.get("grade")
    found.unless(grade is None or grade in grades, "grade", grade, "cần một loại của nông sản này")
    found.unless(
        facts.get("price_at", PriceAt.POINT) in PriceAt.values,
        "price_at",
        facts.get("price_at"),
        _words(PriceAt),
    )
    freight = facts.get("freight_by", "")
    found.unless(freight in ("", *FreightBy.values), "freight_by", freight, _words(FreightBy))
    _text(found, "pack", facts.get("pack", ""), 200)
    found.unless(bool(deliveries), "days", "", "cần ít nhất một đợt giao")
    found.unless(len(deliveries) <= MOST_DAYS, "days", len(deliveries), f"nhiều nhất {MOST_DAYS} đợt giao")
    for row, one in enumerate(deliveries, 1):
        found.unless(0 < one.kg <= MOST_KG, "kg", one.kg, f"cần số kg từ 1 đến {MOST_KG}", row)
        found.unless(
            one.harvest_date <= one.dispatch_date, "dispatch_date", one.dispatch_date,
            "không được trước ngày hái", row,
        )  # fmt: skip
        found.unless(
            one.dispatch_date <= one.delivery_date, "delivery_date", one.delivery_date,
            "không được trước ngày rời điểm", row,
        )  # fmt: skip
    if deliveries:
        first, last = (pick(one.harvest_date for one in deliveries) for pick in (min, max))
        found.unless(
            last - first <= timedelta(days=400), "harvest_date", last, "các đợt cách nhau quá 400 ngày"
        )
    found.refuse()


def check_order(order: Order) -> None:
    """Refuse an order whose values cannot stand."""
    found = _Found()
    found.unless(order.origin in Origin.values, "origin", order.origin, _words(Origin))
    found.unless(order.buyer_id != order.seller_id, "seller", "", "bên bán phải khác bên mua")
    found.unless(
        order.origin != Origin.AGREEMENT or bool(order.agreed_at_text.strip()), "agreed_at_text", "",
        "ghi thoả thuận ở đâu, theo văn bản nào",
    )  # fmt: skip
    found.unless(
        order.market_id is not None or bool(order.place_text.strip()), "market", "",
        "chọn một thị trường, hoặc ghi nơi giao bằng lời",
    )  # fmt: skip
    for column, longest in (("place_text", 300), ("agreed_at_text", 300), ("note", 2000), ("source", 300)):
        _text(found, column, getattr(order, column), longest)
    found.unless(bool(order.source.strip()), "source", "", "cần ghi nguồn")
    found.refuse()


def stated(reason: str) -> str:
    """A reason as kept (at most 300 letters); raises ``InputInvalid`` where there is none."""
    text = reason.replace("\x00", "").strip()[:300]
    if not text:
        raise InputInvalid([Fault("order", 1, "reason", "", "hãy nêu lý do")])
    return text


def _words(choices: Any) -> str:
    return "cần một trong: " + ", ".join(choices.values)


def _text(found: _Found, column: str, value: str, longest: int) -> None:
    found.unless(len(value) <= longest, column, value, f"dài nhất {longest} ký tự")
    found.unless("\x00" not in value, column, "", "không được chứa ký tự rỗng")
