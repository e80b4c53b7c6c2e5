"""Write the scenario from settings.toml: ``python build.py [--out DIR]``.

The same settings always give the same bytes. Chance decides only how an offer is split into lots, the grade,
days of harvest and floor price of each.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from cungcau.engines.allocation.model import (
    DEFAULT_ORDER,
    Access,
    Closure,
    ClosureKind,
    Demand,
    Lane,
    Lot,
    Point,
    PriceAt,
    Scenario,
)
from cungcau.engines.allocation.write import write_scenario

HERE = Path(__file__).resolve().parent
Settings = Mapping[str, Any]


def lots(settings: Settings) -> list[Lot]:
    """The offers in waves over the month; their kg sum to the stated total exactly."""
    chance = random.Random(settings["seed"])  # noqa: S311 - an example, no secret
    days = (settings["end"] - settings["start"]).days + 1
    found: list[Lot] = []
    for number, offer in enumerate(settings["offer"], 1):
        good = settings["goods"][offer["commodity"]]
        weights = [chance.uniform(0.6, 1.4) for _ in range(offer["waves"])]
        left = offer["kg"]
        for wave, weight in enumerate(weights):
            last_wave = wave == len(weights) - 1
            kg = left if last_wave else round(offer["kg"] * weight / sum(weights) / 100) * 100
            left -= kg
            first = settings["start"] + timedelta(days=int(days * wave / len(weights)))
            length = chance.randint(4, 7) if good.get("life_days") else 14
            found.append(
                Lot(
                    lot_id=f"AG{number:02d}-{wave + 1}",
                    producer_id=offer["producer"],
                    representative_id=offer["producer"],
                    commodity=offer["commodity"],
                    grade=chance.choice((1, 2, 2, 3)),
                    certificates=frozenset(offer.get("certificates", ())),
                    quantity_kg=kg,
                    harvest_from=first,
                    harvest_to=min(settings["end"], first + timedelta(days=length)),
                    max_kg_per_day=None,
                    shelf_life_days=good.get("life_days"),
                    place=offer["place"],
                    floor_price_vnd_per_kg=round(good["floor"] * chance.uniform(0.9, 1.1) / 100) * 100,
                )
            )
    if sum(lot.quantity_kg for lot in found) != settings["total_kg"]:
        raise ValueError("the offers do not sum to total_kg")
    return found


def demand(row: Settings, settings: Settings) -> Demand:
    """One demand; without days it may be delivered all month. Prices are meant at the market."""
    return Demand(
        demand_id=row["id"],
        buyer_id=row["buyer"],
        commodity=row["commodity"],
        min_grade=row.get("min_grade"),
        certificates=frozenset(row.get("certificates", ())),
        quantity_kg=row["kg"],
        deliver_from=row.get("from", settings["start"]),
        deliver_to=row.get("to", settings["end"]),
        market=row["market"],
        price_vnd_per_kg=row["price"],
        price_at=PriceAt.MARKET,
        min_life_left_days=row.get("min_life", 0),
        max_kg_per_day=row.get("max_kg_per_day"),
    )


def closures(settings: Settings) -> list[Closure]:
    """The closures of the settings, and the ship's lane shut on every day without a ship."""
    rows = [
        Closure(ClosureKind(row["kind"]), row["id"], row["from"], row["to"], Fraction(row["factor"]))
        for row in settings["closure"]
    ]
    free: date = settings["start"]
    for ship in [*settings["ship_days"], settings["end"] + timedelta(days=1)]:
        if free < ship:
            before = ship - timedelta(days=1)
            rows.append(Closure(ClosureKind.LANE, settings["ship_lane"], free, before, Fraction(0)))
        free = ship + timedelta(days=1)
    return rows


def scenario(settings: Settings) -> Scenario:
    """All tables of the scenario."""
    start, end, points = settings["start"], settings["end"], settings["point"]
    return Scenario(
        name=settings["name"],
        start=start,
        end=end,
        order=DEFAULT_ORDER,
        lots=tuple(lots(settings)),
        producers=(),
        demands=tuple(demand(row, settings) for row in settings["demand"]),
        points=tuple(
            Point(row["id"], row["place"], row["approved"], row["capacity_kg"], start, end, row["storage_kg"])
            for row in points
        ),
        access=tuple(
            Access(place, point["id"], cost)
            for place, costs in settings["access"].items()
            for point, cost in zip(points, costs, strict=True)
        ),
        lanes=tuple(lane(row, settings) for row in settings["lane"]),
        closures=tuple(closures(settings)),
    )


def lane(row: Settings, settings: Settings) -> Lane:
    """One lane; the ship's carries one shipload on each of its days."""
    is_ship = f"{row['point']}>{row['market']}" == settings["ship_lane"]
    capacity = settings["ship_kg"] if is_ship else row.get("capacity_kg")
    return Lane(row["point"], row["market"], row["days"], row["cost"], capacity)


def main() -> None:
    """Write the scenario's files into a folder, by default the one this script stands in."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=HERE)
    out: Path = arguments.parse_args().out
    with (HERE / "settings.toml").open("rb") as file:
        settings = tomllib.load(file)
    with tempfile.TemporaryDirectory() as draft:
        write_scenario(scenario(settings), Path(draft) / "scenario")
        out.mkdir(parents=True, exist_ok=True)
        for path in (Path(draft) / "scenario").iterdir():
            shutil.copyfile(path, out / path.name)


if __name__ == "__main__":
    main()
