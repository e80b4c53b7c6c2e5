"""Synthetic scenarios: lifelike enough to plan with, labelled, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest

from cungcau.engines.allocation.check.breaches import Facts
from cungcau.engines.allocation.generate import (
    SIZES,
    SYNTHETIC,
    generate,
    generate_scenario,
    write_synthetic,
)
from cungcau.engines.allocation.generate.draws import Draws, shares
from cungcau.engines.allocation.model import ClosureKind
from cungcau.engines.allocation.read import read_scenario


def digest(folder: Path) -> str:
    together = b"".join(path.name.encode() + path.read_bytes() for path in sorted(folder.iterdir()))
    return sha256(together).hexdigest()


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_synthetic("small", seed, tmp_path / name)
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")


@pytest.mark.parametrize("size", ["small", "commune"])
def test_what_is_written_reads_back_without_a_fault(tmp_path: Path, size: str) -> None:
    write_synthetic(size, 3, tmp_path / size)
    scenario = read_scenario(tmp_path / size)
    assert scenario == generate_scenario(size, 3)
    assert scenario.name.startswith(SYNTHETIC) and scenario.warnings == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_commune_has_what_makes_planning_hard(seed: int) -> None:
    scenario = generate_scenario("commune", seed)
    assert (len(scenario.lots), len(scenario.demands)) == (2_000, 50)
    assert (scenario.end - scenario.start).days == 44
    assert 1 <= len({lot.commodity for lot in scenario.lots}) <= 3
    assert {lot.grade for lot in scenario.lots} == {None, 1, 2, 3}
    assert {lot.max_kg_per_day is None for lot in scenario.lots} == {True, False}
    assert any(lot.certificates for lot in scenario.lots)
    assert max(Counter(lot.producer_id for lot in scenario.lots).values()) > 1
    assert {producer.weight for producer in scenario.producers} == {1, 1.5}
    assert any(producer.prior_sold_kg for producer in scenario.producers)
    assert {closure.kind for closure in scenario.closures} == set(ClosureKind)
    assert {closure.factor == 0 for closure in scenario.closures} == {True, False}
    assert len({lane.market for lane in scenario.lanes}) == 6


def test_most_but_not_all_goods_match_a_demand() -> None:
    scenario = generate_scenario("commune", 1)
    matched = 0
    for lot in scenario.lots:
        matched += any(
            demand.commodity == lot.commodity
            and demand.certificates <= lot.certificates
            and (demand.min_grade is None or (lot.grade or 0) >= demand.min_grade)
            and (lot.floor_price_vnd_per_kg or 0) <= (demand.price_vnd_per_kg or 10**9)
            for demand in scenario.demands
        )
    assert 0.5 < matched / len(scenario.lots) < 1


def test_every_way_leads_somewhere() -> None:
    facts = Facts(generate_scenario("commune", 5))
    assert {place for place, _ in facts.access} == {lot.place for lot in facts.lots.values()}
    assert {point for _, point in facts.access} <= facts.points.keys()
    assert {demand.market for demand in facts.demands.values()} <= {market for _, market in facts.lanes}


@pytest.mark.parametrize("count", [1, 2, 59, 500])
def test_the_number_of_lots_can_be_chosen(count: int) -> None:
    scenario = generate_scenario("small", 1, count)
    assert len({lot.lot_id for lot in scenario.lots}) == len(scenario.lots) == count


def test_the_nation_is_made_row_by_row() -> None:
    made = generate("nation", 1)
    lots, producers, demands, points, access, *_ = made.tables
    first = list(islice(lots, 1_000))
    assert len({lot.lot_id for lot in first}) == 1_000
    assert len(list(islice(producers, 100))) == 100
    assert len(tuple(demands)) == SIZES["nation"].demands
    assert len(tuple(points)) == SIZES["nation"].points
    assert len({row.place for row in access}) == SIZES["nation"].places
    assert len({demand.commodity for demand in generate("nation", 1).tables[2]}) == 60


def test_draws_keep_their_promises() -> None:
    draws = Draws("a", 1)
    assert {draws.between(2, 4) for _ in range(100)} == {2, 3, 4}
    assert draws.some("abc", 3) == ["a", "b", "c"] and draws.some("abc", 9) == ["a", "b", "c"]
    assert all(len(draws.some(range(10), 4)) == 4 for _ in range(50))
    assert abs(sum(draws.around_one(0.6) for _ in range(20_000)) / 20_000 - 1) < 0.03
    assert shares(10, [1, 1, 1]) == [4, 3, 3] and sum(shares(1_000, [0.1, 7, 2.5])) == 1_000
