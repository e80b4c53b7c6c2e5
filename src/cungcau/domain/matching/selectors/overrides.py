"""Questions about what people decided on a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching import archive
from cungcau.domain.matching.by_hand import Decisions
from cungcau.domain.matching.models import Line, Override, Plan, PlanInput
from cungcau.domain.matching.models.review import APART, SET
from cungcau.domain.matching.unkept import LineKey
from cungcau.domain.matching.wording import named
from cungcau.domain.network import selectors as network
from cungcau.domain.supply import selectors as supply
from cungcau.engines.allocation.model import Commitment, Scenario
from cungcau.kernel.errors import DomainError, Fault
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.geography import selectors as geography

if TYPE_CHECKING:
    from cungcau.domain.demand.models import Need
    from cungcau.domain.network.models import CollectionPoint
    from cungcau.domain.supply.models import Lot


@dataclass(frozen=True, slots=True)
class Named:
    """The rows behind the codes of a decision."""

    lot: Lot
    need: Need
    point: CollectionPoint | None


def overrides_of(plan: Plan) -> QuerySet[Override]:
    """Every decision on a plan, the newest first, those taken back included."""
    return Override.objects.filter(plan=plan).select_related(
        "lot__producer", "need__buyer", "need__market", "point", "created_by", "withdrawn_by"
    )


def standing(plan: Plan) -> QuerySet[Override]:
    """The decisions that hold."""
    return overrides_of(plan).filter(withdrawn_at=None)


def decision_on(plan: Plan, key: LineKey) -> Override | None:
    """The decision that holds on a line, if there is one."""
    lot, need, point, harvest, dispatch = key
    return standing(plan).filter(
        action=SET, lot__code=lot, need__code=need, point__code=point,
        harvest_date=harvest, dispatch_date=dispatch,
    ).first()  # fmt: skip


def decisions(plan: Plan) -> Decisions:
    """What people decided on a plan, as lines and pairs; two questions."""
    rows = list(
        Override.objects.filter(plan=plan, withdrawn_at=None).values_list(
            "action", "lot_id", "need_id", "lot__code", "need__code", "point__code", "harvest_date",
            "dispatch_date", "kg",
        )
    )  # fmt: skip
    pairs = {(lot, need) for _, lot, need, *_ in rows}
    lines = _computed(plan, pairs)
    apart = set()
    for action, _, _, lot, need, point, harvest, dispatch, kg in rows:
        if action == APART:
            apart.add((lot, need))
        else:
            assert harvest is not None and dispatch is not None
            lines[(lot, need, point, harvest, dispatch)] = kg
    kept = {key: kg for key, kg in lines.items() if kg and key[:2] not in apart}
    return Decisions(kept, frozenset((lot, need) for _, _, _, lot, need, *_ in rows))


def _computed(plan: Plan, pairs: Iterable[tuple[int, int]]) -> dict[LineKey, int]:
    """Kg by line that the plan has between these lots and needs."""
    wanted = set(pairs)
    if not wanted:
        return {}
    rows = Line.objects.filter(plan=plan, lot__in={lot for lot, _ in wanted}).values_list(
        "lot_id", "need_id", "lot__code", "need__code", "point__code", "harvest_date", "dispatch_date", "kg"
    )
    return {
        (lot_code, need_code, point, harvest, dispatch): kg
        for lot, need, lot_code, need_code, point, harvest, dispatch, kg in rows.order_by()
        if (lot, need) in wanted
    }


def history_of(plan: Plan, before: date) -> tuple[Commitment, ...]:
    """The lines of a plan in force whose goods were to be picked before a day: what is done is not planned again."""
    rows = Line.objects.filter(plan=plan, harvest_date__lt=before).values_list(
        "lot__code", "need__code", "point__code", "harvest_date", "dispatch_date", "kg"
    )
    return tuple(Commitment(*row) for row in rows.order_by())


def facts_for(plan: Plan, decided: Decisions) -> Scenario:
    """The plan's question with the lots decided on only: enough to judge what they add up to."""
    kept = PlanInput.objects.filter(plan=plan).values_list("archive", flat=True).first()
    if kept is None:
        raise DomainError("plan_has_no_result", title=plan.title)
    return archive.unpack_lots(bytes(kept), decided.lots)


def with_words(plan: Plan, scenario: Scenario, faults: Iterable[Fault]) -> list[Fault]:
    """What decisions break, with points, markets, places and goods by name and days as people write them."""
    season = plan.season
    points = dict(network.points_of(season).order_by().values_list("code", "name"))
    markets = dict(network.markets_of(season).order_by().values_list("code", "name"))
    units = geography.units_by_code({lot.place for lot in scenario.lots}, season.start)
    places = {code: unit.title for code, unit in units.items()}
    crops = catalogue.commodities_by_code(
        {lot.commodity for lot in scenario.lots} | {need.commodity for need in scenario.demands}
    )
    goods = {code: one.name_vi for code, one in crops.items()}

    def said(text: str) -> str:
        return named(text, points, markets, places, goods)

    return [replace(fault, value=said(fault.value), expected=said(fault.expected)) for fault in faults]


def rows_by_code(plan: Plan, *, lot: str, need: str, point: str = "") -> Named:
    """The rows behind codes, in the plan's season; raises ``override_target_unknown`` naming the one missing."""
    season = plan.season
    found_lot = supply.lots_of(season).filter(code=lot).first()
    found_need = demand.needs_ever(season).filter(code=need).first()
    found_point = network.points_of(season).filter(code=point).first() if point else None
    for kind, code, row in (("lô", lot, found_lot), ("nhu cầu", need, found_need)):
        if row is None:
            raise DomainError("override_target_unknown", kind=kind, ref=code)
    if point and found_point is None:
        raise DomainError("override_target_unknown", kind="điểm tập kết", ref=point)
    assert found_lot is not None and found_need is not None
    return Named(found_lot, found_need, found_point)
