"""Two people take the last tonne: two orders, one lot, real threads; exactly one gets it, at the scale too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip
from cungcau.domain.orders.services.slips import Part, answer, keep_split, propose, send_slips
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.collection.scale_rows import point, weigh
from tests.domain.orders.slip_rows import held, record_orchards, representative
from tests.domain.season_rows import record_all
from tests.stories.fulfilment_rows import DAY, EVE, SHOWN, agreed, rules_hold

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
TONNE = 1000


def taking(line: OrderLine, lot: Lot, who: User) -> Callable[[], OrderLine]:
    """A person who gives the whole lot to an order and asks the household at once."""

    def deed() -> OrderLine:
        keep_split(line=line, parts=[Part(lot.pk, TONNE, AllocatedBy.HAND, SHOWN)], actor=who)
        send_slips(line=line, actor=who)
        return line

    return deed


def won_by_one(found: list[object]) -> OrderLine:
    """The one order that got it; the other person was told what is left of whose lot."""
    (won,) = (one for one in found if isinstance(one, OrderLine))
    (refused,) = (one for one in found if not isinstance(one, OrderLine))
    assert isinstance(refused, DomainError) and refused.code == "lot_short", refused
    assert (refused.facts["left_kg"], refused.facts["kg"]) == (0, TONNE)
    return won


def test_two_people_take_the_last_tonne(settings: Any) -> None:
    settings.SHOWN_DAY = EVE
    small = record_all()
    point()
    people = representative(username="nguoi-mot"), representative(username="nguoi-hai")
    for number in range(3):
        lot = record_orchards(small, {f"X{number}": TONNE})[f"X{number}"]
        lines = agreed(small, TONNE), agreed(small, TONNE)
        deeds = [taking(line, lot, who) for line, who in zip(lines, people, strict=True)]
        won = won_by_one(at_once(*deeds))
        lost = next(line for line in lines if line.pk != won.pk)
        slip = Slip.objects.get(lot=lot)
        assert (slip.line_id, slip.offered_kg, held(lot.pk)) == (won.pk, TONNE, TONNE)
        lost.refresh_from_db()
        assert (lost.state, lost.allocated_kg, propose(lost, "ledger").short_kg) == (states.OPEN, 0, TONNE)
        yes = [lambda slip=slip: answer(slip=slip, kg=TONNE, by="phone", actor=None)] * 2
        assert not [one for one in at_once(*yes) if isinstance(one, Exception)], (
            "the same answer twice is one"
        )
        with clock.living(DAY):
            found = at_once(*[lambda slip=slip: weigh(slip, 600)] * 2)
        (over,) = (one for one in found if isinstance(one, DomainError))
        assert (over.code, over.facts["room_kg"]) == ("received_over_most", 500)
        weigh(Slip.objects.get(pk=slip.pk), 400)
        won.refresh_from_db()
        assert (won.received_kg, won.confirmed_kg) == (TONNE, TONNE)
        rules_hold()
