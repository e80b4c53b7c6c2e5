"""What the buyers ask for, week by week (all of it minh hoạ; prices lie in the cited range)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

KG_PER_TONNE = 1000
LOWEST_VND, HIGHEST_VND = 15_000, 25_000


@dataclass(frozen=True)
class Order:
    """One demand: kg wanted by a buyer within a window, at a price in đồng per kg."""

    buyer: Mapping[str, Any]
    first: date
    last: date
    kg: int
    price: int


def _windows(buyer: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[tuple[date, date, int, int]]:
    steps = settings["week_price_steps"]
    weekly = buyer.get("weekly_t", [])
    for (first, last), tonnes, step in zip(settings["weeks"], weekly, steps, strict=False):
        yield first, last, tonnes, step
    for first, last, tonnes in buyer.get("runs", []):
        yield first, last, tonnes, 0


def orders(settings: Mapping[str, Any]) -> list[Order]:
    """Every order of every buyer, by first day, then buyer."""
    found = [
        Order(
            buyer=buyer,
            first=first,
            last=last,
            kg=tonnes * KG_PER_TONNE,
            price=min(HIGHEST_VND, max(LOWEST_VND, buyer["price"] + step)),
        )
        for buyer in settings["buyers"]
        for first, last, tonnes, step in _windows(buyer, settings)
        if tonnes
    ]
    return sorted(found, key=lambda order: (order.first, order.buyer["buyer_id"]))
