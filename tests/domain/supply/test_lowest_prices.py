"""A lot's lowest price is for whoever acts for its producer and for officers who record there; nobody else sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services import Days, add_agent
from cungcau.domain.supply import services
from cungcau.domain.supply.models import Lot
from cungcau.platform.accounts.models import User
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import START, Small, person

pytestmark = pytest.mark.django_db
LIST, API = "/nguon-cung/", "/api/v1/lots"
PRICE = 7


@pytest.fixture
def stranger(small: Small) -> User:
    """A representative of the commune who acts for one household of it alone."""
    Lot.objects.filter(code="L1").update(floor_price_vnd_per_kg=17_111)
    Lot.objects.filter(code="L2").update(floor_price_vnd_per_kg=12_222)
    user = person("dai-dien", "representative", "20")
    add_agent(
        user=user, organisation=Organisation.objects.get(code="H2"), days=Days(START),
        source="thử", actor=person("dieu-phoi", "coordinator"),
    )  # fmt: skip
    return user


def page(client: Client, code: str) -> Any:
    return client.get(f"{LIST}lo/{Lot.objects.get(code=code).pk}/")


def test_the_list_shows_a_dash_and_does_not_sort_by_it(stranger: User) -> None:
    client = client_of(stranger)
    shown = client.get(LIST)
    prices = dict(zip(cells_of(shown), cells_of(shown, 6), strict=True))
    assert (prices["L1"], prices["L2"]) == ("—", "12.222 đ/kg")
    orders = {tuple(cells_of(client.get(LIST, {"sort": one}))) for one in (
        "", "floor_price_vnd_per_kg", "-floor_price_vnd_per_kg")}  # fmt: skip
    assert len(orders) == 1
    assert "sort=floor_price" not in shown.content.decode()


def test_neither_spreadsheet_takes_it_away(stranger: User) -> None:
    client = client_of(stranger)
    rows = {row["Mã lô"]: row["Giá thấp nhất (đ/kg)"] for row in csv_of(client.get(LIST, {"xuat": "csv"}))}
    assert (rows["L1"], rows["L2"]) == ("", "12222")
    book = xlsx_of(client.get(LIST, {"xuat": "xlsx", "sort": "floor_price_vnd_per_kg"}))
    assert not any(17_111 in row for row in book) and any(12_222 in row for row in book)


def test_the_page_of_a_lot_its_history_and_a_copy_hide_it(stranger: User) -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    lot = Lot.objects.get(code="L1")
    seen = services.figures_of(lot)
    services.correct_lot(
        lot=lot,
        version=1,
        seen=seen,
        mine={**seen, "floor_price_vnd_per_kg": 16_333, "note": "x"},
        actor=officer,
    )
    client = client_of(stranger)
    hidden, own = page(client, "L1").content.decode(), text_of(page(client, "L2"))
    assert "17.111" not in hidden and "16.333" not in hidden and "chỉ người bán" in hidden
    assert "12.222 đ/kg" in own
    assert "16333" not in client.get(f"{LIST}moi/?mau={lot.pk}").content.decode()
    for user in (officer, person("dieu-phoi-2", "coordinator")):
        assert "16.333 đ/kg" in text_of(page(client_of(user), "L1"))


def test_the_api_answers_null(stranger: User) -> None:
    client = client_of(stranger)
    found = {
        row["code"]: row["floor_price_vnd_per_kg"] for row in client.get(API, {"season": "hong-2021"}).json()
    }
    assert (found["L1"], found["L2"]) == (None, 12_222)
    key = Lot.objects.get(code="L1").pk
    assert client.get(f"{API}/{key}").json()["floor_price_vnd_per_kg"] is None
    coordinator = client_of(person("dieu-phoi-2", "coordinator"))
    assert coordinator.get(f"{API}/{key}").json()["floor_price_vnd_per_kg"] == 17_111


def test_a_viewer_sees_none_and_an_officer_sorts_by_all(stranger: User) -> None:
    viewer = client_of(person("xem", "viewer"))
    assert set(cells_of(viewer.get(LIST), 6)) == {"—"}
    officer = client_of(person("can-bo", "coordinator"))
    assert cells_of(officer.get(LIST, {"sort": "floor_price_vnd_per_kg"}))[:2] == ["L2", "L1"]
