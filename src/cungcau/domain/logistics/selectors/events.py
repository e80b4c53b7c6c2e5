"""Questions about route events: which orders and trips they touch, who is concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import EventTarget, RouteEvent, Trip
from cungcau.domain.network.models import CollectionPoint, Lane, Market
from cungcau.domain.network.selectors import all_lanes_of, markets_of, points_of
from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.registry.models import Agent
from cungcau.domain.registry.selectors import in_force
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import seasons_touching

NOT_DELIVERED = (orders.OPEN, orders.ALLOCATED, orders.CONFIRMED, orders.RECEIVING, orders.UNDER_WAY)
"""States of a line whose goods are not with the buyer yet."""
LIVE_ORDERS = (orders.DRAFT, orders.PROPOSED, orders.AGREED)
MOST = 500
"""Rows of one kind an event's page shows at most."""


@dataclass(frozen=True, slots=True)
class Place:
    """One thing an event touches, in words, and the lane, market or point it is."""

    name: str
    kind: str
    pk: int


@dataclass(slots=True)
class Concerned:
    """Organisations by id, each with the codes of what of theirs is touched; in the order they were found."""

    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, organisation_id: int, code: str) -> None:
        """One more order or trip of an organisation; the same again changes nothing."""
        if code not in self.codes[organisation_id]:
            self.codes[organisation_id].append(code)


def events_of(season: Season, user: Somebody) -> QuerySet[RouteEvent]:
    """A season's events for a list: unconfirmed ones for officers and for whoever reported them."""
    rows = RouteEvent.objects.filter(season=season).defer("words", "folded")
    rows = rows.prefetch_related(
        "targets__lane__point", "targets__lane__market", "targets__market", "targets__point"
    )
    return rows.filter(_seen_by(user, season))


def event_for(user: Somebody, pk: int) -> RouteEvent | None:
    """One event with what it touches; None where it is not there or not for these eyes."""
    row = (
        RouteEvent.objects.select_related("season", "reported_by", "confirmed_by", "follows")
        .prefetch_related(
            "targets__lane__point", "targets__lane__market", "targets__market", "targets__point"
        )
        .filter(pk=pk)
        .first()
    )
    if row is None or row.season not in seasons_touching(areas_with(user, policies.VIEW_EVENTS)):
        return None
    seen = RouteEvent.objects.filter(_seen_by(user, row.season), pk=pk).exists()
    return row if seen else None


def in_state(rows: QuerySet[RouteEvent], state: str) -> QuerySet[RouteEvent]:
    """Events whose state reads so today, ``over`` among them."""
    today = clock.today()
    if state == states.OVER:
        return rows.filter(state=states.CONFIRMED, last__lt=today)
    if state == states.CONFIRMED:
        return rows.filter(state=state, last__gte=today)
    return rows.filter(state=state)


def within(rows: QuerySet[RouteEvent], first: date | None, last: date | None) -> QuerySet[RouteEvent]:
    """Events with a day in a window."""
    if first:
        rows = rows.filter(last__gte=first)
    return rows.filter(first__lte=last) if last else rows


def places_of(event: RouteEvent) -> list[Place]:
    """What an event touches."""
    return [place_of(target) for target in event.targets.all()]


def choices_for(season: Season) -> list[tuple[str, list[tuple[str, str]]]]:
    """The season's markets, points and lanes for choosing: (group, [(key, name)]); keys as "market 7"."""
    return [
        ("Thị trường", [(f"market {one.pk}", one.name) for one in markets_of(season).order_by("name")]),
        ("Điểm tập kết", [(f"point {one.pk}", one.name) for one in points_of(season).order_by("name")]),
        ("Tuyến", [(f"lane {one.pk}", lane_name(one)) for one in all_lanes_of(season)]),
    ]


def lane_name(lane: Lane) -> str:
    """From where to where."""
    return f"{lane.point.name} → {lane.market.name}"


def lines_touched(
    targets: Iterable[EventTarget], first: date, last: date, *, seen: Q | None = None
) -> QuerySet[OrderLine]:
    """Lines not delivered yet that use any of these on any of these days; ``seen`` narrows to what may be shown.

    A lane or market counts from leaving the point to the day of delivery, a point from picking to leaving.
    """
    under_way = Q(dispatch_date__lte=last, delivery_date__gte=first)
    at_point = Q(harvest_date__lte=last, dispatch_date__gte=first)
    hit = Q(pk__in=[])
    for target in targets:
        if target.lane is not None:
            hit |= under_way & Q(order__point=target.lane.point_id, order__market=target.lane.market_id)
        elif target.market_id is not None:
            hit |= under_way & Q(order__market=target.market_id)
        else:
            hit |= at_point & Q(order__point=target.point_id)
    rows = OrderLine.objects.filter(hit, state__in=NOT_DELIVERED, order__state__in=LIVE_ORDERS)
    if seen is not None:
        rows = rows.filter(seen)
    rows = rows.select_related("order__buyer", "order__seller", "order__point", "order__market")
    return rows.defer(
        "order__words",
        "order__buyer__words",
        "order__seller__words",
        "order__point__words",
        "order__market__words",
    ).order_by("dispatch_date", "id")


def trips_touched(targets: Iterable[EventTarget], first: date, last: date) -> QuerySet[Trip]:
    """Trips not arrived yet that stop at, or run along, any of these on any of these days."""
    hit = Q(pk__in=[])
    for target in targets:
        if target.lane is not None:
            lane = Q(
                loads__line__order__point=target.lane.point_id,
                loads__line__order__market=target.lane.market_id,
            )
            hit |= lane
        elif target.market_id is not None:
            hit |= Q(stops__market=target.market_id) | Q(loads__line__order__market=target.market_id)
        else:
            hit |= Q(stops__point=target.point_id)
    days = Q(day__lte=last) & (Q(ends_at=None, day__gte=first) | Q(ends_at__date__gte=first))
    ids = Trip.objects.filter(hit & days, state__in=states.OPEN_TRIPS).values("pk")
    return Trip.objects.filter(pk__in=ids).select_related("vehicle__carrier", "driver").defer(
        "words", "vehicle__words", "vehicle__carrier__words", "driver__words"
    ).order_by("day", "id")  # fmt: skip


def concerned(lines: Iterable[OrderLine], trips: Iterable[Trip]) -> Concerned:
    """The buyers, sellers and carriers behind these lines and trips."""
    found = Concerned()
    for line in lines:
        found.add(line.order.buyer_id, line.order.code)
        found.add(line.order.seller_id, line.order.code)
    for trip in trips:
        found.add(trip.vehicle.carrier_id, trip.code)
    return found


def agents_by_organisation(ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """User ids of the active agents of organisations on a day."""
    rows = Agent.objects.filter(in_force(on), organisation__in=list(ids), user__is_active=True)
    found: dict[int, list[int]] = defaultdict(list)
    for organisation, user in rows.order_by("pk").values_list("organisation_id", "user_id"):
        found[organisation].append(user)
    return found


def told_of(event: RouteEvent) -> tuple[int, int]:
    """How many accounts, and organisations without one, were told."""
    rows = list(event.told.values_list("user_id", "organisation_id"))
    return sum(user is not None for user, _ in rows), sum(user is None for user, _ in rows)


def history_of(event: RouteEvent) -> list[RouteEvent]:
    """The events this one came after and those that came after it, oldest first; itself among them."""
    chain, one = [event], event
    while one.follows is not None and len(chain) < 50:
        one = one.follows
        chain.insert(0, one)
    one = event
    while len(chain) < 50:
        nxt = RouteEvent.objects.filter(follows=one).first()
        if nxt is None:
            break
        chain.append(nxt)
        one = nxt
    return chain


def target_rows(keys: Iterable[str], season: Season, percent_left: int) -> list[EventTarget]:
    """Unsaved targets by key ("market 7"); a market that is only narrowed is narrowed on each of its lanes.

    Unknown keys are left out.
    """
    wanted: dict[str, set[int]] = {"market": set(), "point": set(), "lane": set()}
    for key in keys:
        kind, _space, number = key.partition(" ")
        if kind in wanted and number.isdecimal() and len(number) < 19:
            wanted[kind].add(int(number))
    lanes = list(all_lanes_of(season).filter(pk__in=wanted["lane"]))
    markets = list(Market.objects.filter(pk__in=wanted["market"]))
    if percent_left:
        known = {lane.pk for lane in lanes}
        lanes += [lane for lane in all_lanes_of(season).filter(market__in=markets) if lane.pk not in known]
        markets = []
    points = list(CollectionPoint.objects.filter(pk__in=wanted["point"]))
    return [
        *(EventTarget(market=one) for one in markets),
        *(EventTarget(point=one) for one in points),
        *(EventTarget(lane=one) for one in lanes),
    ]


def place_of(target: EventTarget) -> Place:
    """One target in words."""
    if target.lane is not None:
        return Place(lane_name(target.lane), "lane", target.lane.pk)
    if target.market is not None:
        return Place(target.market.name, "market", target.market.pk)
    assert target.point is not None, "a constraint sees to it"
    return Place(target.point.name, "point", target.point.pk)


def _seen_by(user: Somebody, season: Season) -> Q:
    if allows(user, policies.CONFIRM_EVENT, season.area_code):
        return Q()
    return ~Q(state=states.REPORTED) | Q(reported_by=user.pk)
