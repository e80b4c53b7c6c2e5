"""The scale: quantities follow the tickets, nothing is counted twice, corrections are new tickets."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import InternalError, connection, transaction
from django.db.models import Sum
from django.db.utils import IntegrityError

from cungcau.domain.collection.models import Ticket
from cungcau.domain.collection.services.loads import Load
from cungcau.domain.collection.services.tickets import correct, issue
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Entry, Kind, OrderLine, Slip
from cungcau.domain.orders.services import post
from cungcau.kernel.errors import DomainError
from cungcau.reference.catalogue.models import Commodity
from tests.at_once import at_once
from tests.domain.collection.scale_rows import keeper, moment, point, turn, weigh
from tests.domain.orders.order_rows import Ordered, agreed_order, slip_of
from tests.domain.season_rows import Small, person, record_all

pytestmark = pytest.mark.django_db


def code_of(deed: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        deed()
    return refused.value.code


def kg(row: Slip | OrderLine) -> tuple[int, int, int]:
    row.refresh_from_db()
    return row.harvested_kg, row.received_kg, row.rejected_kg


@pytest.fixture
def ordered(small: Small) -> Ordered:
    point()
    return agreed_order(small)


def test_a_weighing_moves_slip_line_and_ledger(ordered: Ordered) -> None:
    slip = ordered.slips[0]
    ticket = weigh(slip, 660, 40, 20, actor=keeper()).ticket
    assert (ticket.net_kg, ticket.accepted_kg, ticket.rejected_kg) == (620, 600, 20)
    assert kg(slip) == (620, 600, 20) and kg(ordered.line) == (620, 600, 20)
    assert slip.state == states.BROUGHT
    assert OrderLine.objects.get().state == states.RECEIVING
    entries = Entry.objects.filter(evidence=f"ticket:{ticket.pk}")
    assert {one.kind: one.kg for one in entries} == {"harvested": 620, "received": 600, "rejected": 20}
    assert entries.get(kind=Kind.REJECTED).reason == "Dập, nứt"
    assert ticket.code == f"PC-{ticket.point_id}/000001-2021"


def test_what_was_picked_before_is_not_counted_again(ordered: Ordered) -> None:
    slip = ordered.slips[0]
    with transaction.atomic():
        post(line=ordered.line, kind=Kind.HARVESTED, kg=500, slip=slip, actor=None)
    weigh(slip, 450)
    assert kg(slip) == (500, 450, 0)
    weigh(slip, 100)
    assert kg(slip) == (550, 550, 0)


def test_more_than_said_is_taken_with_a_warning_up_to_what_the_order_takes(ordered: Ordered) -> None:
    first, second = ordered.slips
    ticket = weigh(first, 700).ticket
    assert ticket.warnings == "over_confirmed:100"
    again = weigh(first, 100).ticket
    assert again.warnings == "over_confirmed:200 into_others:100"
    with pytest.raises(DomainError) as refused:
        weigh(second, 400)
    assert (refused.value.code, refused.value.facts) == (
        "received_over_most",
        {"over_kg": 100, "room_kg": 300},
    )
    assert kg(second) == (0, 0, 0) and Ticket.objects.count() == 2
    assert weigh(second, 400, rejected_kg=100).ticket.accepted_kg == 300
    assert kg(ordered.line) == (1200, 1100, 100)


def test_a_slip_without_an_answer_is_weighed_and_marked(small: Small) -> None:
    point()
    slip = agreed_order(small, accepted=False).slips[0]
    assert weigh(slip, 100).ticket.warnings == "unanswered:100"


def test_slips_and_lines_that_take_nothing(ordered: Ordered) -> None:
    slip = ordered.slips[0]
    with transaction.atomic():
        post(line=ordered.line, kind=Kind.CONFIRMED, kg=-600, slip=slip, actor=None, reason="từ chối")
        post(line=ordered.line, kind=Kind.ALLOCATED, kg=-600, slip=slip, actor=None, reason="từ chối")
    Slip.objects.filter(pk=slip.pk).update(state=states.DECLINED)
    assert code_of(lambda: weigh(slip, 10)) == "slip_takes_nothing"
    ordered.order.__class__.objects.update(state=states.CLOSED)
    assert code_of(lambda: weigh(ordered.slips[1], 10)) == "line_takes_nothing"


def test_the_same_client_uuid_is_one_ticket(ordered: Ordered) -> None:
    token = uuid.uuid4()
    first = weigh(ordered.slips[0], 300, client_uuid=token)
    second = weigh(ordered.slips[0], 300, client_uuid=token)
    assert (first.again, second.again) == (False, True) and first.ticket == second.ticket
    assert kg(ordered.slips[0]) == (300, 300, 0)
    other = point("P2")
    walk_in = Load(5, commodity=Commodity.objects.get(), producer_text="Hộ khác", weighed_at=moment(9))
    assert (
        code_of(lambda: issue(point=other, load=walk_in, actor=None, client_uuid=token))
        == "client_uuid_taken"
    )


@pytest.mark.parametrize(
    ("gross", "tare", "rejected", "facts", "code"),
    [
        (100, 100, 0, {}, "scale_does_not_add_up"),
        (100, 20, 81, {}, "scale_does_not_add_up"),
        (-1, 0, 0, {}, "weight_out_of_range"),
        (2_000_000, 0, 0, {}, "weight_out_of_range"),
        (100, 0, 5, {"reject_reason": ""}, "reject_needs_reason"),
        (100, 0, 5, {"reject_reason": "other"}, "reject_needs_reason"),
        (100, 0, 0, {"grade": 9}, "grade_unknown"),
        (100, 0, 0, {"weighed_at": moment(8).replace(year=2099)}, "weighed_in_future"),
    ],
)
def test_what_the_scale_cannot_have_shown(
    ordered: Ordered, gross: int, tare: int, rejected: int, facts: dict[str, object], code: str
) -> None:
    assert code_of(lambda: weigh(ordered.slips[0], gross, tare, rejected, **facts)) == code
    assert not Ticket.objects.exists() and kg(ordered.slips[0]) == (0, 0, 0)


def test_grades_are_told_apart(ordered: Ordered) -> None:
    ordered.terms.__class__.objects.all()
    assert weigh(ordered.slips[0], 10, grade=1).ticket.warnings == "below_terms:2"
    assert weigh(ordered.slips[0], 10, grade=3).ticket.warnings == "other_grade:2"


def test_goods_outside_an_order_move_nothing(ordered: Ordered) -> None:
    load = Load(55, 5, commodity=Commodity.objects.get(), producer_text="Bà con đi chợ", weighed_at=moment(9))
    ticket = issue(point=point(), load=load, actor=None).ticket
    assert (ticket.line, ticket.slip, ticket.net_kg) == (None, None, 50)
    assert not Entry.objects.filter(evidence=f"ticket:{ticket.pk}").exists()
    nameless = Load(55, 5, commodity=Commodity.objects.get(), weighed_at=moment(9))
    assert code_of(lambda: issue(point=point(), load=nameless, actor=None)) == "walk_in_incomplete"


def test_a_correction_is_a_new_ticket_and_the_sums_follow(ordered: Ordered) -> None:
    slip = ordered.slips[0]
    old = weigh(slip, 640, 40, 20).ticket
    fixed = Load(600, 40, 30, slip=slip, grade=2, reject_reason="rotten")
    new = correct(ticket=old, load=fixed, reason="đọc nhầm cân", actor=None).ticket
    assert kg(slip) == (560, 530, 30) and kg(ordered.line) == (560, 530, 30)
    assert (new.voids, new.weighed_at, new.delivery) == (old, old.weighed_at, old.delivery)
    assert (
        code_of(lambda: correct(ticket=old, load=fixed, reason="lại", actor=None))
        == "ticket_replaced_already"
    )
    last = correct(ticket=new, load=None, reason="cân thử", actor=None).ticket
    assert kg(slip) == (0, 0, 0) and last.net_kg == 0
    assert code_of(lambda: correct(ticket=last, load=None, reason="x", actor=None)) == "ticket_counts_nothing"
    assert code_of(lambda: correct(ticket=new, load=None, reason=" ", actor=None)) == "ticket_reason_missing"


def test_a_weighing_moves_to_the_right_household(ordered: Ordered) -> None:
    first, second = ordered.slips
    wrong = weigh(first, 300).ticket
    moved = Load(300, slip=second, grade=2)
    correct(ticket=wrong, load=moved, reason="nhầm hộ", actor=None)
    assert kg(first) == (0, 0, 0) and kg(second) == (300, 300, 0)
    assert kg(ordered.line) == (300, 300, 0)


def test_what_has_left_the_point_is_not_taken_back(ordered: Ordered) -> None:
    ticket = weigh(ordered.slips[0], 600).ticket
    with transaction.atomic():
        post(line=ordered.line, kind=Kind.LOADED, kg=500, actor=None)
    assert (
        code_of(lambda: correct(ticket=ticket, load=None, reason="x", actor=None)) == "loaded_over_received"
    )
    assert kg(ordered.slips[0]) == (600, 600, 0) and Ticket.objects.count() == 1


def test_tickets_do_not_change(ordered: Ordered) -> None:
    ticket = weigh(ordered.slips[0], 600).ticket
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(accepted_kg=1, net_kg=1, gross_kg=1)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM collection_ticket")


def test_a_turn_is_done_when_all_its_slips_are_weighed(ordered: Ordered) -> None:
    first, second = ordered.slips
    booking = turn([first, second])
    weigh(first, 600)
    booking.refresh_from_db()
    assert booking.state == "arrived"
    weigh(second, 400)
    booking.refresh_from_db()
    assert booking.state == "done"


def test_only_the_keeper_of_the_day_weighs(ordered: Ordered) -> None:
    slip = ordered.slips[0]
    weigh(slip, 10, actor=person("can-bo", "commune_officer", "20"))
    weigh(slip, 10, actor=keeper())
    others = [
        person("nguoi-xem", "viewer"), person("giu-khac", "keeper"), keeper("giu-p2", "P2"),
        keeper("giu-hom-truoc", first=moment(1).date().replace(day=1), last=moment(1).date().replace(day=20)),
        person("can-bo-xa-khac", "commune_officer", "20.06124"),
    ]  # fmt: skip
    for somebody in others:
        assert code_of(lambda: weigh(slip, 10, actor=somebody)) == "collection_point_not_found"  # noqa: B023
    assert kg(slip) == (20, 20, 0)


@pytest.mark.django_db(transaction=True)
def test_many_scales_at_once_never_take_more_than_the_order_does() -> None:
    """Eight at once of 200 kg each where 1,100 kg fit: five pass, the sums are those of the tickets."""
    small = record_all()
    point()
    ordered = agreed_order(small, parts=(("H1", 500), ("H2", 300), ("H3", 200)))
    slips = [ordered.slips[n % 3] for n in range(8)]
    found = at_once(*[lambda slip=slip: weigh(slip, 200) for slip in slips])
    refused = [one for one in found if isinstance(one, DomainError)]
    assert len(refused) == 3 and {one.code for one in refused} == {"received_over_most"}
    assert not [one for one in found if isinstance(one, Exception) and one not in refused]
    assert kg(ordered.line) == (1000, 1000, 0)
    assert Ticket.objects.aggregate(kg=Sum("accepted_kg"))["kg"] == 1000
    assert sorted(Ticket.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_one_correction_of_a_ticket_wins() -> None:
    small = record_all()
    point()
    ordered = agreed_order(small)
    ticket = weigh(ordered.slips[0], 500).ticket
    found = at_once(
        *[
            lambda kilos=kilos: correct(
                ticket=Ticket.objects.get(pk=ticket.pk),
                load=Load(kilos, slip=Slip.objects.get(pk=ordered.slips[0].pk), grade=2),
                reason="sửa", actor=None,
            )
            for kilos in (410, 420, 430, 440)
        ]
    )  # fmt: skip
    won = [one for one in found if not isinstance(one, Exception)]
    assert len(won) == 1
    assert {one.code for one in found if isinstance(one, DomainError)} == {"ticket_replaced_already"}
    assert kg(ordered.slips[0])[1] == won[0].ticket.accepted_kg  # type: ignore[attr-defined]


def test_tickets_of_two_slips_at_one_turn_and_line(small: Small) -> None:
    point()
    ordered = agreed_order(small, parts=(("H1", 600),))
    late = slip_of(ordered.line, "H2", 300)
    weigh(late, 300)
    assert kg(ordered.line) == (300, 300, 0)
