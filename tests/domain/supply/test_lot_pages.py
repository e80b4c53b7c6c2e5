"""The pages of lots: found, filtered, sorted, paged, taken away, only by those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services import record_lots
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import END, HOANG_VIET, START, TAN_MY, Small, lot, person, record_catalogue

pytestmark = pytest.mark.django_db
LIST = "/nguon-cung/"


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def test_the_list_shows_lots_with_their_figures_in_vietnamese(coordinator: Client) -> None:
    assert reverse("supply:list") == LIST
    response = coordinator.get(LIST)
    text = text_of(response)
    for words in ("Nguồn cung", "3,2 tấn trong 3 lô", "minh hoạ", "Hộ Nông Thị Đào", "Xã Tân Mỹ", "Loại 1",
                  "VietGAP", "1.500 kg", "15/9/2021 – 20/9/2021", "17.000 đ/kg", "HTX Hồng Tân Mỹ"):  # fmt: skip
        assert words in text, words
    assert cells_of(response) == ["L1", "L3", "L2"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "ly mi yen"}, ["L3"]),
        ({"q": "Nông Thị Đào"}, ["L1"]),
        ({"grade": "2"}, ["L2"]),
        ({"certificate": "VG"}, ["L1"]),
        ({"first": "2021-09-21"}, ["L2"]),
        ({"first": "2021-09-01", "last": "2021-09-30"}, ["L1", "L3"]),
        ({"q": "hồng", "grade": "1"}, ["L3"]),
        ({"sort": "-quantity_kg"}, ["L1", "L2", "L3"]),
        ({"sort": "quantity_kg"}, ["L3", "L2", "L1"]),
        ({"sort": "producer"}, ["L2", "L3", "L1"]),
        ({"sort": "place"}, ["L3", "L1", "L2"]),
        ({"sort": "grade"}, ["L3", "L2", "L1"]),
        ({"sort": "nonsense"}, ["L1", "L3", "L2"]),
        ({"page": "99"}, ["L1", "L3", "L2"]),
        ({"page": "x"}, ["L1", "L3", "L2"]),
    ],
)
def test_filters_and_orders(coordinator: Client, query: dict[str, str], codes: list[str]) -> None:
    response = coordinator.get(LIST, query)
    assert response.status_code == 200
    assert cells_of(response) == codes


def test_a_place_is_chosen_as_it_was_entered(coordinator: Client) -> None:
    for code, found in ((TAN_MY, ["L1", "L2"]), (HOANG_VIET, ["L3"])):
        place = Lot.objects.filter(place__code=code)[0].place_id
        assert cells_of(coordinator.get(LIST, {"place": place})) == found


def test_nothing_found_says_what_to_do(coordinator: Client) -> None:
    response = coordinator.get(LIST, {"q": "xoài cát"})
    text = text_of(response)
    assert "Không có lô nào khớp. Hãy bỏ bớt điều kiện lọc." in text
    assert "Bỏ lọc" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"first": "hôm qua"}, "ngày"),
        ({"first": "2021-10-01", "last": "2021-09-01"}, "Ngày cuối không được trước ngày đầu."),
        ({"grade": "99"}, "99"),
        ({"place": "abc"}, "abc"),
    ],
)
def test_a_senseless_filter_is_told_and_finds_nothing(
    coordinator: Client, query: dict[str, str], said: str
) -> None:
    response = coordinator.get(LIST, query)
    assert response.status_code == 400
    assert said in text_of(response)
    assert csv_of(coordinator.get(LIST, {**query, "xuat": "csv"})) == []


def test_the_rows_of_the_filter_leave_as_csv_and_xlsx(coordinator: Client) -> None:
    rows = csv_of(coordinator.get(LIST, {"q": "hong", "sort": "-quantity_kg", "xuat": "csv"}))
    assert [(row["Mã lô"], row["Khối lượng (kg)"], row["Loại"]) for row in rows] == [
        ("L1", "1500", "Loại 1"), ("L2", "1000", "Loại 2"), ("L3", "700", "Loại 3"),
    ]  # fmt: skip
    assert rows[0]["Mã địa bàn"] == "06172" and rows[0]["Mã địa bàn hiện nay"] == "20.06172"
    header, *body = xlsx_of(coordinator.get(LIST, {"grade": "3", "xuat": "xlsx"}))
    assert header[:2] == ("Mã lô", "Mã người bán")
    assert [row[:3] for row in body] == [("L1", "H1", "Hộ Nông Thị Đào")]
    assert coordinator.get(LIST, {"xuat": "pdf"}).status_code == 400


def test_who_may_see_which_lots(small: Small) -> None:
    officer = client_of(person("can-bo", "commune_officer", "20.06172"))
    assert cells_of(officer.get(LIST)) == ["L1", "L2"]
    assert officer.get(reverse("supply:lot", args=[Lot.objects.get(code="L3").pk])).status_code == 404
    elsewhere = client_of(person("an-giang", "coordinator", "91"))
    assert "Chưa có mùa vụ nào" in text_of(elsewhere.get(LIST))
    assert elsewhere.get(LIST, {"mua": "hong-2021"}).status_code == 404
    assert client_of(person("khong-quyen")).get(LIST).status_code == 403
    anonymous = Client().get(LIST)
    assert anonymous.status_code == 302 and "next=" in anonymous["Location"]
    assert client_of(person("dieu-phoi", "coordinator")).post(LIST).status_code == 405


def test_seasons_can_be_changed_and_an_empty_one_says_what_to_do(coordinator: Client) -> None:
    record_catalogue("hong-2020")
    response = coordinator.get(LIST, {"mua": "hong-2020"})
    text = text_of(response)
    assert "Mùa vụ này chưa có lô hàng nào" in text
    assert "Mùa hồng hong-2021" in text  # offered in the choice of seasons
    assert coordinator.get(LIST, {"mua": "khong-co"}).status_code == 404


def test_every_page_of_many_lots_and_no_lot_twice(small: Small, coordinator: Client) -> None:
    many = [
        lot(
            f"M{n:03d}", "H2", quantity_kg=500 + n % 7, harvest_from=START + timedelta(n % 30), harvest_to=END
        )
        for n in range(197)
    ]
    record_lots(season=small.season, rows=many, actor=None)
    for order in ("harvest_from", "-quantity_kg", "producer", "-code"):
        pages = [cells_of(coordinator.get(LIST, {"sort": order, "page": n})) for n in range(1, 5)]
        assert [len(page) for page in pages] == [50, 50, 50, 50]
        seen = [code for page in pages for code in page]
        assert len(set(seen)) == 200
        if order == "-code":
            assert seen == sorted(seen, reverse=True)


def test_as_many_questions_for_fifty_lots_as_for_three(
    small: Small, coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(16):
        coordinator.get(LIST)
    many = [lot(f"M{n:03d}", f"H{n % 3 + 1}") for n in range(120)]
    record_lots(season=small.season, rows=many, actor=None)
    with django_assert_num_queries(16):
        coordinator.get(LIST, {"page": 2, "q": "hong"})


def test_a_lot_s_page_tells_what_became_of_its_place(coordinator: Client) -> None:
    one = Lot.objects.get(code="L1")
    text = text_of(coordinator.get(reverse("supply:lot", args=[one.pk])))
    for words in ("Lô L1", "Hộ Nông Thị Đào", "+8491•••78", "1.500 kg", "(1,5 tấn)", "Loại 1", "17.000 đ/kg",
                  "VietGAP", "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn", "Nay là: Xã Hoàng Văn Thụ, Tỉnh Lạng Sơn",
                  "không giới hạn", "minh hoạ"):  # fmt: skip
        assert words in text, words
    assert "912345678" not in text
    assert coordinator.get(reverse("supply:lot", args=[10**9])).status_code == 404
