"""Why a lot got what it got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from cungcau.domain.matching import archive
from cungcau.domain.matching.models import Line, Plan, PlanInput, Share, Unsold
from cungcau.domain.matching.selectors.names import names_of
from cungcau.domain.network import selectors as network
from cungcau.domain.registry import selectors as registry
from cungcau.domain.supply import selectors as supply
from cungcau.engines.allocation import model
from cungcau.engines.allocation.explain import Explanation, explain
from cungcau.kernel.errors import DomainError
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.geography import selectors as geography

if TYPE_CHECKING:
    from cungcau.domain.supply.models import Lot


_NO_DAY = date.min


def explanation_of(plan: Plan, lot_code: str, *, named: bool = True) -> Explanation:
    """The engine's explanation from the kept question and rows; raises ``lot_not_in_plan``.

    Of a large plan only what speaks of this lot is read: its own rows, those who use or wait for what it
    lacked, and everybody's share. ``named`` says people, points, markets and goods by name, not by code.
    """
    kept = PlanInput.objects.filter(plan=plan).values_list("archive", flat=True).first()
    if kept is None:
        raise DomainError("plan_has_no_result", title=plan.title)
    own = Unsold.objects.filter(plan=plan, lot__season=plan.season_id, lot__code=lot_code)
    scarce = list(own.values_list("reason", "resource"))
    unsold = _unsold(Unsold.objects.filter(_waiting(scarce) | Q(lot__in=own.values("lot")), plan=plan))
    lines = _lines(_touching(plan, lot_code, [resource for _reason, resource in scarce]))
    lots = {lot_code, *(row.lot_id for row in lines), *(row.lot_id for row in unsold)}
    scenario = archive.unpack_lots(bytes(kept), lots)
    if not any(lot.lot_id == lot_code for lot in scenario.lots):
        raise DomainError("lot_not_in_plan", lot=lot_code)
    fills = _fills(plan)
    answer = model.Plan(
        assignments=(*lines, *_others(fills, lines)), producers=_shares(plan), demands=fills, unsold=unsold,
        bottlenecks=_bottlenecks(plan), summary=plan.summary,
    )  # fmt: skip
    return explain(scenario, answer, lot_code, _names(plan, scenario) if named else None)


def _names(plan: Plan, scenario: model.Scenario) -> dict[str, str]:
    """Names for the codes the explanation may speak of: those of the lots at hand, and the network's."""
    season, known = plan.season, names_of(plan.season)
    people = registry.by_code({lot.producer_id for lot in scenario.lots})
    goods = catalogue.commodities_by_code({lot.commodity for lot in scenario.lots})
    places = geography.units_by_code({lot.place for lot in scenario.lots}, season.start)
    return {
        **{code: unit.title for code, unit in places.items()},
        **{code: one.name_vi for code, one in goods.items()},
        **{code: one.name for code, one in people.items()},
        **known.needs,
        **known.markets,
        **known.points,
    }


def lot_of(plan: Plan, lot_code: str) -> Lot | None:
    """The lot as it stands today, with its producer and place; None when it was taken away since."""
    return (
        supply.lots_ever(plan.season)
        .filter(code=lot_code)
        .select_related("producer", "place", "commodity")
        .first()
    )


def answer_of(plan: Plan) -> model.Plan:
    """The kept rows as the engine's plan."""
    return model.Plan(
        assignments=_lines(Line.objects.filter(plan=plan)),
        producers=_shares(plan),
        demands=_fills(plan),
        unsold=_unsold(Unsold.objects.filter(plan=plan)),
        bottlenecks=_bottlenecks(plan),
        summary=plan.summary,
    )


def _waiting(scarce: Iterable[tuple[str, str]]) -> Q:
    """Unsold rows with one of these reasons at the same resource; none without a resource."""
    found = Q(pk__in=())
    for reason, resource in scarce:
        if resource:
            found |= Q(reason=reason, resource=resource)
    return found


def _touching(plan: Plan, lot_code: str, resources: Iterable[str]) -> QuerySet[Line]:
    """The lot's lines, and those that use a point, lane or demand named in ``resources`` on whatever day."""
    named = {
        part.rpartition(":")[2].partition("@")[0].strip() for text in resources for part in text.split(";")
    }
    ways = {tuple(name.split(">", 1)) for name in named if ">" in name}
    points = network.point_ids({*named, *(point for point, _market in ways)})
    markets = network.market_ids({market for _point, market in ways})
    lots = supply.lots_ever(plan.season).order_by().filter(code=lot_code)
    wanted = Q(lot__in=list(lots.values_list("pk", flat=True)))
    wanted |= Q(point__in=[points[name] for name in named if name in points])
    wanted |= Q(need__in=list(plan.fills.filter(need__code__in=named).values_list("need", flat=True)))
    for point, market in ways:
        wanted |= Q(point=points.get(point), market=markets.get(market))
    return Line.objects.filter(wanted, plan=plan)


def _others(fills: Sequence[model.DemandFill], lines: Sequence[model.Assignment]) -> list[model.Assignment]:
    """What each demand got beside ``lines``, as one nameless line a demand, so that demands are as full as they are."""
    told: Counter[str] = Counter()
    for line in lines:
        told[line.demand_id] += line.kg
    return [
        model.Assignment(
            "", row.demand_id, "", _NO_DAY, _NO_DAY, _NO_DAY, row.filled_kg - told[row.demand_id], None, 0
        )
        for row in fills
        if row.filled_kg > told[row.demand_id]
    ]


def _lines(rows: QuerySet[Line]) -> tuple[model.Assignment, ...]:
    ordered = rows.order_by("lot__code", "need__code", "point__code", "harvest_date", "dispatch_date")
    return tuple(
        model.Assignment(*row)
        for row in ordered.values_list(
            "lot__code", "need__code", "point__code", "harvest_date", "dispatch_date", "delivery_date",
            "kg", "price_vnd_per_kg", "freight_vnd_per_kg",
        )
    )  # fmt: skip


def _shares(plan: Plan) -> tuple[model.ProducerShare, ...]:
    rows = Share.objects.filter(plan=plan).order_by("producer__code")
    return tuple(
        model.ProducerShare(code, offered, sold, _fraction(share), _fraction(season_share))
        for code, offered, sold, share, season_share in rows.values_list(
            "producer__code", "offered_kg", "sold_kg", "share", "season_share"
        )
    )


def _fills(plan: Plan) -> tuple[model.DemandFill, ...]:
    rows = plan.fills.order_by("need__code")
    return tuple(
        model.DemandFill(*row) for row in rows.values_list("need__code", "asked_kg", "filled_kg", "reason")
    )


def _unsold(rows: QuerySet[Unsold]) -> tuple[model.Unsold, ...]:
    found = rows.order_by("lot__code").values_list("lot__code", "unsold_kg", "reason", "resource")
    return tuple(
        model.Unsold(code, kg, model.Reason(reason), resource) for code, kg, reason, resource in found
    )


def _bottlenecks(plan: Plan) -> tuple[model.Bottleneck, ...]:
    rows = plan.bottlenecks.values_list("kind", "ref", "date", "used_kg", "capacity_kg", "gain_kg_per_kg")
    return tuple(
        model.Bottleneck(kind, ref, day, used, capacity, float(gain))
        for kind, ref, day, used, capacity, gain in rows
    )


@lru_cache(maxsize=10_000)
def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
