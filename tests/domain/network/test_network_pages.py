"""The pages of points and lanes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cungcau.domain.network.services import record_points
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import START, Small, person, point, record_catalogue

pytestmark = pytest.mark.django_db
POINTS, LANES = "/mang-luoi/diem-tap-ket/", "/mang-luoi/tuyen/"


@pytest.fixture
def coordinator(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def test_points_with_agreement_capacity_storage_and_hours(coordinator: Client) -> None:
    assert (reverse("network:points"), reverse("network:lanes")) == (POINTS, LANES)
    response = coordinator.get(POINTS)
    text = text_of(response)
    for words in ("Đã thống nhất", "Chưa thống nhất", "30.000 kg", "2.000 kg", "không giữ", "05:00-18:00",
                  "3.200 m", "Biên bản 01", "15/9/2021 – 31/10/2021", "Xã Hoàng Việt"):  # fmt: skip
        assert words in text, words
    assert cells_of(response) == ["Điểm Hoàng Việt", "Điểm Tân Mỹ 1"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "tan mi"}, ["Điểm Tân Mỹ 1"]),
        ({"approved": "no"}, ["Điểm Hoàng Việt"]),
        ({"approved": "yes"}, ["Điểm Tân Mỹ 1"]),
        ({"sort": "-storage_kg"}, ["Điểm Tân Mỹ 1", "Điểm Hoàng Việt"]),
    ],
)
def test_points_are_filtered_and_ordered(
    coordinator: Client, query: dict[str, str], names: list[str]
) -> None:
    assert cells_of(coordinator.get(POINTS, query)) == names


def test_lanes_with_days_cost_and_capacity(coordinator: Client) -> None:
    response = coordinator.get(LANES)
    text = text_of(response)
    for words in ("Chợ đầu mối Hà Nội", "Thương mại điện tử", "1 ngày", "trong ngày", "850 đ/kg", "9.000 kg"):
        assert words in text, words
    assert len(cells_of(response)) == 3


@pytest.mark.parametrize(
    ("query", "markets"),
    [
        ({"q": "hoàng việt"}, ["Chợ đầu mối Hà Nội"]),
        ({"q": "voso"}, ["Sàn Voso"]),
        ({"point": "P1", "sort": "-cost_vnd_per_kg"}, ["Sàn Voso", "Chợ đầu mối Hà Nội"]),
        ({"channel": "ecommerce"}, ["Sàn Voso"]),
        ({"q": "mars"}, []),
    ],
)
def test_lanes_are_filtered_and_ordered(
    coordinator: Client, query: dict[str, str], markets: list[str]
) -> None:
    response = coordinator.get(LANES, query)
    assert (cells_of(response, 1) if markets else []) == markets
    assert markets or "Không có tuyến nào khớp" in text_of(response)


def test_both_leave_as_files(coordinator: Client) -> None:
    rows = csv_of(coordinator.get(POINTS, {"xuat": "csv"}))
    assert [(row["Mã điểm"], row["Thống nhất"]) for row in rows] == [
        ("P2", "Chưa thống nhất"),
        ("P1", "Đã thống nhất"),
    ]
    header, *body = xlsx_of(coordinator.get(LANES, {"xuat": "xlsx", "channel": "ecommerce"}))
    assert header[0] == "Điểm tập kết"
    assert [row[1] for row in body] == ["Sàn Voso"]


def test_who_may_look(small: Small) -> None:
    officer = client_of(person("can-bo", "commune_officer", "20.06172"))
    for page in (POINTS, LANES):
        assert officer.get(page).status_code == 200
        assert client_of(person(f"khong-quyen-{len(page)}")).get(page).status_code == 403
        assert Client().get(page).status_code == 302


def test_an_empty_season_says_what_to_do(coordinator: Client) -> None:
    record_catalogue("hong-2020")
    assert "chưa có điểm tập kết nào" in text_of(coordinator.get(POINTS, {"mua": "hong-2020"}))
    assert "chưa có tuyến nào" in text_of(coordinator.get(LANES, {"mua": "hong-2020"}))


def test_as_many_questions_for_many_points_as_for_two(
    small: Small, coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(7):
        coordinator.get(POINTS)
    rows = [point(f"Q{n}", f"Điểm {n}") for n in range(60)]
    record_points(rows=rows, season=small.season, on=START, actor=None)
    with django_assert_num_queries(7):
        coordinator.get(POINTS)
    with django_assert_num_queries(8):
        coordinator.get(LANES)
