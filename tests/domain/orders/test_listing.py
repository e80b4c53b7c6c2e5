"""What lists of orders are sorted by is what they show; drafts and endings over the API."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cungcau.domain.matching.models import Plan
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Order, Side
from cungcau.domain.orders.selectors import orders_of
from cungcau.domain.orders.selectors.orders import gist_of
from cungcau.domain.orders.services.from_plan import orders_from_plan
from cungcau.domain.orders.services.orders import cancel_order, change_draft, enter_order, send_order
from cungcau.domain.orders.services.terms import propose, refuse, say_yes
from cungcau.platform.accounts.models import User
from tests.domain.orders.order_rows import DAY, agreed_order
from tests.domain.orders.test_from_plan import published, season_with_goods
from tests.domain.orders.test_orders import given
from tests.domain.orders.test_terms import agent, entered, facts, one_day, waiting
from tests.domain.reading_pages import cells_of, client_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
LIST = "/don-hang/?mua=hong-2021"
LATER = DAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.SHOWN_DAY = date(2021, 9, 27)


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieuphoi", "coordinator")


def kept(order: Order, actor: User) -> tuple[int, date | None, int]:
    """What the order is sorted by, which is what its row shows."""
    (row,) = [one for one in orders_of(order.season, actor) if one.pk == order.pk]
    shown = gist_of(row)
    said = (row.listed_kg, row.listed_day, row.listed_price)
    assert said == (shown.asked_kg, shown.first, shown.price_vnd_per_kg or 0)
    return said


def test_what_is_sorted_by_follows_every_step_of_an_order(small: Small, officer: User) -> None:
    order = entered(small, officer, as_draft=True)
    assert kept(order, officer) == (1000, DAY, 18_000)
    order = change_draft(
        order=order, version=order.version, facts=given(), terms=facts(price_vnd_per_kg=0),
        deliveries=[one_day(300, LATER), one_day(400)], actor=officer,
    )  # fmt: skip
    assert kept(order, officer) == (700, DAY, 0)
    send_order(order=order, actor=officer)
    said: dict[str, Any] = {"actor": officer, "reason": "giá chưa có", "instead_of": waiting(order)}
    propose(order=order, facts=facts(), deliveries=[one_day(600, LATER)], **said)
    assert kept(order, officer) == (600, LATER, 18_000)
    for side in (Side.SELLER, Side.BUYER):
        say_yes(terms=waiting(order), side=side, actor=officer, heard="điện thoại")
    assert kept(order, officer) == (600, LATER, 18_000)
    said = {"actor": officer, "reason": "thêm"}
    propose(order=order, facts=facts(price_vnd_per_kg=19_000), deliveries=[one_day(900, LATER, 1)], **said)
    assert kept(order, officer) == (600, LATER, 18_000)
    refuse(terms=waiting(order), side=Side.BUYER, reason="không", actor=officer)
    propose(order=order, facts=facts(price_vnd_per_kg=19_000), deliveries=[one_day(900, LATER, 1)], **said)
    for side in (Side.SELLER, Side.BUYER):
        say_yes(terms=waiting(order), side=side, actor=officer, heard="điện thoại")
    assert kept(order, officer) == (900, LATER, 19_000)
    cancel_order(order=order, reason="thôi", actor=officer)
    kept(order, officer)


def test_orders_of_a_plan_are_sorted_by_what_they_show(small: Small, officer: User) -> None:
    plan: Plan = published(season_with_goods(small), officer)
    orders_from_plan(plan=plan, actor=officer)
    assert Order.objects.exists()
    for order in Order.objects.all():
        kept(order, officer)


@pytest.fixture
def three(small: Small, officer: User) -> list[str]:
    made = [
        enter_order(
            season=small.season, facts=given(), terms=facts(price_vnd_per_kg=price), deliveries=[one_day(kg, day)],
            actor=officer,
        )
        for kg, day, price in ((500, LATER, 17_000), (200, DAY, 21_000), (900, DAY + timedelta(days=1), 19_000))
    ]  # fmt: skip
    return [one.code for one in made]


@pytest.mark.parametrize(
    ("column", "api", "order"),
    [("asked", "kg", (1, 0, 2)), ("days", "day", (1, 2, 0)), ("price", "price", (0, 2, 1))],
)
def test_lists_are_sorted_by_kg_day_and_price(
    three: list[str], officer: User, column: str, api: str, order: tuple[int, ...]
) -> None:
    client, wanted = client_of(officer), [three[place] for place in order]
    assert cells_of(client.get(LIST, {"mua": "hong-2021", "sort": column})) == wanted
    assert cells_of(client.get(LIST, {"mua": "hong-2021", "sort": f"-{column}"})) == wanted[::-1]
    for asked, codes in ((api, wanted), (f"-{api}", wanted[::-1])):
        rows = client.get("/api/v1/orders", {"season": "hong-2021", "sort": asked}).json()
        assert [row["code"] for row in rows] == codes
    assert client.get("/api/v1/orders", {"season": "hong-2021", "sort": "buyer"}).status_code == 400


def call(client: Client, method: str, path: str, body: object) -> Any:
    act = getattr(client, method)
    answer = act(f"/api/v1/orders{path}", data=json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


DRAFT: dict[str, Any] = {
    "buyer": "TL", "seller": "HTX", "commodity": "hong", "market": "ha-noi",
    "terms": {"price_vnd_per_kg": 18000, "days": [{"harvest_date": "2021-09-28", "kg": 1000}]},
}  # fmt: skip


def test_a_draft_is_changed_over_the_api(small: Small, officer: User) -> None:
    client = client_of(officer)
    _status, made = call(client, "post", "", {**DRAFT, "season": "hong-2021", "draft": True})
    path, terms = f"/{made['id']}/draft", {**DRAFT["terms"], "price_vnd_per_kg": 20000}
    wanted = {**DRAFT, "version": made["version"], "note": "gấp", "terms": terms}
    status, changed = call(client, "put", path, wanted)
    assert (status, changed["note"], changed["version"]) == (200, "gấp", made["version"] + 1)
    assert changed["terms"][-1]["price_vnd_per_kg"] == 20000
    status, refused = call(client, "put", path, wanted)
    assert (status, refused["code"]) == (409, "order_changed_meanwhile")
    wanted["version"] += 1
    assert call(client, "put", path, {**wanted, "seller": "KHONG-CO"})[0] == 400
    assert call(client, "put", path, {**wanted, "market": ""})[0] == 400
    other = client_of(agent("TL", "buyer", "mua"))
    assert call(other, "put", path, wanted)[0] == 404
    assert call(client, "post", f"/{made['id']}/send", {})[0] == 200
    status, refused = call(client, "put", path, wanted)
    assert (status, refused["code"]) == (409, "order_not_open")
    assert Order.objects.get().note == "gấp"


def test_an_order_is_closed_and_opened_again_over_the_api(small: Small, officer: User) -> None:
    order, client = agreed_order(small).order, client_of(officer)
    status, refused = call(client, "post", f"/{order.pk}/close", {})
    assert (status, refused["code"]) == (409, "order_unfinished")
    status, closed = call(client, "post", f"/{order.pk}/close", {"reason": "mưa, hết hàng"})
    assert (status, closed["state"]) == (200, states.CLOSED)
    assert call(client, "post", f"/{order.pk}/close", {"reason": "lại"})[0] == 409
    assert call(client, "post", f"/{order.pk}/reopen", {"reason": ""})[0] == 400
    status, opened = call(client, "post", f"/{order.pk}/reopen", {"reason": "còn giao"})
    assert (status, opened["state"]) == (200, states.AGREED)
    side = client_of(agent("TL", "buyer", "mua"))
    assert call(side, "post", f"/{order.pk}/close", {"reason": "thôi"})[0] == 403


def test_the_form_says_before_sending_that_it_needs_a_market_or_a_place(small: Small, officer: User) -> None:
    page = client_of(officer).get("/don-hang/moi/?mua=hong-2021").content.decode()
    assert "chọn thị trường, hoặc ghi nơi giao bằng lời" in page
    assert re.search(r'name="market"[^>]*aria-describedby="[^"]*helptext', page)


@pytest.mark.parametrize("role", ["coordinator", "commune_officer", "representative"])
def test_whoever_may_split_finds_it_in_the_menu(small: Small, role: str) -> None:
    page = client_of(person("nguoi", role)).get("/").content.decode()
    assert f'href="{reverse("orders:split-lines")}"' in page


def test_a_viewer_does_not(small: Small) -> None:
    page = client_of(person("xem", "viewer")).get("/").content.decode()
    assert "Chia đơn" not in page
