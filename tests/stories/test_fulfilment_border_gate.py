"""A border gate shuts for a month: heard, confirmed, told once, planned around; and opens earlier than was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cungcau.domain.demand.services import record_needs
from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import RouteEvent, Trip
from cungcau.domain.logistics.planning.drafting import NewLoad
from cungcau.domain.logistics.services.events import (
    ask_what_if,
    change_event,
    close_for_plans,
    confirm_event,
    report_event,
)
from cungcau.domain.logistics.services.trips import add_trip
from cungcau.domain.logistics.services.warning import tell_concerned
from cungcau.domain.matching.models import Line as PlanLine
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.services import request_plan
from cungcau.domain.network.models import Closure, Market
from cungcau.domain.network.services import LaneRow, MarketRow, record_lanes, record_markets
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.orders.services.from_plan import orders_from_plan
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification, Outgoing
from tests.domain.logistics.fleet_rows import carriers, driver, somebody, vehicle
from tests.domain.orders.order_rows import organisation
from tests.domain.orders.slip_rows import representative
from tests.domain.orders.test_from_plan import FIRST, LAST, agree_all, computed, published, season_with_goods
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import SOURCE, Small, need, person
from tests.stories.fulfilment_rows import EVE, moment, rules_hold

pytestmark = [pytest.mark.story, pytest.mark.django_db]
GATE = "tan-thanh"
MONTH, EARLY = date(2021, 10, 27), date(2021, 9, 30)


@pytest.fixture
def people(small: Small, settings: Any) -> dict[str, User]:
    settings.SHOWN_DAY = EVE
    carriers()
    buyer = organisation("TL")
    buyer.phone = "+84912333444"
    buyer.save(update_fields=["phone"])
    return {
        "office": person("dieuphoi", "coordinator"), "other": person("dieuphoi-2", "coordinator"),
        "seller": representative(), "carrier": somebody("nha-xe", "carrier", acts_for="VT1"),
        "stranger": somebody("xe-khac", "carrier", acts_for="VT2"),
    }  # fmt: skip


@pytest.fixture
def plan(small: Small, people: dict[str, User]) -> Plan:
    """A published plan that sends part of the goods through the gate, and the orders made of it, agreed."""
    gate = MarketRow(GATE, "Cửa khẩu Tân Thanh", "export", SOURCE, "Lạng Sơn", 21.97, 106.69)
    record_markets(rows=[gate], actor=None)
    record_lanes(rows=[LaneRow("P1", GATE, 0, 300, SOURCE, 9000)], actor=None)
    season_with_goods(small)
    through = need(
        "NG", market=GATE, quantity_kg=900, deliver_from=FIRST, deliver_to=LAST, price_vnd_per_kg=30_000,
        min_grade=2, tolerance_over=10,
    )  # fmt: skip
    record_needs(season=small.season, rows=[through], actor=None)
    plan = published(small, people["office"])
    assert orders_from_plan(plan, people["office"]).created
    agree_all(people["office"])
    return plan


def trip_through(small: Small, office: User) -> Trip:
    line = OrderLine.objects.filter(order__market__code=GATE).order_by("dispatch_date")[0]
    loads = [NewLoad(line, line.asked_kg)]
    return add_trip(
        season=small.season,
        day=line.dispatch_date,
        vehicle=vehicle(),
        driver=driver(),
        loads=loads,
        actor=office,
    )


def heard(small: Small, people: dict[str, User]) -> RouteEvent:
    """The carrier hears it at the gate; an officer confirms."""
    facts = {
        "kind": "gate", "name": "Cửa khẩu Tân Thanh", "first": FIRST, "last": MONTH, "heard_by": "seen",
        "source": "Lái xe báo về (minh hoạ)", "heard_at": moment(EVE, 0),
    }  # fmt: skip
    target = f"market {Market.objects.get(code=GATE).pk}"
    event = report_event(
        season=small.season, facts=facts, targets=[target], actor=people["carrier"], is_demo=True
    )
    assert event.state == states.REPORTED
    with pytest.raises(DomainError, match="event_not_in_force"):
        tell_concerned(event=event, actor=people["office"])
    return confirm_event(event=event, actor=people["office"])


def listed(event: RouteEvent, trip: Trip, office: User) -> None:
    """The event's page names every order and trip through the gate and none beside them."""
    page = text_of(client_of(office).get(f"/van-tai/duong-sa/{event.pk}/"))
    touched = OrderLine.objects.filter(dispatch_date__lte=event.last, delivery_date__gte=event.first)
    for line in touched.select_related("order__market"):
        assert (line.order.code in page) == (line.order.market.code == GATE), line  # type: ignore[union-attr]
    assert trip.code in page


def told_once(event: RouteEvent, people: dict[str, User]) -> None:
    assert tell_concerned(event=event, actor=people["office"]) == (3, 1)
    assert tell_concerned(event=event, actor=people["other"])[1] == 0
    news = Notification.objects.filter(message="logistics.event_news")
    for who in ("seller", "carrier", "other"):
        assert news.filter(user=people[who], link__endswith=f"/{event.pk}/").count() == 1, who
    assert not news.filter(user=people["stranger"]).exists()
    assert Outgoing.objects.filter(phone="+84912333444", about=f"route_event:{event.pk}").count() == 1


def through_gate(plan: Plan) -> list[tuple[date, int]]:
    """The plan's kg through the gate, by the day they leave."""
    rows = PlanLine.objects.filter(plan=plan, market__code=GATE, dispatch_date__gte=FIRST)
    return list(rows.order_by("dispatch_date").values_list("dispatch_date", "kg"))


def test_a_border_gate_that_shuts_for_a_month(small: Small, people: dict[str, User], plan: Plan) -> None:
    before = through_gate(plan)
    assert sum(kg for _, kg in before) == 900
    trip = trip_through(small, people["office"])
    event = heard(small, people)
    listed(event, trip, people["office"])
    told_once(event, people)
    for _ in range(2):
        assert close_for_plans(event=event, actor=people["office"]) == 1
    closure = Closure.objects.get(market__code=GATE)
    assert (closure.first, closure.last, closure.factor) == (FIRST, MONTH, 0)
    kept = through_gate(computed(request_plan(season=small.season, actor=people["office"])))
    assert kept == before, "what households promised stays until the two sides agree on another day"
    tried = computed(ask_what_if(event=event, actor=people["office"]))
    assert (tried.base, through_gate(tried), through_gate(plan)) == (plan, [], before)
    opened = change_event(event=event, last=EARLY, reason="Thông quan lại (minh hoạ)", actor=people["office"])
    closure.refresh_from_db()
    assert (closure.last, opened.follows) == (EARLY, event)
    assert opened.told.count() == 4, (
        "who was told that it is shut hears that it opens, whoever is freed among them"
    )
    assert tell_concerned(event=opened, actor=people["office"]) == (0, 0)
    assert "mở lại sớm" in Notification.objects.filter(user=people["seller"]).latest("pk").facts["effect"]
    with pytest.raises(DomainError, match="event_not_in_force"):
        tell_concerned(event=event, actor=people["office"])
    again = through_gate(computed(ask_what_if(event=opened, actor=people["office"])))
    assert sum(kg for _, kg in again) == 900 and all(day > EARLY for day, _ in again)
    rules_hold()
