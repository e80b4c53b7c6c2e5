"""Turns: from the point's hours, never held twice, ahead of time, never where a point may not be used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import override_settings

from cungcau.domain.collection import moments, states
from cungcau.domain.collection.models import Booking
from cungcau.domain.collection.selectors.turns import turns_of
from cungcau.domain.collection.services.arrivals import arrive, cancel, miss
from cungcau.domain.collection.services.points import Decision, record_approval
from cungcau.domain.collection.services.turns import Wish, book
from cungcau.domain.network.models import Closure
from cungcau.domain.orders.models import Slip
from cungcau.domain.registry.models import Agent, Organisation
from cungcau.kernel.errors import DomainError
from tests.at_once import at_once
from tests.domain.collection.scale_rows import TODAY, keeper, moment, point, turn
from tests.domain.collection.test_weighing import code_of
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order
from tests.domain.season_rows import SOURCE, Small, person, record_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def ordered(small: Small) -> Ordered:
    point()
    return agreed_order(small)


@pytest.mark.parametrize(
    ("hours", "spans"),
    [
        ("05:00-18:00", [(5, 18)]),
        ("5h–11h, 13h30 đến 17h", [(5, 11), (13, 17)]),
        ("05:00 - 11:00 và 13:00-18:00", [(5, 11), (13, 18)]),
        ("cả ngày", []),
        ("", []),
        ("0-24", [(0, 0)]),
        ("25:00-26:00", []),
    ],
)
def test_hours_as_people_write_them(hours: str, spans: list[tuple[int, int]]) -> None:
    from_to = [
        (start.astimezone(moment(0).tzinfo).hour, end.astimezone(moment(0).tzinfo).hour)
        for start, end in moments.opening(hours, DAY)
    ]
    assert from_to == spans


def test_a_night_shift_ends_the_next_day() -> None:
    ((start, end),) = moments.opening("18:00-02:00", DAY)
    assert end - start == timedelta(hours=8)


def test_a_day_is_cut_into_turns_of_the_points_length(ordered: Ordered) -> None:
    turns = turns_of(point(minutes_per_turn=45), DAY)
    assert len(turns) == 17 and turns[0].starts_at == moment(5) and turns[1].starts_at == moment(5, 45)
    assert turns[0].free == [1, 2, 3, 4, 5]


def test_a_turn_sets_the_slips_hours_and_giving_it_up_frees_them(ordered: Ordered) -> None:
    booking = turn(ordered.slips)
    slip = Slip.objects.get(pk=ordered.slips[0].pk)
    assert (slip.slot_from, slip.slot_to) == (moment(8), moment(8, 30))
    assert (booking.kg, booking.label) == (1000, "Hộ Nông Thị Đào, Hộ Hoàng Văn Bảy")
    assert code_of(lambda: turn(ordered.slips[:1], 9)) == "slip_booked_already"
    assert code_of(lambda: cancel(booking=booking, reason="", actor=None)) == "booking_reason_missing"
    cancel(booking=booking, reason="mưa", actor=None)
    slip.refresh_from_db()
    assert slip.slot_from is None
    assert turn(ordered.slips[:1], 9).state == states.BOOKED


def test_a_missed_turn_may_still_arrive_unless_its_bay_is_gone(ordered: Ordered) -> None:
    point(bays=1)
    first, second = ordered.slips
    booking = turn([first])
    miss(booking=booking, actor=None)
    assert arrive(booking=booking, actor=None).state == states.ARRIVED
    late = turn([second], 9)
    miss(booking=late, actor=None)
    Booking.objects.create(
        point=late.point, day=DAY, starts_at=late.starts_at, ends_at=late.ends_at, bay=1, label="xe", kg=1
    )
    assert code_of(lambda: arrive(booking=late, actor=None)) == "turn_taken"


def test_the_last_bay_is_gone(ordered: Ordered) -> None:
    point(bays=1)
    turn(ordered.slips[:1])
    assert code_of(lambda: turn(ordered.slips[1:])) == "turn_taken"


def test_ahead_of_time_or_with_an_officers_reason(ordered: Ordered) -> None:
    at, slip = point(register_ahead_hours=24 * 30), ordered.slips[0]
    wish = Wish(moment(8), (slip.pk,))
    officer = person("can-bo", "commune_officer")
    assert code_of(lambda: book(point=at, day=DAY, wish=wish, actor=officer)) == "turn_too_late"
    guard = keeper()
    assert (
        code_of(lambda: book(point=at, day=DAY, wish=wish, actor=guard, override_reason="gấp"))
        == "turn_too_late"
    )
    made = book(point=at, day=DAY, wish=wish, actor=officer, override_reason="mưa sắp đến")
    assert made.override_reason == "mưa sắp đến"
    with override_settings(SHOWN_DAY=DAY + timedelta(days=1)):
        assert code_of(lambda: turn(ordered.slips[1:])) == "turn_past"


def test_not_where_the_point_may_not_be_used(ordered: Ordered, small: Small) -> None:
    at = point()
    Closure.objects.create(
        season=small.season, kind="point", point=at, first=DAY, last=DAY, reason="lũ", source=SOURCE
    )
    assert code_of(lambda: turn(ordered.slips)) == "point_closed_then"
    Closure.objects.filter(reason="lũ").delete()
    record_approval(
        point=at, decision=Decision("Công an", "12", DAY, False, DAY, reason="đường sạt"), actor=None
    )
    assert code_of(lambda: turn(ordered.slips)) == "point_not_approved_then"
    record_approval(point=at, decision=Decision("Công an", "13", DAY, True, DAY), actor=None)
    assert turn(ordered.slips).state == states.BOOKED
    late = Wish(moment(8), plate="12C", kg=5)
    assert (
        code_of(lambda: book(point=at, day=date(2021, 12, 1), wish=late, actor=None)) == "point_closed_then"
    )


def test_not_more_than_the_day_can_take(ordered: Ordered) -> None:
    point(capacity_kg_per_day=700)
    turn(ordered.slips[:1])
    with pytest.raises(DomainError) as refused:
        turn(ordered.slips[1:], 9)
    assert (refused.value.code, refused.value.facts["room_kg"]) == ("turn_over_capacity", 100)


def test_vehicles_by_load_and_number(ordered: Ordered) -> None:
    at = point(largest_truck_kg=10_000, trucks_at_once=1)

    def truck(kg: int) -> Booking:
        wish = Wish(moment(8), plate="12c-012.34", kg=kg)
        return book(point=at, day=DAY, wish=wish, actor=None, override_reason="thử")

    assert code_of(lambda: truck(10_001)) == "truck_too_large"
    assert truck(9_000).plate == "12C-012.34"
    assert code_of(lambda: truck(9_000)) == "too_many_trucks"
    nobody, between = Wish(moment(9)), Wish(moment(9, 7), plate="1", kg=1)
    assert code_of(lambda: book(point=at, day=DAY, wish=nobody, actor=None)) == "booking_for_whom"
    assert code_of(lambda: book(point=at, day=DAY, wish=between, actor=None)) == "turn_unknown"


def test_representatives_book_for_their_households_only(ordered: Ordered) -> None:
    at, slip = point(), ordered.slips[0]
    somebody = person("dai-dien", "representative")
    wish = Wish(moment(8), (slip.pk,))
    assert code_of(lambda: book(point=at, day=DAY, wish=wish, actor=somebody)) == "collection_point_not_found"
    Agent.objects.create(user=somebody, organisation=Organisation.objects.get(code="HTX"), source=SOURCE)
    booking = book(point=at, day=DAY, wish=wish, actor=somebody)
    other = person("nguoi-khac", "representative")
    assert code_of(lambda: cancel(booking=booking, reason="x", actor=other)) == "booking_not_found"
    assert cancel(booking=booking, reason="hoãn", actor=somebody).state == states.CANCELLED
    assert code_of(lambda: arrive(booking=booking, actor=somebody)) == "collection_point_not_found"


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_gets_the_bay() -> None:
    small = record_all()
    at = point(bays=1)
    ordered = agreed_order(small, asked_kg=2000, parts=tuple((f"H{n % 3 + 1}", 100) for n in range(12)))
    deeds = [
        lambda slip=slip: book(
            point=at, day=DAY, wish=Wish(moment(8), (slip.pk,)), actor=None, override_reason="thử"
        )
        for slip in ordered.slips
    ]
    found = at_once(*deeds)
    assert sum(isinstance(one, Booking) for one in found) == 1
    assert [one.code for one in found if isinstance(one, DomainError)] == ["turn_taken"] * 11
    assert Slip.objects.exclude(slot_from=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_pass_the_days_capacity() -> None:
    small = record_all()
    at = point(bays=20, capacity_kg_per_day=350)
    ordered = agreed_order(small, asked_kg=2000, parts=tuple((f"H{n % 3 + 1}", 100) for n in range(8)))
    deeds = [
        lambda slip=slip: book(
            point=at, day=DAY, wish=Wish(moment(8), (slip.pk,)), actor=None, override_reason="thử"
        )
        for slip in ordered.slips
    ]
    found = at_once(*deeds)
    assert sum(isinstance(one, Booking) for one in found) == 3
    assert {one.code for one in found if isinstance(one, DomainError)} == {"turn_over_capacity"}
