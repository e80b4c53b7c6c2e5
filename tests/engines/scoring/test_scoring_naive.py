"""The engine against a second scorer that shares no code with it, on thousands of random sheets."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from naive_scoring import best_ways, leaves, outcome
from rule_books import random_book, random_choice, small

from cungcau.engines.scoring import Result, newest_book, read, score, values_of, ways_up

BOOK = newest_book()
VALUES = json.loads(json.dumps(values_of(BOOK)))


def as_naive(result: Result) -> dict[str, Any]:
    return {
        "average": result.average,
        "star": result.star,
        "band_star": result.band_star,
        "certifiable": result.certifiable,
        "decided_by": result.decided_by,
        "missed": [(row.star, row.criterion, row.need, row.have) for row in result.missed],
        "unanswered": list(result.unanswered),
        "rejected": {row.ground.code for row in result.rejected},
    }


def drawn(draw: random.Random, sheet: dict[str, Any]) -> tuple[Any, Any, Any]:
    left_out = draw.choice([0.0, 0.0, 0.1, 0.6])
    members = {f"m{n}": random_choice(draw, sheet, left_out) for n in range(draw.choice([1, 1, 2, 3, 7]))}
    if draw.random() < 0.3:  # agreement is common in councils, and it is what meets minimums
        members = {name: dict(members["m0"]) for name in members}
    agreed = random_choice(draw, sheet, 0.8) if draw.random() < 0.4 else {}
    grounds = list(sheet["rejections"])
    grounds += [
        code for part in sheet["parts"] for row in part["criteria"] for code in row.get("eliminators", [])
    ]
    stated = [code for code in dict.fromkeys(grounds) if draw.random() < 0.05]
    return members, agreed, stated


def test_random_sheets_of_random_decisions() -> None:
    draw = random.Random(2026)
    seen = set()
    for _ in range(3000):
        values = random_book(draw, draw.randint(1, 8))
        book = read(values)
        members, agreed, stated = drawn(draw, values["sheets"][0])
        result = score(book.sheets["R-1"], book.bands, members, agreed, stated)
        assert as_naive(result) == outcome(values, values["sheets"][0], members, agreed, stated)
        seen.add(
            (result.star == result.band_star, bool(result.rejected), bool(result.missed), result.star is None)
        )
    assert len(seen) >= 5  # plain, fallen back, rejected, and mixtures


@pytest.mark.parametrize("number", range(26))
def test_random_councils_on_the_real_sheets(number: int) -> None:
    draw = random.Random(number)
    values, sheet = VALUES["sheets"][number], list(BOOK)[number]
    stars = set()
    for _ in range(150):
        members, agreed, stated = drawn(draw, values)
        if draw.random() < 0.6:  # near the top, where bands and minimums meet
            for points in members.values():
                for row in leaves(values):
                    if draw.random() < 0.85:
                        points[row["code"]] = row["most"]
        result = score(sheet, BOOK.bands, members, agreed, stated)
        assert as_naive(result) == outcome(VALUES, values, members, agreed, stated)
        stars.add(result.star)
    assert len(stars) >= 3


def test_ways_up_against_every_vector_of_choices() -> None:
    draw = random.Random(5)
    reachable = blocked = 0
    for _ in range(350):
        values = random_book(draw, draw.randint(1, 5))
        book = read(values)
        sheet, raw = book.sheets["R-1"], values["sheets"][0]
        choice = random_choice(draw, raw, draw.choice([0.0, 0.3, 1.0]))
        fixed = frozenset(row["code"] for row in leaves(raw) if draw.random() < 0.15)
        result = score(sheet, book.bands, {"m": choice})
        ascents = ways_up(sheet, book.bands, choice, fixed)
        floor = 0 if result.rejected else result.standing or 0
        assert [row.star for row in ascents] == [row.star for row in reversed(book.bands) if row.star > floor]
        for ascent in ascents:
            expected = best_ways(values, raw, choice, ascent.star, fixed)
            if expected is None:
                assert ascent.by_steps is ascent.by_points is None
                assert ascent.blocked or ascent.best_total < ascent.lower
                blocked += 1
                continue
            assert ascent.by_steps is not None and ascent.by_points is not None
            steps, points = ascent.by_steps, ascent.by_points
            assert (steps.steps, len(steps.moves), steps.points) == expected[0]
            assert (points.points, points.steps, len(points.moves)) == expected[1]
            reachable += 1
    assert reachable > 300 and blocked > 100


def test_the_small_decision_too() -> None:
    values = small()
    book = read(values)
    draw = random.Random(1)
    for _ in range(300):
        members, agreed, stated = drawn(draw, values["sheets"][0])
        result = score(book.sheets["T-01"], book.bands, members, agreed, stated)
        assert as_naive(result) == outcome(values, values["sheets"][0], members, agreed, stated)
