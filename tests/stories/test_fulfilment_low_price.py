"""A trader lowers the price after the cut: what was frozen stays, and what was paid is known to whom it concerns."""

from __future__ import annotations

from typing import Any

import pytest

from cungcau.domain.logistics.services.arrivals import Said, expect_without_trip, say
from cungcau.domain.orders import states
from cungcau.domain.orders.models import OrderLine, Outcome, PriceFlag, Slip, Terms
from cungcau.domain.orders.selectors.flags import flags_shown
from cungcau.domain.orders.selectors.records import fulfilment
from cungcau.domain.orders.services.checking import Delivery
from cungcau.domain.orders.services.flags import answer_flag, close_flag
from cungcau.domain.orders.services.slips import answer
from cungcau.domain.orders.services.terms import propose, refuse
from cungcau.domain.settlement.models import Statement
from cungcau.domain.settlement.services import draft_statements, issue_statement, pay, set_price
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from tests.domain.collection.scale_rows import point, weigh
from tests.domain.orders.order_rows import organisation
from tests.domain.orders.slip_rows import record_orchards, representative
from tests.domain.orders.test_terms import agent
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small, person
from tests.stories.fulfilment_rows import DAY, EVE, NEXT, PRICE, SHOWN, agreed, moment, rules_hold, sent

pytestmark = [pytest.mark.story, pytest.mark.django_db]
LOWER, PAID = 12_000, 15_000
AFTER = NEXT.replace(day=30)
KNOW = ("buyer", "seller", "office")


@pytest.fixture
def people(small: Small, settings: Any) -> dict[str, User]:
    settings.SHOWN_DAY = EVE
    point()
    return {
        "buyer": agent("TL", "buyer", "mua"), "seller": representative(), "office": person("dieuphoi", "coordinator"),
        "elsewhere": person("noikhac", "coordinator", "91"), "viewer": person("xem", "viewer"),
        "commune": person("canboxa", "commune_officer", "20.06172"), "household": agent("H3", "representative", "khac"),
        "carrier": person("nhaxe", "carrier"), "keeper": person("giudiem", "keeper"),
    }  # fmt: skip


def cut(small: Small) -> OrderLine:
    """A tonne promised by two households, picked and weighed in."""
    lots = record_orchards(small, {"A": 700, "B": 500})
    line = agreed(small, 1000)
    for slip in sent(line, [(lots["A"], 600), (lots["B"], 400)]):
        answer(slip=slip, kg=slip.offered_kg, by="phone", actor=None)
        weigh(Slip.objects.get(pk=slip.pk), slip.offered_kg)
    line.refresh_from_db()
    return line


def lowered(line: OrderLine, people: dict[str, User]) -> PriceFlag:
    """The buyer wants the whole order cheaper now that it is cut; the seller does not."""
    days = [Delivery(DAY, DAY, NEXT, 1000, no=1)]
    facts = {"price_vnd_per_kg": LOWER, "grade": 2, "payment_days": 7, "tolerance_over": 10}
    terms = propose(
        order=line.order,
        facts=facts,
        deliveries=days,
        actor=people["buyer"],
        reason="chợ xuống giá (minh hoạ)",
    )
    refuse(terms=terms, side="seller", reason="đã chốt trước khi cắt (minh hoạ)", actor=people["seller"])
    frozen = Terms.objects.get(order=line.order, state=states.FROZEN)
    assert (frozen.revision, frozen.price_vnd_per_kg) == (1, PRICE)
    assert set(Slip.objects.values_list("price_vnd_per_kg", flat=True)) == {PRICE}
    return PriceFlag.objects.get(evidence=f"terms:{terms.pk}", said_vnd_per_kg=LOWER, frozen_vnd_per_kg=PRICE)


def delivered(line: OrderLine) -> None:
    with clock.living(DAY):
        arrival = expect_without_trip(line=line, kg=1000, actor=None)
    with clock.living(NEXT):
        say(arrival=arrival, speaker="buyer", said=Said(1000, at=moment(NEXT, 0)), by_link=True)


def paid_less(line: OrderLine, people: dict[str, User]) -> PriceFlag:
    """One household is paid 15,000 a kg, the other what was frozen; the flag names the row it rests on."""
    first, second = draft_statements(order=line.order, actor=people["seller"])
    item = first.items.get()
    set_price(
        item=item, price_vnd_per_kg=PAID, reason="thương lái trả thấp (minh hoạ)", actor=people["seller"]
    )
    for one in (first, second):
        issued = issue_statement(statement=one, actor=people["seller"])
        pay(
            statement=issued,
            amount_vnd=issued.due_vnd,
            paid_on=clock.today(),
            actor=people["seller"],
            note=SHOWN,
        )
    assert list(Statement.objects.order_by("pk").values_list("paid_vnd", flat=True)) == [
        600 * PAID,
        400 * PRICE,
    ]
    item.refresh_from_db()
    assert (item.price_vnd_per_kg, item.frozen_vnd_per_kg) == (PAID, PRICE)
    return PriceFlag.objects.get(evidence=f"statement_item:{item.pk}", line=line, said_vnd_per_kg=PAID)


def known_to(flag: PriceFlag, who: str, user: User) -> bool:
    """Whether somebody sees the flag, the same on the page, in the list, in the API and by the services."""
    client, knows = client_of(user), flags_shown(user).filter(pk=flag.pk).exists()
    page = client.get(f"/don-hang/canh-bao-gia/{flag.pk}/")
    told = client.get(f"/api/v1/orders/{flag.order_id}/price-flags")
    assert (page.status_code == 200) == knows and (told.status_code == 200) == knows, who
    if knows:
        assert (
            "15.000" in text_of(page)
            and "18.000" in text_of(page)
            and flag.pk in [one["id"] for one in told.json()]
        )
    else:
        with pytest.raises(DomainError):
            answer_flag(flag=flag, text="xin nói", actor=user)
    return knows


def test_a_trader_who_lowers_the_price_after_the_cut(small: Small, people: dict[str, User]) -> None:
    line = cut(small)
    asked = lowered(line, people)
    delivered(line)
    with clock.living(AFTER):
        flag = paid_less(line, people)
        assert PriceFlag.objects.count() == 2
        assert tuple(who for who, user in people.items() if known_to(flag, who, user)) == KNOW
        answer_flag(flag=flag, text="Hàng chín quá (minh hoạ)", actor=people["buyer"])
        answer_flag(flag=flag, text="Đã loại riêng ở điểm cân (minh hoạ)", actor=people["seller"])
        for one, outcome in ((asked, Outcome.KEPT), (flag, Outcome.BROKEN)):
            close_flag(flag=one, outcome=outcome, reason="đã xem bảng kê (minh hoạ)", actor=people["office"])
        for code, side in (("TL", "buyer"), ("HTX", "seller")):
            (record,) = fulfilment(organisation(code))
            assert (record.side, record.orders, record.days_to_pay) == (side, 1, 2)
            told = (record.in_full.good, record.on_day.good, record.at_price.good, record.paid_in_time.good)
            assert (told, record.at_price.of) == ((1, 1, 0, 1), 1)
        assert client_of(people["buyer"]).get("/don-hang/ho-so/").status_code == 200
    line.refresh_from_db()
    assert (line.paid_kg, line.state) == (1000, states.PAID)
    rules_hold()
