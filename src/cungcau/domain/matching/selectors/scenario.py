"""A season's rows as the engine's scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cungcau.domain.demand import selectors as demand
from cungcau.domain.network import selectors as network
from cungcau.domain.supply import selectors as supply
from cungcau.engines.allocation import model

if TYPE_CHECKING:
    from cungcau.domain.network.models import Closure
    from cungcau.reference.catalogue.models import Season


def scenario_of_season(season: Season, order: Sequence[model.Objective]) -> model.Scenario:
    """Everything the engine needs to plan the season, read in ten queries whatever its size."""
    return model.Scenario(
        name=season.name,
        start=season.start,
        end=season.end,
        order=tuple(order),
        lots=_lots(season),
        producers=_producers(season),
        demands=_demands(season),
        points=_points(season),
        access=tuple(
            sorted(
                (
                    model.Access(
                        place=row.unit.code, point_id=row.point.code, cost_vnd_per_kg=row.cost_vnd_per_kg
                    )
                    for row in network.access_of(season)
                ),
                key=lambda row: (row.place, row.point_id),
            )
        ),
        lanes=_lanes(season),
        closures=_closures(season),
    )


def _lots(season: Season) -> tuple[model.Lot, ...]:
    lots = (
        model.Lot(
            lot_id=row.code,
            producer_id=row.producer.code,
            representative_id=row.representative.code if row.representative else "",
            commodity=row.commodity.code,
            grade=row.grade,
            certificates=frozenset(row.certificates),
            quantity_kg=row.quantity_kg,
            harvest_from=row.harvest_from,
            harvest_to=row.harvest_to,
            max_kg_per_day=row.max_kg_per_day,
            shelf_life_days=row.shelf_life_days,
            place=row.place.code,
            floor_price_vnd_per_kg=row.floor_price_vnd_per_kg,
        )
        for row in supply.lots_for_planning(season).iterator(chunk_size=5000)
    )
    return tuple(sorted(lots, key=lambda lot: lot.lot_id))


def _producers(season: Season) -> tuple[model.Producer, ...]:
    """The season's ledger, and whoever offers with a weight of their own; everybody else is an ordinary producer."""
    rows = {
        row.producer.code: model.Producer(
            producer_id=row.producer.code,
            weight=Fraction(row.producer.weight if row.weight is None else row.weight),
            prior_offered_kg=row.prior_offered_kg,
            prior_sold_kg=row.prior_sold_kg,
        )
        for row in supply.ledger_of(season).iterator(chunk_size=5000)
    }
    weighted = (
        supply.lots_for_planning(season)
        .exclude(producer__weight=1)
        .values_list("producer__code", "producer__weight")
    )
    for code, weight in weighted.distinct().order_by():
        rows.setdefault(code, model.Producer(producer_id=code, weight=Fraction(weight)))
    return tuple(rows[code] for code in sorted(rows))


def _demands(season: Season) -> tuple[model.Demand, ...]:
    rows = (
        model.Demand(
            demand_id=row.code,
            buyer_id=row.buyer.code,
            commodity=row.commodity.code,
            min_grade=row.min_grade,
            certificates=frozenset(row.certificates),
            quantity_kg=row.quantity_kg,
            deliver_from=row.deliver_from,
            deliver_to=row.deliver_to,
            market=row.market.code if row.market else "",
            price_vnd_per_kg=row.price_vnd_per_kg,
            price_at=model.PriceAt(row.price_at),
            min_life_left_days=row.min_life_left_days,
            max_kg_per_day=row.max_kg_per_day,
        )
        for row in demand.needs_for_planning(season).iterator(chunk_size=5000)
    )
    return tuple(sorted(rows, key=lambda row: row.demand_id))


def _points(season: Season) -> tuple[model.Point, ...]:
    return tuple(
        model.Point(
            point_id=row.code,
            place=row.unit.code,
            approved=row.approved,
            capacity_kg_per_day=row.capacity_kg_per_day,
            open_from=row.open_from or season.start,
            open_to=row.open_to or season.end,
            storage_kg=row.storage_kg,
        )
        for row in network.points_of(season).select_related("unit").order_by("code")
    )


def _lanes(season: Season) -> tuple[model.Lane, ...]:
    rows = (
        model.Lane(
            point_id=row.point.code,
            market=row.market.code,
            days=row.days,
            cost_vnd_per_kg=row.cost_vnd_per_kg,
            capacity_kg_per_day=row.capacity_kg_per_day,
        )
        for row in network.lanes_of(season)
    )
    return tuple(sorted(rows, key=lambda lane: (lane.point_id, lane.market)))


def _closures(season: Season) -> tuple[model.Closure, ...]:
    rows = (
        model.Closure(
            kind=model.ClosureKind(row.kind),
            id=_closed(row),
            first=row.first,
            last=row.last,
            factor=Fraction(row.factor),
        )
        for row in network.closures_of(season)
    )
    return tuple(sorted(rows, key=_closure_key))


def _closure_key(row: model.Closure) -> tuple[str, str, date, date, Fraction]:
    return (row.kind, row.id, row.first, row.last, row.factor)


def _closed(row: Closure) -> str:
    """The id the engine knows the closed thing by."""
    if row.place is not None:
        return str(row.place.code)
    if row.point is not None:
        return str(row.point.code)
    if row.lane is not None:
        return f"{row.lane.point.code}>{row.lane.market.code}"
    assert row.market is not None
    return str(row.market.code)
