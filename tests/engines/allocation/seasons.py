"""Made-up seasons for the tests: one big one like a commune's, and many small tangled ones."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from cungcau.engines.allocation.model import (
    Access,
    Closure,
    ClosureKind,
    Demand,
    Lane,
    Lot,
    Objective,
    Point,
    PriceAt,
    Producer,
    Scenario,
)

START = date(2021, 9, 15)


def commune(
    seed: int = 1,
    lots: int = 2000,
    demands: int = 50,
    days: int = 45,
    tight: float = 1.1,
    commodities: int = 4,
    points: int = 4,
    places: int = 12,
    prior: bool = True,
    storage: bool = True,
    daily: float = 0.1,
) -> Scenario:
    rng = random.Random(seed)

    def day(n: int) -> date:
        return START + timedelta(days=n)

    goods = [f"C{c}" for c in range(commodities)]
    shelf = {c: rng.choice([4, 6, 9, 14]) for c in goods}
    season = {c: rng.randrange(0, max(1, days // 3)) for c in goods}
    place_ids = [f"X{p:02d}" for p in range(places)]
    producers = [f"H{i:05d}" for i in range(max(1, int(lots / 1.6)))]
    the_lots = []
    for i in range(lots):
        c = rng.choice(goods)
        first = min(days - 1, season[c] + int(rng.triangular(0, days - season[c], (days - season[c]) / 3)))
        width = rng.randrange(5, 15)
        kg = int(rng.lognormvariate(7.3, 0.7)) + 50
        the_lots.append(
            Lot(
                f"L{i:05d}",
                rng.choice(producers),
                f"R{rng.randrange(20)}",
                c,
                rng.choice([1, 2, 2, 3]),
                frozenset(["VietGAP"] if rng.random() < 0.3 else []),
                kg,
                day(first),
                day(min(days - 1, first + width)),
                max(1, kg // 4) if rng.random() < daily else None,
                shelf[c] + rng.choice([0, 0, 1]),
                rng.choice(place_ids),
                rng.choice([None, 8000, 9000, 10000, 11000]),
            )
        )
    offered = sum(lot.quantity_kg for lot in the_lots)
    markets = ["HN", "TH", "BN", "BG", "VP"]
    the_demands = []
    shares = [rng.lognormvariate(0, 0.8) for _ in range(demands)]
    for d in range(demands):
        c = goods[d % commodities]
        first = season[c] + rng.randrange(0, max(1, days - season[c]))
        kg = int(offered * tight * shares[d] / sum(shares))
        the_demands.append(
            Demand(
                f"D{d:03d}",
                f"B{d % 20}",
                c,
                rng.choice([None, 1, 2, 2, 3]),
                frozenset(["VietGAP"] if rng.random() < 0.2 else []),
                kg,
                day(first),
                day(min(days - 1, first + rng.randrange(4, 20))),
                rng.choice(markets),
                rng.choice([9000, 10000, 11000, 12000, 14000]),
                rng.choice([PriceAt.POINT, PriceAt.MARKET]),
                rng.choice([0, 1, 2]),
                kg // 3 if rng.random() < 0.3 else None,
            )
        )
    point_ids = [f"P{k}" for k in range(points)]
    cap = int(offered / points / days * 2.2)
    the_points = tuple(
        Point(
            p,
            place_ids[k % places],
            True,
            int(cap * rng.uniform(0.6, 1.4)),
            day(0),
            day(days - 1),
            cap // 2 if storage and k % 2 == 0 else 0,
        )
        for k, p in enumerate(point_ids)
    )
    access = tuple(
        Access(x, p, rng.randrange(100, 900, 10))
        for x in place_ids
        for p in sorted(rng.sample(point_ids, min(points, 2 if rng.random() < 0.7 else 3)))
    )
    lanes = tuple(
        Lane(
            p,
            m,
            rng.choice([0, 1, 1, 2]),
            rng.randrange(300, 1500, 10),
            int(cap * rng.uniform(0.2, 0.8)) if rng.random() < 0.8 else None,
        )
        for p in point_ids
        for m in sorted(markets)
    )
    closures = (
        Closure(ClosureKind.LANE, "P0>HN", day(days // 3), day(days // 2), Fraction(0)),
        Closure(ClosureKind.POINT, "P1", day(days // 2), day(days // 2 + 3), Fraction(1, 2)),
    )
    prods = []
    for p in producers:
        off = rng.randrange(0, 3000) if prior and rng.random() < 0.4 else 0
        prods.append(
            Producer(p, Fraction(3, 2) if rng.random() < 0.1 else Fraction(1), off, int(off * rng.random()))
        )
    return Scenario(
        "commune",
        day(0),
        day(days - 1),
        (Objective.SOLD, Objective.FAIR, Objective.COST),
        tuple(the_lots),
        tuple(prods),
        tuple(the_demands),
        the_points,
        access,
        lanes,
        closures,
    )
