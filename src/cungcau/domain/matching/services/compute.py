"""Computing a plan in a worker: snapshot, solve, keep, in that order, each safe to do again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from cungcau.domain.matching import archive, commitments, keeping, selectors
from cungcau.domain.matching.by_hand import Pair, bind, from_day
from cungcau.domain.matching.changes import Change, changed
from cungcau.domain.matching.models import Plan, PlanInput
from cungcau.domain.matching.states import COMPUTING, PLAN, PUBLISHED, SUPERSEDED
from cungcau.domain.matching.unkept import Unkept
from cungcau.engines import allocation
from cungcau.engines.allocation.model import Objective, Progress, Scenario
from cungcau.engines.allocation.model import Plan as EnginePlan
from cungcau.kernel.vntext import show_kg
from cungcau.platform.audit import services as audit
from cungcau.platform.jobs.registry import Run
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import today

_STAGES = {
    "read": ("Đọc số liệu", 2),
    "group": ("Gom lô giống nhau", 5),
    "graph": ("Dựng mạng thời gian", 8),
    "sold": ("Bán được nhiều nhất", 15),
    "fair": ("Chia công bằng", 35),
    "cost": ("Giảm chi phí vận chuyển", 70),
    "round": ("Làm tròn đến kg", 80),
    "bottlenecks": ("Tìm điểm nghẽn", 86),
    "fairness_price": ("Tính giá của công bằng", 90),
    "explain": ("Ghi lý do từng lô", 94),
    "done": ("Lưu kế hoạch", 96),
    "keep": ("Lưu kế hoạch", 97),
}
"""Engine stage → what people read, and where on the way (percent) it begins."""


def compute_plan(run: Run, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The work behind ``matching.compute_plan``: arguments ``{"plan": id}``.

    A worker that takes the job up after a crash starts from the kept snapshot, so the plan answers the
    question as it was asked. A cancelled run keeps the best plan so far with its honest gap.
    """
    plan = Plan.objects.select_related("season", "base", "revision_of__season").get(
        pk=int(str(arguments["plan"]))
    )
    if plan.state != COMPUTING:
        return {"done_url": reverse("matching:plan", args=[plan.pk]), "kept": True}
    _report(run, Progress("read", 0, None, None, None))
    scenario = _snapshot(plan)
    answer = _solve(plan, scenario, run)
    _report(run, Progress("keep", 0, None, None, None))
    with transaction.atomic():
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        locked.state = PLAN.move(locked.state, "keep")
        keeping.keep(locked, scenario, answer)
        audit.record(
            actor=None, verb="plan_computed", thing=locked, area=locked.area_code, title=locked.title,
            sold_kg=locked.sold_kg, status=str(answer.summary.get("status", "")),
        )  # fmt: skip
    return {
        "done_url": reverse("matching:plan", args=[plan.pk]),
        "kept": True,
        "sold_kg": locked.sold_kg,
        "status": str(answer.summary.get("status", "")),
    }


def _solve(plan: Plan, scenario: Scenario, run: Run) -> EnginePlan:
    """A plan from nothing, or for a revision the one that moves the fewest kg from what it revises."""

    def watch(seen: Progress) -> None:
        _report(run, seen)

    if plan.revision_of is None:
        return allocation.allocate(scenario, on_progress=watch, cancelled=run.cancelled)
    published = selectors.answer_of(plan.revision_of).assignments
    answer, _changed = allocation.replan(scenario, published, on_progress=watch, cancelled=run.cancelled)
    return answer


@transaction.atomic
def plan_abandoned(arguments: Mapping[str, object], state: str) -> None:
    """The job ended without a result: the plan says so instead of staying "computing" for ever."""
    plan = Plan.objects.select_for_update().get(pk=int(str(arguments["plan"])))
    if plan.state == COMPUTING:
        plan.state = PLAN.move(plan.state, "fail")
        plan.failure = (
            "Đã dừng theo yêu cầu trước khi có kết quả." if state == "cancelled" else "Việc tính gặp lỗi."
        )
        plan.save(update_fields=["state", "failure"])
        audit.record(
            actor=None, verb="plan_failed", thing=plan, area=plan.area_code, title=plan.title, state=state
        )


def _snapshot(plan: Plan) -> Scenario:
    there = PlanInput.objects.filter(plan=plan).first()
    if there is not None:
        return archive.unpack(bytes(there.archive))
    order = tuple(Objective(word) for word in plan.order)
    kept: dict[str, object] = {"taken_at": clock.now()}
    if plan.base is not None:
        scenario = changed(selectors.scenario_of_plan(plan.base), map(Change.from_json, plan.changes))
        kept["taken_at"] = plan.base.taken_at
    else:
        ordered = commitments.ordered_of(plan.season)
        asked = selectors.scenario_of_season(plan.season, order)
        scenario, lost = commitments.put_in(asked, ordered), commitments.cannot_stand(asked, ordered)
        if plan.revision_of is not None:
            scenario, more = _around_decisions(plan.revision_of, scenario, ordered.pairs)
            lost += more
        kept["dropped"] = [one.kept() for one in lost]
    packed = archive.pack(scenario)
    with transaction.atomic():
        PlanInput.objects.create(plan=plan, archive=packed, sha256=archive.fingerprint(packed))
        Plan.objects.filter(pk=plan.pk).update(**kept)
    return archive.unpack(packed)


def _around_decisions(
    base: Plan, scenario: Scenario, ordered: frozenset[Pair]
) -> tuple[Scenario, list[Unkept]]:
    """The question with the decisions made on ``base`` put in, and the lines that cannot stand any more."""
    in_force = base.state in (PUBLISHED, SUPERSEDED)
    history = selectors.history_of(base, today()) if in_force else ()
    bound = bind(scenario, selectors.decisions(base), history, ordered)
    return from_day(bound.scenario, today()) if in_force else bound.scenario, list(bound.lost)


def _report(run: Run, seen: Progress) -> None:
    label, begins = _STAGES.get(seen.stage, (seen.stage, 50))
    later = [start for _, start in _STAGES.values() if start > begins]
    room = (min(later) if later else 100) - begins
    done = seen.round / seen.total_rounds if seen.total_rounds else 1 - 0.9**seen.round
    parts = [seen.message] if seen.message else []
    if seen.round:
        parts.append(f"vòng {seen.round}")
    if seen.bound_kg is not None:
        parts.append(f"cận trên {show_kg(seen.bound_kg)}")
    if seen.gap_kg is not None:
        parts.append(f"còn cách {show_kg(seen.gap_kg)}")
    run.report(stage=label, percent=begins + int(room * min(1.0, done)), message=" · ".join(parts))
