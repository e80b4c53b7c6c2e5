"""Many small tangled seasons: every rule of the planning page bites somewhere, at a size a plain LP can take."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from cungcau.engines.allocation.model import (
    DEFAULT_ORDER,
    Access,
    Closure,
    ClosureKind,
    Commitment,
    Demand,
    Lane,
    Lot,
    Point,
    PriceAt,
    Producer,
    Scenario,
)

START = date(2021, 9, 15)
PLACES = ("X1", "X2", "X3")
MARKETS = ("HN", "BN")
MARKS = ("OCOP", "VietGAP")


def day(number: int) -> date:
    """The date of a day number."""
    return START + timedelta(days=number)


def tangled(seed: int, *, storage: bool = True, daily: bool = True, promises: bool = True) -> Scenario:
    """A random scenario of 6 to 14 lots, 3 to 6 demands and 1 to 3 points over 4 to 8 days."""
    rng = random.Random(seed)
    days = rng.randint(4, 8)
    size = rng.choice((20, 60, 60, 400))
    strict = rng.choice((0.2, 0.2, 1.0))
    points = _points(rng, days, size, storage)
    lanes = tuple(
        Lane(
            p.point_id, m, rng.choice((0, 0, 1, 2)), _cost(rng), _perhaps(rng, 0.5, rng.randint(0, 2 * size))
        )
        for p in points
        for m in sorted(MARKETS)
        if rng.random() < 0.85
    )
    reach = sorted((x, p.point_id) for x in PLACES for p in points if rng.random() < 0.85)
    producers = tuple(_producer(rng, f"H{i}", size) for i in range(rng.randint(2, 8)) if rng.random() < 0.8)
    commodities = ("hồng", "na")[: rng.choice((1, 1, 2))]
    scenario = Scenario(
        name=f"rối {seed}",
        start=START,
        end=day(days - 1),
        order=DEFAULT_ORDER,
        lots=tuple(_lot(rng, i, days, size, strict, commodities, daily) for i in range(rng.randint(6, 14))),
        producers=producers,
        demands=tuple(
            _demand(rng, i, days, size, strict, commodities, daily) for i in range(rng.randint(3, 6))
        ),
        points=points,
        access=tuple(Access(x, p, _cost(rng)) for x, p in reach),
        lanes=lanes,
        closures=tuple(sorted(_closures(rng, points, lanes, days), key=_closure_key)),
    )
    if not promises or rng.random() < 0.7:
        return scenario
    rows = {_line_key(row): row for row in _promises(rng, scenario, size)}
    return replace(scenario, commitments=tuple(rows[key] for key in sorted(rows)))


def _line_key(row: Commitment) -> tuple[str, str, str, date, date]:
    return row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date


def _perhaps(rng: random.Random, chance: float, value: int) -> int | None:
    return value if rng.random() < chance else None


def _cost(rng: random.Random) -> int:
    return rng.choice((0, 0, 100, 250, 300, 700))


def _points(rng: random.Random, days: int, size: int, storage: bool) -> tuple[Point, ...]:
    return tuple(
        Point(
            f"P{k}",
            rng.choice(PLACES),
            rng.random() < 0.95,
            _perhaps(rng, 0.7, rng.randint(0, 2 * size)),
            day(rng.choice((0, 0, 0, 1))),
            day(days - rng.choice((1, 1, 1, 2))),
            rng.choice((0, 0, size // 2, size)) if storage else 0,
        )
        for k in range(rng.randint(1, 3))
    )


def _producer(rng: random.Random, name: str, size: int) -> Producer:
    offered = rng.choice((0, 0, size, 3 * size))
    weight = Fraction(rng.choice(("1", "1", "1", "3/2", "1/2", "7/10")))
    return Producer(name, weight, offered, rng.randint(0, offered))


def _window(rng: random.Random, days: int, strict: float) -> tuple[date, date]:
    first = rng.randint(-1, round((days - 1) * max(0.4, strict)))
    return day(first), day(first + rng.randint(0 if rng.random() < strict else 2, 5))


def _lot(
    rng: random.Random, i: int, days: int, size: int, strict: float, commodities: tuple[str, ...], daily: bool
) -> Lot:
    first, last = _window(rng, days, strict)
    kg = rng.randint(0 if rng.random() < 0.1 else 1, size)
    return Lot(
        lot_id=f"L{i:02d}",
        producer_id=f"H{rng.randint(0, rng.choice((2, 7)))}",
        representative_id="R",
        commodity=rng.choice(commodities),
        grade=rng.choice((None, 1, 2, 2, 3)) if rng.random() < strict else 2,
        certificates=frozenset(mark for mark in MARKS if rng.random() < 0.4 + 0.5 * (1 - strict)),
        quantity_kg=kg,
        harvest_from=first,
        harvest_to=last,
        max_kg_per_day=_perhaps(rng, 0.25, rng.randint(0, max(1, kg))) if daily else None,
        shelf_life_days=rng.choice((None, 0, 1, 2, 3, 4) if rng.random() < strict else (2, 3, 4)),
        place=rng.choice(PLACES),
        floor_price_vnd_per_kg=rng.choice((None, None, 9000, 9500, 10000)) if rng.random() < strict else None,
    )


def _demand(
    rng: random.Random, i: int, days: int, size: int, strict: float, commodities: tuple[str, ...], daily: bool
) -> Demand:
    first, last = _window(rng, days, strict)
    kg = rng.randint(0 if rng.random() < 0.05 else 1, 2 * size)
    return Demand(
        demand_id=f"D{i}",
        buyer_id="B",
        commodity=rng.choice(commodities),
        min_grade=rng.choice((None, None, 1, 2, 3)) if rng.random() < strict else 1,
        certificates=frozenset(mark for mark in MARKS if rng.random() < 0.2),
        quantity_kg=kg,
        deliver_from=first,
        deliver_to=last,
        market=rng.choice(MARKETS),
        price_vnd_per_kg=rng.choice((None, 9000, 9600, 10000, 12000)),
        price_at=rng.choice(tuple(PriceAt)),
        min_life_left_days=rng.choice((0, 0, 0, 1, 2)),
        max_kg_per_day=_perhaps(rng, 0.3, rng.randint(0, kg)) if daily else None,
    )


def _closures(
    rng: random.Random, points: tuple[Point, ...], lanes: tuple[Lane, ...], days: int
) -> Iterator[Closure]:
    for _ in range(rng.choice((0, 1, 2, 4))):
        kind = rng.choice(tuple(ClosureKind))
        names = {
            ClosureKind.PLACE: list(PLACES),
            ClosureKind.MARKET: list(MARKETS),
            ClosureKind.POINT: [point.point_id for point in points],
            ClosureKind.LANE: [lane.lane_id for lane in lanes],
        }[kind]
        if not names:
            continue
        scaled = kind in (ClosureKind.POINT, ClosureKind.LANE)
        factor = Fraction(rng.choice(("0", "1/2", "1/3", "7/10"))) if scaled else Fraction(0)
        first = rng.randint(0, days - 1)
        yield Closure(kind, rng.choice(names), day(first), day(first + rng.randint(0, 2)), factor)


def _closure_key(row: Closure) -> tuple[object, ...]:
    return row.kind, row.id, row.first, row.last, row.factor


def _promises(rng: random.Random, scenario: Scenario, size: int) -> Iterator[Commitment]:
    """Promises of any kind: many of them break a rule or a capacity by themselves."""
    ways = {(lane.point_id, lane.market) for lane in scenario.lanes}
    days = (scenario.end - scenario.start).days
    for _ in range(rng.randint(1, 4)):
        lot, demand = rng.choice(scenario.lots), rng.choice(scenario.demands)
        point = rng.choice(scenario.points)
        if (point.point_id, demand.market) in ways:
            harvest = rng.randint(0, days)
            dispatch = min(days, harvest + rng.choice((0, 0, 1)))
            kg = rng.randint(1, size)
            yield Commitment(lot.lot_id, demand.demand_id, point.point_id, day(harvest), day(dispatch), kg)
