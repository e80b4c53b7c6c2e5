"""One need at a time: entered, recurring, confirmed, withdrawn, seen by the planner."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest

from cungcau.domain.demand import selectors, services
from cungcau.domain.demand.doubts import doubts_of
from cungcau.domain.demand.models import Frequency, Need
from cungcau.domain.demand.rhythm import delivery_days
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services.ties import Days, add_agent
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.notify.models import Notification
from cungcau.platform.ui import clock
from tests.domain.season_rows import SOURCE, START, Small, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(small: Small) -> User:
    return person("dieu-phoi", "coordinator")


def facts(small: Small, **more: Any) -> dict[str, Any]:
    """What a buyer says, by attribute name."""
    need = Need.objects.get(code="N1")
    return {
        "commodity_id": need.commodity_id, "market_id": need.market_id, "quantity_kg": 0,
        "deliver_from": date(2021, 9, 27), "deliver_to": date(2021, 10, 10), **more,
    }  # fmt: skip


def enter(small: Small, officer: User | None, **more: Any) -> Need:
    buyer = Organisation.objects.get(code="TL")
    return services.enter_need(season=small.season, buyer=buyer, facts=facts(small, **more), actor=officer)


def planned(small: Small) -> dict[str, tuple[date, date, int]]:
    rows = selectors.needs_for_planning(small.season).exclude(code__in=["N1", "N2"])
    return {row.code: (row.deliver_from, row.deliver_to, row.quantity_kg) for row in rows}


def test_a_range_is_planned_with_its_low_end(small: Small, officer: User) -> None:
    need = enter(
        small, officer, quantity_low_kg=400_000, quantity_high_kg=600_000, quantity_text="400-600 tấn"
    )
    assert need.quantity_kg == 400_000
    assert planned(small) == {need.code: (date(2021, 9, 27), date(2021, 10, 10), 400_000)}
    services.change_need(
        need=need, version=1, seen={"quantity_kg": 400_000}, mine={"quantity_kg": 500_000}, actor=officer
    )
    assert planned(small)[need.code][2] == 500_000


def test_every_day_alike_is_planned_as_one_with_a_daily_limit(small: Small, officer: User) -> None:
    need = enter(small, officer, kg_per_delivery=500, frequency="daily", hours_to=time(6))
    assert (need.quantity_kg, need.max_kg_per_day) == (7000, 500)
    assert list(planned(small)) == [need.code]
    assert selectors.lines_of(need).count() == 14


def test_set_days_are_planned_day_by_day(small: Small, officer: User) -> None:
    need = enter(small, officer, kg_per_delivery=500, frequency="weekdays", weekdays=[2, 5])
    days = [date(2021, 9, 27), date(2021, 9, 30), date(2021, 10, 4), date(2021, 10, 7)]
    assert {(first, last, kg) for first, last, kg in planned(small).values()} == {(d, d, 500) for d in days}
    need.refresh_from_db()
    assert need.quantity_kg == 2000
    assert selectors.total(selectors.needs_of(small.season)).needs == 3


def test_one_delivery_is_changed_singly_and_keeps_its_change(small: Small, officer: User) -> None:
    need = enter(small, officer, kg_per_delivery=500, frequency="daily")
    services.change_line(
        need=need,
        day=date(2021, 9, 28),
        kg=300,
        hours_from=None,
        hours_to=time(5),
        reason="kho kiểm kê",
        actor=officer,
    )
    services.change_line(
        need=need, day=date(2021, 9, 29), kg=0, hours_from=None, hours_to=None, reason="nghỉ", actor=officer
    )
    rows = planned(small)
    assert need.code not in rows
    assert rows[f"{need.code}-210928"][2] == 300
    assert f"{need.code}-210929" not in rows
    need.refresh_from_db()
    assert need.quantity_kg == 12 * 500 + 300
    services.change_need(
        need=need, version=need.version, seen={"kg_per_delivery": 500, "quantity_kg": need.quantity_kg},
        mine={"kg_per_delivery": 600, "quantity_kg": need.quantity_kg}, actor=officer,
    )  # fmt: skip
    rows = planned(small)
    assert (rows[f"{need.code}-210928"][2], rows[f"{need.code}-211001"][2]) == (300, 600)
    with pytest.raises(DomainError, match="reason_missing"):
        services.change_line(
            need=need, day=date(2021, 9, 28), kg=1, hours_from=None, hours_to=None, reason=" ", actor=officer
        )
    with pytest.raises(DomainError, match="line_not_found"):
        services.change_line(
            need=need, day=date(2022, 1, 1), kg=1, hours_from=None, hours_to=None, reason="x", actor=officer
        )


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        ({"frequency": Frequency.DAILY}, [30, 1, 2, 3, 4, 5]),
        ({"frequency": Frequency.WEEKLY}, [30]),
        ({"frequency": Frequency.EVERY, "every_days": 2}, [30, 2, 4]),
        ({"frequency": Frequency.WEEKDAYS, "weekdays": [8]}, [3]),
        ({"frequency": Frequency.ONCE}, []),
    ],
)
def test_days_of_a_rhythm(rhythm: dict[str, Any], days: list[int]) -> None:
    found = delivery_days(first=date(2021, 9, 30), last=date(2021, 10, 5), **rhythm)
    assert [day.day for day in found] == days


def test_holidays_are_left_out_where_asked() -> None:
    all_days = delivery_days(
        frequency="daily", first=date(2021, 9, 1), last=date(2021, 9, 5), skip_holidays=True
    )
    assert [day.day for day in all_days] == [1, 4, 5]


def test_expiry_is_judged_when_read(small: Small, officer: User) -> None:
    need = enter(small, officer, quantity_kg=1000, expires_on=date(2021, 9, 26))
    assert need.state_on(date(2021, 9, 26)) == "open"
    assert need.state_on(date(2021, 9, 27)) == "expired"
    assert planned(small) == {}
    aside = {one.reason: one for one in selectors.set_aside(small.season, clock.today())}
    assert aside["expired"].codes == (need.code,)
    services.confirm_need(need=need, actor=officer, confirmed_by="chị Hoa")
    need.refresh_from_db()
    assert (need.confirmed_on, need.confirmed_by, need.ends_on) == (
        clock.today(),
        "chị Hoa",
        date(2021, 10, 27),
    )
    assert list(planned(small)) == [need.code]
    assert need.state_on(date(2021, 10, 28)) == "expired"


def test_withdrawn_met_and_opened_again(small: Small, officer: User) -> None:
    need = enter(small, officer, kg_per_delivery=100, frequency="weekly")
    with pytest.raises(DomainError, match="reason_missing"):
        services.withdraw_need(need=need, reason="", actor=officer)
    services.withdraw_need(need=need, reason="hết vốn", actor=officer)
    assert planned(small) == {}
    with pytest.raises(DomainError, match="need_not_open"):
        services.change_need(need=need, version=1, seen={}, mine={}, actor=officer)
    services.reopen_need(need=need, actor=officer)
    assert len(planned(small)) == 2
    services.meet_need(need=need, actor=officer)
    assert planned(small) == {}


def test_the_second_of_two_people_is_told(small: Small, officer: User) -> None:
    need = enter(small, officer, quantity_kg=1000)
    services.change_need(need=need, version=1, seen={"pack": ""}, mine={"pack": "khay 1 kg"}, actor=officer)
    with pytest.raises(EditedMeanwhile) as told:
        services.change_need(
            need=need, version=1, seen={"pack": ""}, mine={"pack": "rổ 20 kg"}, actor=officer
        )
    assert told.value.theirs == {"pack": "khay 1 kg"}


def test_sent_twice_is_written_once(small: Small, officer: User) -> None:
    buyer, mark = Organisation.objects.get(code="TL"), uuid4()
    given = facts(small, quantity_kg=1000)
    first, second = (
        services.enter_need(season=small.season, buyer=buyer, facts=given, actor=officer, client_uuid=mark)
        for _ in range(2)
    )
    assert first.pk == second.pk


def test_senseless_values_are_named(small: Small, officer: User) -> None:
    for given, column in (
        ({"quantity_kg": 0}, "quantity_kg"),
        ({"quantity_kg": 5, "quantity_low_kg": 10, "quantity_high_kg": 20}, "quantity_kg"),
        ({"quantity_kg": 5, "deliver_to": date(2020, 1, 1)}, "deliver_to"),
        ({"quantity_kg": 5, "market_id": None}, "market"),
        ({"kg_per_delivery": 5, "frequency": "weekdays"}, "weekdays"),
        ({"kg_per_delivery": 5, "frequency": "daily", "deliver_to": date(2031, 1, 1)}, "deliver_to"),
        ({"quantity_kg": 5, "deposit_percent": 101}, "deposit_percent"),
        ({"quantity_kg": 5, "note": "a\x00b"}, "note"),
    ):
        with pytest.raises(InputInvalid) as refused:
            enter(small, officer, **given)
        assert column in [fault.column for fault in refused.value.faults], given
    assert Need.objects.count() == 2


def test_a_buyer_writes_their_own_and_sees_no_other(small: Small) -> None:
    buyer = Organisation.objects.get(code="TL")
    other = Organisation.objects.get(code="HTX")
    user = person("thuong-lai", "buyer", "")
    add_agent(user=user, organisation=buyer, days=Days(START, None), source=SOURCE, actor=None)
    given = facts(small, quantity_kg=900)
    need = services.enter_need(season=small.season, buyer=buyer, facts=given, actor=user, confirmed=True)
    assert need.confirmed_by == user.full_name
    services.confirm_need(need=need, actor=user)
    services.withdraw_need(need=need, reason="đủ rồi", actor=user)
    with pytest.raises(DomainError, match="not_allowed"):
        services.enter_need(season=small.season, buyer=other, facts=given, actor=user)
    rows = selectors.needs_of(small.season)
    assert {row.buyer.code for row in selectors.shown_to(rows, user, small.season)} == {"TL"}
    stranger = person("nguoi-la", "buyer", "")
    assert not selectors.shown_to(rows, stranger, small.season).exists()
    for act in (services.meet_need, services.reopen_need):
        with pytest.raises(DomainError):
            act(need=need, actor=stranger)


def test_doubtful_figures_are_asked_about(small: Small) -> None:
    given = facts(small, kg_per_delivery=500, frequency="daily") | {
        "price_vnd_per_kg": 180_000, "quantity_kg": 5000, "deliver_to": date(2022, 1, 5),
    }  # fmt: skip
    need = Need(season=small.season, **given)
    rules = {doubt.rule for doubt in doubts_of(need, bags=10, bag_kg=20)}
    assert rules == {"price_unusual", "deliveries_unlike_total", "outside_season", "bags_unlike_weight"}


def test_officers_are_reminded_once(small: Small, officer: User) -> None:
    enter(small, officer, quantity_kg=1000, expires_on=date(2021, 9, 29))
    enter(small, officer, quantity_kg=1000, expires_on=date(2021, 10, 29))
    assert services.remind() == 1
    assert services.remind() == 0
    assert [notice.facts["needs"] for notice in Notification.objects.filter(user=officer)] == [1]
