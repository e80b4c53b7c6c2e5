"""The list hung at the gate: a code in each row that opens the arrival on the keeper's phone."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import segno
from django.test import Client, override_settings

from cungcau.domain.collection import states
from cungcau.domain.collection.models import Booking
from tests.domain.collection.scale_rows import TODAY, keeper, point, turn, weigh
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order
from tests.domain.reading_pages import client_of, text_of, xlsx_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
ON = f"?ngay={DAY.isoformat()}"


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def ordered(small: Small) -> Ordered:
    point()
    return agreed_order(small)


def drawn(page: str) -> set[str]:
    """What the codes of a page draw."""
    return set(
        re.findall(
            r'<path stroke[^>]* d="([^"]+)"', "".join(re.findall(r"<svg[^>]*\bqr\b.*?</svg>", page, re.S))
        )
    )


def code_for(address: str) -> str:
    made = segno.make(address, error="m", micro=False).svg_inline(scale=2, border=2)
    (path,) = re.findall(r' d="([^"]+)"', made)
    return str(path)


def test_each_row_carries_the_code_of_its_own_turn(ordered: Ordered) -> None:
    made = [turn(ordered.slips[:1], 8), turn(ordered.slips[1:], 9)]
    client, address = client_of(person("can-bo", "coordinator")), f"/can-hang/diem/{point().pk}/cong/{ON}"
    links = [f"http://testserver/can-hang/luot/{one.pk}/" for one in made]
    assert drawn(client.get(address).content.decode()) == {code_for(link) for link in links}
    sheet = xlsx_of(client.get(address + "&xuat=xlsx"))
    assert [row[-1] for row in sheet[1:]] == links
    with override_settings(SITE_URL="https://cungcau.example/"):
        page = client.get(address).content.decode()
    assert code_for(f"https://cungcau.example/can-hang/luot/{made[0].pk}/") in drawn(page)


def test_the_printed_list_holds_the_codes(ordered: Ordered) -> None:
    client, address = (
        client_of(person("can-bo", "coordinator")),
        f"/can-hang/diem/{point().pk}/cong/{ON}&xuat=pdf",
    )
    empty = client.get(address)
    turn(ordered.slips)
    full = client.get(address)
    assert empty.content.startswith(b"%PDF") and full["Content-Type"] == "application/pdf"
    assert len(full.content) > len(empty.content) + 500


def test_the_keeper_lets_in_with_one_tap_and_goes_to_the_scale(ordered: Ordered) -> None:
    booking = turn(ordered.slips)
    client, address = client_of(keeper(first=TODAY)), f"/can-hang/luot/{booking.pk}/"
    page = client.get(address)
    said = text_of(page)
    assert "Đã đến" in said and "Hộ Nông Thị Đào" in said and "08:00–08:30" in said
    assert "no-store" in page["Cache-Control"]
    answer = client.post(f"{address}den/", {"tu": "ma"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert Booking.objects.get().state == states.ARRIVED
    after = client.get(address).content.decode()
    assert "Đã đến</button>" not in after
    assert f"/can-hang/diem/{point().pk}/can/{ordered.slips[0].pk}/{ON}" in after
    assert client.get(f"/can-hang/diem/{point().pk}/can/{ordered.slips[0].pk}/{ON}").status_code == 200
    for slip in ordered.slips:
        weigh(slip, 300)
    assert client.get(address).status_code == 200


def test_a_code_is_worth_nothing_to_others(ordered: Ordered) -> None:
    address = f"/can-hang/luot/{turn(ordered.slips).pk}/"
    answer = Client().get(address)
    assert (answer.status_code, unquote(answer["Location"])) == (302, f"/tai-khoan/dang-nhap/?next={address}")
    assert client_of(person("dai-dien", "representative")).get(address).status_code == 404
    assert client_of(person("nguoi-la", "keeper")).get(address).status_code == 404
    assert client_of(keeper(first=TODAY)).get("/can-hang/luot/999999/").status_code == 404
