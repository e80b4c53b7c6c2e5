from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_markup import by_class, parsed, words

from cungcau.platform.ui.charts import gini, lorenz
from cungcau.platform.ui.charts.lorenz import MOST_POINTS, curve

shares = st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=60)


def test_equal_shares_lie_on_the_diagonal() -> None:
    for i, point in enumerate(curve([0.4] * 5)):
        assert point == pytest.approx((i / 5, i / 5))
    assert gini([0.4] * 5) == pytest.approx(0)


def test_nobody_sold_anything_is_equality() -> None:
    assert curve([0, 0]) == [(0, 0), (0.5, 0.5), (1, 1)]
    assert gini([0, 0]) == 0


def test_one_holds_all() -> None:
    assert gini([0, 0, 0, 1]) == pytest.approx(0.75)
    assert curve([1, 0, 0, 0])[3] == (0.75, 0)


@given(shares)
def test_the_curve_is_convex_and_never_above_the_diagonal(values: list[float]) -> None:
    points = curve(values)
    assert points[0] == (0, 0)
    assert points[-1] == pytest.approx((1, 1))
    assert all(y <= x + 1e-9 for x, y in points)
    steps = [after[1] - before[1] for before, after in pairwise(points)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(steps))


@given(shares)
def test_gini_is_the_mean_difference(values: list[float]) -> None:
    total = sum(values)
    if total < 1e-6:
        return
    mean_difference = sum(abs(a - b) for a in values for b in values) / (2 * len(values) * total)
    assert gini(values) == pytest.approx(mean_difference, abs=1e-6)


def test_the_drawing_names_the_worst_off_and_gini() -> None:
    markup = lorenz([0.25, 0.25, 0.5, 1.0], title="Chia phần")
    texts = [words(text) for text in parsed(markup).iter("text")]
    assert "Gini 0,31" in texts
    assert "Thấp nhất: bán được 25%" in texts
    assert "2 trong 4 hộ" in texts
    ring = by_class(markup, "c-worst")[0]
    assert float(ring.get("cx", "")) == pytest.approx(46 + 300 * 0.5)
    assert float(ring.get("cy", "")) == pytest.approx(22 + 280 * 0.75)


def test_all_alike_has_no_worst_off() -> None:
    texts = [words(text) for text in parsed(lorenz([0.7, 0.7])).iter("text")]
    assert "Mọi hộ như nhau: bán được 70%" in texts


def test_a_sample_may_state_the_true_figures() -> None:
    markup = lorenz([0.2, 0.9], everyone=2000, worst=3, inequality=0.123)
    assert "3 trong 2.000 hộ" in markup
    assert "Gini 0,12" in markup


def test_the_table_reads_the_curve_at_each_tenth() -> None:
    rows = [[words(cell) for cell in row] for row in parsed(lorenz([0, 0, 1, 1])).iter("tr")][1:]
    assert len(rows) == 10
    assert rows[4] == ["50%", "0%"]
    assert rows[9] == ["100%", "100%"]


def test_many_producers_are_thinned() -> None:
    path = by_class(lorenz([i / 5000 for i in range(1, 5001)]), "c-curve")[0].get("d", "")
    assert len(re.findall("[ML]", path)) <= MOST_POINTS + 2
    assert path.endswith("346 22")


@pytest.mark.parametrize("wrong", [[], [0.5, -0.1], [float("nan")]])
def test_what_is_no_share_is_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="shares"):
        lorenz(wrong)
