"""Places found by any spelling, old or new, with what became of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from cungcau.reference.geography import selectors
from cungcau.reference.geography.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

AUTUMN_2021 = date(2021, 9, 15)


def first(text: str, on: date | None = None) -> selectors.Found:
    found = selectors.find(text, on)
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Tân Mỹ, Văn Lãng",
        "tan my van lang",
        "TÂN MĨ, VĂN LÃNG, LẠNG SƠN",
        "xã Tân Mỹ huyện Văn Lãng tỉnh Lạng Sơn",
        "X. Tân Mỹ, H. Văn Lãng",
        "  Tân   Mỹ ;Văn Lãng ",
        "Ta\u0302n My\u0303, Va\u0306n La\u0303ng",
    ],
)
def test_an_old_commune_is_found_with_what_it_is_today(text: str) -> None:
    found = first(text)
    assert (found.unit.code, found.unit.title, found.ended) == ("06172", "Xã Tân Mỹ", True)
    assert found.unit.valid_to == date(2025, 6, 30)
    [today] = found.today
    assert (today.unit.title, today.whole, today.is_main) == ("Xã Hoàng Văn Thụ", True, True)
    assert today.decree == "1672/NQ-UBTVQH15"


def test_hoang_viet_is_part_of_na_sam_today() -> None:
    found = first("Hoàng Việt, Văn Lãng", AUTUMN_2021)
    assert [now.unit.area_code for now in found.today] == ["20.06124"]
    assert found.unit.area_code == "20.06124"


def test_a_code_that_was_taken_up_again_means_the_unit_of_the_day() -> None:
    then, now = selectors.by_code("06172", AUTUMN_2021), selectors.by_code("06172", date(2026, 1, 1))
    assert then is not None and now is not None
    assert (then.title, now.title) == ("Xã Tân Mỹ", "Xã Hoàng Văn Thụ")
    assert selectors.by_code("99999", AUTUMN_2021) is None
    assert set(selectors.units_by_code(["06172", "06157", "x"], AUTUMN_2021)) == {"06172", "06157"}


def test_without_a_day_the_unit_in_force_comes_first() -> None:
    found = selectors.find("Na Sầm")
    assert [(one.unit.title, one.ended) for one in found[:2]] == [
        ("Xã Na Sầm", False),
        ("Thị trấn Na Sầm", True),
    ]
    assert found[0].today[0].unit == found[0].unit
    assert [one.unit.title for one in selectors.find("Na Sầm", AUTUMN_2021)] == ["Thị trấn Na Sầm"]


def test_a_split_commune_names_both_heirs_the_main_one_first() -> None:
    found = first("Kiên Mộc, Đình Lập", AUTUMN_2021)
    assert [(now.unit.name, now.whole, now.is_main) for now in found.today] == [
        ("Kiên Mộc", False, True),
        ("Châu Sơn", False, False),
    ]


def test_a_district_stands_for_its_communes() -> None:
    found = first("huyện Văn Lãng")
    assert found.unit.title == "Huyện Văn Lãng"
    names = {now.unit.name for now in found.today}
    assert names == {"Na Sầm", "Thụy Hùng", "Hội Hoan", "Văn Lãng", "Hoàng Văn Thụ"}
    assert found.unit.area_code == "20"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Dak Lak", "Tỉnh Đắk Lắk"),
        ("Đắc Lắc", "Tỉnh Đắk Lắk"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("tp hồ chí minh", "Thành phố Hồ Chí Minh"),
        ("tỉnh Bắc Cạn", "Tỉnh Bắc Kạn"),
        ("Qui Hoà, Lạng Sơn", "Xã Quý Hòa"),
        ("Quý Hòa, Lạng Sơn", "Xã Quý Hòa"),
        ("P.4, Tân An", "Phường 4"),
        ("Ea Hleo", "Xã Ea H'Leo"),
    ],
)
def test_other_spellings(text: str, title: str) -> None:
    assert first(text).unit.title == title


def test_a_new_name_with_an_abolished_province_is_found_by_its_own_name() -> None:
    assert selectors.find("Hoàng Văn Thụ, Cao Bằng")[0].unit.name == "Hoàng Văn Thụ"


@pytest.mark.parametrize("text", ["", "   ", "!!", "zzz", "' & | ( :*", "\x00"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert selectors.find(text) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert len(selectors.find(text, limit=5)) <= 5


def test_every_name_of_today_finds_its_unit() -> None:
    """Each of a hundred communes, written as people do, comes first."""
    sample = selectors.in_force(date(2026, 1, 1)).filter(level="commune").order_by("-code")
    for unit in sample.select_related("parent")[:3300:33]:
        assert unit.parent is not None
        names = {
            found.unit.pk for found in selectors.find(f"{unit.name}, {unit.parent.name}", date(2026, 1, 1))
        }
        assert unit.pk in names, unit


def test_as_many_questions_for_one_as_for_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        selectors.find("Tân Mỹ")
    with django_assert_num_queries(2):
        selectors.find("Tân Mỹ, Văn Lãng")


def test_origins_tell_what_a_commune_was_made_of() -> None:
    unit = Unit.objects.get(code="06124", valid_to=None)
    assert {link.old.title for link in selectors.origins_of(unit)} == {
        "Thị trấn Na Sầm",
        "Xã Hoàng Việt",
        "Xã Bắc Hùng",
    }
