"""What a household is told: one SMS whatever the names, figures never shortened; the link nobody can forge."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cungcau.domain.orders.links import is_signed, number_in, path_of, token_of, whole
from cungcau.domain.orders.slip_words import Told, full, short
from cungcau.platform.notify.sms_text import ONE_SMS, length, without_marks

LINK = "https://cungcau.langson.gov.vn/don-hang/p/1z141z3-AbCdEfGhIjKl/"
USUAL = Told(
    "Hồng vành khuyên", "Loại 1", 1250, date(2021, 9, 28), "Điểm Tân Mỹ 1", 18_000,
    slot_from=timezone.make_aware(datetime(2021, 9, 28, 7)), slot_to=timezone.make_aware(datetime(2021, 9, 28, 8, 30)),
    until=timezone.make_aware(datetime(2021, 9, 27, 20)), link=LINK, phone="0912 345 678",
)  # fmt: skip


def test_the_text_with_marks_says_everything() -> None:
    assert full(USUAL) == (
        "Mời hái 1.250 kg Hồng vành khuyên loại 1 ngày 28/9/2021, giao tại Điểm Tân Mỹ 1 lúc 07:00–08:30,"
        " giá chốt 18.000 đ/kg. Xin trả lời trước 20:00 ngày 27/9/2021."
        f" Trả lời tại: {LINK} Hoặc gọi 0912 345 678."
    )


def test_the_text_without_marks_fits_one_sms() -> None:
    text = short(USUAL)
    assert length(text) <= ONE_SMS and text == without_marks(text)
    for figure in ("1.250kg", "28/9", "7h-8h30", "18.000d/kg", "20h 27/9", LINK):
        assert figure in text


def test_the_longest_names_give_way_and_no_figure_does() -> None:
    longest = Told(
        "Nhãn lồng Hưng Yên hữu cơ chuyển đổi", "Loại đặc biệt xuất khẩu", 999_999, date(2021, 12, 28),
        "Điểm tập kết trung chuyển nông sản Hoàng Văn Thụ số 12", 1_250_000,
        slot_from=timezone.make_aware(datetime(2021, 12, 28, 17, 30)),
        slot_to=timezone.make_aware(datetime(2021, 12, 28, 18, 30)),
        until=timezone.make_aware(datetime(2021, 12, 27, 22, 30)), link=LINK, phone="0912 345 678",
    )  # fmt: skip
    text = short(longest)
    assert length(text) <= ONE_SMS
    for figure in ("999.999kg", "28/12", "17h30-18h30", "1.250.000d/kg", "22h30 27/12"):
        assert figure in text
    assert LINK in text or "0912 345 678" in text


@given(
    st.text(max_size=120), st.text(max_size=60), st.text(max_size=200), st.integers(1, 10**6), st.booleans()
)
def test_any_names_fit(goods: str, grade: str, point: str, kg: int, linked: bool) -> None:
    told = Told(
        goods,
        grade,
        kg,
        date(2021, 12, 28),
        point,
        999_999,
        link=LINK if linked else "",
        phone="0912 345 678",
    )
    assert length(short(told)) <= ONE_SMS


def test_without_a_link_the_phone_without_a_phone_the_representative() -> None:
    plain = Told("Na", "", 20, date(2021, 9, 1), "", 30_000, phone="0912 345 678")
    assert short(plain).endswith("goi 0912 345 678") and full(plain).endswith(
        "Trả lời qua điện thoại 0912 345 678."
    )
    nobody = Told("Na", "", 20, date(2021, 9, 1), "", 30_000)
    assert short(nobody).endswith("goi dai dien") and "người đại diện" in full(nobody)


def test_a_link_is_the_slip_and_its_key() -> None:
    key = uuid4()
    token = token_of(1234, key)
    assert number_in(token) == 1234 and is_signed(token, 1234, key) and len(token) < 18
    assert not is_signed(token, 1235, key) and not is_signed(token, 1234, uuid4())
    assert not is_signed(token[:-1] + ("A" if token[-1] != "A" else "B"), 1234, key)
    with override_settings(SECRET_KEY="another"):
        assert not is_signed(token, 1234, key)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=["older"]):
        assert not is_signed(token, 1234, key)
    assert path_of(1234, key) == f"/don-hang/p/{token}/"
    with override_settings(SITE_URL="https://cungcau.vn/"):
        assert whole("/x/") == "https://cungcau.vn/x/"
    with override_settings(SITE_URL=""):
        assert whole("/x/") == ""


@pytest.mark.parametrize("token", ["", "-", "abc", "!!-x", "zzzzzzzzzzzzz-x", "0-x", "é-x", "1" * 13 + "-a"])
def test_what_is_no_token(token: str) -> None:
    assert number_in(token) is None
