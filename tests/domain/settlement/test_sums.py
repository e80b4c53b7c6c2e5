"""The arithmetic of paying, and the text of a VietQR code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.settlement.sums import age_of, kg_paid, payable_kg
from cungcau.domain.settlement.vietqr import checksum, payload
from cungcau.kernel.errors import DomainError


@given(st.integers(1, 10**6), st.integers(1, 10**10), st.integers(0, 10**10), st.integers(0, 10**10))
def test_kg_paid_for_never_fall_as_money_comes(kg: int, due: int, some: int, more: int) -> None:
    low, high = kg_paid(kg, due, some), kg_paid(kg, due, some + more)
    assert 0 <= low <= high <= kg
    assert kg_paid(kg, due, due) == kg and kg_paid(kg, due, 0) == 0


@given(st.dictionaries(st.integers(0, 50), st.integers(1, 9999), min_size=1), st.data())
def test_accepted_goods_are_shared_by_what_each_brought(
    received: dict[int, int], data: st.DataObject
) -> None:
    accepted = data.draw(st.integers(0, sum(received.values())))
    shared = payable_kg(received, accepted)
    assert sum(shared.values()) == accepted
    assert all(0 <= shared[slip] <= received[slip] for slip in received)


def test_more_accepted_than_received_is_refused() -> None:
    with pytest.raises(ValueError):
        payable_kg({1: 5}, 6)


@pytest.mark.parametrize(
    ("late", "age"), [(-3, "not_due"), (0, "not_due"), (1, "week"), (7, "week"), (8, "month"), (31, "older")]
)
def test_debts_have_an_age(late: int, age: str) -> None:
    assert age_of(late) == age


def test_the_checksum_is_the_one_of_the_standard() -> None:
    assert checksum("123456789") == 0x29B1


def test_a_code_can_be_read_back_field_by_field() -> None:
    text = payload(
        bank_bin="970415", account="113366668888", amount_vnd=79_000, purpose="Đơn DH-1: hồng Văn Lãng"
    )
    assert text.startswith("00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA")
    assert "5303704" in text and "540579000" in text and "5802VN" in text
    assert int(text[-4:], 16) == checksum(text[:-4])
    fields, rest = {}, text
    while rest:
        tag, size = rest[:2], int(rest[2:4])
        fields[tag], rest = rest[4 : 4 + size], rest[4 + size :]
    assert fields["62"] == "0822Don DH 1 hong Van Lang"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"bank_bin": "97041"}, "bank_bin_invalid"),
        ({"bank_bin": "٩٧٠٤١٥"}, "bank_bin_invalid"),
        ({"account": "12 34"}, "bank_account_invalid"),
        ({"account": "1" * 20}, "bank_account_invalid"),
        ({"amount_vnd": 0}, "amount_not_positive"),
    ],
)
def test_a_code_of_nonsense_is_refused(facts: dict[str, object], code: str) -> None:
    given = {"bank_bin": "970415", "account": "113366668888", "amount_vnd": 1, "purpose": "", **facts}
    with pytest.raises(DomainError, match=code):
        payload(**given)  # type: ignore[arg-type]
