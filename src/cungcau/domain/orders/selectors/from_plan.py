"""What orders a published plan asks for, beside those there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from cungcau.domain.matching.models import Line as PlanLine
from cungcau.domain.matching.models import Plan
from cungcau.domain.orders import states
from cungcau.domain.orders.models import Order, OrderLine, Origin, TermsDay
from cungcau.platform.ui import clock

OPEN_STATES = (states.DRAFT, states.PROPOSED, states.AGREED)


class Key(NamedTuple):
    """What makes one order of a plan's lines: ids of the need (a recurring one as a whole), seller, point, market."""

    need: int
    seller: int
    point: int
    market: int


class Days(NamedTuple):
    """What makes one delivery of them: picking, leaving the point, arriving."""

    harvest_date: date
    dispatch_date: date
    delivery_date: date


Wanted = Mapping[Days, int]


@dataclass(frozen=True, slots=True)
class Touched:
    """An order that the plan changes: what stands for the days to come, and what the plan has for them."""

    order_id: int
    state: str
    before: Wanted
    after: Wanted

    @property
    def moved_kg(self) -> int:
        """Kg of deliveries that become more, less or other."""
        days = {*self.before, *self.after}
        return sum(abs(self.after.get(day, 0) - self.before.get(day, 0)) for day in days)


@dataclass(slots=True)
class Difference:
    """A plan against the orders there are.

    ``new`` are orders to make; ``changed`` those it changes; ``same`` ids of those it leaves; ``gone`` those of an
    earlier plan of which it has nothing left; ``own`` needs whose buyer is also the seller (no order).
    """

    new: dict[Key, Wanted] = field(default_factory=dict)
    changed: list[Touched] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    gone: list[Touched] = field(default_factory=list)
    own: list[Key] = field(default_factory=list)
    done: int = 0
    """Orders made from this very plan before."""

    @property
    def new_kg(self) -> int:
        """Kg of the orders to make."""
        return sum(sum(days.values()) for days in self.new.values())

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.new or self.changed or self.same)


def difference(plan: Plan, only: Collection[int] | None = None) -> Difference:
    """What of the plan's days to come is not ordered yet, in six queries; ``only`` these needs (whole ones) by id."""
    wanted = _wanted(plan, only)
    rows = Order.objects.filter(season=plan.season_id, origin=Origin.PLAN)
    if only is not None:
        rows = rows.filter(need__in=only)
    there: dict[Key, list[tuple[int, str, int]]] = defaultdict(list)
    columns = ("pk", "state", "plan_id", "need_id", "seller_id", "point_id", "market_id")
    for pk, state, made_from, *key in rows.order_by("pk").values_list(*columns):
        there[Key(*key)].append((pk, state, made_from))
    stand = _standing([pk for orders in there.values() for pk, *_ in orders])
    found = Difference()
    buyers = dict(
        PlanLine.objects.filter(plan=plan).order_by().values_list(_NEED, "need__buyer_id").distinct()
    )
    for key, days in wanted.items():
        if buyers.get(key.need) == key.seller:
            found.own.append(key)
        else:
            _compare(plan, key, days, there.get(key, []), stand, found)
    for key, orders in there.items():
        if key not in wanted:
            for pk, state, made_from in orders:
                if state in OPEN_STATES and made_from != plan.pk and stand[pk]:
                    found.gone.append(Touched(pk, state, stand[pk], {}))
    return found


_NEED = Coalesce("need__line_of_id", "need_id")
_SELLER = Coalesce("lot__representative_id", "producer__representative_id", "producer_id")


def _wanted(plan: Plan, only: Collection[int] | None) -> dict[Key, dict[Days, int]]:
    lines = PlanLine.objects.filter(plan=plan, harvest_date__gte=clock.today())
    if only is not None:
        lines = lines.filter(Q(need__in=only) | Q(need__line_of__in=only))
    sums = (
        lines.order_by()
        .annotate(whole=_NEED, brings=_SELLER)
        .values_list(
            "whole", "brings", "point_id", "market_id", "harvest_date", "dispatch_date", "delivery_date"
        )
        .annotate(sum=Sum("kg"))
    )
    wanted: dict[Key, dict[Days, int]] = defaultdict(dict)
    for need, seller, point, market, harvest, dispatch, delivery, kg in sums:
        wanted[Key(need, seller, point, market)][Days(harvest, dispatch, delivery)] = int(kg)
    return dict(sorted(wanted.items()))


def _standing(orders: list[int]) -> dict[int, dict[Days, int]]:
    """Kg by day still to come of these orders: their lines, before they are agreed the days that wait."""
    today = clock.today()
    found: dict[int, dict[Days, int]] = {pk: defaultdict(int) for pk in orders}
    lines = OrderLine.objects.filter(order__in=orders, harvest_date__gte=today).exclude(
        state=states.CANCELLED
    )
    waiting = TermsDay.objects.filter(
        terms__order__in=orders, terms__state=states.PROPOSED, harvest_date__gte=today
    ).exclude(terms__order__state=states.AGREED)
    days = ("harvest_date", "dispatch_date", "delivery_date")
    for pk, harvest, dispatch, delivery, kg in lines.order_by().values_list("order_id", *days, "asked_kg"):
        found[pk][Days(harvest, dispatch, delivery)] += kg
    for pk, harvest, dispatch, delivery, kg in waiting.order_by().values_list(
        F("terms__order_id"), *days, "kg"
    ):
        found[pk][Days(harvest, dispatch, delivery)] += kg
    return found


def _compare(
    plan: Plan,
    key: Key,
    wanted: dict[Days, int],
    orders: list[tuple[int, str, int]],
    stand: Mapping[int, Wanted],
    found: Difference,
) -> None:
    if any(made_from == plan.pk for _, _, made_from in orders):
        found.done += 1
        return
    closed = [stand[pk] for pk, state, _ in orders if state == states.CLOSED]
    left = {day: kg - sum(one.get(day, 0) for one in closed) for day, kg in wanted.items()}
    left = {day: kg for day, kg in left.items() if kg > 0}
    current = next(((pk, state) for pk, state, _ in reversed(orders) if state in OPEN_STATES), None)
    if current is None:
        if left:
            found.new[key] = left
        return
    pk, state = current
    if dict(stand[pk]) == left:
        found.same.append(pk)
    else:
        found.changed.append(Touched(pk, state, dict(stand[pk]), left))
