"""Why a lot got what it got."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cungcau.domain.matching.models import Line, Plan, Share, Unsold
from cungcau.domain.matching.selectors.plans import scenario_of_plan
from cungcau.domain.supply import selectors as supply
from cungcau.engines import allocation
from cungcau.engines.allocation import model
from cungcau.kernel.errors import DomainError

if TYPE_CHECKING:
    from cungcau.domain.supply.models import Lot


def explanation_of(plan: Plan, lot_code: str) -> allocation.Explanation:
    """The engine's explanation from the kept question and rows; raises ``lot_not_in_plan``."""
    scenario = scenario_of_plan(plan)
    if not any(lot.lot_id == lot_code for lot in scenario.lots):
        raise DomainError("lot_not_in_plan", lot=lot_code)
    return allocation.explain(scenario, answer_of(plan), lot_code)


def lot_of(plan: Plan, lot_code: str) -> Lot | None:
    """The lot as it stands today, with its producer and place; None when it was taken away since."""
    return (
        supply.lots_for_planning(plan.season)
        .filter(code=lot_code)
        .select_related("producer", "place", "commodity")
        .first()
    )


def answer_of(plan: Plan) -> model.Plan:
    """The kept rows as the engine's plan."""
    return model.Plan(
        assignments=tuple(
            model.Assignment(*row)
            for row in Line.objects.filter(plan=plan)
            .order_by("lot__code", "need__code", "point__code", "harvest_date", "dispatch_date")
            .values_list(
                "lot__code", "need__code", "point__code", "harvest_date", "dispatch_date", "delivery_date",
                "kg", "price_vnd_per_kg", "freight_vnd_per_kg",
            )
        ),
        producers=tuple(
            model.ProducerShare(code, offered, sold, _fraction(share), _fraction(season_share))
            for code, offered, sold, share, season_share in Share.objects.filter(plan=plan)
            .order_by("producer__code")
            .values_list("producer__code", "offered_kg", "sold_kg", "share", "season_share")
        ),
        demands=tuple(
            model.DemandFill(*row)
            for row in plan.fills.order_by("need__code").values_list("need__code", "asked_kg", "filled_kg", "reason")
        ),
        unsold=tuple(
            model.Unsold(code, kg, model.Reason(reason), resource)
            for code, kg, reason, resource in Unsold.objects.filter(plan=plan)
            .order_by("lot__code")
            .values_list("lot__code", "unsold_kg", "reason", "resource")
        ),
        bottlenecks=tuple(
            model.Bottleneck(kind, ref, day, used, capacity, float(gain))
            for kind, ref, day, used, capacity, gain in plan.bottlenecks.values_list(
                "kind", "ref", "date", "used_kg", "capacity_kg", "gain_kg_per_kg"
            )
        ),
        summary=plan.summary,
    )  # fmt: skip


def _fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))
