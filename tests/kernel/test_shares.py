"""Sharing out whole numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.kernel.shares import apportion


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_parts_are_whole_near_their_share_and_sum_to_the_total(total: int, weights: list[int]) -> None:
    parts = apportion(total, dict(enumerate(weights)))
    assert sum(parts.values()) == total
    for place, weight in enumerate(weights):
        assert abs(parts[place] - Fraction(total * weight, sum(weights))) < 1
        assert weight or not parts[place]


def test_a_tie_goes_to_who_stands_first() -> None:
    assert apportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert apportion(-10, {"a": 1, "b": 1, "c": 1}) == {"a": -4, "b": -3, "c": -3}
    assert apportion(0, {"a": 0}) == {"a": 0} and apportion(0, {}) == {}


@pytest.mark.parametrize(("total", "weights"), [(1, {}), (1, {"a": 0}), (1, {"a": 2, "b": -1})])
def test_what_nobody_can_take_is_refused(total: int, weights: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        apportion(total, weights)
