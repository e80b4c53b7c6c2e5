"""The exact plan of a scenario, from question to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

import cungcau
from cungcau.engines.allocation.exact.bottlenecks import Found, find_bottlenecks, upper_bound_kg
from cungcau.engines.allocation.exact.highs import Answer
from cungcau.engines.allocation.exact.lines import lot_kg, trace
from cungcau.engines.allocation.exact.promises import breaches
from cungcau.engines.allocation.exact.published import keep_in_turn
from cungcau.engines.allocation.exact.question import Question, ask
from cungcau.engines.allocation.exact.room import Place
from cungcau.engines.allocation.exact.solver import Solver
from cungcau.engines.allocation.exact.stages import Reached, Stages
from cungcau.engines.allocation.exact.stay import kept_kg, published_is_as_good, sold_before
from cungcau.engines.allocation.exact.watch import Stopped, Watch
from cungcau.engines.allocation.exact.whole import whole_kg
from cungcau.engines.allocation.greedy import greedy
from cungcau.engines.allocation.model import Assignment, Objective, Plan, Progress, Scenario
from cungcau.engines.allocation.reasons import demand_rows, unsold_rows
from cungcau.engines.allocation.summary import cost_of, producer_rows, share_figures

OPTIMAL, CANCELLED = "optimal", "cancelled"


@dataclass(frozen=True)
class Outcome:
    """What a run found: new lines with kg, the proven bound on new kg, and what the summary tells of the run."""

    lines: dict[Place, int]
    bound_kg: int
    status: str
    settled: int = 0
    rounds: int = 0
    fairness_price: dict[str, int] | None = None
    bottlenecks: Found = field(default_factory=lambda: Found((), 0, 0))


def allocate(
    scenario: Scenario,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan of a scenario in its own order of objectives (the *exact* method).

    Args:
        scenario: the planning problem.
        on_progress: told stage, round, bound and gap as the run goes on.
        cancelled: asked often; once it answers True the best plan so far is returned, with status
            "cancelled" and its honest gap.
    """
    return solve(scenario, None, Watch(on_progress, cancelled))


def solve(scenario: Scenario, published: Sequence[Assignment] | None, watch: Watch) -> Plan:
    """The best plan; of equals, where lines were ``published``, the one that keeps most kg of them."""
    watch.enter("graph")
    question = ask(scenario, published)
    outcome = _solve(question, watch)
    watch.enter("explain")
    plan = _answer(question, outcome, watch)
    watch.enter("done")
    seconds = {stage: round(took, 3) for stage, took in watch.seconds.items() if stage != "read"}
    return replace(plan, summary={**plan.summary, "seconds": seconds})


def _solve(question: Question, watch: Watch) -> Outcome:
    stages = Stages(Solver(question.program, watch), question.units, sold_before(question))
    order = question.scenario.order
    bound = min(int(question.units.cap.sum()), sum(_asked(question)))
    reached: Reached | None = None
    try:
        first = stages.most_sold()
        bound = min(bound, upper_bound_kg(question.program, first))
        watch.bound_kg = bound + question.promised_kg
        reached = stages.run(order)
        best = reached.answer if question.published is None else stages.keep_most(reached)
        lines, settled = _lines(question, stages, best, watch)
        return _finish(question, stages, reached, watch, Outcome(lines, bound, OPTIMAL, settled))
    except Stopped:
        return _so_far(question, stages, reached, bound)


def _asked(question: Question) -> list[int]:
    used = question.room.used
    return [
        max(
            0,
            demand.quantity_kg
            - sum(kg for key, kg in used.items() if key.kind == "demand" and key.owner == d),
        )
        for d, demand in enumerate(question.scenario.demands)
    ]


def _lines(question: Question, stages: Stages, answer: Answer, watch: Watch) -> tuple[dict[Place, int], int]:
    watch.enter("round")
    whole = whole_kg(question.program, answer.x)
    wished = stages.fair.element_kg if stages.fair is not None else np.zeros(len(question.units.producers))
    sold = lot_kg(question.units, question.network, question.program, question.room, whole.kg, wished)
    kept, kept_of_lot = kept_kg(question, whole.kg)
    lines = trace(question.network, question.program, question.room, whole.kg, sold, kept_of_lot)
    for place, part in kept.items():
        lines[place] = lines.get(place, 0) + part
    if published_is_as_good(question, stages, lines, whole.settled):
        assert question.published is not None
        lines = dict(question.published.new_kg)
    watch.sold_kg = sum(lines.values()) + question.promised_kg
    return lines, whole.settled


def _finish(question: Question, stages: Stages, reached: Reached, watch: Watch, done: Outcome) -> Outcome:
    """The same lines with what the plan is measured by; stopping here loses only those figures."""
    rounds = stages.fair.rounds if stages.fair is not None else 0
    try:
        watch.enter("bottlenecks")
        found = find_bottlenecks(stages, question.network, question.room, done.lines)
        watch.enter("fairness_price")
        unfair = stages.run(tuple(word for word in question.scenario.order if word is not Objective.FAIR))
        price = {
            "kg": max(0, round(stages.sold_kg(unfair) - stages.sold_kg(reached))),
            "vnd": round(stages.cost_vnd(reached) - stages.cost_vnd(unfair)),
        }
    except Stopped:
        return Outcome(done.lines, done.bound_kg, OPTIMAL, done.settled, rounds)
    return Outcome(done.lines, done.bound_kg, OPTIMAL, done.settled, rounds, price, found)


def _so_far(question: Question, stages: Stages, reached: Reached | None, bound: int) -> Outcome:
    """The best of what the stages had reached and a first-come plan."""
    quiet = Watch()
    most = question.published.most_kg if question.published is not None else {}
    lines, left = keep_in_turn(question.room, most)
    for place, kg in greedy(question.scenario, question.room.calendar, question.fit, left).items():
        lines[place] = lines.get(place, 0) + kg
    candidates = [lines]
    best = reached.answer if reached is not None else stages.best
    if best is not None:
        candidates.append(_lines(question, stages, best, quiet)[0])
    lines = max(candidates, key=lambda lines: sum(lines.values()))
    rounds = stages.fair.rounds if stages.fair is not None else 0
    return Outcome(lines, bound, CANCELLED, 0, rounds)


def assignments_of(question: Question, lines: dict[Place, int]) -> tuple[Assignment, ...]:
    """Promised and new kg as rows, one per line, sorted by key."""
    scenario, calendar = question.scenario, question.room.calendar
    access = {(row.place, row.point_id): row.cost_vnd_per_kg for row in scenario.access}
    total = dict(question.promised)
    for place, kg in lines.items():
        total[place] = total.get(place, 0) + kg
    rows = []
    for place, kg in total.items():
        lot, demand = scenario.lots[place.lot], scenario.demands[place.demand]
        lane, point = scenario.lanes[place.lane], scenario.points[place.point]
        rows.append(
            Assignment(
                lot_id=lot.lot_id,
                demand_id=demand.demand_id,
                point_id=point.point_id,
                harvest_date=calendar.date(place.harvest),
                dispatch_date=calendar.date(place.dispatch),
                delivery_date=calendar.date(place.dispatch + lane.days),
                kg=kg,
                price_vnd_per_kg=demand.price_vnd_per_kg,
                freight_vnd_per_kg=access.get((lot.place, point.point_id), 0) + lane.cost_vnd_per_kg,
            )
        )
    rows.sort(key=lambda row: (row.lot_id, row.demand_id, row.point_id, row.harvest_date, row.dispatch_date))
    return tuple(rows)


def _answer(question: Question, outcome: Outcome, watch: Watch) -> Plan:
    scenario = question.scenario
    rows = assignments_of(question, outcome.lines)
    producer_of = {lot.lot_id: lot.producer_id for lot in scenario.lots}
    sold: dict[str, int] = {}
    for row in rows:
        sold[producer_of[row.lot_id]] = sold.get(producer_of[row.lot_id], 0) + row.kg
    shares = producer_rows(scenario, sold)
    total = sum(row.kg for row in rows)
    bound = max(total, outcome.bound_kg + question.promised_kg)
    summary: dict[str, object] = {
        "name": scenario.name,
        "method": "exact",
        "status": outcome.status,
        "order": [str(word) for word in scenario.order],
        "offered_kg": sum(lot.quantity_kg for lot in scenario.lots),
        "asked_kg": sum(demand.quantity_kg for demand in scenario.demands),
        "sold_kg": total,
        "committed_kg": question.promised_kg,
        "upper_bound_kg": bound,
        "gap_kg": bound - total,
        "gap": round((bound - total) / bound, 9) if bound else 0.0,
        "shares": share_figures(shares),
        "cost_vnd": cost_of(rows),
        "price_of_fairness": outcome.fairness_price,
        "bottleneck_gains": {
            "confirmed": outcome.bottlenecks.confirmed,
            "by_dual": outcome.bottlenecks.by_dual,
        },
        "rounds": {"fair": outcome.rounds},
        "rounding": {"columns_settled": outcome.settled},
        "sizes": {
            "lots": len(scenario.lots),
            "demands": len(scenario.demands),
            "classes": len(question.network.classes),
            "nodes": question.network.node_count,
            "arcs": len(question.network.tail),
        },
        "commitment_breaches": breaches(question.room, question.promised),
        "warnings": list(scenario.warnings),
        "version": cungcau.__version__,
    }
    return Plan(
        assignments=rows,
        producers=shares,
        demands=demand_rows(scenario, rows),
        unsold=unsold_rows(scenario, rows),
        bottlenecks=outcome.bottlenecks.rows,
        summary=summary,
    )
