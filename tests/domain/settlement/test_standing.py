"""How far orders are put on statements, and what ended claims make owed beside them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.logistics.services import claims
from cungcau.domain.logistics.services.arrivals import Said, expect_without_trip, say
from cungcau.domain.logistics.services.claims import Asked
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.settlement.models import ItemKind, Statement
from cungcau.domain.settlement.selectors.goods import claims_share, standing
from cungcau.domain.settlement.services import draft_statements, issue_statement
from cungcau.domain.settlement.sums import share_of_claims
from cungcau.domain.settlement.wording import claims_said
from tests.domain.logistics.road_rows import DAY, came
from tests.domain.orders.order_rows import Ordered, agreed_order
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small, person
from tests.domain.settlement.settled_rows import weighed

pytestmark = pytest.mark.django_db
LIST = "/thanh-toan/"


@pytest.fixture
def brought(small: Small) -> Ordered:
    return weighed(agreed_order(small), 600, 350)


@pytest.fixture
def office(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def stands(ordered: Ordered) -> tuple[int, int, bool, str]:
    found = standing([ordered.order])[ordered.order.pk]
    return found.kg, found.drafts, found.to_draft, found.waits


def test_drafting_is_offered_only_while_it_changes_something(brought: Ordered, office: Client) -> None:
    draft_it = f"/thanh-toan/don/{brought.order.pk}/soan/"
    assert stands(brought) == (950, 0, True, "money")
    assert draft_it in office.get(LIST).content.decode()
    drafts = draft_statements(order=brought.order, actor=None)
    assert stands(brought) == (950, 2, False, "issue")
    page = office.get(LIST).content.decode()
    assert draft_it not in page and "Đã soạn 2 bảng kê nháp, chờ lập" in page
    for one in drafts:
        issue_statement(statement=one, actor=None)
    assert stands(brought) == (0, 0, False, "money")
    page = office.get(LIST).content.decode()
    assert draft_it not in page and "Đã kê hết, chờ trả tiền" in page


def test_kg_that_changed_since_the_draft_are_drafted_anew(brought: Ordered, office: Client) -> None:
    draft_statements(order=brought.order, actor=None)
    Slip.objects.filter(pk=brought.slips[0].pk).update(received_kg=590)
    assert stands(brought)[2]
    assert "Soạn lại bảng kê nháp" in office.get(LIST).content.decode()


def test_many_orders_are_looked_at_in_a_set_number_of_queries(small: Small, brought: Ordered) -> None:
    with CaptureQueriesContext(connection) as one:
        standing([brought.order])
    more = [
        weighed(agreed_order(small, f"DH-{n}", asked_kg=100, parts=(("H1", 60), ("H2", 40))), 60, 40).order
        for n in range(2, 6)
    ]
    with CaptureQueriesContext(connection) as five:
        found = standing([brought.order, *more])
    assert len(one) == len(five) and {found[order.pk].kg for order in more} == {100}


def test_what_a_claim_left_owed_is_shown_and_offered_as_an_item(brought: Ordered, office: Client) -> None:
    line = OrderLine.objects.get(pk=brought.line.pk)
    said = Said(950, 0, "", at=came(DAY - timedelta(days=2)))
    waiting = expect_without_trip(line=line, kg=950, actor=None)
    arrival = say(arrival=waiting, speaker="buyer", said=said, by_link=True)
    asked = Asked("quality", "Dập nhiều", kg=0, vnd=950_000)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=asked)
    claims.answer_claim(claim=claim, text="Chịu cả", kg=0, vnd=950_000, actor=None)
    first, second = draft_statements(order=brought.order, actor=None)
    assert (claims_share(first), claims_share(second)) == ((950_000, 600_000), (950_000, 350_000))
    assert "bên bán trả bên mua 950.000 đ" in text_of(office.get(LIST))
    page = text_of(office.get(f"/thanh-toan/{first.pk}/"))
    assert "bên bán trả bên mua 950.000 đ" in page and "600.000 đ" in page
    filled = office.get(f"/thanh-toan/{first.pk}/?khieu-nai=1").content.decode()
    assert 'value="600000"' in filled and f"Phần khiếu nại của đơn {brought.order.code}" in filled
    assert not Statement.objects.filter(items__kind=ItemKind.OTHER_OFF).exists(), "nothing by itself"
    rows = office.get("/api/v1/settlement/orders").json()
    assert [(row["code"], row["kg"], row["to_draft"], row["claims_vnd"]) for row in rows] == [
        ("DH-1", 950, False, 950_000)
    ]


def test_shares_of_claims_go_by_kg_and_keep_their_sign() -> None:
    assert share_of_claims({1: 100_000, 2: -30_000}, {1: 30, 2: 10}, {1: 100, 2: 30}) == 30_000 - 10_000
    assert share_of_claims({1: 100}, {}, {1: 3}) == 0
    assert share_of_claims({1: 100}, {1: 3}, {}) == 0
    assert share_of_claims({1: -100}, {1: 1}, {1: 3}) == -33
    assert claims_said(0) == "" and "bên mua trả bên bán" in claims_said(-5)
