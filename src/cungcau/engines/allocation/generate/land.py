"""The places of a synthetic scenario, what grows there, and how much to expect of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from cungcau.engines.allocation.generate.catalogue import (
    CITIES,
    GOODS,
    PLACE_NAMES,
    City,
    Good,
)
from cungcau.engines.allocation.generate.draws import Draws, shares
from cungcau.engines.allocation.generate.sizes import Size

KM_PER_DEGREE = 111.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: position in km on a flat map, its province, what is grown and how many lots."""

    number: int
    name: str
    province: int
    north_km: float
    east_km: float
    goods: tuple[Good, ...]
    lots: int
    first_lot: int


@dataclass(frozen=True, slots=True)
class Land:
    """Everything that lots, demands and ways are drawn from.

    ``peak`` is the day of the season (0 = first day) around which a commodity ripens; ``expected_kg``
    what all its lots together should come to.
    """

    seed: int
    size: Size
    spots: tuple[Spot, ...]
    goods: tuple[Good, ...]
    markets: tuple[City, ...]
    peak: dict[str, int]
    expected_kg: dict[str, float]


def position_km(city: City) -> tuple[float, float]:
    """Where a city lies on the flat map (km north, km east)."""
    return city.north * KM_PER_DEGREE, city.east * KM_PER_DEGREE * 0.95


def distance_km(spot: Spot, north_km: float, east_km: float) -> float:
    """Straight distance of a place from a position."""
    return hypot(spot.north_km - north_km, spot.east_km - east_km)


def lay_out(size: Size, seed: int, lots: int) -> Land:
    """Draw the land for ``lots`` lots; the same for the same three values."""
    draws = Draws(seed, size.key, "land")
    homes = list(CITIES) if size.provinces == len(CITIES) else draws.some(CITIES[2:], size.provinces)
    goods = tuple(draws.some(GOODS, size.goods))
    markets = tuple(CITIES[:2]) + tuple(draws.some(CITIES[2:], size.markets - 2))
    days = size.days
    peak = {good.name: draws.between(days // 5, days - days // 4) for good in goods}
    spots = _spots(size, draws, homes, goods, lots)
    expected = dict.fromkeys((good.name for good in goods), 0.0)
    for spot in spots:
        for good in spot.goods:
            expected[good.name] += spot.lots * good.lot_kg / len(spot.goods)
    return Land(seed, size, spots, goods, markets, peak, expected)


def _spots(
    size: Size, draws: Draws, homes: list[City], goods: tuple[Good, ...], lots: int
) -> tuple[Spot, ...]:
    kind = "Thôn" if size.key in ("small", "commune") else "Xã"
    per_lots = shares(lots, [draws.spread(0.3, 1.7) for _ in range(size.places)])
    reach = 6.0 if kind == "Thôn" else 38.0
    spots: list[Spot] = []
    for province, count in enumerate(shares(size.places, [1.0] * len(homes))):
        home = homes[province]
        north, east = position_km(home)
        palette = draws.some(goods, min(len(goods), 18))
        for name in draws.some(PLACE_NAMES, count):
            number = len(spots)
            grown = draws.some(palette, min(len(palette), draws.between(1, 4)))
            spots.append(
                Spot(
                    number,
                    f"{kind} {name}" + (f", {home.name}" if len(homes) > 1 else ""),
                    province,
                    north + draws.spread(-reach, reach),
                    east + draws.spread(-reach, reach),
                    tuple(grown),
                    per_lots[number],
                    sum(per_lots[:number]),
                )
            )
    return tuple(spots)
