"""The scenarios of the benchmark: synthetic communes of any number of lots."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.allocation.contestants import MIXED, SINGLE
from cungcau.engines.allocation.generate import generate_scenario
from cungcau.engines.allocation.model import Scenario

SEED = 2021
SIZE = "commune"


def make(family: str, lots: int) -> Scenario:
    """A commune with so many lots; its demands, points and days stay, their kg follow the lots.

    ``mixed`` is what the generator draws: several commodities, grades, prices, storage, daily limits.
    ``single`` is the same with one sort of goods that keeps for ever, no price limits and nothing stored
    overnight: a pure network.
    """
    scenario = generate_scenario(SIZE, SEED, lots)
    return {MIXED: scenario, SINGLE: single_sort(scenario)}[family]


def single_sort(scenario: Scenario) -> Scenario:
    """The scenario with all goods alike and empty stores at night."""
    name = scenario.lots[0].commodity if scenario.lots else ""
    lots = [
        replace(
            lot,
            commodity=name,
            grade=None,
            certificates=frozenset(),
            shelf_life_days=None,
            floor_price_vnd_per_kg=None,
        )
        for lot in scenario.lots
    ]
    demands = [
        replace(demand, commodity=name, min_grade=None, certificates=frozenset())
        for demand in scenario.demands
    ]
    points = [replace(point, storage_kg=0) for point in scenario.points]
    return replace(scenario, lots=tuple(lots), demands=tuple(demands), points=tuple(points))
