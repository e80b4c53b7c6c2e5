"""The day of a representative: from an order by phone to money in hand, and a report that says exactly that."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest

from cungcau.domain.collection.services.turns import Wish, book
from cungcau.domain.daily.services import issue_report
from cungcau.domain.logistics.planning.drafting import NewLoad
from cungcau.domain.logistics.services.loading import load_goods
from cungcau.domain.logistics.services.running import confirm_trip, depart
from cungcau.domain.logistics.services.trips import add_trip
from cungcau.domain.orders import states
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.orders.services.slips import answer, keep_split, propose, send_slips
from cungcau.domain.registry.models import Consent
from cungcau.domain.settlement.models import Statement
from cungcau.domain.settlement.services import draft_statements, issue_statement, pay
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.ui import clock
from tests.domain.collection.scale_rows import keeper, point, weigh
from tests.domain.logistics.fleet_rows import carriers, driver, somebody, vehicle
from tests.domain.orders.order_rows import organisation
from tests.domain.orders.slip_rows import record_orchards, representative
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import START, Small, person
from tests.stories.fulfilment_rows import DAY, EVE, NEXT, PRICE, SHOWN, agreed, moment, rules_hold

pytestmark = [pytest.mark.story, pytest.mark.django_db]
SITE = "https://cungcau.example.vn"


@pytest.fixture
def people(small: Small, settings: Any) -> dict[str, User]:
    """Five households that agreed to messages, a buyer reached by phone, a carrier, and who works that day."""
    settings.SITE_URL, settings.SHOWN_DAY = SITE, EVE
    record_orchards(small, dict.fromkeys("ABCDE", 600))
    for code in "ABCDE":
        Consent.objects.create(
            organisation=organisation(code), purpose=Consent.Purpose.MESSAGES, given=True, on=START,
            how=Consent.How.CALL,
        )  # fmt: skip
    buyer = organisation("TL")
    buyer.phone = "+84912333444"
    buyer.save(update_fields=["phone"])
    point()
    carriers()
    return {
        "office": person("dieuphoi", "coordinator"), "seller": representative(), "keeper": keeper(),
        "carrier": somebody("nha-xe", "carrier", acts_for="VT1"),
    }  # fmt: skip


def by_link(slip: Slip, client: Any, **said: object) -> None:
    """The household opens the link its text holds, and answers there."""
    (text,) = Outgoing.objects.filter(about=f"slip:{slip.pk}", message="orders.slip_ask")
    (address,) = re.findall(rf"{SITE}(\S+)", text.sms)
    assert len(text.sms) <= 160 and text.sms.isascii()
    assert str(slip.offered_kg) in text_of(client.get(address))
    assert client.post(address, said).status_code == 302


def answered(line: OrderLine, seller: User, client: Any) -> dict[str, Slip]:
    """Yes and less by link, no on the phone; what is given back is asked of the next two, who say yes."""
    first, less, declined = send_slips(line=line, actor=seller)
    by_link(first, client, says="yes")
    by_link(less, client, says="less", kg=200, note="thiếu người hái (minh hoạ)")
    answer(slip=declined, kg=0, by="phone", actor=seller, spoke_with="bà chủ (minh hoạ)")
    for slip in Slip.objects.filter(line=line, state=states.SENT).order_by("pk"):
        assert slip.instead_of_id in (less.pk, declined.pk) and slip.allocated_by == "reoffer"
        answer(slip=slip, kg=slip.offered_kg, by="phone", actor=seller)
    return {slip.producer.code: slip for slip in Slip.objects.filter(line=line).select_related("producer")}


def weighed(slips: dict[str, Slip], people: dict[str, User]) -> None:
    """Two turns booked on the eve, everything over the scale; the first brings 14 kg that are bruised."""
    coming = [slip for slip in slips.values() if slip.state == states.ACCEPTED]
    for hour, two in ((8, coming[:2]), (9, coming[2:])):
        wish = Wish(moment(DAY, hour), tuple(slip.pk for slip in two))
        book(point=two[0].point, day=DAY, wish=wish, actor=people["seller"])  # type: ignore[arg-type]
    with clock.living(DAY):
        for slip in coming:
            slip.refresh_from_db()
            assert slip.slot_from is not None
            bad = 14 if slip is coming[0] else 0
            weigh(slip, slip.confirmed_kg + 40, 40, bad, actor=people["keeper"])


def driven(line: OrderLine, small: Small, people: dict[str, User]) -> None:
    """One lorry takes what was received, in two goes, and leaves at noon."""
    loads = [NewLoad(line, line.received_kg)]
    trip = add_trip(
        season=small.season, day=DAY, vehicle=vehicle(), driver=driver(), loads=loads, actor=people["office"]
    )
    confirm_trip(trip, actor=people["carrier"])
    token = uuid.uuid4()
    for kg, key in ((600, token), (600, token), (line.received_kg - 600, None)):
        load_goods(trip.loads.get(), kg=kg, actor=people["keeper"], at=moment(DAY, 11), client_uuid=key)
    depart(trip, actor=people["keeper"], at=moment(DAY, 12))


def received(client: Any) -> None:
    """The buyer says by the link what came, sent twice: 980 of 986 kg, 20 of them not taken."""
    (letter,) = Outgoing.objects.filter(phone="+84912333444", message="logistics.arrival_link")
    said = {
        "what": "say", "arrived_kg": 980, "refused_kg": 20, "refused_why": "dập đáy sọt (minh hoạ)",
        "at": "2021-09-29T00:00", "once": str(uuid.uuid4()),
    }  # fmt: skip
    for _ in range(2):
        assert client.post(letter.link, said).status_code == 302
    assert "960" in text_of(client.get(letter.link))


def paid(line: OrderLine, seller: User) -> list[Statement]:
    """Each household's statement, the first paid in two parts; one dong more is refused."""
    found = [
        issue_statement(statement=one, actor=seller)
        for one in draft_statements(order=line.order, actor=seller)
    ]
    for one in found:
        for part in (one.due_vnd // 2, one.due_vnd - one.due_vnd // 2) if one is found[0] else (one.due_vnd,):
            pay(statement=one, amount_vnd=part, paid_on=clock.today(), actor=seller, note=SHOWN)
        with pytest.raises(DomainError, match="statement_not_payable"):
            pay(statement=one, amount_vnd=1, paid_on=clock.today(), actor=seller)
    return found


def figures(small: Small, day: date, office: User) -> dict[str, Any]:
    """The day's figures as issued and as the API gives them."""
    with clock.living(day):
        issued = issue_report(season=small.season, day=day, actor=office).figures
        told = client_of(office).get(f"/api/v1/daily/days/{day}?season=hong-2021").json()
    assert told["figures"] == issued and told["missing"] == []
    return dict(issued)


def test_the_day_of_a_representative(small: Small, people: dict[str, User], client: Any) -> None:
    line = agreed(small, 1000, actor=people["office"], seller=people["seller"])
    split = propose(line, "ledger", least_kg=300)
    assert sorted(part.kg for part in split.parts) == [333, 333, 334] and all(
        one.reason for one in split.parts
    )
    keep_split(line=line, parts=split.parts, actor=people["seller"])
    slips = answered(line, people["seller"], client)
    line.refresh_from_db()
    assert (line.allocated_kg, line.confirmed_kg, line.state) == (1000, 1000, states.CONFIRMED)
    weighed(slips, people)
    line.refresh_from_db()
    with clock.living(DAY):
        driven(line, small, people)
    with clock.living(NEXT):
        received(client)
        statements = paid(line, people["seller"])
    assert sum(one.due_vnd for one in statements) == 986 * PRICE
    line.refresh_from_db()
    assert line.state == states.PAID
    ended = sorted(Slip.objects.values_list("state", flat=True))
    assert ended == [states.DECLINED, *[states.SETTLED] * 4]
    that_day, after = figures(small, DAY, people["office"]), figures(small, NEXT, people["office"])
    assert {kind: kg for kind, (kg, _) in that_day["whole"].items()} == {
        "received": 986, "rejected": 14, "loaded": 986, "delivered": 0, "lost": 0, "accepted": 0, "paid": 0,
    }  # fmt: skip
    assert (that_day["value_vnd"][0], that_day["tickets"], that_day["points"]) == (986 * PRICE, 4, 1)
    assert after["whole"] == {
        "received": [0, 986], "rejected": [0, 14], "loaded": [0, 986], "delivered": [980, 980], "lost": [6, 6],
        "accepted": [960, 960], "paid": [986, 986],
    }  # fmt: skip
    rules_hold()
