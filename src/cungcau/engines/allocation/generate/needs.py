"""Demands of a synthetic scenario: somewhat less than what is offered, and not always when it is."""

from __future__ import annotations

from datetime import timedelta

from cungcau.engines.allocation.generate.catalogue import Good
from cungcau.engines.allocation.generate.draws import Draws, shares
from cungcau.engines.allocation.generate.land import Land
from cungcau.engines.allocation.generate.sizes import START
from cungcau.engines.allocation.generate.supply import OCOP, VIETGAP
from cungcau.engines.allocation.model import Demand, PriceAt

ASKED_PER_OFFERED = 0.95


def demands(land: Land) -> tuple[Demand, ...]:
    """Every demand, in the order of its id: each commodity in proportion to what is expected of it."""
    draws = Draws(land.seed, land.size.key, "demands")
    grown = [good for good in land.goods if land.expected_kg[good.name] > 0]
    counts = shares(land.size.demands, [land.expected_kg[good.name] ** 0.7 for good in grown])
    found: list[Demand] = []
    for good, count in zip(grown, counts, strict=True):
        weights = [draws.around_one(0.8) for _ in range(count)]
        asked = land.expected_kg[good.name] * ASKED_PER_OFFERED
        for weight in weights:
            kg = max(100, round(asked * weight / sum(weights) / 100) * 100)
            found.append(_demand(land, good, draws, len(found) + 1, kg))
    return tuple(found)


def _demand(land: Land, good: Good, draws: Draws, number: int, kg: int) -> Demand:
    size = land.size
    pulls = [city.pull for city in land.markets]
    reach = draws.unit() * sum(pulls)
    market = land.markets[-1]
    for city, pull in zip(land.markets, pulls, strict=True):
        reach -= pull
        if reach < 0:
            market = city
            break
    length = draws.between(max(4, size.days // 5), max(6, size.days // 2))
    opening = land.peak[good.name] + draws.between(-size.days // 3, size.days // 4) - length // 3
    first = min(max(0, opening), size.days - 2)
    last = min(size.days - 1, first + length)
    taste, proof = draws.unit(), draws.unit()
    level = None if taste < 0.25 else 1 if taste < 0.5 else 2 if taste < 0.85 else 3
    at_market = draws.chance(0.5)
    price = good.price * (1 + 0.1 * ((level or 1) - 1)) * draws.spread(0.78, 1.25) + 900 * at_market
    return Demand(
        demand_id=f"D{number:05d}",
        buyer_id=f"M{draws.between(1, max(2, size.demands // 3)):05d}",
        commodity=good.name,
        min_grade=level,
        certificates=frozenset((VIETGAP,) * (proof < 0.15) + (OCOP,) * (proof > 0.96)),
        quantity_kg=kg,
        deliver_from=START + timedelta(days=first),
        deliver_to=START + timedelta(days=last),
        market=market.name,
        price_vnd_per_kg=None if draws.chance(0.01) else round(price / 100) * 100,
        price_at=PriceAt.MARKET if at_market else PriceAt.POINT,
        min_life_left_days=0 if good.life_days == 1 else min(draws.between(0, 3), (good.life_days or 9) // 3),
        max_kg_per_day=-(-kg * 2 // (last - first + 1)) if draws.chance(0.3) else None,
    )
