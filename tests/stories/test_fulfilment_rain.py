"""Rain: a third of a day's slips fail and go down the ledger; what cannot be placed is missing, nothing oversold."""

from __future__ import annotations

from typing import Any

import pytest

from cungcau.domain.daily.selectors import missing_of
from cungcau.domain.logistics.services.arrivals import Said, expect_without_trip, say
from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip
from cungcau.domain.orders.services.slips import answer, keep_split, propose, send_slips
from cungcau.domain.settlement.services import draft_statements, issue_statement, pay
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry as Trail
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from tests.domain.collection.scale_rows import point, weigh
from tests.domain.orders.slip_rows import record_orchards, representative
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small
from tests.stories.fulfilment_rows import DAY, EVE, NEXT, SHOWN, agreed, moment, rules_hold

pytestmark = [pytest.mark.story, pytest.mark.django_db]
WHY = "không hái được: mưa"
ORCHARDS = {f"R{number}": 100 for number in range(1, 10)}


@pytest.fixture
def seller(small: Small, settings: Any) -> User:
    settings.SHOWN_DAY = EVE
    point()
    record_orchards(small, ORCHARDS)
    return representative()


def promised(small: Small, kg: int, seller: User) -> OrderLine:
    """A crate of 100 kg from each household whose turn it is; all say yes."""
    line = agreed(small, kg, seller=seller)
    keep_split(line=line, parts=propose(line, "ledger", least_kg=100).parts, actor=seller)
    said_yes(line, send_slips(line=line, actor=seller), seller)
    return line


def said_yes(line: OrderLine, slips: list[Slip], seller: User) -> None:
    for slip in slips:
        answer(slip=slip, kg=slip.offered_kg, by="phone", actor=seller)
    line.refresh_from_db()


def rained_off(slip: Slip, seller: User) -> list[Slip]:
    """The slip fails through the API; the slips that take its place, all of them asked at once."""
    told = client_of(seller).post(
        f"/api/v1/orders/slips/{slip.pk}/fail", {"reason": WHY}, content_type="application/json"
    )
    assert (told.status_code, told.json()["state"]) == (200, states.FAILED)
    instead = list(Slip.objects.filter(instead_of=slip).order_by("pk"))
    assert {(one.state, one.allocated_by) for one in instead} <= {(states.SENT, AllocatedBy.REOFFER)}
    return instead


def paid_at_the_scale(line: OrderLine) -> None:
    """Everybody has their money before the lorry leaves; the buyer takes all the next day, and the line is done."""
    with clock.living(DAY):
        arrival = expect_without_trip(line=line, kg=line.received_kg, actor=None)
        for one in draft_statements(order=line.order, actor=None):
            issued = issue_statement(statement=one, actor=None)
            pay(statement=issued, amount_vnd=issued.due_vnd, paid_on=DAY, actor=None, note=SHOWN)
    with clock.living(NEXT):
        say(arrival=arrival, speaker="buyer", said=Said(line.received_kg, at=moment(NEXT, 0)), by_link=True)
    line.refresh_from_db()
    assert (line.paid_kg, line.accepted_kg, line.state) == (line.received_kg, line.received_kg, states.PAID)


def weighed() -> None:
    """All that was promised over the scale; a slip that failed is not taken there any more."""
    failed = Slip.objects.filter(state=states.FAILED).first()
    assert failed is not None
    with pytest.raises(DomainError, match="slip_takes_nothing"):
        weigh(failed, 100)
    for slip in Slip.objects.filter(state=states.ACCEPTED).select_related("point").order_by("pk"):
        weigh(slip, slip.confirmed_kg)


def test_rain(small: Small, seller: User) -> None:
    large, other = promised(small, 600, seller), promised(small, 300, seller)
    assert (large.confirmed_kg, other.confirmed_kg) == (600, 300)
    assert Slip.objects.filter(state=states.ACCEPTED).count() == 9
    record_orchards(small, {"S1": 150, "S2": 100})
    first, second = large.slips.order_by("pk")[:2]
    third = other.slips.get(producer__code="R9")
    with clock.living(DAY):
        for slip in (first, second):
            instead = rained_off(slip, seller)
            assert sum(one.offered_kg for one in instead) == 100, "down the ledger, to who was not asked yet"
            said_yes(large, instead, seller)
        (rest,) = rained_off(third, seller)
        assert (rest.producer.code, rest.offered_kg) == ("S1", 50), "all that anybody still holds"
        assert [(one.slips, one.kg) for one in missing_of(small.season, DAY)] == [(9, 850)]
        said_yes(other, [rest], seller)
        large.refresh_from_db()
        assert (large.confirmed_kg, large.state) == (600, states.CONFIRMED)
        assert (other.allocated_kg, other.confirmed_kg, other.asked_kg) == (250, 250, 300)
        assert propose(other, "ledger").short_kg == 50
        page = text_of(client_of(seller).get(f"/don-hang/chia/{other.pk}/", {"by": "ledger"}))
        assert "còn thiếu 50 kg" in page
        assert Trail.objects.filter(verb="slip.fail").count() == 3
        assert Notification.objects.filter(user=seller, message="orders.slip_nobody_left").count() == 1
        weighed()
    for line, kg in ((large, 600), (other, 250)):
        line.refresh_from_db()
        assert line.received_kg == kg
        paid_at_the_scale(line)
    rules_hold()
