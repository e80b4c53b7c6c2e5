"""One bay, several trips: each waits for the others, by hand and by the planner; two at once never share it."""

from __future__ import annotations

from datetime import datetime, time
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone

from cungcau.domain.logistics.models import Trip, TripStop
from cungcau.domain.logistics.planning import wording
from cungcau.domain.logistics.planning.beside import Stay, in_the_way, stays_at
from cungcau.domain.logistics.planning.by_hand import judge
from cungcau.domain.logistics.planning.drafting import NewLoad, drafted, values_of
from cungcau.domain.logistics.planning.minutes import at as minute_at
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.services import legs, moving, running, trips
from cungcau.domain.logistics.services.planning import compute_day, plan_day
from cungcau.domain.network.models import CollectionPoint
from cungcau.domain.orders.models import OrderLine
from tests.at_once import at_once
from tests.domain.logistics.fleet_rows import (
    DAY,
    agreed_order,
    carriers,
    hub_at,
    onward_trip,
    somebody,
    trip_of,
    vehicle,
)
from tests.domain.logistics.test_crew import codes, planned
from tests.domain.logistics.test_planning import Watched
from tests.domain.logistics.test_trip_pages import edit_form
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small, record_all

SEASON = "hong-2021"


def one_bay(**facts: Any) -> CollectionPoint:
    CollectionPoint.objects.filter(code="P1").update(
        trucks_at_once=1, minutes_per_turn=60, hours="06:00-18:00", **facts
    )
    return CollectionPoint.objects.get(code="P1")


@pytest.fixture
def ready(small: Small) -> Small:
    carriers()
    one_bay()
    return small


def stays(*trips_there: Trip) -> list[tuple[datetime, datetime]]:
    """When the trips stand at P1, sorted."""
    rows = TripStop.objects.filter(trip__in=trips_there, point__code="P1")
    assert rows.filter(planned_start_at=None).count() == 0
    return sorted(
        (row.planned_start_at, row.planned_leave_at)
        for row in rows
        if row.planned_start_at is not None and row.planned_leave_at is not None
    )


def apart(spans: list[tuple[datetime, datetime]]) -> bool:
    return all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_second_trip_by_hand_waits_for_the_bay(ready: Small) -> None:
    first = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1"))
    second = trip_of(ready, agreed_order(ready, "DH-2"), 600, vehicle("12C-2"))
    assert apart(stays(first, second))
    assert codes(second) == []


def test_the_clash_is_shown_with_who_and_when(ready: Small) -> None:
    first = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1"))
    ordered, lorry = agreed_order(ready, "DH-2"), vehicle("12C-2")
    draft = drafted(day=DAY, vehicle=lorry, driver=None, loads=[NewLoad(ordered.line, 600)])
    judged = judge(draft, PlanSettings())
    (note,) = judged.notes
    said = wording.fault(note).text
    assert "nhận cùng lúc 1 xe" in said
    assert f"chuyến {first.code} (12C-1" in said
    assert "Muốn giờ khác" in said
    assert judged.faults == ()


def test_two_bays_take_two_trips(ready: Small) -> None:
    one_bay()
    CollectionPoint.objects.filter(code="P1").update(trucks_at_once=2)
    first = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1"))
    second = trip_of(ready, agreed_order(ready, "DH-2"), 600, vehicle("12C-2"))
    assert not apart(stays(first, second))


def test_where_waiting_is_too_late_the_clash_is_a_fault(ready: Small) -> None:
    """The only hour the point is open is taken."""
    CollectionPoint.objects.filter(code="P1").update(hours="06:00-07:30")
    first = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1"))
    second = trip_of(ready, agreed_order(ready, "DH-2"), 600, vehicle("12C-2"))
    clash = next(kept for kept in second.faults if kept["code"] == "bays")
    said = wording.fault(clash)
    assert first.code in said.text
    assert "Chờ đến lượt thì không kịp giờ" in said.text
    assert said.stop == 1


def test_cancelled_trips_and_the_trip_itself_hold_nothing(ready: Small) -> None:
    ordered = agreed_order(ready)
    first = trip_of(ready, ordered, 600, vehicle("12C-1"))
    before = stays(first)
    seen = values_of(first)
    trips.edit_trip(first, version=1, seen=seen, mine={**seen, "note": "đổi ghi chú"}, actor=None)
    assert stays(first) == before
    running.cancel_trip(first, reason="xe hỏng", actor=None)
    assert stays_at([one_bay().pk], DAY) == ()
    second = trip_of(ready, ordered, 600, vehicle("12C-2"))
    assert stays(second) == before


def test_goods_moved_to_a_fresh_trip_wait_for_the_first(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 1000, vehicle("12C-1"))
    other = moving.move_load(trip.loads.get(), kg=400, to=moving.Fresh(vehicle("12C-2")), actor=None)
    trip.refresh_from_db()
    assert apart(stays(trip, other))


def test_the_planner_keeps_off_bays_confirmed_trips_hold(ready: Small) -> None:
    first = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1"))
    running.confirm_trip(first, actor=None)
    agreed_order(ready, "DH-2")
    vehicle("12C-2")
    plan = planned(ready)
    assert plan.trips.count() >= 1
    assert apart(stays(first, *plan.trips.all()))
    assert all(codes(trip) == [] for trip in plan.trips.all())


def test_a_bay_taken_while_the_planner_computes_is_told(ready: Small) -> None:
    agreed_order(ready)
    other_order, own, other = agreed_order(ready, "DH-2"), vehicle("12C-1"), vehicle("12C-2")
    from_hand: list[Trip] = []

    plan = trips_planned_slowly(
        ready, own.pk, lambda: from_hand.append(trip_of(ready, other_order, 600, other))
    )
    (trip,) = plan.trips.filter(vehicle=own)
    assert codes(trip) == ["bays"]
    assert from_hand[0].code in wording.fault(trip.faults[0]).text


def trips_planned_slowly(small: Small, only: int, meanwhile: Any) -> Any:
    class Slow(Watched):
        def report(self, *, stage: str, percent: int, message: str = "") -> None:
            super().report(stage=stage, percent=percent, message=message)
            if stage == "Lưu các chuyến":
                meanwhile()

    settings = PlanSettings(iterations=20, vehicles=(only,))
    plan = plan_day(season=small.season, day=DAY, settings=settings, actor=None)
    compute_day(Slow(), {"plan": plan.pk})
    plan.refresh_from_db()
    return plan


def test_the_page_tells_before_and_after_saving(ready: Small) -> None:
    client = client_of(somebody("dieu-phoi", "coordinator"))
    first = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1"))
    ordered, lorry = agreed_order(ready, "DH-2"), vehicle("12C-2")
    address = f"/van-tai/chuyen/moi/?mua={SEASON}&ngay=2021-09-28"
    sent = {
        "vehicle": lorry.pk,
        f"kg_{ordered.line.pk}_{ordered.order.point_id}": "600",
        "ngay": "2021-09-28",
    }
    shown = text_of(client.post(address, {**sent, "xem-thu": "1"}))
    assert first.code in shown
    assert "Để tránh nhau" in shown
    saved = client.post(address, sent, follow=True)
    assert first.code in text_of(saved)
    second = Trip.objects.get(vehicle=lorry)
    assert apart(stays(first, second))
    form = {**edit_form(client, second), "note": "đi sớm"}
    assert first.code in text_of(client.post(f"/van-tai/chuyen/{second.pk}/sua/", form, follow=True))


def test_who_is_in_the_way() -> None:
    there = [Stay(1, 100, 200, "A", "x"), Stay(1, 150, 250, "B", "y"), Stay(2, 100, 200, "C", "z")]
    assert [stay.trip for stay in in_the_way(there, 1, 1, 120, 130)] == ["A"]
    assert in_the_way(there, 1, 1, 250, 300) == []
    assert [stay.trip for stay in in_the_way(there, 1, 2, 120, 160)] == ["A", "B"]
    assert in_the_way(there, 1, 2, 120, 150) == []
    assert in_the_way(there, 1, 3, 120, 160) == []


def test_goods_leave_their_point_on_the_day_agreed(ready: Small) -> None:
    """A lorry that may be under way for two nights does not load what is to leave today tomorrow."""
    agreed_order(ready, asked_kg=4000, parts=(("H3", 4000),))
    vehicle(nights=2)
    plan = planned(ready)
    begins = TripStop.objects.filter(trip__in=plan.trips.all(), point__code="P1")
    assert {timezone.localtime(stop.planned_start_at).date() for stop in begins if stop.planned_start_at} == {
        DAY
    }
    assert plan.outcome["left_kg"] == 2000


def test_a_first_leg_is_told_when_it_comes_after_the_second_has_left(ready: Small) -> None:
    first = trip_of(ready, agreed_order(ready), 800, vehicle("12C-1"))
    legs.change_over(first.loads.get(), point=hub_at(21.6, 106.5), actor=None)
    second = onward_trip(ready, first.loads.get(), 800)
    start = second.stops.order_by("no")[0]
    early = minute_at(DAY, 5 * 60 + 30)
    TripStop.objects.filter(pk=start.pk).update(planned_arrival_at=early, planned_start_at=early)
    fresh = Trip.objects.get(pk=first.pk)
    seen = values_of(fresh)
    late = trips.edit_trip(fresh, version=fresh.version, seen=seen, mine={**seen, "note": "x"}, actor=None)
    assert "due" in codes(late)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_never_share_one_bay() -> None:
    small = record_all()
    carriers()
    one_bay()
    lines = [agreed_order(small, f"DH-{number}") for number in range(4)]
    lorries = [vehicle(f"12C-{number}") for number in range(4)]
    found = at_once(
        *(
            lambda ordered=ordered, lorry=lorry: trip_of(small, ordered, 600, lorry)
            for ordered, lorry in zip(lines, lorries, strict=True)
        )
    )
    made = [one for one in found if isinstance(one, Trip)]
    assert len(made) == 4, found
    assert apart(stays(*made))


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_moving_the_same_load() -> None:
    """Of two who move all of one load to different trips one succeeds; nothing is doubled or lost."""
    small = record_all()
    carriers()
    ordered = agreed_order(small)
    source = trip_of(small, ordered, 800, vehicle("12C-0"))
    targets = [trip_of(small, ordered, 50, vehicle(f"12C-{number}")) for number in (1, 2)]
    load = source.loads.get()
    found = at_once(*(lambda to=to: moving.move_load(load, kg=800, to=to, actor=None) for to in targets))
    refused = [one for one in found if isinstance(one, Exception)]
    assert [getattr(one, "code", repr(one)) for one in refused] == ["trip_moved_meanwhile"]
    rows = Trip.objects.filter(loads__line=ordered.line).values_list("loads__planned_kg", flat=True)
    assert sorted(rows) == [50, 850]
    assert OrderLine.objects.get(pk=ordered.line.pk).most_kg >= sum(rows)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_splitting_the_same_load_in_halves() -> None:
    """Each takes half into a new trip: the second is told that the first changed it, and may look again."""
    small = record_all()
    carriers()
    ordered = agreed_order(small)
    source = trip_of(small, ordered, 800, vehicle("12C-0"))
    load = source.loads.get()
    lorries = [vehicle(f"12C-{number}") for number in (1, 2)]
    found = at_once(
        *(
            lambda lorry=lorry: moving.move_load(load, kg=400, to=moving.Fresh(lorry), actor=None)
            for lorry in lorries
        )
    )
    refused = [one for one in found if isinstance(one, Exception)]
    assert [getattr(one, "code", repr(one)) for one in refused] == ["trip_moved_meanwhile"]
    assert sum(Trip.objects.values_list("loads__planned_kg", flat=True)) == 800


def test_hours_of_a_point_count_at_pick_ups(ready: Small) -> None:
    trip = trip_of(ready, agreed_order(ready), 600, vehicle("12C-1", hours_from=time(3)))
    ((begins, _ends),) = stays(trip)
    assert timezone.localtime(begins).hour >= 6
