"""What is shut on the way: who is touched, who is told once, what plans know of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import EventTold, RouteEvent
from cungcau.domain.logistics.selectors import events as asked
from cungcau.domain.logistics.services import events
from cungcau.domain.logistics.services.warning import tell_concerned
from cungcau.domain.matching.models import Line
from cungcau.domain.network.models import Closure, Lane, Market
from cungcau.domain.orders.models import OrderLine
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs import runner
from cungcau.platform.notify.models import Notification, Outgoing
from tests.at_once import at_once
from tests.domain.logistics.road_rows import DAY, agent, came, carrier, received, trip_of
from tests.domain.matching.conftest import compute
from tests.domain.orders.order_rows import agreed_order
from tests.domain.season_rows import START, Small, person

pytestmark = pytest.mark.django_db
MONTH = DAY + timedelta(days=30)


def shut(small: Small, *targets: str, actor: Any = None, **facts: Any) -> RouteEvent:
    given: dict[str, Any] = {
        "kind": "gate", "name": "Cửa khẩu Tân Thanh", "first": DAY, "last": MONTH, "heard_by": "paper",
        "source": "Công điện 01 (minh hoạ)", "heard_at": came(DAY - timedelta(days=1)), **facts,
    }  # fmt: skip
    return events.report_event(season=small.season, facts=given, targets=targets or (market(),), actor=actor)


def market(code: str = "ha-noi") -> str:
    return f"market {Market.objects.get(code=code).pk}"


def lane() -> str:
    return f"lane {Lane.objects.get(point__code='P1', market__code='ha-noi').pk}"


def touched(event: RouteEvent) -> list[str]:
    rows = asked.lines_touched(event.targets.select_related("lane"), event.first, event.last)
    return [line.order.code for line in rows]


def test_every_open_order_and_trip_that_uses_it_is_listed(small: Small) -> None:
    on_its_way = agreed_order(small, "DH-1")
    load = trip_of(received(on_its_way), 900, carrier())
    later = agreed_order(small, "DH-2", parts=(("H1", 300),), asked_kg=300, day=DAY + timedelta(days=5))
    before = agreed_order(small, "DH-3", parts=(("H1", 300),), asked_kg=300, day=DAY - timedelta(days=5))
    done = agreed_order(small, "DH-4", parts=(("H1", 300),), asked_kg=300)
    OrderLine.objects.filter(order=done.order).update(state="delivered")
    other = agreed_order(
        small, "DH-5", parts=(("H1", 100),), asked_kg=100, market=Market.objects.get(code="voso")
    )
    event = shut(small)
    assert touched(event) == [on_its_way.order.code, later.order.code]
    assert before.order.code not in touched(event) and other.order.code not in touched(event)
    trips = asked.trips_touched(event.targets.select_related("lane"), event.first, event.last)
    assert list(trips) == [load.trip]
    assert touched(shut(small, lane(), kind="road", name="QL1A")) == ["DH-1", "DH-2"]
    point = f"point {on_its_way.order.point_id}"
    assert touched(shut(small, point, kind="point", name="Điểm Tân Mỹ 1", last=DAY)) == ["DH-1", "DH-5"]


def test_a_carriers_word_waits_for_an_officer(small: Small) -> None:
    carrier()
    driver, officer = agent("nha_xe", "carrier", "VT"), person("duong_sa", "coordinator")
    event = shut(small, actor=driver)
    assert event.state == states.REPORTED
    with pytest.raises(DomainError, match="event_not_in_force"):
        events.close_for_plans(event=event, actor=officer)
    with pytest.raises(DomainError, match="not_allowed"):
        events.confirm_event(event=event, actor=driver)
    other = person("nha_xe_khac", "carrier")
    assert asked.event_for(other, event.pk) is None
    assert asked.event_for(driver, event.pk) == event
    assert events.confirm_event(event=event, actor=officer).state == states.CONFIRMED
    assert asked.event_for(other, event.pk) == event


def test_what_was_reported_stays(small: Small) -> None:
    event = shut(small)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        RouteEvent.objects.filter(pk=event.pk).update(last=DAY)


def test_bad_reports_name_what_is_wrong(small: Small) -> None:
    with pytest.raises(InputInvalid) as refused:
        shut(small, last=DAY - timedelta(days=1), name="  ", source="")
    assert [fault.column for fault in refused.value.faults] == ["last", "name", "source"]
    with pytest.raises(DomainError, match="event_target_missing"):
        shut(small, "market 999999", "nothing", "lane x")


def test_closures_follow_the_event(small: Small) -> None:
    officer = person("dong_mo", "coordinator")
    event = shut(small, actor=officer)
    assert events.close_for_plans(event=event, actor=officer) == 1
    assert events.close_for_plans(event=event, actor=officer) == 1, "asked again nothing is doubled"
    closure = Closure.objects.get(market__code="ha-noi")
    assert (closure.first, closure.last, closure.factor) == (DAY, MONTH, 0)
    early = events.change_event(
        event=event, last=DAY + timedelta(days=9), reason="Thông quan lại", actor=officer
    )
    closure.refresh_from_db()
    assert (closure.last, early.follows, early.state) == (DAY + timedelta(days=9), event, states.CONFIRMED)
    event.refresh_from_db()
    assert (event.state, event.last) == (states.SUPERSEDED, MONTH)
    longer = events.change_event(event=early, last=MONTH, reason="Lại đóng", actor=officer)
    closure.refresh_from_db()
    assert closure.last == MONTH
    assert [one.pk for one in asked.history_of(early)] == [event.pk, early.pk, longer.pk]
    with pytest.raises(DomainError, match="event_not_in_force"):
        events.change_event(event=event, last=DAY, reason="muộn", actor=officer)
    with pytest.raises(DomainError, match="event_ended_already"):
        events.change_event(event=longer, last=DAY - timedelta(days=1), reason="x", actor=officer)


def test_a_market_that_is_narrowed_is_narrowed_on_its_lanes(small: Small) -> None:
    event = shut(small, percent_left=30)
    assert sorted(place.name for place in asked.places_of(event)) == [
        "Điểm Hoàng Việt → Chợ đầu mối Hà Nội",
        "Điểm Tân Mỹ 1 → Chợ đầu mối Hà Nội",
    ]
    events.close_for_plans(event=event, actor=None)
    factors = Closure.objects.filter(lane__market__code="ha-noi", first=DAY).values_list("factor", flat=True)
    assert [float(one) for one in factors] == [0.3, 0.3]


def test_a_border_gate_shuts_for_a_month(small: Small) -> None:
    """Story: everybody concerned is told once, whoever has no account by message; the plan hears of it."""
    ordered = agreed_order(small)
    trip_of(received(ordered), 900, carrier())
    seller, driver = agent("dai_dien", "representative", "HTX"), agent("nha_xe", "carrier", "VT")
    officer, second = person("dieu_phoi_1", "coordinator"), person("dieu_phoi_2", "coordinator")
    stranger = person("nguoi_xem", "viewer")
    ordered.order.buyer.phone = "+84912333444"
    ordered.order.buyer.save(update_fields=["phone"])
    event = shut(small, actor=officer)
    assert tell_concerned(event=event, actor=officer) == (3, 1)
    assert tell_concerned(event=event, actor=officer) == (0, 0)
    told = set(Notification.objects.values_list("user__username", flat=True))
    assert told == {seller.username, driver.username, second.username}
    assert not Notification.objects.filter(user=stranger).exists()
    letter = Outgoing.objects.get()
    assert letter.phone == "+84912333444"
    assert "DH-1" in letter.sms and "Cua khau Tan Thanh" in letter.sms
    late = agreed_order(small, "DH-9", parts=(("H1", 100),), asked_kg=100)
    assert touched(event) == ["DH-1", late.order.code]
    longer = events.change_event(event=event, last=MONTH + timedelta(days=5), reason="Chưa mở", actor=officer)
    assert longer.told.count() == 4, "the new day is news to whoever was told"
    assert tell_concerned(event=longer, actor=officer) == (0, 0)


def test_without_a_plan_there_is_nothing_to_try(small: Small) -> None:
    officer = person("thu_neu", "coordinator")
    with pytest.raises(DomainError, match="plan_has_no_result"):
        events.ask_what_if(event=shut(small), actor=officer)


def test_plans_are_tried_and_made_without_what_is_shut(small: Small) -> None:
    """The what-if closes both lanes to the market; a plan computed after the closures sends nothing there."""
    officer = person("lap_lai", "coordinator")
    base = compute(small.season, officer)
    window = {"first": START, "last": date(2021, 10, 31)}
    to_market = {"market__code": "ha-noi", "dispatch_date__range": (START, date(2021, 10, 31))}
    assert Line.objects.filter(plan=base, **to_market).exists()
    event = shut(small, **window)
    tried = events.ask_what_if(event=event, actor=officer)
    assert sorted(change["ref"] for change in tried.changes) == ["P1>ha-noi", "P2>ha-noi"]
    assert tried.job is not None
    runner.run(tried.job.pk)
    tried.refresh_from_db()
    assert (tried.state, tried.base) == ("computed", base)
    assert not Line.objects.filter(plan=tried, **to_market).exists()
    events.close_for_plans(event=event, actor=officer)
    after = compute(small.season, officer)
    assert not Line.objects.filter(plan=after, **to_market).exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_tell_at_once_and_nobody_hears_twice(small: Small) -> None:
    agreed_order(small)
    agent("dai_dien", "representative", "HTX")
    officer, event = person("cung_luc", "coordinator"), shut(small)
    found = at_once(*[lambda: tell_concerned(event=event, actor=None)] * 4)
    assert sorted(one for one in found if one != (0, 0)) == [(2, 0)]
    assert EventTold.objects.filter(event=event).count() == 2
    assert Notification.objects.filter(user=officer).count() == 1
    changed = at_once(
        lambda: events.change_event(event=event, last=DAY + timedelta(days=1), reason="a", actor=officer),
        lambda: events.change_event(event=event, last=DAY + timedelta(days=2), reason="b", actor=officer),
    )
    assert [one.code for one in changed if isinstance(one, DomainError)] == ["event_not_in_force"]
    assert RouteEvent.objects.filter(state=states.CONFIRMED).count() == 1


def test_dismissed_news_opens_what_it_closed(small: Small) -> None:
    event = shut(small, first=date(2021, 10, 1), last=date(2021, 10, 20))
    events.close_for_plans(event=event, actor=None)
    with pytest.raises(DomainError, match="reason_missing"):
        events.dismiss_event(event=event, reason=" ", actor=None)
    events.dismiss_event(event=event, reason="Tin nhầm", actor=None)
    closure = Closure.objects.get(market__code="ha-noi")
    assert (closure.first, closure.last) == (date(2021, 10, 1), date(2021, 10, 1))


def told_of_a_month(small: Small, officer: User) -> tuple[RouteEvent, list[User]]:
    """An event that two accounts and a buyer without one were told of, and a stranger was not."""
    ordered = agreed_order(small)
    trip_of(received(ordered), 900, carrier())
    told = [agent("dai_dien", "representative", "HTX"), agent("nha_xe", "carrier", "VT")]
    person("nguoi_xem", "viewer")
    ordered.order.buyer.phone = "+84912333444"
    ordered.order.buyer.save(update_fields=["phone"])
    event = shut(small, actor=officer)
    assert tell_concerned(event=event, actor=officer) == (2, 1)
    return event, told


def letters() -> list[tuple[str, str]]:
    return list(Outgoing.objects.order_by("pk").values_list("message", "state"))


def test_who_was_told_hears_once_that_it_was_not_so(small: Small) -> None:
    officer = person("dong_roi_bo", "coordinator")
    event, told = told_of_a_month(small, officer)
    Outgoing.objects.update(state="by_hand", sent_at=event.heard_at, sent_by=officer, sent_way="call")
    agent("muon", "representative", "HTX")
    events.dismiss_event(event=event, reason="Chốt báo nhầm", actor=officer)
    news = Notification.objects.filter(message="logistics.event_not_so")
    assert set(news.values_list("user", flat=True)) == {one.pk for one in told}
    assert "Chốt báo nhầm" in news[0].spoken.body and "Cửa khẩu Tân Thanh" in news[0].spoken.subject
    assert letters() == [("logistics.event_news", "by_hand"), ("logistics.event_not_so", "held")]
    assert Outgoing.objects.get(message="logistics.event_not_so").sms.startswith("Bo tin Cua khau Tan Thanh")
    with pytest.raises(DomainError, match="verb_not_allowed"):
        events.dismiss_event(event=event, reason="lần nữa", actor=officer)
    assert news.count() == 2 and len(letters()) == 2


def test_a_message_that_had_not_gone_is_put_aside_and_nothing_is_taken_back(small: Small) -> None:
    officer = person("bo_ngay", "coordinator")
    event, _told = told_of_a_month(small, officer)
    events.dismiss_event(event=event, reason="Chốt báo nhầm", actor=officer)
    assert letters() == [("logistics.event_news", "cancelled")]


def test_who_was_told_of_the_old_days_is_told_of_the_new_and_of_their_end(small: Small) -> None:
    officer = person("mo_som", "coordinator")
    event, told = told_of_a_month(small, officer)
    Outgoing.objects.update(state="by_hand", sent_at=event.heard_at, sent_by=officer, sent_way="call")
    late = agent("muon", "representative", "HTX")
    early = events.change_event(event=event, last=DAY + timedelta(days=2), reason="Thông quan", actor=officer)
    news = Notification.objects.filter(message="logistics.event_news")
    assert {one.user_id for one in news.filter(link__endswith=f"/{early.pk}/")} == {one.pk for one in told}
    assert {one.facts["effect"] for one in news.filter(link__endswith=f"/{early.pk}/")} == {
        "mở lại sớm, chỉ đóng"
    }
    assert letters() == [("logistics.event_news", "by_hand"), ("logistics.event_news", "held")]
    assert tell_concerned(event=early, actor=officer) == (1, 0), "who came since hears of it by the button"
    assert news.filter(user=late).count() == 1
    events.dismiss_event(event=early, reason="Vẫn mở", actor=officer)
    not_so = Notification.objects.filter(message="logistics.event_not_so")
    assert set(not_so.values_list("user", flat=True)) == {*(one.pk for one in told), late.pk}
    assert [state for _, state in letters()] == ["by_hand", "cancelled", "held"]


def test_nobody_is_told_of_the_end_of_what_nobody_was_told(small: Small) -> None:
    officer = person("chua_bao", "coordinator")
    agreed_order(small)
    agent("dai_dien", "representative", "HTX")
    event = shut(small, actor=officer)
    longer = events.change_event(event=event, last=MONTH + timedelta(days=1), reason="Chưa mở", actor=officer)
    events.dismiss_event(event=longer, reason="Nhầm", actor=officer)
    assert not Notification.objects.exists() and not Outgoing.objects.exists()
