"""Properties over random choices on the real sheets and on random decisions."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from rule_books import random_book, random_choice

from cungcau.engines.scoring import Sheet, dump, newest_book, read, score, values_of, ways_up, why_not_higher

BOOK = newest_book()
SHEETS = st.sampled_from(list(BOOK))
SEEDS = st.integers(0, 2**32)


def choice_of(draw: random.Random, sheet: Sheet, high: float) -> dict[str, int]:
    found = {}
    for row in sheet.scorable:
        kind = draw.random()
        if kind < high:
            found[row.code] = row.most
        elif kind < 0.97:
            found[row.code] = draw.choice(row.ladder)
    return found


@settings(max_examples=150, deadline=None)
@given(SHEETS, SEEDS, st.sampled_from([0.0, 0.5, 0.9]), st.integers(1, 5))
def test_raising_a_choice_never_lowers_the_star(sheet: Sheet, seed: int, high: float, size: int) -> None:
    draw = random.Random(seed)
    members = {f"m{n}": choice_of(draw, sheet, high) for n in range(size)}
    before = score(sheet, BOOK.bands, members)
    for row in sheet.scorable:
        name = draw.choice(list(members))
        now = members[name].get(row.code, 0)
        above = [points for points in row.ladder if points > now]
        if not above:
            continue
        raised = {**members, name: {**members[name], row.code: draw.choice(above)}}
        after = score(sheet, BOOK.bands, raised)
        assert after.average > before.average
        assert (after.star or 0) >= (before.star or 0) and (after.standing or 0) >= (before.standing or 0)
        assert {ground.ground.code for ground in after.rejected} <= {
            row.ground.code for row in before.rejected
        }


@settings(max_examples=100, deadline=None)
@given(SHEETS, SEEDS, st.integers(2, 9))
def test_the_order_of_members_and_their_names_are_irrelevant(sheet: Sheet, seed: int, size: int) -> None:
    draw = random.Random(seed)
    points = [choice_of(draw, sheet, 0.7) for _ in range(size)]
    first = score(sheet, BOOK.bands, {f"m{n}": row for n, row in enumerate(points)})
    draw.shuffle(points)
    again = score(sheet, BOOK.bands, {f"x{n}": row for n, row in enumerate(points)})
    assert (first.average, first.star, first.band_star, first.missed, first.unanswered, first.rejected) == (
        again.average,
        again.star,
        again.band_star,
        again.missed,
        again.unanswered,
        again.rejected,
    )


@settings(max_examples=100, deadline=None)
@given(SHEETS, SEEDS, st.integers(1, 300))
def test_the_average_is_exact(sheet: Sheet, seed: int, size: int) -> None:
    draw = random.Random(seed)
    members = {f"m{n}": choice_of(draw, sheet, 0.5) for n in range(size)}
    result = score(sheet, BOOK.bands, members)
    assert result.average * size == sum(sum(points.values()) for points in members.values())
    assert 0 <= result.average <= sheet.most
    assert sum(result.values.values(), Fraction(0)) == result.average


@settings(max_examples=150, deadline=None)
@given(SHEETS, SEEDS, st.sampled_from([0.5, 0.8, 0.95]))
def test_falling_back_is_monotone_and_explained(sheet: Sheet, seed: int, high: float) -> None:
    """The star is the highest whose conditions hold; above it, up to the band, each star misses something."""
    draw = random.Random(seed)
    result = score(sheet, BOOK.bands, {"m": choice_of(draw, sheet, high)})
    standing = result.standing or 0
    assert standing <= result.band_star
    assert all(miss.star > standing for miss in result.missed)
    assert bool(result.missed) == (standing < result.band_star)
    entries = why_not_higher(sheet, BOOK.bands, result)
    assert [entry.star for entry in entries] == [star for star in range(1, 6) if star > standing]
    for entry in entries:
        assert entry.short > 0 or entry.needs
        assert (entry.short > 0) == (entry.star > result.band_star)
        for need in entry.needs:
            assert need.have < need.need and need.labels
            assert need.need == sheet.minimums(entry.star)[need.criterion]


@settings(max_examples=60, deadline=None)
@given(SHEETS, SEEDS, st.sampled_from([0.3, 0.8]))
def test_a_way_up_leads_there_and_is_the_same_every_time(sheet: Sheet, seed: int, high: float) -> None:
    draw = random.Random(seed)
    choice = choice_of(draw, sheet, high)
    fixed = {row.code for row in sheet.scorable if draw.random() < 0.05}
    ascents = ways_up(sheet, BOOK.bands, choice, fixed)
    assert ascents == ways_up(sheet, BOOK.bands, dict(reversed(choice.items())), sorted(fixed))
    for ascent in ascents:
        if ascent.by_steps is None or ascent.by_points is None:
            continue
        assert ascent.by_steps.steps <= ascent.by_points.steps
        assert ascent.by_points.points <= ascent.by_steps.points
        for way in (ascent.by_steps, ascent.by_points):
            after = dict(choice)
            for move in way.moves:
                assert move.criterion not in fixed and move.before == choice.get(move.criterion)
                assert move.after > (move.before or 0) and move.after_labels and move.rungs >= 1
                after[move.criterion] = move.after
            result = score(sheet, BOOK.bands, {"m": after})
            assert result.star is not None and result.star >= ascent.star
            assert result.average == way.total == sum(choice.values()) + way.points
            assert way.steps == sum(move.rungs for move in way.moves)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_any_sound_decision_survives_going_out_and_back(seed: int) -> None:
    draw = random.Random(seed)
    values = random_book(draw, draw.randint(1, 9))
    book = read(values)
    again = read(values_of(book))
    assert again == book and dump(again) == dump(book)
    choice = random_choice(draw, values["sheets"][0])
    assert score(book.sheets["R-1"], book.bands, {"m": choice}) == score(
        again.sheets["R-1"], again.bands, {"m": choice}
    )
