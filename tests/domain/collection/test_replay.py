"""What a phone kept arrives shuffled, twice, from several lines at once, half of it cut off: counted once each."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from dataclasses import replace

import pytest
from django.db.models import Sum

from cungcau.domain.collection.models import Ticket
from cungcau.domain.collection.services.replay import MOST, Answer, Entry, replay
from cungcau.domain.orders.models import Entry as Ledger
from cungcau.domain.orders.models import Kind, OrderLine, Slip
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue.models import Commodity
from tests.at_once import at_once
from tests.domain.collection.scale_rows import keeper, moment, point, turn
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order
from tests.domain.season_rows import Small, person, record_all

THREADS, DELIVERIES, ENTRIES, ROUND = 4, 10_000, 240, 24


def entry(slip: Slip, gross_kg: int = 100, **facts: object) -> Entry:
    assert slip.point_id is not None
    given: dict[str, object] = {
        "uuid": uuid.uuid4(), "kind": "weigh", "point": slip.point_id, "at": moment(8), "slip": slip.pk,
        "grade": 2, "gross_kg": gross_kg, **facts,
    }  # fmt: skip
    return Entry(**given)  # type: ignore[arg-type]


def statuses(answers: list[Answer]) -> list[str]:
    return [one.status for one in answers]


@pytest.fixture
def ordered(small: Small) -> Ordered:
    point()
    return agreed_order(small)


@pytest.mark.django_db
def test_each_entry_is_answered_by_itself(ordered: Ordered) -> None:
    guard, (first, second) = keeper(), ordered.slips
    good, heavy = entry(first, 600), entry(second, 900)
    odd = replace(entry(second, 10), slip=999_999_999)
    found = replay(entries=[good, heavy, odd, good], device="điện thoại thử", actor=guard)
    assert statuses(found) == ["done", "refused", "refused", "again"]
    assert [one.error.code for one in found if one.error] == ["received_over_most", "slip_not_here"]
    ticket = Ticket.objects.get()
    assert (ticket.offline, ticket.device, ticket.weighed_by) == (True, "điện thoại thử", guard)
    stranger = person("nguoi-la", "keeper")
    refused = replay(entries=[entry(first, 10)], device="", actor=stranger)
    assert refused[0].error and refused[0].error.code == "collection_point_not_found"


@pytest.mark.django_db
def test_a_correction_waits_for_its_weighing_and_order_does_not_matter(ordered: Ordered) -> None:
    guard, slip = keeper(), ordered.slips[0]
    weighed = entry(slip, 500)
    fixed = entry(slip, 450, kind="correct", corrects=weighed.uuid, reason="đọc nhầm")
    assert statuses(replay(entries=[fixed], device="", actor=guard)) == ["waits"]
    assert statuses(replay(entries=[fixed, weighed], device="", actor=guard)) == ["done", "done"]
    assert statuses(replay(entries=[weighed, fixed], device="", actor=guard)) == ["again", "again"]
    slip.refresh_from_db()
    assert slip.received_kg == 450
    undone = replace(fixed, uuid=uuid.uuid4(), kind="void", corrects=fixed.uuid)
    assert statuses(replay(entries=[undone, undone], device="", actor=guard)) == ["done", "again"]
    slip.refresh_from_db()
    assert (slip.received_kg, slip.harvested_kg) == (0, 0)


@pytest.mark.django_db
def test_arrivals_and_misses_are_said_again_without_harm(ordered: Ordered, settings: object) -> None:
    settings.SHOWN_DAY = DAY.replace(day=27)  # type: ignore[attr-defined]
    guard, booking = keeper(), turn(ordered.slips[:1])
    came = Entry(uuid.uuid4(), "arrive", booking.point_id, moment(8), booking=booking.pk)
    assert statuses(replay(entries=[came, came], device="", actor=guard)) == ["done", "again"]
    gone = replace(came, uuid=uuid.uuid4(), booking=999_999)
    assert statuses(replay(entries=[gone], device="", actor=guard)) == ["refused"]


@pytest.mark.django_db
def test_goods_outside_an_order(ordered: Ordered) -> None:
    guard, goods = keeper(), Commodity.objects.get()
    walk_in = Entry(
        uuid.uuid4(),
        "weigh",
        point().pk,
        moment(9),
        commodity=goods.pk,
        producer_text="Người chợ",
        gross_kg=30,
    )
    assert statuses(replay(entries=[walk_in, walk_in], device="", actor=guard)) == ["done", "again"]
    with pytest.raises(DomainError):
        replay(entries=[walk_in] * (MOST + 1), device="", actor=guard)


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_random_deliveries_count_nothing_twice() -> None:
    """10,000 deliveries of 240 entries (a third corrected), shuffled, repeated, from 4 threads, with cut-off calls."""
    small = record_all()
    at = point()
    ordered = agreed_order(small, asked_kg=60_000, parts=(("H1", 20_000), ("H2", 20_000), ("H3", 20_000)))
    guard, luck = keeper(), random.Random(20210927)
    weighed = [entry(ordered.slips[n % 3], luck.randint(1, 250)) for n in range(ENTRIES * 3 // 4)]
    fixed = [
        entry(Slip.objects.get(pk=one.slip), luck.randint(1, 250), kind="correct", corrects=one.uuid, reason="sửa")
        for one in luck.sample(weighed, ENTRIES // 4)
    ]  # fmt: skip
    every = [*weighed, *fixed]
    calls = _calls(every, luck)
    assert sum(map(len, calls)) >= DELIVERIES
    said: Counter[tuple[uuid.UUID, str]] = Counter()

    def worker(mine: list[list[Entry]]) -> list[Answer]:
        actor, found = User.objects.get(pk=guard.pk), []
        for call in mine:
            found += replay(entries=call, device="điện thoại", actor=actor)
        return found

    for start in range(0, len(calls), ROUND):
        some = calls[start : start + ROUND]
        for found in at_once(*[lambda mine=some[n::THREADS]: worker(mine) for n in range(THREADS)]):
            assert isinstance(found, list), found
            said.update((one.uuid, one.status) for one in found)
    said.update((one.uuid, one.status) for one in replay(entries=every[:120], device="", actor=guard))
    said.update((one.uuid, one.status) for one in replay(entries=every[120:], device="", actor=guard))
    done = Counter(number for number, status in said.elements() if status == "done")
    assert set(done.values()) == {1} and len(done) == ENTRIES
    assert not [one for one in said if one[1] == "refused"]
    _check_sums(every, fixed, at.pk)
    assert OrderLine.objects.get().received_kg == sum(Slip.objects.values_list("received_kg", flat=True))


def _calls(every: list[Entry], luck: random.Random) -> list[list[Entry]]:
    """Calls of random size; a cut-off one is sent again in part by the next."""
    calls: list[list[Entry]] = []
    while sum(map(len, calls)) < DELIVERIES:
        call = luck.sample(every, luck.randint(1, 60))
        calls.append(call)
        if luck.random() < 0.3:
            calls.append(luck.sample(call, luck.randint(1, len(call))))
    return calls


def _check_sums(every: list[Entry], fixed: list[Entry], point_id: int) -> None:
    """Tickets, slips and ledger agree with what the phone kept, to the kilogram."""
    assert Ticket.objects.count() == len(every)
    replaced = {one.corrects for one in fixed}
    meant = Counter[int]()
    for one in every:
        if one.uuid not in replaced and one.slip is not None:
            meant[one.slip] += one.gross_kg
    for pk, kg in meant.items():
        slip = Slip.objects.get(pk=pk)
        assert (slip.received_kg, slip.harvested_kg) == (kg, kg)
        ledger = Ledger.objects.filter(slip=pk, kind=Kind.RECEIVED).aggregate(kg=Sum("kg"))["kg"]
        standing = Ticket.objects.filter(slip=pk, voided_by=None).aggregate(kg=Sum("accepted_kg"))["kg"]
        assert ledger == standing == kg
    numbers = sorted(Ticket.objects.filter(point=point_id).values_list("number", flat=True))
    assert numbers == list(range(1, len(every) + 1))
