"""The quantities of a line: entries and sums together, rules that hold, nothing overwritten."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from cungcau.domain.orders.models import Entry, Kind, OrderLine, Slip
from cungcau.domain.orders.quantities import LINE_RULES, SLIP_RULES
from cungcau.domain.orders.services import correct, post
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import known
from tests.at_once import at_once
from tests.domain.orders.order_rows import Ordered, agreed_order
from tests.domain.season_rows import Small


@pytest.fixture
def ordered(small: Small) -> Ordered:
    return agreed_order(small)


def sums(line: OrderLine) -> dict[str, int]:
    """What the entries of a line add up to, by kind."""
    rows = Entry.objects.filter(line=line).order_by().values_list("kind").annotate(Sum("kg"))
    return dict(rows)


def columns(line: OrderLine) -> dict[str, int]:
    row = OrderLine.objects.get(pk=line.pk)
    return {kind: kg for kind in Kind.values if (kg := getattr(row, f"{kind}_kg")) and kind != Kind.ASKED}


@pytest.mark.django_db
def test_a_quantity_is_an_entry_and_a_sum(ordered: Ordered) -> None:
    first, second = ordered.slips
    post(line=ordered.line, kind=Kind.HARVESTED, kg=610, slip=first, actor=None)
    taken = post(line=ordered.line, kind=Kind.RECEIVED, kg=580, slip=first, actor=None, evidence="ticket:1")
    post(line=ordered.line, kind=Kind.REJECTED, kg=30, slip=first, actor=None, reason="dập")
    post(line=ordered.line, kind=Kind.LOADED, kg=580, actor=None)
    assert (taken.evidence, ordered.line.received_kg, first.received_kg) == ("ticket:1", 580, 580)
    assert columns(ordered.line) == sums(ordered.line) == {
        "allocated": 1000, "confirmed": 1000, "harvested": 610, "received": 580, "rejected": 30, "loaded": 580,
    }  # fmt: skip
    assert Slip.objects.get(pk=second.pk).received_kg == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "kind", "kg", "code"),
    [
        ((), Kind.ALLOCATED, 101, "allocated_over_most"),
        ((), Kind.CONFIRMED, 1, "confirmed_over_allocated"),
        (((Kind.HARVESTED, 100),), Kind.RECEIVED, 101, "weighed_over_harvested"),
        (((Kind.HARVESTED, 100), (Kind.RECEIVED, 60)), Kind.REJECTED, 41, "weighed_over_harvested"),
        (((Kind.HARVESTED, 9), (Kind.RECEIVED, 9)), Kind.LOADED, 10, "loaded_over_received"),
        (((Kind.HARVESTED, 9), (Kind.RECEIVED, 9), (Kind.LOADED, 9), (Kind.LOST, 2)), Kind.DELIVERED, 8,
         "arrived_over_loaded"),
        (((Kind.HARVESTED, 9), (Kind.RECEIVED, 9), (Kind.LOADED, 9), (Kind.DELIVERED, 8)), Kind.ACCEPTED, 9,
         "accepted_over_delivered"),
        (((Kind.HARVESTED, 9), (Kind.RECEIVED, 9)), Kind.PAID, 10, "paid_over_received"),
    ],
)  # fmt: skip
def test_no_quantity_outgrows_what_it_is_a_part_of(
    ordered: Ordered, before: tuple[tuple[Kind, int], ...], kind: Kind, kg: int, code: str
) -> None:
    for earlier, there in before:
        post(line=ordered.line, kind=earlier, kg=there, actor=None)
    entries, kept = Entry.objects.count(), columns(ordered.line)
    with pytest.raises(DomainError) as refused, transaction.atomic():
        post(line=ordered.line, kind=kind, kg=kg, actor=None)
    assert refused.value.code == code and refused.value.facts["over_kg"] >= 1
    assert (Entry.objects.count(), columns(ordered.line)) == (entries, kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLine.objects.filter(pk=ordered.line.pk).update(**{f"{kind}_kg": 5000})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kg": 0}, "quantity_zero"),
        ({"kg": -1}, "quantity_back_without_reason"),
        ({"kg": -1, "reason": "thừa"}, "quantity_below_zero"),
        ({"kg": 1, "at": timedelta(hours=1)}, "quantity_in_future"),
    ],
)
def test_senseless_entries_are_refused(ordered: Ordered, facts: dict[str, object], code: str) -> None:
    if "at" in facts:
        facts = {**facts, "at": timezone.now() + facts["at"]}  # type: ignore[operator]
    with pytest.raises(DomainError, match=code):
        post(line=ordered.line, kind=Kind.HARVESTED, actor=None, **facts)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_slip_of_another_line_is_refused(small: Small, ordered: Ordered) -> None:
    other = agreed_order(small, "DH-2")
    with pytest.raises(DomainError, match="entry_of_another_line"):
        post(line=ordered.line, kind=Kind.HARVESTED, kg=1, slip=other.slips[0], actor=None)


@pytest.mark.django_db
def test_a_correction_is_a_further_entry(ordered: Ordered) -> None:
    slip = ordered.slips[0]
    wrong = post(line=ordered.line, kind=Kind.HARVESTED, kg=6000, slip=slip, actor=None)
    right = correct(entry=wrong, kg=600, reason="gõ thừa số 0", actor=None)
    assert right is not None and (right.kg, right.corrects_id) == (-5400, wrong.pk)
    again = correct(entry=right, kg=610, reason="cân lại", actor=None)
    assert again is not None and (again.kg, again.corrects_id) == (10, wrong.pk)
    assert correct(entry=wrong, kg=610, reason="cân lại", actor=None) is None
    assert columns(ordered.line)["harvested"] == sums(ordered.line)["harvested"] == 610
    assert Slip.objects.get(pk=slip.pk).harvested_kg == 610


@pytest.mark.django_db
def test_the_same_entry_sent_twice_is_one(ordered: Ordered) -> None:
    number = uuid.uuid4()
    one = post(line=ordered.line, kind=Kind.HARVESTED, kg=5, actor=None, client_uuid=number)
    two = post(line=ordered.line, kind=Kind.HARVESTED, kg=5, actor=None, client_uuid=number)
    assert one == two and columns(ordered.line)["harvested"] == 5


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE orders_entry SET kg = kg + 1", "DELETE FROM orders_entry"])
def test_the_database_refuses_to_change_entries(ordered: Ordered, sql: str) -> None:
    post(line=ordered.line, kind=Kind.HARVESTED, kg=5, actor=None)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_database_refuses_to_change_frozen_terms(ordered: Ordered) -> None:
    for change in (
        lambda: type(ordered.terms).objects.filter(pk=ordered.terms.pk).update(price_vnd_per_kg=1),
        lambda: ordered.terms.days.update(kg=1),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_every_rule_has_its_sentence() -> None:
    assert {rule.code for rule in (*LINE_RULES, *SLIP_RULES)} <= set(known())


@pytest.mark.django_db(transaction=True)
def test_the_last_kilograms_are_taken_once(small: Small) -> None:
    ordered = agreed_order(small)

    @transaction.atomic
    def take() -> object:
        return post(line=ordered.line, kind=Kind.ALLOCATED, kg=20, actor=None)

    found = at_once(*[take] * 12)
    done = [one for one in found if isinstance(one, Entry)]
    assert len(done) == 5 and all(
        isinstance(one, DomainError) and one.code == "allocated_over_most" for one in found if one not in done
    )
    assert columns(ordered.line)["allocated"] == sums(ordered.line)["allocated"] == 1100
