"""Writes an engine's answer into a plan's rows and draws its pictures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching import commitments, pictures, searching
from cungcau.domain.matching.models import Bottleneck, Fill, Line, Plan, Share, UnkeptLine, Unsold
from cungcau.domain.matching.unkept import Unkept, carried_against, lots_of, still_to_come
from cungcau.domain.network import selectors as network
from cungcau.domain.supply import selectors as supply
from cungcau.engines.allocation import model
from cungcau.kernel.vntext import fold
from cungcau.platform.ui import clock
from cungcau.reference.recording import MANY, measure

if TYPE_CHECKING:
    from cungcau.domain.demand.models import Need
    from cungcau.domain.network.models import CollectionPoint
    from cungcau.domain.supply.models import Lot

_BATCH = 2000


def keep(plan: Plan, scenario: model.Scenario, answer: model.Plan) -> None:
    """Replace the plan's rows and figures by the answer's; the caller holds the transaction.

    Each row keeps the words of its names and their places in the alphabet, so that a search or a sort reads one
    index and no other table.
    """
    offered = supply.lots_ever(plan.season).select_related("producer__representative")
    lots = {row.code: row for row in offered}
    needs = {row.code: row for row in demand.needs_ever(plan.season)}
    points = {row.code: row for row in network.points_of(plan.season)}
    for old in (plan.lines, plan.shares, plan.fills, plan.unsold, plan.bottlenecks, plan.unkept):
        old.all().delete()
    Line.objects.bulk_create(_lines(plan, answer, lots, needs, points), batch_size=_BATCH)
    Share.objects.bulk_create(_shares(plan, answer, lots), batch_size=_BATCH)
    Unsold.objects.bulk_create(_unsold(plan, answer, lots), batch_size=_BATCH)
    if len(answer.assignments) >= MANY:
        measure(Line, Share, Unsold)
    Fill.objects.bulk_create(
        (
            Fill(
                plan=plan,
                need=needs[row.demand_id],
                asked_kg=row.asked_kg,
                filled_kg=row.filled_kg,
                reason=row.reason,
            )
            for row in answer.demands
        ),
        batch_size=_BATCH,
    )
    Bottleneck.objects.bulk_create(
        (
            Bottleneck(
                plan=plan, kind=row.kind, ref=row.id, date=row.date, used_kg=row.used_kg,
                capacity_kg=row.capacity_kg, gain_kg_per_kg=Decimal(f"{row.gain_kg_per_kg:.6f}"),
            )
            for row in answer.bottlenecks
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    UnkeptLine.objects.bulk_create(_unkept(plan, scenario, answer, lots, needs, points), batch_size=_BATCH)
    plan.offered_kg = sum(lot.quantity_kg for lot in scenario.lots)
    plan.asked_kg = sum(need.quantity_kg for need in scenario.demands)
    plan.sold_kg = sum(row.kg for row in answer.assignments)
    plan.upper_bound_kg = _number(answer.summary.get("upper_bound_kg"))
    plan.cost_vnd = sum(row.kg * row.freight_vnd_per_kg for row in answer.assignments)
    plan.summary = dict(answer.summary)
    plan.pictures = pictures.draw(plan, scenario)
    plan.save()


def _lines(
    plan: Plan,
    answer: model.Plan,
    lots: dict[str, Lot],
    needs: dict[str, Need],
    points: dict[str, CollectionPoint],
) -> Iterable[Line]:
    by_lot = _alphabet((lot.code, lot.code) for lot in lots.values())
    by_producer = _alphabet((lot.producer.code, lot.producer.name) for lot in lots.values())
    by_point = _alphabet((point.code, point.name) for point in points.values())
    markets = {need.market.pk: need.market for need in needs.values() if need.market is not None}
    by_market = _alphabet((market.code, market.name) for market in markets.values())
    by_buyer = _alphabet((need.buyer.code, need.buyer.name) for need in needs.values())
    for row in answer.assignments:
        lot, need, point = lots[row.lot_id], needs[row.demand_id], points[row.point_id]
        market = markets[need.market_id or 0]
        names = (
            lot.code,
            lot.producer.name,
            lot.place.name,
            need.code,
            need.buyer.name,
            market.name,
            point.name,
        )
        yield Line(
            plan=plan, lot=lot, need=need, point=point, producer=lot.producer, market=market,
            harvest_date=row.harvest_date, dispatch_date=row.dispatch_date, delivery_date=row.delivery_date,
            kg=row.kg, price_vnd_per_kg=row.price_vnd_per_kg, freight_vnd_per_kg=row.freight_vnd_per_kg,
            by_lot=by_lot[lot.code], by_producer=by_producer[lot.producer.code], by_point=by_point[point.code],
            by_market=by_market[market.code], by_buyer=by_buyer[need.buyer.code],
            words=searching.key(plan.pk, names),
        )  # fmt: skip


def _shares(plan: Plan, answer: model.Plan, lots: dict[str, Lot]) -> Iterable[Share]:
    producers = {lot.producer.code: lot.producer for lot in lots.values()}
    places = {lot.producer.code: lot.place.name for lot in lots.values()}
    heads = {code: producer.representative for code, producer in producers.items()}
    by_producer = _alphabet((code, producer.name) for code, producer in producers.items())
    by_head = _alphabet((head.code, head.name) for head in heads.values() if head)
    for row in answer.producers:
        producer = producers[row.producer_id]
        head = heads[row.producer_id]
        names = (producer.code, producer.name, head.name if head else "", places[row.producer_id])
        yield Share(
            plan=plan, producer=producer, offered_kg=row.offered_kg, sold_kg=row.sold_kg,
            share=_decimal(row.share), season_share=_decimal(row.season_share),
            by_producer=by_producer[producer.code], by_representative=by_head[head.code] if head else None,
            words=searching.key(plan.pk, names),
        )  # fmt: skip


def _unsold(plan: Plan, answer: model.Plan, lots: dict[str, Lot]) -> Iterable[Unsold]:
    by_lot = _alphabet((lot.code, lot.code) for lot in lots.values())
    by_producer = _alphabet((lot.producer.code, lot.producer.name) for lot in lots.values())
    for row in answer.unsold:
        lot = lots[row.lot_id]
        yield Unsold(
            plan=plan, lot=lot, unsold_kg=row.unsold_kg, reason=str(row.reason), resource=row.resource,
            by_lot=by_lot[lot.code], by_producer=by_producer[lot.producer.code],
            words=searching.key(plan.pk, (lot.code, lot.producer.name, lot.place.name)),
        )  # fmt: skip


def _unkept(
    plan: Plan,
    scenario: model.Scenario,
    answer: model.Plan,
    lots: dict[str, Lot],
    needs: dict[str, Need],
    points: dict[str, CollectionPoint],
) -> Iterable[UnkeptLine]:
    """What was promised and cannot be kept, with the names of the moment; lines picked before are left out."""
    broken: Any = answer.summary.get("commitment_breaches", [])
    rows = [*map(Unkept.read, plan.dropped), *carried_against(scenario, broken)]
    taken = timezone.localdate(plan.taken_at) if plan.taken_at else plan.season.start
    rows = still_to_come(rows, min(taken, clock.today()))
    told = commitments.provider()
    orders = told.named(plan.season, lots_of(rows)) if told is not None and rows else {}
    producers = {lot.producer.code: lot.producer.name for lot in lots.values()} if rows else {}
    by_producer = _alphabet(producers.items())
    for row in rows:
        lot, need, point = lots.get(row.lot), needs.get(row.need), points.get(row.point)
        behind = [
            {"code": one.code, "url": one.url} for one in orders.get((row.lot, row.need, row.harvest), ())
        ]
        producer, buyer = lot.producer.name if lot else "", need.buyer.name if need else ""
        names = (
            row.lot,
            producer,
            row.need,
            buyer,
            point.name if point else "",
            *(o["code"] for o in behind),
        )
        yield UnkeptLine(
            plan=plan, lot=row.lot, producer=producer, need=row.need, buyer=buyer,
            point=point.name if point else row.point, harvest_date=row.harvest, dispatch_date=row.dispatch,
            kg=row.kg, why=row.why, resource=row.resource, promised_kg=row.promised_kg, limit_kg=row.limit_kg,
            orders=behind, by_producer=by_producer[lot.producer.code] if lot else len(by_producer),
            words=searching.key(plan.pk, names),
        )  # fmt: skip


def _alphabet(named: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Code → place in the alphabet of the names without marks; equal names follow their codes."""
    ranked = sorted({(fold(name), name, code) for code, name in set(named)})
    return {code: place for place, (_folded, _name, code) in enumerate(ranked)}


def _decimal(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"))


def _number(value: Any) -> int:
    return int(value) if value is not None else 0
