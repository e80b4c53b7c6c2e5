"""A day's trips computed: asked for, worked out in a job, kept as trips "planned"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from cungcau.domain.logistics import messages, policies
from cungcau.domain.logistics.models import DayPlan, Vehicle
from cungcau.domain.logistics.planning.beside import stays_at
from cungcau.domain.logistics.planning.crew import undriven
from cungcau.domain.logistics.planning.outcome import outcome_of
from cungcau.domain.logistics.planning.problem import DayProblem, day_problem
from cungcau.domain.logistics.planning.room import crates_of
from cungcau.domain.logistics.planning.settings import PlanSettings
from cungcau.domain.logistics.selectors.fleet import busy_vehicles, drivers_free, inspected
from cungcau.domain.logistics.selectors.goods import Good, goods_of_day
from cungcau.domain.logistics.services.keeping import keep, replaceable
from cungcau.domain.network.models import CollectionPoint
from cungcau.engines import routing
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import services as audit
from cungcau.platform.jobs import services as jobs
from cungcau.platform.jobs import states as job_states
from cungcau.platform.jobs.registry import Run
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

PLAN_DAY = "logistics.plan_day"
_MOST_LEFT_OUT = 100


@transaction.atomic
def plan_day(*, season: Season, day: date, settings: PlanSettings, actor: User | None) -> DayPlan:
    """Ask for a day's trips; a job computes them.

    Raises ``not_allowed``, ``nothing_to_carry``, ``no_vehicle_free``, ``no_vehicle_driven``,
    ``day_being_planned``.
    """
    if actor is not None:
        access.require(actor, policies.PLAN_TRIPS, season.area_code)
    type(season).objects.select_for_update(no_key=True).get(pk=season.pk)
    running = DayPlan.objects.filter(
        season=season, day=day, finished_at=None, job__state__in=(job_states.QUEUED, job_states.RUNNING)
    )
    if running.exists():
        raise DomainError("day_being_planned", day=day)
    if not _goods(season, day, settings):
        raise DomainError("nothing_to_carry", day=day)
    vehicles, driverless = _vehicles(season, day, settings)
    if not vehicles:
        raise DomainError("no_vehicle_driven" if driverless else "no_vehicle_free", day=day)
    plan = DayPlan.objects.create(
        season=season, day=day, parameters=settings.to_json(), asked_by=actor, area_code=season.area_code
    )
    plan.job = jobs.later(
        kind=PLAN_DAY, title=f"Xếp chuyến ngày {day:%d/%m/%Y} — {season.name}", arguments={"plan": plan.pk},
        actor=actor,
    )  # fmt: skip
    plan.job.done_url = reverse("logistics:day-plan", args=[plan.pk])
    plan.job.save(update_fields=["done_url"])
    plan.save(update_fields=["job"])
    audit.record(
        actor=actor, verb=messages.trips.PLANNING_ASKED, thing=season, area=season.area_code, day=day, plan=plan.pk
    )  # fmt: skip
    return plan


def compute_day(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind ``logistics.plan_day``: arguments ``{"plan": id}``.

    Everything is read anew when a worker takes the job up after a crash, and kept in one transaction, so a day is
    never planned twice or by half.
    """
    plan = DayPlan.objects.select_related("season").get(pk=int(str(arguments["plan"])))
    result = {"done_url": reverse("logistics:day-plan", args=[plan.pk]), "kept": True}
    if plan.finished_at is not None:
        return result
    settings = PlanSettings.from_json(plan.parameters)
    run.report(stage="Gom hàng cần chở", percent=5)
    goods = _goods(plan.season, plan.day, settings)
    vehicles, driverless = _vehicles(plan.season, plan.day, settings)
    run.report(stage="Tính đường đi", percent=15, message=f"{len(goods)} phần hàng, {len(vehicles)} xe")
    via = CollectionPoint.objects.filter(pk=settings.via_point or 0).select_related("unit").first()
    points = {good.point.pk for good in goods if good.point is not None} | ({via.pk} if via else set())
    asked = day_problem(
        day=plan.day, goods=goods, vehicles=vehicles, settings=settings, via=via,
        stays=stays_at(points, plan.day, but=_aside(plan.season, plan.day, settings)),
        crates=crates_of(good.line for good in goods),
    )  # fmt: skip
    if run.cancelled():
        return {**result, "kept": False}
    run.report(stage="Xếp chuyến", percent=30, message=asked.ways.note)
    answer = _solved(asked, settings)
    if run.cancelled():
        return {**result, "kept": False}
    run.report(stage="Lưu các chuyến", percent=90)
    kept = _keep(plan, asked, answer, settings, driverless)
    return {**result, "trips": kept}


def _solved(asked: DayProblem, settings: PlanSettings) -> routing.TripPlan:
    return routing.plan_trips(
        asked.problem, routing.Parameters(seed=settings.seed, iterations=settings.iterations)
    )


@transaction.atomic
def _keep(
    plan: DayPlan,
    asked: DayProblem,
    answer: routing.TripPlan,
    settings: PlanSettings,
    driverless: Sequence[Vehicle],
) -> int:
    row = DayPlan.objects.select_for_update(of=("self",)).select_related("season").get(pk=plan.pk)
    if row.finished_at is not None:
        return row.trips.count()
    trips, short = keep(row, asked, answer, settings)
    row.outcome = outcome_of(asked, answer, short, left_out=_left_out(row.day, settings, driverless))
    row.roads, row.roads_note, row.finished_at = asked.ways.source, asked.ways.note, clock.now()
    row.save(update_fields=["outcome", "roads", "roads_note", "finished_at"])
    audit.record(
        actor=None, verb=messages.trips.DAY_PLANNED, thing=row.season, area=row.area_code, day=row.day,
        trips=len(trips), kg=row.outcome["kg"], left_kg=row.outcome["left_kg"], plan=row.pk,
    )  # fmt: skip
    return len(trips)


def _goods(season: Season, day: date, settings: PlanSettings) -> list[Good]:
    """What must go, the trips set aside by this planning counted as not there."""
    goods = goods_of_day(season, day, settings.basis, but_trips=_aside(season, day, settings))
    wanted = set(settings.points)
    return [good for good in goods if not wanted or (good.point is not None and good.point.pk in wanted)]


def _aside(season: Season, day: date, settings: PlanSettings) -> list[int]:
    """Ids of the trips this planning sets aside."""
    return [trip.pk for trip in replaceable(season, day)] if settings.replace else []


def _vehicles(season: Season, day: date, settings: PlanSettings) -> tuple[list[Vehicle], list[Vehicle]]:
    """The vehicles to plan with, and those free that no recorded driver of their carrier may drive."""
    busy = busy_vehicles(day, but=_aside(season, day, settings))
    rows = Vehicle.objects.filter(inspected(day), in_use=True).exclude(pk__in=busy)
    rows = rows.filter(pk__in=settings.vehicles) if settings.vehicles else rows
    free = list(rows.select_related("carrier").defer("words", "carrier__words").order_by("pk"))
    without = undriven(free, drivers_free(day, busy=True), day)
    return [one for one in free if one.pk not in without], [one for one in free if one.pk in without]


def _left_out(day: date, settings: PlanSettings, driverless: Sequence[Vehicle]) -> list[dict[str, str]]:
    """Vehicles in use that could not be planned with, and why: "inspection" ran out, no "driver" may drive them."""
    rows = Vehicle.objects.filter(in_use=True, inspection_until__lt=day)
    rows = rows.filter(pk__in=settings.vehicles) if settings.vehicles else rows
    over = rows.order_by("plate").values_list("plate", "inspection_until")[:_MOST_LEFT_OUT]
    found = [{"plate": plate, "why": "inspection", "until": f"{until}"} for plate, until in over]
    return found + [{"plate": one.plate, "why": "driver"} for one in driverless[:_MOST_LEFT_OUT]]
