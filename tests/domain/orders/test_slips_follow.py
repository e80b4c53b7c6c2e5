"""The plan's split of an order made from it; slips after both sides agreed on other terms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from cungcau.domain.matching.models import Line as PlanLine
from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Origin, Slip, Terms
from cungcau.domain.orders.selectors.households import frozen_terms
from cungcau.domain.orders.services import slips
from cungcau.domain.orders.services.checking import Delivery
from cungcau.domain.orders.services.gates import locked_line
from cungcau.domain.orders.services.lines import LineChange
from cungcau.domain.orders.services.slips import Part
from cungcau.domain.supply.models import Lot
from cungcau.platform.audit.models import Entry as Trail
from cungcau.platform.notify.models import Outgoing
from tests.domain.orders.slip_rows import check_rules, open_order, record_orchards
from tests.domain.orders.test_from_plan import published, season_with_goods
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
PLAN, LEDGER = AllocatedBy.PLAN, AllocatedBy.LEDGER


def test_the_plans_lines_of_the_order_are_its_split(small: Small, settings: Any) -> None:
    settings.SHOWN_DAY = date(2021, 9, 27)
    plan = published(season_with_goods(small), person("dieuphoi", "coordinator"))
    first = PlanLine.objects.filter(plan=plan, need__code="N9").order_by("harvest_date", "pk").first()
    assert first is not None
    days = {
        "harvest_date": first.harvest_date, "dispatch_date": first.dispatch_date, "delivery_date": first.delivery_date,
    }  # fmt: skip
    rows = PlanLine.objects.filter(plan=plan, need=first.need, point=first.point, **days)
    planned: dict[str, int] = {}
    for row in rows.select_related("lot"):
        planned[row.lot.code] = planned.get(row.lot.code, 0) + row.kg
    facts = {
        "origin": Origin.PLAN,
        "plan": plan,
        "need": first.need,
        "point": first.point,
        "market": first.market,
    }
    line = open_order(small, asked_kg=sum(planned.values()), **facts).line
    OrderLine.objects.filter(pk=line.pk).update(**days)
    line.refresh_from_db()
    found = slips.propose(line, PLAN)
    codes = Lot.objects.in_bulk([part.lot_id for part in found.parts])
    assert {codes[part.lot_id].code: part.kg for part in found.parts} == planned and found.short_kg == 0
    assert {part.reason.split(":")[0] for part in found.parts} == {"theo kế hoạch phiên bản 1"}
    taken = next(iter(codes))
    Lot.objects.filter(pk=taken).update(quantity_kg=1)
    less = slips.propose(line, PLAN)
    assert next(part for part in less.parts if part.lot_id == taken).kg == 1 and less.short_kg > 0
    assert slips.keep_split(line=line, parts=less.parts, actor=None)
    assert slips.propose(open_order(small, "DH-2").line, PLAN).parts == ()
    check_rules()


def agreed_anew(line: OrderLine, *, price: int = 18_000, days_on: int = 0) -> None:
    """Both sides froze other terms: the line is changed, then its slips follow."""
    with transaction.atomic():
        row = locked_line(line.pk)
        old = frozen_terms(row)
        assert old is not None
        before = Delivery(row.harvest_date, row.dispatch_date, row.delivery_date, row.asked_kg, row.no)
        Terms.objects.filter(pk=old.pk).update(state=states.SUPERSEDED)
        terms = Terms.objects.create(
            order=row.order, revision=2, price_vnd_per_kg=price, grade=2, proposed_side="office", reason="thử",
            tolerance_over=10, state=states.FROZEN, frozen_at=old.frozen_at, seller_yes_at=old.frozen_at,
            buyer_yes_at=old.frozen_at,
        )  # fmt: skip
        step = timedelta(days=days_on)
        for name in ("harvest_date", "dispatch_date", "delivery_date"):
            setattr(row, name, getattr(row, name) + step)
        row.save()
        after = Delivery(row.harvest_date, row.dispatch_date, row.delivery_date, row.asked_kg, row.no)
        slips.line_changed(LineChange(row, terms, before, after), None)


@pytest.fixture
def line(small: Small) -> OrderLine:
    """Two households asked, the first said yes; a third stands as a draft."""
    lots = record_orchards(small, {"A": 700, "B": 700, "C": 700})
    line = open_order(small).line
    parts = [Part(lots[code].pk, 300, LEDGER, "sổ mùa") for code in ("A", "B")]
    slips.keep_split(line=line, parts=parts, actor=None)
    sent = slips.send_slips(line=line, actor=None)
    slips.answer(slip=sent[0], kg=300, by="link", actor=None)
    slips.keep_split(line=line, parts=[Part(lots["C"].pk, 300, LEDGER, "sổ mùa")], actor=None)
    return line


def standing() -> list[tuple[str, str, int]]:
    rows = Slip.objects.exclude(state=states.CANCELLED).order_by("producer__code")
    return list(rows.values_list("producer__code", "state", "price_vnd_per_kg"))


def test_a_higher_price_is_told_on_the_slips(line: OrderLine) -> None:
    agreed_anew(line, price=20_000)
    assert standing() == [
        ("A", states.ACCEPTED, 20_000), ("B", states.SENT, 20_000), ("C", states.DRAFT, 20_000),
    ]  # fmt: skip
    assert Trail.objects.filter(verb="orders.slip_moved").count() == 3


@pytest.mark.parametrize("change", [{"price": 15_000}, {"days_on": 2}])
def test_a_lower_price_or_another_day_is_asked_anew(line: OrderLine, change: dict[str, int]) -> None:
    agreed_anew(line, **change)
    price = change.get("price", 18_000)
    assert standing() == [(code, states.DRAFT, price) for code in "ABC"]
    line.refresh_from_db()
    assert (line.state, line.allocated_kg, line.confirmed_kg) == (states.ALLOCATED, 900, 0)
    assert {slip.harvest_date for slip in Slip.objects.filter(state=states.DRAFT)} == {line.harvest_date}
    assert Slip.objects.filter(instead_of__isnull=False).count() == 2
    assert Outgoing.objects.filter(message="orders.slip_cancelled").count() == 2
    check_rules()


def test_a_lot_that_cannot_be_picked_then_is_left_open(line: OrderLine) -> None:
    Lot.objects.filter(code="LO-A").update(harvest_to=line.harvest_date)
    agreed_anew(line, days_on=2)
    assert [code for code, _state, _price in standing()] == ["B", "C"]
    check_rules()
