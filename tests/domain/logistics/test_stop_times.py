"""Actual times at stops: by the driver's link, the office, the carrier, the keeper; corrected with a reason."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cungcau.domain.collection.services import appoint_keeper
from cungcau.domain.logistics import states
from cungcau.domain.logistics.lateness import minute_words, span_words
from cungcau.domain.logistics.models import SaidBy, StopMoment, StopTime, Trip, TripStop
from cungcau.domain.logistics.planning.drafting import NewLoad, values_of
from cungcau.domain.logistics.services import loading, running, trips
from cungcau.domain.logistics.services.links import token_of
from cungcau.domain.logistics.services.stop_times import record_time
from cungcau.domain.logistics.services.trips import edit_trip
from cungcau.kernel.errors import DomainError
from cungcau.platform.audit.models import Entry as TrailEntry
from cungcau.platform.ui import clock
from tests.at_once import at_once
from tests.domain.logistics.fleet_rows import (
    DAY,
    agreed_order,
    carriers,
    driver,
    hub_at,
    somebody,
    trip_of,
    vehicle,
    weighed,
)
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import Small, record_all

ARRIVED, LEFT = StopMoment.ARRIVED, StopMoment.LEFT
EVENING = DAY + timedelta(days=1)


@pytest.fixture
def trip(small: Small) -> Trip:
    carriers()
    return trip_of(small, agreed_order(small), 800, driver=driver())


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20:00 on the day after the trip's."""
    now = timezone.make_aware(datetime(EVENING.year, EVENING.month, EVENING.day, 20))
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: EVENING)


def stop(trip: Trip, no: int = 1) -> TripStop:
    return trip.stops.get(no=no)


def at(hour: int, minute: int = 0, day: Any = DAY) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def say(one: TripStop, moment: StopMoment, when: datetime | None, reason: str = "", **facts: Any) -> TripStop:
    return record_time(one, moment=moment, at=when, actor=facts.pop("actor", None), reason=reason, **facts)


def test_a_time_stands_on_the_stop_and_is_kept_as_said(trip: Trip) -> None:
    say(stop(trip), ARRIVED, at(7, 5).replace(second=42), via=SaidBy.PHONE)
    assert stop(trip).arrived_at == at(7, 5)
    word = StopTime.objects.get()
    assert (word.at, word.via, word.reason, word.by) == (at(7, 5), SaidBy.PHONE, "", None)
    entry = TrailEntry.objects.filter(verb="logistics.stop_time_recorded").get()
    assert "07:05" in entry.sentence
    assert "nghe qua điện thoại" in entry.sentence


def test_a_correction_needs_its_reason_and_keeps_the_first_word(trip: Trip) -> None:
    say(stop(trip), ARRIVED, at(7))
    with pytest.raises(DomainError, match="stop_time_reason_missing"):
        say(stop(trip), ARRIVED, at(7, 30))
    say(stop(trip), ARRIVED, at(7, 30), "ghi nhầm giờ")
    assert stop(trip).arrived_at == at(7, 30)
    assert [word.at for word in StopTime.objects.order_by("pk")] == [at(7), at(7, 30)]
    say(stop(trip), ARRIVED, at(7, 30), "lại nữa")
    assert StopTime.objects.count() == 2, "the same time again is no news"


def test_a_time_recorded_by_mistake_is_taken_back(trip: Trip) -> None:
    with pytest.raises(DomainError, match="stop_time_nothing_there"):
        say(stop(trip), ARRIVED, None, "nhầm")
    say(stop(trip), ARRIVED, at(7))
    with pytest.raises(DomainError, match="stop_time_reason_missing"):
        say(stop(trip), ARRIVED, None)
    say(stop(trip), ARRIVED, None, "nhầm chuyến")
    assert stop(trip).arrived_at is None
    with pytest.raises(DomainError, match="stop_time_reason_missing"):
        say(stop(trip), ARRIVED, at(8))
    say(stop(trip), ARRIVED, at(8), "giờ đúng")
    assert stop(trip).arrived_at == at(8)


@pytest.mark.parametrize(
    ("moment", "when", "code"),
    [
        (ARRIVED, at(20, 6, EVENING), "stop_time_in_future"),
        (ARRIVED, at(23, 0, DAY - timedelta(days=2)), "stop_time_before_trip"),
        (LEFT, at(6, 59), "stop_times_out_of_order"),
    ],
)
def test_what_cannot_have_been_is_refused(trip: Trip, moment: StopMoment, when: datetime, code: str) -> None:
    if moment == LEFT:
        say(stop(trip), ARRIVED, at(7))
    with pytest.raises(DomainError, match=code):
        say(stop(trip), moment, when)


def test_stops_are_called_at_in_their_order(trip: Trip) -> None:
    say(stop(trip, 2), ARRIVED, at(12))
    with pytest.raises(DomainError, match="stop_times_out_of_order") as error:
        say(stop(trip, 1), LEFT, at(12, 1))
    assert error.value.facts["other"] == stop(trip, 2).name
    say(stop(trip, 1), LEFT, at(9))
    with pytest.raises(DomainError, match="stop_times_out_of_order"):
        say(stop(trip, 2), ARRIVED, at(8), "sửa")


def test_the_database_keeps_every_word(trip: Trip) -> None:
    say(stop(trip), ARRIVED, at(7))
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        StopTime.objects.update(at=at(8))
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        StopTime.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        StopTime.objects.create(stop=stop(trip), moment=ARRIVED, at=None, via=SaidBy.APP)


def test_a_stop_a_vehicle_came_to_is_not_planned_away(small: Small) -> None:
    carriers()
    ordered, far = agreed_order(small), hub_at(22.0, 106.7)
    other = agreed_order(small, "DH-2", point=far)
    trip = trips.add_trip(
        season=small.season, day=DAY, vehicle=vehicle(), actor=None,
        loads=[NewLoad(ordered.line, 300), NewLoad(other.line, 300, far)],
    )  # fmt: skip
    load = trip.loads.get(line=ordered.line)
    say(load.pickup, ARRIVED, at(7))
    seen = values_of(trip)
    without = {**seen, f"kg_{load.pk}": 0}
    with pytest.raises(DomainError, match="stop_visited"):
        edit_trip(trip, version=1, seen=seen, mine=without, actor=None)
    say(load.pickup, ARRIVED, None, "nhầm")
    edit_trip(trip, version=1, seen=seen, mine=without, actor=None)
    assert trip.stops.count() == 2


def test_leaving_the_last_pick_up_records_it(small: Small) -> None:
    carriers()
    ordered = agreed_order(small)
    weighed(ordered, 500, 300)
    trip = trip_of(small, ordered, 800)
    loading.load_goods(trip.loads.get(), kg=800, actor=None, at=at(7))
    running.depart(trip, actor=None, at=at(8, 20))
    assert stop(trip).left_at == at(8, 20)
    assert StopTime.objects.get().via == SaidBy.APP


def test_leaving_does_not_overrule_what_was_said(small: Small) -> None:
    carriers()
    ordered = agreed_order(small)
    weighed(ordered, 500, 300)
    trip = trip_of(small, ordered, 800)
    loading.load_goods(trip.loads.get(), kg=800, actor=None, at=at(7))
    say(stop(trip), LEFT, at(8, 5), via=SaidBy.LINK, by_link=True)
    running.depart(trip, actor=None, at=at(8, 20))
    assert stop(trip).left_at == at(8, 5)


def test_who_may_record(trip: Trip) -> None:
    point = stop(trip).point
    assert point is not None
    keeper, other = somebody("giu-diem", "keeper"), somebody("giu-khac", "keeper")
    appoint_keeper(point=point, user=keeper, valid_from=DAY.replace(day=1), valid_to=None, actor=None)
    own, stranger = (
        somebody("nha-xe", "carrier", acts_for="VT1"),
        somebody("xe-khac", "carrier", acts_for="VT2"),
    )
    say(stop(trip), ARRIVED, at(7), actor=keeper)
    say(stop(trip), LEFT, at(8), actor=own)
    say(stop(trip, 2), ARRIVED, at(12), actor=somebody("dieu-phoi", "coordinator"))
    for nobody in (other, stranger):
        with pytest.raises(DomainError, match="trip_not_found"):
            say(stop(trip, 2), LEFT, at(13), actor=nobody)
    buyer = somebody("nguoi-mua", "buyer", acts_for="TL")
    with pytest.raises(DomainError, match="not_allowed"):
        say(stop(trip, 2), LEFT, at(13), actor=buyer)


def test_nothing_is_recorded_of_a_cancelled_trip_and_closed_ones_are_the_offices(trip: Trip) -> None:
    Trip.objects.filter(pk=trip.pk).update(state=states.CLOSED)
    own, office = somebody("nha-xe", "carrier", acts_for="VT1"), somebody("dieu-phoi", "coordinator")
    with pytest.raises(DomainError, match="stop_time_trip_over"):
        say(stop(trip), ARRIVED, at(7), actor=own)
    say(stop(trip), ARRIVED, at(7), actor=office)
    Trip.objects.filter(pk=trip.pk).update(state=states.CANCELLED, reason="x")
    with pytest.raises(DomainError, match="stop_time_trip_over"):
        say(stop(trip), LEFT, at(8), actor=office)


def test_the_driver_records_by_the_link_alone(client: Client, trip: Trip) -> None:
    address = f"/van-tai/lx/{token_of(trip)}/"
    page = client.get(address).content.decode()
    assert "Ghi đã đến" in page
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    sent = {"stop": stop(trip).pk, "moment": "arrived", "at": "2021-09-28T07:10", "once": once[1]}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert stop(trip).arrived_at == at(7, 10)
    assert StopTime.objects.get().via == SaidBy.LINK
    after = client.get(address).content.decode()
    assert "Ghi đã rời" in after
    early = {**sent, "moment": "left", "at": "2021-09-28T06:00", "once": str(uuid4())}
    refused = client.post(address, early)
    assert refused.status_code == 422
    assert "không khớp với giờ" in refused.content.decode()
    assert client.post(address, {**sent, "at": "", "once": str(uuid4())}).status_code == 422
    assert client.post(address, {**sent, "stop": 999_999, "once": str(uuid4())}).status_code == 422
    assert client.post(address, {**sent, "stop": "x" * 40, "once": "không phải"}).status_code == 422
    assert StopTime.objects.count() == 1
    running.renew_link(trip, actor=None)
    assert client.post(address, {**sent, "once": str(uuid4())}).status_code == 410


def test_a_link_records_its_own_trip_only(client: Client, small: Small, trip: Trip) -> None:
    other = trip_of(small, agreed_order(small, "DH-2"), 500, vehicle("12C-2"))
    sent = {"stop": stop(other).pk, "moment": "arrived", "at": "2021-09-28T07:10", "once": str(uuid4())}
    assert client.post(f"/van-tai/lx/{token_of(trip)}/", sent).status_code == 422
    assert not StopTime.objects.exists()


def test_the_page_shows_planned_against_actual(trip: Trip) -> None:
    office = client_of(somebody("dieu-phoi", "coordinator"))
    first = stop(trip)
    assert first.planned_arrival_at is not None
    when = timezone.localtime(first.planned_arrival_at) + timedelta(minutes=25)
    address = f"/van-tai/chuyen/{trip.pk}/diem/{first.pk}/gio/"
    sent = {"moment": "arrived", "at": when.strftime("%Y-%m-%dT%H:%M"), "via": "phone"}
    said = text_of(office.post(address, sent, follow=True))
    assert "Đã ghi giờ ở" in said
    assert "trễ 25 phút" in said
    assert "Dieu-Phoi, nghe qua điện thoại" in said
    wrong = text_of(office.post(address, {**sent, "at": "2021-09-28T05:00"}, follow=True))
    assert "muốn sửa hãy nêu lý do" in wrong
    fixed = {**sent, "at": (when - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M"), "reason": "xem lại sổ"}
    said = text_of(office.post(address, fixed, follow=True))
    assert "sớm 5 phút" in said
    assert "xem lại sổ" in said
    assert "sửa giờ chuyến" in said
    back = text_of(office.post(address, {**sent, "at": "", "undo": "on", "reason": "nhầm"}, follow=True))
    assert "sớm 5 phút" not in back
    assert office.post(f"/van-tai/chuyen/{trip.pk}/diem/999999/gio/", sent).status_code == 404
    day = text_of(office.get(f"/van-tai/?mua=hong-2021&ngay={DAY}"))
    assert trip.code in day


def test_a_vehicle_nobody_heard_of_is_overdue(trip: Trip) -> None:
    Trip.objects.filter(pk=trip.pk).update(state=states.UNDER_WAY)
    said = text_of(client_of(somebody("dieu-phoi", "coordinator")).get(f"/van-tai/chuyen/{trip.pk}/"))
    assert "quá giờ dự kiến" in said
    assert "chưa ghi đến" in said


def test_the_list_takes_lateness_away(trip: Trip) -> None:
    first = stop(trip)
    assert first.planned_arrival_at is not None
    say(first, ARRIVED, first.planned_arrival_at + timedelta(minutes=7))
    office = client_of(somebody("dieu-phoi", "coordinator"))
    (row,) = csv_of(office.get("/van-tai/chuyen/?mua=hong-2021&xuat=csv"))
    assert row["Đến trễ nhất (phút)"] == "7"
    assert row["Thực tế đến nơi cuối"] == ""
    assert "đến nơi trễ 7 phút" in text_of(office.get(f"/van-tai/?mua=hong-2021&ngay={DAY}"))


def test_over_the_api(trip: Trip) -> None:
    office = client_of(somebody("dieu-phoi", "coordinator"))
    address = f"/api/v1/logistics/trips/{trip.pk}/stops/{stop(trip).pk}/times"

    def post(body: dict[str, Any], **headers: str) -> Any:
        return office.post(address, body, content_type="application/json", headers=headers)

    key = {"Idempotency-Key": str(uuid4())}
    body = {"moment": "arrived", "at": "2021-09-28T07:10:00+07:00"}
    made = post(body, **key)
    assert made.status_code == 200
    assert made.json()["arrived_at"].startswith("2021-09-28T")
    assert isinstance(made.json()["late_min"], int)
    assert post(body, **key).json() == made.json()
    refused = post({"moment": "arrived", "at": "2021-09-28T07:30:00"})
    assert (refused.status_code, refused.json()["code"]) == (400, "stop_time_reason_missing")
    assert post({"moment": "arrived", "at": "2021-09-28T07:30:00", "reason": "sửa"}).status_code == 200
    assert post({"moment": "arrived", "at": None, "reason": "nhầm"}).json()["arrived_at"] is None
    words = office.get(address).json()
    assert [word["reason"] for word in words] == ["", "sửa", "nhầm"]
    assert words[0]["by"] == "Dieu-Phoi"
    stranger = client_of(somebody("xe-khac", "carrier", acts_for="VT2"))
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, body, content_type="application/json").status_code == 404


def test_words_of_lateness() -> None:
    assert [minute_words(late) for late in (None, 0, 25, -70, 1500)] == [
        "", "đúng giờ", "trễ 25 phút", "sớm 1 giờ 10 phút", "trễ 1 ngày 1 giờ",
    ]  # fmt: skip
    assert span_words(120) == "2 giờ"


def test_a_stop_s_words_are_asked_for_once(trip: Trip) -> None:
    office = client_of(somebody("dieu-phoi", "coordinator"))
    address = f"/van-tai/chuyen/{trip.pk}/"
    office.get(address)
    with CaptureQueriesContext(connection) as before:
        office.get(address)
    for number, hour in ((1, 7), (2, 12)):
        say(stop(trip, number), ARRIVED, at(hour))
        say(stop(trip, number), LEFT, at(hour + 1))
    with CaptureQueriesContext(connection) as after:
        office.get(address)
    assert len(after) == len(before)


@pytest.mark.django_db(transaction=True)
def test_driver_and_keeper_recording_at_once() -> None:
    """One word is the first; the other, another time without a reason, is told so."""
    small = record_all()
    carriers()
    trip = trip_of(small, agreed_order(small), 800)
    found = at_once(
        lambda: say(stop(trip), ARRIVED, at(7), via=SaidBy.LINK, by_link=True),
        lambda: say(stop(trip), ARRIVED, at(7, 10)),
    )
    refused = [one for one in found if isinstance(one, DomainError)]
    assert [one.code for one in refused] == ["stop_time_reason_missing"]
    assert StopTime.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_twice_at_once_counts_once() -> None:
    small = record_all()
    carriers()
    trip, once = trip_of(small, agreed_order(small), 800), uuid4()
    found = at_once(
        *(
            lambda: say(stop(trip), ARRIVED, at(7), via=SaidBy.LINK, by_link=True, client_uuid=once)
            for _ in range(4)
        )
    )
    assert not [one for one in found if isinstance(one, Exception)]
    assert StopTime.objects.count() == 1
