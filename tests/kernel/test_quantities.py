"""Whole kg, m² and đồng."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.kernel.errors import DomainError
from cungcau.kernel.quantities import (
    M2,
    Kg,
    dong,
    hectares,
    kg,
    kg_from_tonnes,
    m2,
    m2_from_hectares,
    output_of,
    tonnes,
    value_of,
)


def test_whole_values_pass_in_every_exact_form() -> None:
    assert kg(5) == kg(Fraction(5)) == kg(Decimal("5.0")) == 5
    assert m2(360) == 360
    assert dong(-2_000) == -2_000


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (Fraction(1, 2), "not_whole"),
        (Decimal("0.001"), "not_whole"),
        (-1, "negative"),
        (0.5, "not_exact"),
        (5.0, "not_exact"),
        (True, "not_exact"),
        (Decimal("NaN"), "not_exact"),
        (Decimal("Infinity"), "not_exact"),
    ],
)
def test_what_is_no_whole_quantity_is_refused(value: Fraction, code: str) -> None:
    for take in (kg, m2):
        with pytest.raises(DomainError) as caught:
            take(value)
        assert caught.value.code == code
        assert caught.value.facts["unit"] in {"kg", "m2"}


def test_conversions_are_exact_or_refused() -> None:
    assert kg_from_tonnes(Decimal("27404.97")) == 27_404_970
    assert m2_from_hectares(Fraction("1.35")) == 13_500
    with pytest.raises(DomainError, match="not_whole"):
        kg_from_tonnes(Fraction("1.2345"))
    assert tonnes(Kg(5200)) == Fraction("5.2")
    assert hectares(M2(360)) == Fraction("0.036")


def test_worth_and_output() -> None:
    assert value_of(Kg(5_200_000), 15_000) == 78_000_000_000
    assert output_of(M2(18_000_000), Fraction(10_500)) == 18_900_000
    assert output_of(M2(360), 10_500) == 378


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**15))
def test_there_and_back(value: int) -> None:
    assert kg_from_tonnes(tonnes(Kg(value))) == value
    assert m2_from_hectares(hectares(M2(value))) == value
