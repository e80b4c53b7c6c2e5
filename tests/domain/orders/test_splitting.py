"""Splitting a delivery: by ledger, by plan, by hand; never more than lot or line have; drafts as they shall be."""

from __future__ import annotations

from datetime import date

import pytest

from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, Entry, Kind, OrderLine, Slip
from cungcau.domain.orders.services import slips
from cungcau.domain.orders.services.slips import Part
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.audit.models import Entry as Trail
from tests.at_once import at_once
from tests.domain.orders.order_rows import organisation
from tests.domain.orders.slip_rows import check_rules, held, open_order, record_orchards, representative
from tests.domain.season_rows import SOURCE, Small, person

LEDGER, HAND = AllocatedBy.LEDGER, AllocatedBy.HAND


def sold(small: Small, code: str, offered: int, kg: int) -> None:
    SeasonLedger.objects.create(
        season=small.season,
        producer=organisation(code),
        prior_offered_kg=offered,
        prior_sold_kg=kg,
        source=SOURCE,
    )


def by_household(proposal: slips.Proposal) -> dict[str, int]:
    lots = Lot.objects.in_bulk([part.lot_id for part in proposal.parts])
    return {lots[part.lot_id].code.removeprefix("LO-"): part.kg for part in proposal.parts}


@pytest.mark.django_db
def test_by_ledger_the_one_who_sold_least_comes_first(small: Small) -> None:
    record_orchards(small, {"A": 1000, "B": 1000, "C": 500})
    sold(small, "B", 1000, 900)
    line = open_order(small, asked_kg=600).line
    found = slips.propose(line, LEDGER)
    assert by_household(found) == {"A": 400, "C": 200} and found.short_kg == 0
    reasons = {part.kg: part.reason for part in found.parts}
    assert reasons[400] == "đã bán 0% sản lượng chào bán của vụ, thấp nhất nhóm"
    more = slips.propose(open_order(small, "DH-2", 1300).line, LEDGER)
    assert by_household(more) == {"A": 629, "B": 357, "C": 314}
    assert slips.propose(line, LEDGER, kg=5000).wanted_kg == line.most_kg == 660
    assert not Slip.objects.exists()


@pytest.mark.django_db
def test_only_lots_that_fit_are_chosen(small: Small) -> None:
    lots = record_orchards(small, {"A": 300, "B": 300, "C": 300, "D": 300, "E": 300})
    Lot.objects.filter(pk=lots["B"].pk).update(grade=1)
    Lot.objects.filter(pk=lots["C"].pk).update(harvest_to=date(2021, 9, 27))
    Lot.objects.filter(pk=lots["D"].pk).update(expires_on=date(2021, 9, 26))
    Lot.objects.filter(pk=lots["E"].pk).update(max_kg_per_day=50)
    line = open_order(small).line
    found = slips.propose(line, LEDGER)
    assert by_household(found) == {"A": 300, "E": 50} and found.short_kg == 650
    with pytest.raises(InputInvalid) as refused:
        slips.keep_split(
            line=line, actor=None,
            parts=[
                Part(lots["A"].pk, 10, LEDGER), Part(lots["B"].pk, 10, LEDGER), Part(lots["C"].pk, 0, LEDGER),
                Part(lots["A"].pk, 5, HAND), Part(10**9, 5, LEDGER),
            ],
        )  # fmt: skip
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [
        (2, "lot"), (3, "lot"), (3, "kg"), (4, "lot"), (4, "reason"), (5, "lot"),
    ]  # fmt: skip
    assert not Slip.objects.exists()


@pytest.mark.django_db
def test_a_split_is_kept_as_drafts_and_changed_as_wanted(small: Small) -> None:
    lots = record_orchards(small, {"A": 700, "B": 700, "C": 700})
    line, actor = open_order(small).line, representative()
    parts = slips.propose(line, LEDGER).parts
    kept = slips.keep_split(line=line, parts=parts, actor=actor)
    line.refresh_from_db()
    assert (line.state, line.allocated_kg) == (states.ALLOCATED, 1000)
    assert [slip.state for slip in kept] == [states.DRAFT] * 3
    assert {slip.price_vnd_per_kg for slip in kept} == {18_000} and len({slip.key for slip in kept}) == 3
    again = slips.keep_split(
        line=line, actor=actor,
        parts=[Part(lots["A"].pk, 700, HAND, "vườn chín sớm"), Part(lots["B"].pk, 300, LEDGER, "sổ mùa")],
    )  # fmt: skip
    assert {slip.producer.code: slip.offered_kg for slip in again} == {"A": 700, "B": 300}
    assert {slip.pk for slip in again} < {slip.pk for slip in kept}
    assert Slip.objects.get(producer__code="C").state == states.CANCELLED
    assert slips.keep_split(line=line, parts=[], actor=actor) == []
    line.refresh_from_db()
    assert (line.state, line.allocated_kg) == (states.OPEN, 0)
    check_rules()
    assert all(entry.reason for entry in Entry.objects.filter(kind=Kind.ALLOCATED))
    assert {
        "orders.slip_made",
        "orders.slip_changed",
        "slip.cancel",
        "order_line.allocate",
        "order_line.empty",
    } <= set(Trail.objects.values_list("verb", flat=True))


@pytest.mark.django_db
def test_nothing_beyond_lot_or_order(small: Small) -> None:
    lots = record_orchards(small, {"A": 700, "B": 2000})
    one, two = open_order(small).line, open_order(small, "DH-2").line
    slips.keep_split(line=one, parts=[Part(lots["A"].pk, 600, LEDGER)], actor=None)
    with pytest.raises(DomainError) as short:
        slips.keep_split(line=two, parts=[Part(lots["A"].pk, 101, LEDGER)], actor=None)
    assert (short.value.code, short.value.facts["left_kg"]) == ("lot_short", 100)
    with pytest.raises(DomainError, match="allocated_over_most"):
        slips.keep_split(
            line=two, parts=[Part(lots["A"].pk, 100, LEDGER), Part(lots["B"].pk, 1001, LEDGER)], actor=None
        )
    found = slips.propose(two, LEDGER)
    assert by_household(found) == {"B": 1000} and found.households[organisation("A").pk].room_kg == 100
    check_rules()


@pytest.mark.django_db
def test_a_household_with_several_lots_gets_a_slip_a_lot(small: Small) -> None:
    lots = record_orchards(small, {"A": 200, "B": 200})
    Lot.objects.filter(pk=lots["B"].pk).update(producer=lots["A"].producer, harvest_to=date(2021, 9, 28))
    found = slips.propose(open_order(small, asked_kg=300).line, LEDGER)
    assert [(part.lot_id, part.kg) for part in found.parts] == [(lots["B"].pk, 200), (lots["A"].pk, 100)]


@pytest.mark.django_db
def test_who_may_split(small: Small) -> None:
    lots = record_orchards(small, {"A": 200})
    line, parts = open_order(small).line, [Part(lots["A"].pk, 100, LEDGER)]
    for actor, code in (
        (person("ngoai", "representative", "20.06172"), "order_not_found"),
        (person("mua", "buyer"), "order_not_found"),
        (person("xa-khac", "commune_officer", "20.06124"), "order_not_found"),
        (person("giu-diem", "keeper"), "order_not_found"),
    ):
        with pytest.raises(DomainError, match=code):
            slips.keep_split(line=line, parts=parts, actor=actor)
    assert not Slip.objects.exists()
    for actor in (
        representative(),
        person("can-bo", "commune_officer", "20.06172"),
        person("dieu-phoi", "coordinator"),
    ):
        assert slips.keep_split(line=line, parts=parts, actor=actor)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": states.CANCELLED}, "line_not_splittable"),
        ({"harvest_date": date(2021, 9, 26)}, "split_day_past"),
        ({}, "order_not_agreed"),
    ],
)
def test_when_a_line_takes_no_split(small: Small, change: dict[str, object], code: str) -> None:
    lots = record_orchards(small, {"A": 200})
    ordered = open_order(small)
    if change:
        OrderLine.objects.filter(pk=ordered.line.pk).update(**change)
    else:
        type(ordered.order).objects.filter(pk=ordered.order.pk).update(state=states.DRAFT)
    with pytest.raises(DomainError, match=code):
        slips.keep_split(line=ordered.line, parts=[Part(lots["A"].pk, 10, LEDGER)], actor=None)


@pytest.mark.django_db(transaction=True)
def test_two_orders_take_the_last_tonne_of_a_lot_once(small: Small) -> None:
    lot = record_orchards(small, {"A": 1000})["A"]
    lines = [open_order(small, f"DH-{n}").line for n in range(6)]

    def take(line: OrderLine) -> object:
        return slips.keep_split(line=line, parts=[Part(lot.pk, 1000, LEDGER)], actor=None)

    found = at_once(*[lambda line=line: take(line) for line in lines])
    won = [one for one in found if isinstance(one, list)]
    assert len(won) == 1 and held(lot.pk) == 1000
    assert all(
        isinstance(one, DomainError) and one.code == "lot_short" for one in found if not isinstance(one, list)
    )
    check_rules()
