"""Deciding by hand, planning again around it, versions that cannot change, comparisons, the ledger carried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cungcau.domain.matching import selectors, services
from cungcau.domain.matching.by_hand import Decisions, bind, from_day, judge
from cungcau.domain.matching.models import ComparedLine, Comparison, LedgerCarry, Line, Override, Plan
from cungcau.domain.matching.services.ledger import carry
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.engines.allocation import replan
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Closure, ClosureKind, Commitment
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.jobs import runner
from cungcau.platform.notify.models import Notification
from cungcau.reference.catalogue.models import Season
from tests.at_once import at_once
from tests.domain.reading_pages import client_of, text_of

pytestmark = pytest.mark.django_db
WHY = services.Why("agreement", "đã hẹn với thương lái")


def wish_of(line: Line, kg: int) -> services.Wish:
    return services.Wish(
        line.lot.code, line.need.code, line.point.code, line.harvest_date, line.dispatch_date, kg
    )


def largest(plan: Plan) -> Line:
    return selectors.lines_of(plan).order_by("-kg", "id")[0]


def revised(base: Plan, actor: User) -> Plan:
    plan = services.request_revision(base=base, actor=actor)
    assert plan.job_id is not None
    runner.run(plan.job_id)
    return Plan.objects.select_related("season").get(pk=plan.pk)


def kg_on(plan: Plan, line: Line) -> int:
    rows = Line.objects.filter(
        plan=plan, lot=line.lot, need=line.need, point=line.point,
        harvest_date=line.harvest_date, dispatch_date=line.dispatch_date,
    )  # fmt: skip
    return sum(rows.values_list("kg", flat=True))


def between(plan: Plan, line: Line) -> int:
    return sum(Line.objects.filter(plan=plan, lot=line.lot, need=line.need).values_list("kg", flat=True))


def test_less_by_hand_stays_less_after_planning_again(plan: Plan, coordinator: User) -> None:
    line = largest(plan)
    made = services.override_line(
        plan=plan, wish=wish_of(line, line.kg // 2), why=WHY, seen=None, actor=coordinator
    )
    assert (made.computed_kg, made.kg, made.created_by) == (line.kg, line.kg // 2, coordinator)
    others = between(plan, line) - line.kg
    again = revised(plan, coordinator)
    assert kg_on(again, line) == line.kg // 2
    assert between(again, line) == others + line.kg // 2
    assert again.revision_of == plan
    assert list(check(selectors.scenario_of_plan(again), selectors.answer_of(again))) == []
    assert kg_on(plan, line) == line.kg


def test_planning_again_moves_little_and_says_what(plan: Plan, coordinator: User) -> None:
    line = largest(plan)
    services.override_line(plan=plan, wish=wish_of(line, 0), why=WHY, seen=None, actor=coordinator)
    again = revised(plan, coordinator)
    found = services.compare_plans(before=plan, after=again, actor=coordinator)
    lines = list(selectors.compared_lines(found))
    assert len(lines) == found.added_lines + found.removed_lines + found.changed_lines > 0
    gone = next(row for row in lines if row.lot_id == line.lot_id and row.need_id == line.need_id)
    assert (gone.kg_before, gone.kg_after, gone.change) == (line.kg, 0, -line.kg)
    assert found.moved_kg == sum(-row.change for row in lines if row.change < 0)
    assert found.moved_kg == again.summary["moved_kg"]
    total = sum(row.change for row in lines)
    assert total == again.sold_kg - plan.sold_kg
    assert services.compare_plans(before=plan, after=again, actor=coordinator) == found
    assert ComparedLine.objects.filter(comparison=found).count() == len(lines)


def test_a_pinned_line_stays_and_a_pair_kept_apart_has_none(plan: Plan, coordinator: User) -> None:
    lines = list(selectors.lines_of(plan).order_by("-kg", "id"))
    pinned = lines[0]
    apart = next(row for row in lines if (row.lot_id, row.need_id) != (pinned.lot_id, pinned.need_id))
    services.override_line(plan=plan, wish=wish_of(pinned, pinned.kg), why=WHY, seen=None, actor=coordinator)
    services.keep_apart(
        plan=plan, lot=apart.lot.code, need=apart.need.code, why=services.Why("quality"), actor=coordinator
    )
    again = revised(plan, coordinator)
    assert kg_on(again, pinned) == pinned.kg
    assert between(again, apart) == 0
    assert between(plan, apart) > 0


def test_a_line_can_be_moved_to_another_day(plan: Plan, coordinator: User) -> None:
    """To a day on which its own lot already goes the same way: the rules surely allow a little there."""
    pairs: dict[tuple[int, int], list[Line]] = {}
    for row in selectors.lines_of(plan).order_by("id"):
        pairs.setdefault((row.lot_id, row.need_id), []).append(row)
    here, there = next(rows for rows in pairs.values() if len(rows) > 1)[:2]
    kg = 1
    services.override_line(
        plan=plan, wish=wish_of(there, there.kg - 1), why=WHY, seen=None, actor=coordinator
    )
    target = wish_of(there, there.kg)
    made = services.move_line(
        plan=plan, wish=wish_of(here, here.kg), to=replace(target, kg=there.kg - 1 + kg), why=WHY, seen=None,
        actor=coordinator,
    )  # fmt: skip
    again = revised(plan, coordinator)
    assert kg_on(again, here) == 0
    assert kg_on(again, there) == made.kg == there.kg


def test_what_the_rules_forbid_is_refused_by_name(plan: Plan, coordinator: User) -> None:
    line = largest(plan)
    too_much = wish_of(line, line.lot.quantity_kg + 1)
    with pytest.raises(InputInvalid) as refused:
        services.override_line(plan=plan, wish=too_much, why=WHY, seen=None, actor=coordinator)
    assert "lot_total" in {fault.column for fault in refused.value.faults}
    early = replace(wish_of(line, 1), harvest_date=line.lot.harvest_from - timedelta(days=1))
    with pytest.raises(InputInvalid) as refused:
        services.override_line(plan=plan, wish=early, why=WHY, seen=None, actor=coordinator)
    assert "harvest_window" in {fault.column for fault in refused.value.faults}
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    ("why", "column"),
    [(services.Why("because"), "reason_code"), (services.Why("other", " "), "reason")],
)
def test_a_reason_is_needed(plan: Plan, coordinator: User, why: services.Why, column: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        services.override_line(
            plan=plan, wish=wish_of(largest(plan), 1), why=why, seen=None, actor=coordinator
        )
    assert [fault.column for fault in refused.value.faults] == [column]


def test_only_a_coordinator_decides(plan: Plan, viewer: User) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        services.override_line(plan=plan, wish=wish_of(largest(plan), 1), why=WHY, seen=None, actor=viewer)


def test_deciding_again_follows_and_taking_back_restores(plan: Plan, coordinator: User) -> None:
    line = largest(plan)
    first = services.override_line(plan=plan, wish=wish_of(line, 5), why=WHY, seen=None, actor=coordinator)
    with pytest.raises(DomainError, match="overridden_meanwhile"):
        services.override_line(plan=plan, wish=wish_of(line, 6), why=WHY, seen=None, actor=coordinator)
    second = services.override_line(
        plan=plan, wish=wish_of(line, 6), why=WHY, seen=first.pk, actor=coordinator
    )
    assert second.follows == first
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert selectors.decisions(plan).lines[wish_of(line, 6).key] == 6
    services.withdraw_override(override=second, actor=coordinator)
    assert selectors.decisions(plan) == Decisions()
    with pytest.raises(DomainError, match="override_withdrawn"):
        services.withdraw_override(override=second, actor=coordinator)
    verbs = Entry.objects.filter(object_id=str(plan.pk), verb__contains="overrid").values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["plan_line_overridden", "plan_line_overridden", "plan_override_withdrawn"]


@pytest.mark.django_db(transaction=True)
def test_of_two_deciding_at_once_the_second_is_told(plan: Plan, coordinator: User) -> None:
    line = largest(plan)
    told = both(
        lambda: services.override_line(
            plan=plan, wish=wish_of(line, 7), why=WHY, seen=None, actor=coordinator
        )
    )
    assert sorted(told) == ["done", "overridden_meanwhile"]
    assert Override.objects.filter(plan=plan, withdrawn_at=None).count() == 1


def both(work: Callable[[], Any]) -> list[str]:
    """The same work by two people at once: how each ended."""
    return [end.code if isinstance(end, DomainError) else "done" for end in at_once(work, work)]


def test_a_published_version_cannot_change(plan: Plan, coordinator: User) -> None:
    published = services.publish_plan(plan=plan, actor=coordinator, note="họp ngày 27/9")
    assert (published.version, published.publish_note) == (1, "họp ngày 27/9")
    assert services.is_untouched(published)
    for statement in (
        "UPDATE matching_line SET kg = kg + 1 WHERE plan_id = %s",
        "DELETE FROM matching_line WHERE plan_id = %s",
        "DELETE FROM matching_share WHERE plan_id = %s",
        "UPDATE matching_planinput SET sha256 = 'x' WHERE plan_id = %s",
        "UPDATE matching_plan SET sold_kg = sold_kg - 1 WHERE id = %s",
        "UPDATE matching_plan SET version = 9 WHERE id = %s",
        "DELETE FROM matching_plan WHERE id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [plan.pk])
    line = largest(plan)
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.create(
            plan=plan, lot=line.lot, need=line.need, point=line.point, producer=line.producer, market=line.market,
            harvest_date=line.harvest_date, dispatch_date=line.dispatch_date, delivery_date=line.delivery_date,
            kg=1, freight_vnd_per_kg=0, by_producer=0, by_lot=0, by_point=0, by_market=0, by_buyer=0, words="",
        )  # fmt: skip
    assert services.is_untouched(Plan.objects.get(pk=plan.pk))


def test_the_seal_sees_a_change_behind_the_guard(plan: Plan, coordinator: User) -> None:
    services.publish_plan(plan=plan, actor=coordinator)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE matching_line SET kg = kg + 1 WHERE id = (SELECT min(id) FROM matching_line)")
        cursor.execute("SET session_replication_role = DEFAULT")
    assert not services.is_untouched(Plan.objects.get(pk=plan.pk))


def test_the_next_version_is_a_revision_with_its_difference(
    plan: Plan, season: Season, coordinator: User, viewer: User
) -> None:
    services.publish_plan(plan=plan, actor=coordinator)
    line = largest(plan)
    services.override_line(plan=plan, wish=wish_of(line, line.kg // 2), why=WHY, seen=None, actor=coordinator)
    second = services.publish_plan(plan=revised(plan, coordinator), actor=coordinator)
    plan.refresh_from_db()
    assert (plan.state, plan.version, second.state, second.version) == ("superseded", 1, "published", 2)
    assert list(selectors.versions_of(season)) == [second, plan]
    found = selectors.compared(plan, second)
    assert found is not None
    assert found.moved_kg >= line.kg - line.kg // 2
    told = Notification.objects.filter(user=viewer).order_by("pk").values_list("message", flat=True)
    assert list(told) == ["plan_first_version", "plan_next_version"]
    with pytest.raises(DomainError, match="plan_not_open_to_changes"):
        services.override_line(plan=plan, wish=wish_of(line, 1), why=WHY, seen=None, actor=coordinator)


def test_what_was_to_be_picked_before_today_stays(
    plan: Plan, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a plan in force the lines of past days are history: they are planned again as they were."""
    services.publish_plan(plan=plan, actor=coordinator)
    days = sorted(set(selectors.lines_of(plan).values_list("harvest_date", flat=True)))
    middle = days[len(days) // 2]
    monkeypatch.setattr("cungcau.domain.matching.services.compute.today", lambda: middle)
    again = revised(Plan.objects.get(pk=plan.pk), coordinator)
    past = {
        key: kg
        for *key, kg in Line.objects.filter(plan=plan, harvest_date__lt=middle).values_list(
            "lot__code", "need__code", "point__code", "harvest_date", "dispatch_date", "kg"
        )
        for key in [tuple(key)]
    }
    kept = {
        tuple(key): kg
        for *key, kg in Line.objects.filter(plan=again).values_list(
            "lot__code", "need__code", "point__code", "harvest_date", "dispatch_date", "kg"
        )
    }
    assert past
    assert all(kept.get(key, 0) >= kg for key, kg in past.items())


def test_a_decided_line_whose_need_is_gone_is_named(plan: Plan) -> None:
    scenario = selectors.scenario_of_plan(plan)
    line = largest(plan)
    key = wish_of(line, 10).key
    without = replace(scenario, demands=tuple(d for d in scenario.demands if d.demand_id != key[1]))
    bound = bind(without, Decisions({key: 10}, frozenset({key[:2]})))
    assert bound.dropped == (key,)
    assert bound.scenario.commitments == ()
    assert bound.scenario.exclusions == ()


def test_a_lot_made_smaller_since_keeps_only_what_it_has(plan: Plan) -> None:
    scenario = selectors.scenario_of_plan(plan)
    line = largest(plan)
    key = wish_of(line, line.kg).key
    less = line.kg // 2
    smaller = replace(
        scenario,
        lots=tuple(replace(lot, quantity_kg=less) if lot.lot_id == key[0] else lot for lot in scenario.lots),
    )
    bound = bind(smaller, Decisions(), [Commitment(*key, line.kg)])
    assert [row.kg for row in bound.scenario.commitments] == [less]
    assert bound.dropped == (key,)


def test_nothing_new_is_picked_on_days_that_are_past(plan: Plan) -> None:
    scenario = selectors.scenario_of_plan(plan)
    days = sorted(Line.objects.filter(plan=plan).values_list("harvest_date", flat=True))
    day = days[len(days) // 2] + timedelta(days=1)
    history = selectors.history_of(plan, day)
    assert history
    before = {
        (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date): row.kg
        for row in history
    }
    asked = from_day(bind(scenario, Decisions(), history).scenario, day)
    answer, _ = replan(asked, selectors.answer_of(plan).assignments)
    past = [row for row in answer.assignments if row.harvest_date < day]
    assert {
        (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date): row.kg for row in past
    } == before
    assert all(row.gain_kg_per_kg <= 1 for row in answer.bottlenecks)


def test_data_entered_later_is_counted(plan: Plan) -> None:
    fresh = Plan.objects.select_related("season").get(pk=plan.pk)
    assert fresh.taken_at is not None
    assert not selectors.changed_since(fresh)
    line = largest(plan)
    line.lot.note = "sửa sau khi tính"
    line.lot.save()
    changed = selectors.changed_since(fresh)
    assert (changed.lots, changed.needs) == (1, 0)


def test_two_seasons_or_the_same_plan_are_not_compared(plan: Plan, coordinator: User) -> None:
    with pytest.raises(DomainError, match="plans_the_same"):
        services.compare_plans(before=plan, after=plan, actor=coordinator)


@pytest.mark.django_db(transaction=True)
def test_comparing_twice_at_once_is_worked_out_once(plan: Plan, season: Season, coordinator: User) -> None:
    second = services.request_plan(season=season, actor=coordinator)
    runner.run(second.job_id)
    second = Plan.objects.get(pk=second.pk)
    assert both(lambda: services.compare_plans(before=plan, after=second, actor=coordinator)) == ["done"] * 2
    assert Comparison.objects.count() == 1


@pytest.fixture
def next_season(season: Season) -> Season:
    later = Season.objects.create(
        code="van-lang-2022", name="Hồng Văn Lãng 2022", area_code=season.area_code,
        start=season.start.replace(year=2022), end=season.end.replace(year=2022), order=season.order,
        folded="van lang 2022", source="minh hoạ", is_demo=True,
    )  # fmt: skip
    later.commodities.set(season.commodities.all())
    return later


def test_the_ledger_is_carried_on_once(
    plan: Plan, season: Season, next_season: Season, coordinator: User
) -> None:
    with pytest.raises(DomainError, match="plan_not_in_force"):
        services.request_carry(plan=plan, into=next_season, reason="khép vụ", actor=coordinator)
    published = services.publish_plan(plan=plan, actor=coordinator)
    job = services.request_carry(plan=published, into=next_season, reason="khép vụ", actor=coordinator)
    runner.run(job.pk)
    done = LedgerCarry.objects.get()
    prior = {row.producer_id: row for row in SeasonLedger.objects.filter(season=season)}
    rows = {row.producer_id: row for row in SeasonLedger.objects.filter(season=next_season)}
    for share in published.shares.all():
        before = prior.get(share.producer_id)
        row = rows[share.producer_id]
        assert row.prior_offered_kg == share.offered_kg + (before.prior_offered_kg if before else 0)
        assert row.prior_sold_kg == share.sold_kg + (before.prior_sold_kg if before else 0)
    assert done.producers == len(rows) >= published.shares.count()
    assert done.sold_kg == sum(row.prior_sold_kg for row in rows.values())
    told = selectors.ledger_sum(published)
    assert (told.producers, told.offered_kg, told.sold_kg) == (done.producers, done.offered_kg, done.sold_kg)
    assert all(row in list(selectors.ledger_after(published)) for row in told.least)
    with pytest.raises(DomainError, match="ledger_carried"):
        services.request_carry(plan=published, into=next_season, reason="lần nữa", actor=coordinator)


def test_a_ledger_is_not_carried_backwards_or_over_another(
    plan: Plan, season: Season, next_season: Season, coordinator: User
) -> None:
    published = services.publish_plan(plan=plan, actor=coordinator)
    with pytest.raises(DomainError, match="ledger_into_itself"):
        services.request_carry(plan=published, into=season, reason="x", actor=coordinator)
    with pytest.raises(InputInvalid):
        services.request_carry(plan=published, into=next_season, reason=" ", actor=coordinator)
    producer = published.shares.first()
    assert producer is not None
    SeasonLedger.objects.create(season=next_season, producer=producer.producer, source="minh hoạ")
    with pytest.raises(DomainError, match="ledger_occupied"):
        services.request_carry(plan=published, into=next_season, reason="khép vụ", actor=coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_carrying_the_ledger_at_once_carry_it_once(
    plan: Plan, next_season: Season, coordinator: User
) -> None:
    published = services.publish_plan(plan=plan, actor=coordinator)
    told = both(lambda: carry(plan=published, into=next_season, reason="khép vụ", actor=coordinator))
    assert told == ["done", "done"]
    assert LedgerCarry.objects.count() == 1
    assert SeasonLedger.objects.filter(season=next_season).count() == LedgerCarry.objects.get().producers


def test_a_refusal_names_the_place_and_says_that_a_day_is_past(plan: Plan, coordinator: User) -> None:
    line = largest(plan)
    day, place = line.harvest_date, line.lot.place
    scenario = selectors.facts_for(plan, Decisions(pairs=frozenset({(line.lot.code, line.need.code)})))
    shut = replace(
        scenario, closures=(Closure(ClosureKind.PLACE, place.code, day, day, Fraction(0)), *scenario.closures)
    )
    decided = Decisions().with_line(wish_of(line, 1).key, 1)
    found = selectors.with_words(plan, shut, judge(shut, decided, wish_of(line, 1).key, day))
    assert [fault.expected for fault in found] == [f"{place.title} ({place.code}) đóng ngày {show_date(day)}"]
    assert line.point.name in found[0].value and str(day) not in found[0].value
    past = selectors.with_words(plan, shut, judge(shut, decided, wish_of(line, 1).key, day + timedelta(1)))
    assert [(one.column, one.expected) for one in past] == [
        ("day_past", f"ngày hái {show_date(day)} đã qua, không thêm hàng vào ngày ấy được nữa")
    ]


def test_a_plan_that_cannot_be_read_names_the_lot(season: Season, coordinator: User) -> None:
    asked = services.request_plan(season=season, actor=coordinator)
    lot = Lot.objects.filter(season=season).order_by("code")[5]
    Lot.objects.filter(pk=lot.pk).update(shelf_life_days=40_000)
    assert asked.job is not None
    runner.run(asked.job.pk)
    asked.refresh_from_db()
    assert asked.state == "failed"
    page = text_of(client_of(coordinator).get(f"/ke-hoach/{asked.pk}/"))
    assert f"lô hàng {lot.code}" in page and "40000" in page and "Không tính được kế hoạch này" in page
