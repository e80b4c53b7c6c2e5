"""A plan of the synthetic season without a solver: plausible rows, kept by the product's own code."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.pages.season import SEED
from cungcau.domain.matching import archive, keeping, pictures, services
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Plan, PlanInput, Share, Unsold
from cungcau.domain.matching.models.plan import MAIN, WHAT_IF
from cungcau.domain.matching.states import COMPUTED
from cungcau.engines.allocation import model
from cungcau.reference.catalogue.models import Season

_LEFT, _SPLIT = 0.2, 0.4
"""Parts of the lots: those with something unsold, and those sold on two days."""
_REWRITTEN = (
    "array_to_tsvector(array(SELECT replace(w, %(old)s, %(new)s) FROM unnest(tsvector_to_array(words)) w))"
)
"""The words of a row, bound to another plan."""


def keep_plan(season: Season, scenario: model.Scenario) -> Plan:
    """Make up an answer and publish it as the plan in force."""
    with transaction.atomic():
        plan = Plan.objects.create(
            season=season, kind=MAIN, number=1, title="Kế hoạch lớn", area_code=season.area_code,
            order=season.order, state=COMPUTED, taken_at=timezone.now(),
        )  # fmt: skip
        packed = archive.pack(scenario)
        PlanInput.objects.create(plan=plan, archive=packed, sha256=archive.fingerprint(packed))
        keeping.keep(plan, scenario, _answer(scenario))
    return services.publish_plan(plan=plan, actor=None)


def copy_plan(plan: Plan, scenario: model.Scenario, kind: str = WHAT_IF) -> Plan:
    """A what-if of the plan (or another main run of its season) with rows of its own.

    One producer in fifty sold 20 kg less, one line in fifty carries 20 kg less.
    """
    base, number = plan.pk, plan.season.plans.count() + 1
    with transaction.atomic(), connection.cursor() as cursor:
        tried = Plan.objects.get(pk=base)
        tried.pk, tried.kind, tried.number, tried.state = None, kind, number, COMPUTED
        tried.base = plan if kind == WHAT_IF else None
        tried.version, tried.sha256, tried.published_at = None, "", None
        tried.title = "Điểm đầu tiên: 1 tấn mỗi ngày"
        tried.save()
        for table in (Line, Share, Fill, Unsold, Bottleneck):
            columns = [
                field.column for field in table._meta.concrete_fields if field.column not in {"id", "plan_id"}
            ]
            values = [_REWRITTEN if column == "words" else column for column in columns]
            cursor.execute(
                f"INSERT INTO {table._meta.db_table} (plan_id, {', '.join(columns)}) "
                f"SELECT %(tried)s, {', '.join(values)} FROM {table._meta.db_table} WHERE plan_id = %(base)s",
                {"tried": tried.pk, "base": base, "old": f"p{base}x", "new": f"p{tried.pk}x"},
            )
        PlanInput.objects.create(plan=tried, archive=plan.input.archive, sha256=plan.input.sha256)
        cursor.execute(
            "UPDATE matching_share SET sold_kg = greatest(0, sold_kg - 20) WHERE plan_id = %s AND id %% 50 = 0",
            [tried.pk],
        )
        cursor.execute(
            "UPDATE matching_line SET kg = kg - 20 WHERE plan_id = %s AND id %% 50 = 0 AND kg > 20",
            [tried.pk],
        )
        tried.pictures = pictures.draw(tried, scenario)
        tried.save()
    return tried


def _answer(scenario: model.Scenario) -> model.Plan:
    chance = random.Random(SEED)
    lines, unsold = [], []
    sold: Counter[str] = Counter()
    for lot, needs in _meetings(scenario):
        left = chance.random() < _LEFT or not needs
        kg = 0 if not needs else lot.quantity_kg // 2 if left else lot.quantity_kg
        for part in _parts(kg, chance.random() < _SPLIT):
            lines.append(_line(lot, part, *chance.choice(needs), step=chance.randrange(3)))
        sold[lot.producer_id] += kg
        if kg < lot.quantity_kg:
            reason = model.Reason.POINT_CAPACITY if needs else model.Reason.NO_ACCESS
            point = lines[-1].point_id if lines and needs else ""
            unsold.append(model.Unsold(lot.lot_id, lot.quantity_kg - kg, reason, point))
    filled = Counter[str]()
    for line in lines:
        filled[line.demand_id] += line.kg
    demands = tuple(
        model.DemandFill(need.demand_id, need.quantity_kg, filled[need.demand_id], "")
        for need in scenario.demands
    )
    shares = tuple(_shares(scenario, sold))
    summary = {"status": "optimal", "upper_bound_kg": sum(sold.values()), "shares": _figures(shares)}
    return model.Plan(tuple(lines), shares, demands, tuple(unsold), tuple(_bottlenecks(scenario)), summary)


def _meetings(
    scenario: model.Scenario,
) -> Iterator[tuple[model.Lot, list[tuple[model.Demand, model.Lane, int]]]]:
    """Each lot with the demands it could go to, and over which lane."""
    lanes, asked = defaultdict(list), defaultdict(list)
    for lane in scenario.lanes:
        lanes[lane.point_id].append(lane)
    for need in scenario.demands:
        asked[need.market, need.commodity].append(need)
    found: dict[tuple[str, str], list[tuple[model.Demand, model.Lane, int]]] = {}
    for lot in scenario.lots:
        key = lot.place, lot.commodity
        if key not in found:
            found[key] = [
                (need, lane, way.cost_vnd_per_kg)
                for way in scenario.access
                if way.place == lot.place
                for lane in lanes[way.point_id]
                for need in asked[lane.market, lot.commodity]
            ]
        yield lot, found[key]


def _parts(kg: int, split: bool) -> list[int]:
    parts = [kg // 2, kg - kg // 2] if split else [kg]
    return [part for part in parts if part]


def _line(
    lot: model.Lot, kg: int, need: model.Demand, lane: model.Lane, cost: int, *, step: int
) -> model.Assignment:
    day = min(lot.harvest_from + timedelta(days=step), lot.harvest_to)
    return model.Assignment(
        lot.lot_id, need.demand_id, lane.point_id, day, day, day + timedelta(days=lane.days), kg,
        need.price_vnd_per_kg, cost + lane.cost_vnd_per_kg,
    )  # fmt: skip


def _shares(scenario: model.Scenario, sold: Counter[str]) -> Iterator[model.ProducerShare]:
    offered: Counter[str] = Counter()
    for lot in scenario.lots:
        offered[lot.producer_id] += lot.quantity_kg
    for producer, kg in sorted(offered.items()):
        share = Fraction(sold[producer], kg)
        yield model.ProducerShare(producer, kg, sold[producer], share, share)


def _figures(shares: tuple[model.ProducerShare, ...]) -> dict[str, float]:
    values = [float(row.share) for row in shares if row.share is not None]
    return {"min": min(values), "mean": sum(values) / len(values), "gini": 0.2, "jain": 0.8}


def _bottlenecks(scenario: model.Scenario) -> Iterator[model.Bottleneck]:
    days = [scenario.start + timedelta(days=n) for n in range((scenario.end - scenario.start).days + 1)]
    for number, point in enumerate(scenario.points):
        for day in days[::2]:
            kg = point.capacity_kg_per_day or 0
            yield model.Bottleneck("point", point.point_id, day, kg, kg, ((number * 7) % 100) / 100)
    for number, lane in enumerate(scenario.lanes):
        for day in days[::6]:
            kg = lane.capacity_kg_per_day or 0
            yield model.Bottleneck("lane", lane.lane_id, day, kg, kg, ((number * 11) % 100) / 100)
