"""The formulae of accuracy, held against the same told with plain sums."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.forecast.accuracy import ENOUGH_WEEKS, Score, compare

KG = st.integers(0, 1_000_000)
WEEKS = st.lists(st.tuples(KG, KG, KG, KG).map(lambda t: (*sorted(t[:3]), t[3])), max_size=12)


@given(WEEKS)
def test_sums_of_weeks_are_the_formulae(weeks: list[tuple[int, int, int, int]]) -> None:
    score = sum((compare(*week) for week in weeks), Score())
    came = sum(week[3] for week in weeks)
    if len(weeks) < ENOUGH_WEEKS or not came:
        assert score.wape is score.bias is score.inside_share is None
        return
    assert score.wape == sum(Fraction(abs(likely - kg), came) for _, likely, _, kg in weeks)
    assert score.bias == sum(Fraction(likely - kg, came) for _, likely, _, kg in weeks)
    assert score.inside_share == Fraction(sum(low <= kg <= high for low, _, high, kg in weeks), len(weeks))


def test_a_perfect_forecast_and_one_twice_too_high() -> None:
    perfect = sum((compare(90, 100, 110, 100) for _ in range(4)), Score())
    assert (perfect.wape, perfect.bias, perfect.inside_share) == (0, 0, 1)
    high = sum((compare(190, 200, 210, 100) for _ in range(4)), Score())
    assert (high.wape, high.bias, high.inside_share) == (1, 1, 0)
    assert (perfect + Score(missing=3)).missing == 3
