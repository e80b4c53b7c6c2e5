"""Ways up on the real sheets: against an integer programme, and by example."""

from __future__ import annotations

import random

import highspy
import pytest
from rule_books import leaf, option, small

from cungcau.engines.scoring import Sheet, newest_book, read, ways_up
from cungcau.kernel.errors import DomainError, InputInvalid

BOOK = newest_book()
FRUIT = BOOK.sheets["QD26-01"]
WATER = BOOK.sheets["QD26-16"]
TOP = {row.code: row.most for row in FRUIT.scorable}


def by_programme(
    sheet: Sheet, choice: dict[str, int], star: int, fixed: set[str], weights: tuple[int, int, int]
) -> int | None:
    """The least Σ weights × (steps, criteria, points) by HiGHS: one binary per criterion and level it may take."""
    lower = next(band.lower for band in BOOK.bands if band.star == star)
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    cost, total = [], []
    for row in sheet.scorable:
        now = choice.get(row.code, 0)
        least = max(
            [
                need.points
                for need in sheet.star_conditions
                if need.star <= star and need.criterion == row.code
            ]
            + [0]
        )
        if any(row.code in codes for codes in sheet.stops.values()):
            least = max(least, 1)
        levels = [now] if row.code in fixed else [now, *(p for p in row.ladder if p > now)]
        picked = []
        for points in levels:
            if points < least:
                continue
            steps = sum(now < other <= points for other in row.ladder)
            price = weights[0] * steps + weights[1] * int(points > now) + weights[2] * (points - now)
            take = model.addBinary()
            picked.append(take)
            cost.append(price * take)
            total.append(points * take)
        if not picked:
            return None
        model.addConstr(sum(picked) == 1)
    model.addConstr(sum(total) >= lower)
    model.minimize(sum(cost))
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(model.getObjectiveValue())


STEPS_FIRST, POINTS_FIRST = (100_000, 1_000, 1), (1_000, 1, 100_000)


@pytest.mark.parametrize("sheet", list(BOOK), ids=lambda sheet: sheet.code)
def test_against_an_integer_programme(sheet: Sheet) -> None:
    draw = random.Random(sheet.number)
    for high, left_out in ((0.0, 0.3), (0.6, 0.0)):
        choice = {}
        for row in sheet.scorable:
            if draw.random() >= left_out:
                choice[row.code] = row.most if draw.random() < high else draw.choice(row.ladder)
        fixed = {row.code for row in sheet.scorable if draw.random() < 0.03}
        for ascent in ways_up(sheet, BOOK.bands, choice, fixed):
            best = by_programme(sheet, choice, ascent.star, fixed, STEPS_FIRST)
            if ascent.by_steps is None or ascent.by_points is None:
                assert best is None
                continue
            way = ascent.by_steps
            assert 100_000 * way.steps + 1_000 * len(way.moves) + way.points == best
            way = ascent.by_points
            assert 100_000 * way.points + 1_000 * way.steps + len(way.moves) == by_programme(
                sheet, choice, ascent.star, fixed, POINTS_FIRST
            )


def test_one_step_from_three_stars_to_four_and_five() -> None:
    four, five = ways_up(FRUIT, BOOK.bands, {**TOP, "3.5": 1})
    for ascent in (four, five):
        assert ascent.by_steps is not None and ascent.by_steps == ascent.by_points
        (move,) = ascent.by_steps.moves
        assert (move.criterion, move.before, move.after, move.rungs, move.forced) == ("3.5", 1, 2, 1, True)
        assert move.before_labels == ("Đơn nhãn hiệu đã qua thẩm định hình thức",)
        assert ascent.by_steps.total == 99


def test_what_cannot_move_blocks_the_star_and_is_named() -> None:
    four, five = ways_up(FRUIT, BOOK.bands, {**TOP, "3.5": 1}, fixed={"3.5"})
    assert four.by_steps is None and four.by_points is None
    assert four.blocked == five.blocked == ("3.5",) and four.best_total == 98


def test_too_few_points_left_to_win() -> None:
    fixed = {row.code for row in FRUIT.scorable if row.code not in FRUIT.minimums(5)}
    choice = dict.fromkeys(("1.2", "1.7", "2.4", "3.2", "4.2", "4.3", "6.3", "6.4", "7", "5.2"), 0)
    five = ways_up(FRUIT, BOOK.bands, choice, fixed)[-1]
    assert (five.star, five.by_steps, five.blocked) == (5, None, ())
    assert five.best_total < five.lower


def test_fewest_steps_and_fewest_points_may_differ() -> None:
    """Two points short: one jump of three is the fewest steps, two small rungs are the fewest points."""
    values = small()
    rows = [leaf("a", 3, [option(0, "không"), option(3, "có")])]
    rows += [leaf(code, 1, [option(0, "không"), option(1, "có")]) for code in ("b", "c")]
    rows += [leaf("d", 5, [option(3, "vừa"), option(5, "tốt")])]
    sheet = values["sheets"][0]
    sheet |= {
        "star_conditions": {},
        "flags": [],
        "parts": [{"code": "A", "name": "A", "most": 10, "criteria": rows}],
    }
    values["instruments"][0]["parts"] = {"A": 10}
    book = read(values)
    (two, three) = ways_up(book.sheets["T-01"], book.bands, {"a": 0, "b": 0, "c": 0, "d": 3}, fixed={"d"})
    assert two.by_steps is not None and two.by_points is not None
    assert [(move.criterion, move.after) for move in two.by_steps.moves] == [("a", 3)]
    assert [(move.criterion, move.after) for move in two.by_points.moves] == [("b", 1), ("c", 1)]
    assert (two.by_steps.points, two.by_points.points, two.by_points.total) == (3, 2, 5)
    assert three.by_steps == three.by_points and three.by_steps is not None and three.by_steps.total == 8


def test_among_equals_the_criteria_printed_first_move() -> None:
    (five,) = ways_up(
        FRUIT, BOOK.bands, {**TOP, "1.1": 1, "1.4": 1, "3.1": 1, "3.3": 1, "4.2": 0, "9": 4, "12": 1}
    )
    assert five.by_steps is not None and five.by_steps.points == 4
    assert [(move.criterion, move.after) for move in five.by_steps.moves] == [("1.1", 3), ("1.4", 3)]


def test_nothing_is_above_the_highest_star() -> None:
    assert ways_up(FRUIT, BOOK.bands, TOP) == ()


def test_every_way_clears_what_stops_the_evaluation() -> None:
    full = {row.code: row.most for row in WATER.scorable}
    ascents = ways_up(WATER, BOOK.bands, {**full, "6.2": 0})
    assert [ascent.star for ascent in ascents] == [1, 2, 3, 4, 5]
    for ascent in ascents:
        assert ascent.by_steps is not None
        assert [(move.criterion, move.after, move.forced) for move in ascent.by_steps.moves] == [
            ("6.2", 3, True)
        ]
    (five,) = ways_up(WATER, BOOK.bands, {**full, "7": 3, "6.4": 1})[-1:]
    assert five.by_steps is not None and [move.criterion for move in five.by_steps.moves] == ["7"]


def test_what_is_refused() -> None:
    with pytest.raises(DomainError, match="criterion_unknown"):
        ways_up(FRUIT, BOOK.bands, {}, fixed={"99"})
    with pytest.raises(DomainError, match="criterion_unknown"):
        ways_up(FRUIT, BOOK.bands, {}, fixed={"1"})
    with pytest.raises(InputInvalid):
        ways_up(FRUIT, BOOK.bands, {"1.1": 9})
