"""The pages of needs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cungcau.domain.demand.models import Need
from cungcau.domain.demand.services import record_needs
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of
from tests.domain.season_rows import Small, need, person, record_catalogue

pytestmark = pytest.mark.django_db
LIST = "/nhu-cau/"


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def test_the_list_shows_needs_with_their_figures(coordinator: Client) -> None:
    assert reverse("demand:list") == LIST
    response = coordinator.get(LIST)
    text = text_of(response)
    for words in ("10 tấn trong 2 nhu cầu", "Thương lái Hà Nội", "Chợ đầu mối Hà Nội", "từ Loại 2", "VietGAP",
                  "5.000 kg", "18.000 đ/kg tại điểm tập kết", "15/9/2021 – 30/9/2021"):  # fmt: skip
        assert words in text, words
    assert cells_of(response) == ["N1", "N2"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "voso"}, ["N2"]),
        ({"market": "ha-noi"}, ["N1"]),
        ({"grade": "1"}, ["N2"]),
        ({"grade": "3"}, ["N1", "N2"]),
        ({"certificate": "VG"}, ["N1"]),
        ({"first": "2021-10-05"}, ["N2"]),
        ({"sort": "-code"}, ["N2", "N1"]),
        ({"sort": "market"}, ["N1", "N2"]),
    ],
)
def test_filters_and_orders(coordinator: Client, query: dict[str, str], codes: list[str]) -> None:
    assert cells_of(coordinator.get(LIST, query)) == codes


def test_a_senseless_filter_is_told(coordinator: Client) -> None:
    response = coordinator.get(LIST, {"first": "2021-10-01", "last": "2021-09-01"})
    assert response.status_code == 400
    assert "Ngày cuối không được trước ngày đầu." in text_of(response)


def test_the_rows_leave_as_csv(coordinator: Client) -> None:
    rows = csv_of(coordinator.get(LIST, {"xuat": "csv"}))
    assert [(row["Mã nhu cầu"], row["Giá (đ/kg)"], row["Giá tính"]) for row in rows] == [
        ("N1", "18000", "tại điểm tập kết"), ("N2", "18000", "tại điểm tập kết"),
    ]  # fmt: skip


def test_all_of_the_season_see_its_needs_and_others_none(small: Small) -> None:
    officer = client_of(person("can-bo", "commune_officer", "20.06172"))
    assert cells_of(officer.get(LIST)) == ["N1", "N2"]
    page = reverse("demand:need", args=[Need.objects.get(code="N1").pk])
    assert officer.get(page).status_code == 200
    elsewhere = client_of(person("an-giang", "coordinator", "91"))
    assert elsewhere.get(page).status_code == 404
    assert client_of(person("khong-quyen")).get(LIST).status_code == 403
    assert Client().get(LIST).status_code == 302


def test_an_empty_season_says_what_to_do(coordinator: Client) -> None:
    record_catalogue("hong-2020")
    assert "Mùa vụ này chưa có nhu cầu nào" in text_of(coordinator.get(LIST, {"mua": "hong-2020"}))


def test_a_need_s_page(coordinator: Client) -> None:
    text = text_of(coordinator.get(reverse("demand:need", args=[Need.objects.get(code="N2").pk])))
    for words in ("Nhu cầu N2", "Thương lái Hà Nội", "Sàn Voso", "(5 tấn)", "ít nhất 0 ngày", "31/10/2021"):
        assert words in text, words
    assert coordinator.get(reverse("demand:need", args=[10**9])).status_code == 404


def test_as_many_questions_for_many_needs_as_for_two(
    small: Small, coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(14):
        coordinator.get(LIST)
    record_needs(season=small.season, rows=[need(f"M{n}") for n in range(60)], actor=None)
    with django_assert_num_queries(14):
        coordinator.get(LIST)
