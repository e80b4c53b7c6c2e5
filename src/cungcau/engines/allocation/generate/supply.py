"""Households and lots of a synthetic scenario, made place by place so that any number fits in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cungcau.engines.allocation.generate.catalogue import Good
from cungcau.engines.allocation.generate.draws import Draws
from cungcau.engines.allocation.generate.land import Land, Spot
from cungcau.engines.allocation.generate.sizes import START
from cungcau.engines.allocation.model import Lot, Producer

VIETGAP, OCOP = "VietGAP", "OCOP"
HOUSEHOLDS_PER_REPRESENTATIVE = 40


def lots(land: Land) -> Iterator[Lot]:
    """Every lot, in the order of its id; households of one to five lots."""
    for spot in land.spots:
        draws = Draws(land.seed, land.size.key, "lots", spot.number)
        number = spot.first_lot
        for household, count in enumerate(_households(land, spot)):
            for _ in range(count):
                number += 1
                yield _lot(land, spot, draws, number, household)


def producers(land: Land) -> Iterator[Producer]:
    """The season's ledger: households with a weight of their own or with goods offered before."""
    for spot in land.spots:
        draws = Draws(land.seed, land.size.key, "ledger", spot.number)
        for household, count in enumerate(_households(land, spot)):
            weight = Fraction(3, 2) if draws.chance(0.1) else Fraction(1)
            offered = draws.between(2, 40) * 50 * count if draws.chance(0.35) else 0
            sold = int(offered * min(1.0, 1.15 * draws.unit())) // 10 * 10
            if offered or weight != 1:
                yield Producer(_producer_id(spot, household), weight, offered, sold)


def _households(land: Land, spot: Spot) -> Iterator[int]:
    """How many lots each household of a place has; they add up to the lots of the place."""
    draws = Draws(land.seed, land.size.key, "households", spot.number)
    left = spot.lots
    while left:
        one, more = draws.unit(), draws.between(3, 5)
        count = min(left, 1 if one < 0.6 else 2 if one < 0.85 else more)
        yield count
        left -= count


def _producer_id(spot: Spot, household: int) -> str:
    return f"H{spot.number + 1:04d}-{household + 1:04d}"


def _lot(land: Land, spot: Spot, draws: Draws, number: int, household: int) -> Lot:
    good = draws.pick(spot.goods)
    quantity = max(20, round(good.lot_kg * draws.around_one(0.6) / 10) * 10)
    first, last = _window(land, good, draws)
    grade = draws.unit()
    marks = draws.unit()
    certificates = (VIETGAP,) * (marks < 0.3) + (OCOP,) * (0.25 < marks < 0.36)
    level = 1 if grade < 0.25 else 2 if grade < 0.75 else 3
    hope = draws.spread(1.4, 1.9) if draws.chance(0.06) else draws.spread(0.8, 1.2)
    floor = round(good.price * (0.62 + 0.08 * level) * hope / 500) * 500
    life = None if good.life_days is None else max(1, good.life_days + draws.between(-1, 1))
    return Lot(
        lot_id=f"L{number:07d}",
        producer_id=_producer_id(spot, household),
        representative_id=f"N{spot.number + 1:04d}-{household // HOUSEHOLDS_PER_REPRESENTATIVE + 1:02d}",
        commodity=good.name,
        grade=None if draws.chance(0.02) else level,
        certificates=frozenset(certificates),
        quantity_kg=quantity,
        harvest_from=first,
        harvest_to=last,
        max_kg_per_day=-(-quantity // draws.between(2, 5)) if draws.chance(0.12) else None,
        shelf_life_days=life,
        place=spot.name,
        floor_price_vnd_per_kg=None if draws.chance(0.08) else floor,
    )


def _window(land: Land, good: Good, draws: Draws) -> tuple[date, date]:
    """Days of harvest near the commodity's peak; half of them a third of a month, as farmers say it."""
    days = land.size.days
    spread = max(3, days // 4)
    middle = land.peak[good.name] + draws.between(-spread, spread)
    length = draws.between(3, 9)
    by_third = draws.chance(0.5)
    first = min(max(0, middle - length // 2), days - 1)
    if not by_third or days < 20:
        return START + timedelta(days=first), START + timedelta(days=min(days - 1, first + length))
    start = START + timedelta(days=first)
    third = min(2, (start.day - 1) // 10)
    opening = start.replace(day=10 * third + 1)
    following = (opening.replace(day=1) + timedelta(days=31)).replace(day=1)
    closing = opening + timedelta(days=9) if third < 2 else following - timedelta(days=1)
    return opening, closing
