"""The divider: equal shares of the season, whole kg, nobody over their room, small ones first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.orders.dividing import Claim, by_need, fill, in_turn, over_lots, within

claims = st.lists(
    st.tuples(
        st.integers(0, 500),
        st.integers(0, 900),
        st.integers(1, 3000),
        st.sampled_from([5_000, 10_000, 25_000]),
    ),
    min_size=1,
    max_size=25,
).map(
    lambda rows: [
        Claim(key, room, min(sold, offered), offered, weight)
        for key, (room, sold, offered, weight) in enumerate(rows)
    ]
)


def test_the_lowest_share_is_raised_first() -> None:
    low, high, small = Claim(1, 100, 0, 100), Claim(2, 100, 50, 100), Claim(3, 50, 0, 50)
    assert fill([low, high, small], 75) == {1: 50, 3: 25}
    assert fill([low, high, small], 100) == {1: 60, 2: 10, 3: 30}
    assert fill([low, high, small], 1000) == {1: 100, 2: 100, 3: 50}
    assert fill([low, high, small], 0) == {}


def test_left_over_kg_go_to_the_largest_remainders() -> None:
    assert fill([Claim(1, 100, 0, 100), Claim(2, 100, 0, 100), Claim(3, 100, 0, 300)], 4) == {
        1: 1,
        2: 1,
        3: 2,
    }
    assert sum(fill([Claim(key, 50, 0, 70) for key in range(7)], 100).values()) == 100


def test_a_weight_counts() -> None:
    assert fill([Claim(1, 90, 0, 100, 20_000), Claim(2, 90, 0, 100)], 90) == {1: 60, 2: 30}


def test_a_crate_at_least_and_the_others_next_time() -> None:
    people = [Claim(key, 300, 0, 300) for key in range(10)]
    first = fill(people, 100, 20)
    assert first == {0: 20, 1: 20, 2: 20, 3: 20, 4: 20}
    later = [Claim(one.key, 300, first.get(one.key, 0), 300) for one in people]
    assert set(fill(later, 100, 20)) == {5, 6, 7, 8, 9}
    assert fill(people, 7, 20) == {0: 7}
    assert fill([Claim(1, 5, 0, 5), Claim(2, 300, 0, 300)], 100, 20) == {1: 5, 2: 95}


def test_one_after_the_other() -> None:
    assert in_turn([Claim(1, 30, 20, 100), Claim(2, 30, 0, 100), Claim(3, 30, 5, 100)], 70) == {
        2: 30,
        3: 30,
        1: 10,
    }
    assert over_lots([(7, 10), (8, 0), (9, 20)], 25) == [(7, 10), (9, 15)]
    assert within({7: 10, 8: 30, 9: 5}, {7: 4, 8: 30}, 20) == {7: 4, 8: 16}


@given(claims, st.integers(0, 6000), st.integers(1, 60))
def test_every_kg_goes_somewhere_and_nobody_gets_more_than_room(
    rows: list[Claim], kg: int, least: int
) -> None:
    found = fill(rows, kg, least)
    room = {claim.key: claim.room_kg for claim in rows}
    assert sum(found.values()) == min(kg, sum(room.values()))
    assert all(0 < part <= room[key] for key, part in found.items())


@given(claims, st.integers(0, 6000))
def test_no_move_of_a_kg_makes_the_worst_off_better(rows: list[Claim], kg: int) -> None:
    """Whoever got a kg is, without it, no better off than anybody who still has room is with what they have."""
    found = fill(rows, kg)
    after = {c.key: Claim(c.key, 0, c.sold_kg + found.get(c.key, 0), c.offered_kg, c.weight) for c in rows}
    for giver in rows:
        if not found.get(giver.key):
            continue
        without = Claim(0, 0, after[giver.key].sold_kg - 1, giver.offered_kg, giver.weight)
        for taker in rows:
            if found.get(taker.key, 0) < taker.room_kg:
                more = Claim(0, 0, after[taker.key].sold_kg + 1, taker.offered_kg, taker.weight)
                assert not (more.share < after[giver.key].share and more.share < without.share), (
                    giver,
                    taker,
                )


def test_need_is_the_share_sold() -> None:
    rows = [Claim(1, 9, 50, 100), Claim(2, 9, 50, 100, 20_000), Claim(3, 9, 0, 0)]
    assert [claim.key for claim in by_need(rows)] == [3, 2, 1]
