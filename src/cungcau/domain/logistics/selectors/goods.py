"""What must leave a season's points on a day: order lines by point, with the kg no trip takes yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, F, Max, Min, Q, QuerySet, Sum, When
from django.db.models.functions import Greatest
from django.utils import timezone

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import TripLoad
from cungcau.domain.logistics.planning.settings import Basis
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders import states as order_states
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.reference.catalogue.models import Season

KEPT_DAYS = 7
"""Goods received so many days before and still not loaded are offered to the day's trips as well."""

LOADABLE = (order_states.CONFIRMED, order_states.RECEIVING, order_states.UNDER_WAY)
_WEIGHED = (order_states.BROUGHT, order_states.SETTLED)

HELD_KG = Case(
    When(trip__state__in=states.EDITABLE_TRIPS, then=Greatest("planned_kg", "loaded_kg")),
    default=F("loaded_kg"),
)
"""What a load of a live trip keeps of its line: the plan while it can change, afterwards what went aboard."""


@dataclass(frozen=True, slots=True)
class Good:
    """A part of a line at one point that no trip takes yet.

    ``kg`` is whole; ``ready_at`` minute of ``day`` after which it is there (None: not known); ``keeps_until``
    the last day on which it may be delivered so that the buyer has the life left that was asked for (None: not
    known).
    """

    line: OrderLine
    point: CollectionPoint | None
    market: Market | None
    kg: int
    ready_at: int | None
    keeps_until: date | None


def goods_of_day(
    season: Season,
    day: date,
    basis: str,
    *,
    lines: Iterable[int] | None = None,
    but_trips: Iterable[int] = (),
) -> list[Good]:
    """What must go that day, by point, then line; ``lines`` narrows to those ids, ``but_trips`` hold nothing."""
    rows = _lines(season, day, basis)
    if lines is not None:
        rows = rows.filter(pk__in=list(lines))
    found = list(rows)
    shares = _shares([line.pk for line in found], basis, day)
    held = held_kg([line.pk for line in found], but_trips=but_trips)
    points = _points(shares)
    goods = []
    for line in found:
        parts = _parts(line, shares.get(line.pk, {}), basis)
        for point_id, (kg, ready, life) in parts.items():
            rest = kg - held.get((line.pk, point_id), 0)
            if rest > 0:
                goods.append(_good(line, points.get(point_id or 0), rest, ready, life))
    return sorted(goods, key=lambda one: (one.point.folded if one.point else "", one.line.pk))


def held_kg(line_ids: Iterable[int], *, but_trips: Iterable[int] = ()) -> dict[tuple[int, int | None], int]:
    """kg that live trips keep of lines, by (line, point they are picked up at)."""
    rows = (
        TripLoad.objects.filter(line__in=list(line_ids), onward_of=None)
        .exclude(trip__state=states.CANCELLED)
        .exclude(trip__in=list(but_trips))
        .order_by()
        .values_list("line_id", "pickup__point_id")
        .annotate(kg=Sum(HELD_KG))
    )
    return {(line, point): int(kg) for line, point, kg in rows}


def window_of(line: OrderLine, day: date) -> tuple[int, int]:
    """When the buyer takes a line's goods, in minutes after midnight of ``day``: the day of delivery, his hours."""
    begin = (line.delivery_date - day).days * 24 * 60
    need = line.order.need
    opens = need.hours_from if need is not None else None
    closes = need.hours_to if need is not None else None
    first = begin + (opens.hour * 60 + opens.minute if opens else 0)
    last = begin + (closes.hour * 60 + closes.minute if closes else 24 * 60)
    return (first, last) if first < last else (first, begin + 24 * 60)


def keeps_until(line: OrderLine, shelf_life_days: int | None) -> date | None:
    """The last day a line's goods may be delivered on: the shelf life less what the buyer wants left."""
    if shelf_life_days is None:
        return None
    need = line.order.need
    left = need.min_life_left_days if need is not None else 0
    return line.harvest_date + timedelta(days=max(0, shelf_life_days - left))


def shelf_lives(line_ids: Iterable[int]) -> dict[int, int]:
    """The shortest shelf life (days) among the lots of lines, where one is known."""
    rows = (
        Slip.objects.filter(line__in=list(line_ids), state__in=order_states.LIVE_SLIPS)
        .order_by()
        .values_list("line_id")
        .annotate(life=Min("lot__shelf_life_days"))
    )
    return {line: life for line, life in rows if life is not None}


def ready_times(line_ids: Iterable[int], day: date) -> dict[tuple[int, int | None], int]:
    """The minute of a day after which the last slot of goods not weighed yet is over, by (line, point)."""
    rows = (
        Slip.objects.filter(line__in=list(line_ids), state=order_states.ACCEPTED, slot_to__isnull=False)
        .order_by()
        .values_list("line_id", "point_id")
        .annotate(last=Max("slot_to"))
    )
    return {(line, point): _minute(last, day) for line, point, last in rows}


def _minute(moment: datetime, day: date) -> int:
    local = timezone.localtime(moment)
    return max(0, (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute)


def _lines(season: Season, day: date, basis: str) -> QuerySet[OrderLine]:
    rows = OrderLine.objects.filter(season=season, state__in=LOADABLE, order__state=order_states.AGREED)
    if basis == Basis.RECEIVED:
        first = day - timedelta(days=KEPT_DAYS)
        rows = rows.filter(dispatch_date__range=(first, day), received_kg__gt=F("loaded_kg"))
    else:
        rows = rows.filter(dispatch_date=day)
    return (
        rows.select_related(
            "order__commodity", "order__market", "order__point__unit", "order__need", "order__buyer"
        )
        .defer("order__words", "order__market__words", "order__point__words", "order__need__words",
               "order__buyer__words")
        .order_by("pk")
    )  # fmt: skip


_Share = tuple[int, int | None, int | None]
"""kg, minute of the day from which it is there, shortest shelf life in days."""


def _shares(line_ids: list[int], basis: str, day: date) -> dict[int, dict[int | None, _Share]]:
    weighed = Q(state__in=_WEIGHED)
    kg = (
        F("received_kg")
        if basis == Basis.RECEIVED
        else Case(When(weighed, then=F("received_kg")), default=F("confirmed_kg"))
    )
    rows = (
        Slip.objects.filter(line__in=line_ids, state__in=order_states.LIVE_SLIPS)
        .order_by()
        .values_list("line_id", "point_id")
        .annotate(kg=Sum(kg), last=Max("slot_to"), life=Min("lot__shelf_life_days"))
    )
    found: dict[int, dict[int | None, _Share]] = defaultdict(dict)
    for line, point, total, last, life in rows:
        ready = None
        if last is not None and basis != Basis.RECEIVED:
            ready = _minute(last, day)
        found[line][point] = (int(total or 0), ready, life)
    return found


def _parts(line: OrderLine, shares: Mapping[int | None, _Share], basis: str) -> dict[int | None, _Share]:
    """A line's kg by point: slips without one, and what came without a slip, lie at the order's."""
    usual = line.order.point_id
    parts: dict[int | None, _Share] = {}
    for point, share in shares.items():
        parts[point or usual] = _joined(parts.get(point or usual), share)
    if basis == Basis.RECEIVED:
        loose = line.received_kg - sum(share[0] for share in parts.values())
        if loose > 0:
            parts[usual] = _joined(parts.get(usual), (loose, None, None))
    return parts


def _joined(one: _Share | None, other: _Share) -> _Share:
    if one is None:
        return other
    ready = max((at for at in (one[1], other[1]) if at is not None), default=None)
    life = min((days for days in (one[2], other[2]) if days is not None), default=None)
    return one[0] + other[0], ready, life


def _points(shares: Mapping[int, Mapping[int | None, _Share]]) -> dict[int, CollectionPoint]:
    wanted = {point for parts in shares.values() for point in parts if point is not None}
    rows = CollectionPoint.objects.filter(pk__in=wanted).select_related("unit").defer("words")
    return {point.pk: point for point in rows}


def _good(
    line: OrderLine, point: CollectionPoint | None, kg: int, ready: int | None, life: int | None
) -> Good:
    return Good(
        line, point or line.order.point, line.order.market, kg,
        None if ready is None else max(0, ready), keeps_until(line, life),
    )  # fmt: skip
