"""A plan from question to publication."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, connections

from cungcau.domain.matching import archive, selectors, services
from cungcau.domain.matching.changes import Change
from cungcau.domain.matching.models import Line, Plan, PlanInput
from cungcau.engines.allocation.check import check
from cungcau.engines.allocation.model import Objective
from cungcau.engines.allocation.read import read_scenario
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.jobs import runner
from cungcau.platform.jobs import services as jobs
from cungcau.reference.catalogue.models import Season

pytestmark = pytest.mark.django_db


def test_what_is_loaded_is_what_the_files_say(season: Season, folder: Path) -> None:
    """Files → database → scenario gives the same question, to the last value."""
    from_files = read_scenario(folder)
    from_rows = selectors.scenario_of_season(season, from_files.order)
    for part in (
        "lots",
        "demands",
        "points",
        "access",
        "lanes",
        "closures",
        "producers",
        "start",
        "end",
        "order",
    ):
        assert getattr(from_rows, part) == getattr(from_files, part), part


def test_loading_twice_changes_nothing(season: Season, folder: Path) -> None:
    before = selectors.scenario_of_season(season, (Objective.SOLD, Objective.FAIR, Objective.COST))
    again = services.load_season(folder=folder, actor=None)
    assert again.pk == season.pk
    assert selectors.scenario_of_season(again, before.order) == before


def test_a_plan_is_kept_whole_and_checks(plan: Plan) -> None:
    scenario = selectors.scenario_of_plan(plan)
    answer = selectors.answer_of(plan)
    assert plan.sold_kg == sum(row.kg for row in answer.assignments) > 0
    assert plan.offered_kg == sum(lot.quantity_kg for lot in scenario.lots)
    assert plan.offered_kg - plan.sold_kg == sum(row.unsold_kg for row in answer.unsold)
    assert list(check(scenario, answer)) == []
    assert plan.upper_bound_kg >= plan.sold_kg
    assert sum(week["delivered_kg"] for week in plan.pictures["weeks"]) == plan.sold_kg
    verbs = list(
        Entry.objects.filter(object_id=str(plan.pk), object_type="matching.plan").values_list(
            "verb", flat=True
        )
    )
    assert set(verbs) == {"plan_requested", "plan_computed"}


def test_the_question_survives_later_changes(plan: Plan) -> None:
    before = selectors.scenario_of_plan(plan)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE supply_lot SET quantity_kg = quantity_kg + 1000")
    archive.unpack.cache_clear()
    fresh = Plan.objects.get(pk=plan.pk)
    assert selectors.scenario_of_plan(fresh) == before


def test_equal_questions_are_equal_bytes(plan: Plan) -> None:
    scenario = selectors.scenario_of_plan(plan)
    assert archive.pack(scenario) == archive.pack(scenario) == bytes(plan.input.archive)
    assert archive.fingerprint(archive.pack(scenario)) == plan.input.sha256


def test_every_lot_has_its_why(plan: Plan) -> None:
    for lot in selectors.scenario_of_plan(plan).lots[::6]:
        explanation = selectors.explanation_of(plan, lot.lot_id)
        assert lot.lot_id in explanation.text
        assert len(explanation.text) > 60
    with pytest.raises(DomainError, match="lot_not_in_plan"):
        selectors.explanation_of(plan, "không có")


def test_publishing_supersedes_and_is_kept_in_the_trail(
    plan: Plan, season: Season, coordinator: User
) -> None:
    services.publish_plan(plan=plan, actor=coordinator)
    second = services.request_plan(season=season, actor=coordinator)
    runner.run(second.job_id)
    services.publish_plan(plan=Plan.objects.get(pk=second.pk), actor=coordinator)
    plan.refresh_from_db()
    assert plan.state == "superseded"
    assert selectors.current_plan(season) == Plan.objects.get(pk=second.pk)
    assert Entry.objects.filter(verb="plan_superseded").count() == 1
    with pytest.raises(DomainError, match="verb_not_allowed"):
        services.publish_plan(plan=plan, actor=coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_leave_one_plan_in_force(
    plan: Plan, season: Season, coordinator: User
) -> None:
    second = services.request_plan(season=season, actor=coordinator)
    runner.run(second.job_id)
    errors: list[Exception] = []
    gate = threading.Barrier(2)

    def publish(pk: int) -> None:
        try:
            gate.wait()
            services.publish_plan(plan=Plan.objects.select_related("season").get(pk=pk), actor=coordinator)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=(pk,)) for pk in (plan.pk, second.pk)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(Plan.objects.values_list("state", flat=True)) == ["published", "superseded"]


@pytest.mark.django_db(transaction=True)
def test_numbers_are_never_shared(season: Season, coordinator: User) -> None:
    gate = threading.Barrier(4)

    def ask() -> None:
        try:
            gate.wait()
            services.request_plan(season=season, actor=coordinator)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Plan.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_who_may_not_leaves_nothing_behind(who: str, season: Season, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(DomainError, match="not_allowed"):
        services.request_plan(season=season, actor=user)
    assert Plan.objects.count() == 0
    assert not Entry.objects.filter(verb="plan_requested").exists()


def test_an_order_must_be_whole(season: Season, coordinator: User) -> None:
    with pytest.raises(DomainError, match="order_invalid"):
        services.request_plan(
            season=season, actor=coordinator, order=(Objective.SOLD, Objective.SOLD, Objective.COST)
        )
    assert Plan.objects.count() == 0


def test_a_season_without_lots_is_not_planned(coordinator: User) -> None:
    empty = Season.objects.create(
        code="x", name="Vụ trống", start=date(2021, 9, 1), end=date(2021, 9, 2), order=["sold", "fair", "cost"],
        source="minh hoạ", area_code="20",
    )  # fmt: skip
    with pytest.raises(DomainError, match="season_empty"):
        services.request_plan(season=empty, actor=coordinator)


def test_closing_the_busiest_point_sells_less_and_the_plan_itself_stays(
    plan: Plan, coordinator: User
) -> None:
    busiest = max(selectors.answer_of(plan).assignments, key=lambda row: row.kg).point_id
    whole = Change.closing("point", busiest, first=plan.season.start, last=plan.season.end, percent_left=0)
    before = list(Line.objects.filter(plan=plan).order_by("pk").values_list("pk", "kg"))
    others = {point.point_id for point in selectors.scenario_of_plan(plan).points} - {busiest}
    tight = [Change("capacity", "point", code, capacity_kg=300) for code in sorted(others)]
    tried = services.request_what_if(base=plan, changes=[whole, *tight], actor=coordinator)
    runner.run(tried.job_id)
    tried.refresh_from_db()
    assert tried.state == "computed"
    assert tried.sold_kg < plan.sold_kg
    assert not Line.objects.filter(plan=tried, point__code=busiest).exists()
    assert list(Line.objects.filter(plan=plan).order_by("pk").values_list("pk", "kg")) == before
    rows = selectors.comparison(plan, tried)
    assert (rows[0].before, rows[0].after, rows[0].better) == (plan.sold_kg, tried.sold_kg, False)
    assert selectors.movers(plan, tried, rising=False)
    with pytest.raises(DomainError, match="what_if_not_published"):
        services.publish_plan(plan=tried, actor=coordinator)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: Change("capacity", "point", "không-có", capacity_kg=5), "change_target_unknown"),
        (lambda: Change("capacity", "point", "hoang-viet-1", capacity_kg=-1), "change_capacity_negative"),
        (lambda: Change("swap", "point", "hoang-viet-1"), "change_unknown"),
        (lambda: Change("close", "lane", "a>b"), "change_days_reversed"),
        (
            lambda: Change.closing(
                "lane", "a>b", first=date(2021, 9, 2), last=date(2021, 9, 1), percent_left=0
            ),
            "change_days_reversed",
        ),
        (
            lambda: Change.closing(
                "lane", "a>b", first=date(2021, 9, 1), last=date(2021, 9, 1), percent_left=100
            ),
            "change_factor_out_of_range",
        ),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    change: object, code: str, plan: Plan, coordinator: User
) -> None:
    with pytest.raises(DomainError, match=code):
        services.request_what_if(base=plan, changes=[change()], actor=coordinator)  # type: ignore[operator]
    assert Plan.objects.count() == 1


def test_a_killed_workers_plan_is_taken_up_again_from_its_snapshot(season: Season, coordinator: User) -> None:
    plan = services.request_plan(season=season, actor=coordinator)
    jobs.begin(plan.job_id)
    packed = archive.pack(selectors.scenario_of_season(season, tuple(Objective(word) for word in plan.order)))
    PlanInput.objects.create(plan=plan, archive=packed, sha256=archive.fingerprint(packed))
    assert jobs.retake_abandoned() == 1
    runner.run(plan.job_id)
    plan.refresh_from_db()
    assert (plan.state, plan.job.attempts) == ("computed", 2)
    assert PlanInput.objects.count() == 1


def test_a_plan_cancelled_while_queued_says_so(season: Season, coordinator: User) -> None:
    plan = services.request_plan(season=season, actor=coordinator)
    jobs.request_cancel(plan.job)
    plan.refresh_from_db()
    assert plan.state == "failed"
    assert "Đã dừng" in plan.failure


def test_weeks_add_up_to_the_season(plan: Plan, season: Season) -> None:
    weeks = selectors.season_weeks(season, plan)
    scenario = selectors.scenario_of_plan(plan)
    assert abs(sum(week.offered_kg for week in weeks) - plan.offered_kg) <= len(weeks)
    assert abs(
        sum(week.asked_kg for week in weeks) - sum(need.quantity_kg for need in scenario.demands)
    ) <= len(weeks)
    assert sum(week.picked_kg for week in weeks) == sum(week.delivered_kg for week in weeks) == plan.sold_kg
    assert all(week.start.weekday() == 0 for week in weeks)
    assert weeks[-1].start + timedelta(days=6) >= season.end
