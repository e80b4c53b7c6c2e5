"""The quantity box: what people say, and nothing at all where that may be said."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cungcau.domain.supply.fields import KgField


@pytest.mark.parametrize("kg", [0, 1, 250, 5200])
def test_what_the_box_shows_it_takes_back(kg: int) -> None:
    field = KgField(zero=True, required=False)
    assert field.clean(field.prepare_value(kg)) == kg


def test_nothing_is_refused_where_something_is_wanted() -> None:
    with pytest.raises(ValidationError):
        KgField().clean("0 kg")
