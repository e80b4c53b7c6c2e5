"""Goods at the buyer's: delivered, accepted, lost and late are kept apart; two words are kept apart."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Arrival, ArrivalWord, TripLoad
from cungcau.domain.logistics.selectors import arrivals as asked
from cungcau.domain.logistics.services import arrivals
from cungcau.domain.logistics.services.arrivals import Said, say, settle_arrival
from cungcau.domain.logistics.services.road_areas import refresh_road_areas
from cungcau.domain.orders.models import Entry, OrderLine
from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.models import Notification, Outgoing
from tests.at_once import at_once
from tests.domain.logistics.road_rows import DAY, agent, arrival_of, came, carrier, received, trip_of
from tests.domain.orders.order_rows import agreed_order
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db


def kg_of(line: OrderLine) -> tuple[int, int, int]:
    """(delivered, accepted, lost) of the line; the same sums stand in its entries."""
    line.refresh_from_db()
    for kind, kg in (
        ("delivered", line.delivered_kg),
        ("accepted", line.accepted_kg),
        ("lost", line.lost_kg),
    ):
        assert sum(Entry.objects.filter(line=line, kind=kind).values_list("kg", flat=True)) == kg
    return line.delivered_kg, line.accepted_kg, line.lost_kg


def test_lost_refused_and_late_are_three_things(small: Small) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    said = Said(880, 60, "Dập nát ở đáy sọt", at=came(DAY + timedelta(days=3)))
    done = say(arrival=arrival, speaker="buyer", said=said, by_link=True)
    assert kg_of(ordered.line) == (880, 820, 20)
    assert (done.state, done.refused_kg, done.lost_kg, done.late_days) == (states.CONFIRMED, 60, 20, 2)
    assert asked.outcome_of(ordered.line) == {"lost_kg": 20, "refused_kg": 60, "late_days": 2}
    assert ordered.line.state == "accepted"
    load = TripLoad.objects.get()
    assert (load.arrived_kg, load.trip.state) == (880, states.ARRIVED)


def test_goods_come_in_two_parts(small: Small) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    first = say(arrival=arrival, speaker="buyer", said=Said(500, at=came(), done=False), by_link=True)
    assert (first.state, kg_of(ordered.line)) == (states.PARTLY, (500, 500, 0))
    assert ordered.line.state == "under_way"
    last = say(arrival=arrival, speaker="buyer", said=Said(390, at=came(hour=15)), by_link=True)
    assert (last.state, kg_of(ordered.line)) == (states.CONFIRMED, (890, 890, 10))
    assert ordered.line.state == "accepted"
    with pytest.raises(DomainError, match="arrival_complete"):
        say(arrival=arrival, speaker="buyer", said=Said(1), by_link=True)


def test_a_line_on_two_trips_waits_for_both(small: Small) -> None:
    ordered = agreed_order(small)
    line = received(ordered)
    owner = carrier()
    first = arrivals.expect_load(load=trip_of(line, 500, owner), actor=None)
    second = arrivals.expect_load(load=trip_of(line, 400, owner, "12C-222.22"), actor=None)
    say(arrival=first, speaker="buyer", said=Said(500, at=came()), by_link=True)
    line.refresh_from_db()
    assert line.state == "under_way"
    say(arrival=second, speaker="buyer", said=Said(400, at=came()), by_link=True)
    line.refresh_from_db()
    assert line.state == "accepted"


def test_goods_the_buyer_fetches_without_a_trip(small: Small) -> None:
    ordered = agreed_order(small)
    line = received(ordered)
    with pytest.raises(DomainError, match="arrival_not_due"):
        arrivals.expect_without_trip(line=line, kg=901, actor=None)
    arrival = arrivals.expect_without_trip(line=line, kg=900, actor=None)
    line.refresh_from_db()
    assert (line.loaded_kg, line.state) == (900, "under_way")
    say(arrival=arrival, speaker="buyer", said=Said(900, at=came(DAY)), by_link=True)
    assert kg_of(line) == (900, 900, 0)
    arrival.refresh_from_db()
    assert arrival.late_days == -1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(901), "arrival_over_expected"),
        (Said(100, 101, "x"), "refused_over_arrived"),
        (Said(100, 1, "  "), "refusal_without_reason"),
    ],
)
def test_words_that_cannot_be(small: Small, said: Said, code: str) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    with pytest.raises(DomainError, match=code):
        say(arrival=arrival, speaker="buyer", said=said, by_link=True)
    assert (kg_of(ordered.line), ArrivalWord.objects.count()) == ((0, 0, 0), 0)


def test_the_carriers_word_is_kept_beside_and_settled(small: Small) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    driver, officer = agent("nha_xe", "carrier", "VT"), person("chot", "coordinator")
    say(arrival=arrival, speaker="carrier", said=Said(900, at=came()), actor=driver)
    assert kg_of(ordered.line) == (0, 0, 0), "the carrier's word moves nothing"
    differs = say(arrival=arrival, speaker="buyer", said=Said(850, at=came()), by_link=True)
    assert (differs.state, differs.carrier_kg, differs.arrived_kg) == (states.DIFFERS, 900, 850)
    assert Notification.objects.filter(user=officer, message="logistics.arrival_differs").count() == 1
    with pytest.raises(DomainError, match="not_allowed"):
        settle_arrival(arrival=arrival, arrived_kg=900, accepted_kg=900, reason="x", actor=driver)
    with pytest.raises(DomainError, match="reason_missing"):
        settle_arrival(arrival=arrival, arrived_kg=890, accepted_kg=880, reason=" ", actor=officer)
    settled = settle_arrival(
        arrival=arrival, arrived_kg=890, accepted_kg=880, reason="Cân lại có hai bên", actor=officer
    )
    assert (settled.state, settled.lost_kg, kg_of(ordered.line)) == (states.SETTLED, 10, (890, 880, 10))
    corrections = Entry.objects.filter(line=ordered.line, corrects__isnull=False)
    assert sorted(corrections.values_list("kind", "kg")) == [
        ("accepted", 30),
        ("delivered", 40),
        ("lost", -40),
    ]
    assert set(corrections.values_list("reason", flat=True)) == {"Cân lại có hai bên"}
    back = settle_arrival(arrival=arrival, arrived_kg=0, accepted_kg=0, reason="Xe lật", actor=officer)
    assert (back.lost_kg, kg_of(ordered.line)) == (900, (0, 0, 900))


def test_words_within_a_hundredth_do_not_differ(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    say(arrival=arrival, speaker="carrier", said=Said(900, at=came()), actor=None)
    assert say(arrival=arrival, speaker="buyer", said=Said(891, at=came())).state == states.CONFIRMED


def test_words_stay_as_they_were_said(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    say(arrival=arrival, speaker="buyer", said=Said(900, at=came()))
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        ArrivalWord.objects.update(arrived_kg=1)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        ArrivalWord.objects.all().delete()


def test_links_open_one_arrival_until_renewed(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    token = asked.link_of(arrival).rstrip("/").rpartition("/")[2]
    assert asked.arrival_of_link(token) == arrival
    assert asked.arrival_of_link(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert asked.arrival_of_link("") is None
    arrivals.renew_link(arrival=arrival, actor=None)
    assert asked.arrival_of_link(token) is None


def test_the_buyer_hears_once_where_to_confirm(small: Small) -> None:
    """Whoever has no account by a message with the link, an agent by a notice; a new link ends the old message."""
    ordered = agreed_order(small)
    ordered.order.buyer.phone = "+84912333444"
    ordered.order.buyer.save(update_fields=["phone"])
    arrival = arrival_of(ordered)
    letter = Outgoing.objects.get(about=f"arrival:{arrival.pk}")
    assert letter.link == asked.link_of(arrival) and "DH-1" in letter.sms and "900 kg" in letter.sms
    assert arrivals.expect_load(load=TripLoad.objects.get(), actor=None) == arrival
    assert Outgoing.objects.count() == 1
    renewed = arrivals.renew_link(arrival=arrival, actor=None)
    assert Outgoing.objects.filter(link=asked.link_of(renewed)).count() == 1
    buyer = agent("ben_mua", "buyer", "TL")
    other = agreed_order(small, "DH-2")
    arrivals.expect_load(load=trip_of(received(other), 900, carrier(), "12C-222.22"), actor=None)
    assert Notification.objects.get(user=buyer).message == "logistics.arrival_link"


def test_who_may_say_what(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    buyer, seller = agent("ben_mua", "buyer", "TL"), agent("ben_ban", "representative", "HTX")
    stranger, officer = person("buon", "buyer"), person("xa_khac", "commune_officer", "91")
    for other in (stranger, officer):
        assert asked.arrival_for(other, arrival.pk) is None
        with pytest.raises(DomainError, match="arrival_not_found"):
            say(arrival=arrival, speaker="buyer", said=Said(1), actor=other)
    assert asked.arrival_for(seller, arrival.pk) == arrival
    with pytest.raises(DomainError, match="not_allowed"):
        say(arrival=arrival, speaker="buyer", said=Said(1), actor=seller)
    with pytest.raises(DomainError, match="not_allowed"):
        say(arrival=arrival, speaker="carrier", said=Said(1), actor=buyer)
    assert (
        say(arrival=arrival, speaker="buyer", said=Said(900, at=came()), actor=buyer).state
        == states.CONFIRMED
    )


def test_copied_areas_follow_their_line(small: Small) -> None:
    arrival = arrival_of(agreed_order(small))
    OrderLine.objects.filter(pk=arrival.line_id).update(area_code="20.09999")
    assert refresh_road_areas() == 1
    arrival.refresh_from_db()
    assert arrival.area_code == "20.09999"


@pytest.mark.django_db(transaction=True)
def test_link_and_app_at_one_moment_count_once(small: Small) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    token = uuid4()
    same = at_once(
        *[
            lambda: say(
                arrival=arrival, speaker="buyer", said=Said(900, at=came()), by_link=True, client_uuid=token
            )
        ]
        * 4
    )
    assert all(isinstance(one, Arrival) for one in same)
    assert kg_of(ordered.line) == (900, 900, 0)
    other = agreed_order(small, "DH-2")
    second = arrivals.expect_load(load=trip_of(received(other), 900, carrier(), "12C-222.22"), actor=None)
    found = at_once(
        *[lambda: say(arrival=second, speaker="buyer", said=Said(900, at=came()), by_link=True)] * 4
    )
    assert sorted(getattr(one, "code", "ok") for one in found) == ["arrival_complete"] * 3 + ["ok"]
    assert kg_of(other.line) == (900, 900, 0)
