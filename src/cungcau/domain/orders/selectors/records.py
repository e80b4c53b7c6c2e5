"""What each side of orders did with them: in full, on the day, at the price, days to pay; always from entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine, Outcome, PriceFlag, Side, Terms
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.areas import within
from cungcau.platform.ui import clock

LEAST_ORDERS = 3
"""Fewer orders than these say nothing of somebody."""
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    good: int
    of: int

    @property
    def ratio(self) -> float | None:
        """The part, None of nothing."""
        return self.good / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Record:
    """How an organisation kept its orders as one side.

    ``orders`` are agreed orders with a delivery that was due, ``lines`` those deliveries. ``in_full``: arrived
    (accepted, where the buyer said how much) at least what was asked less the tolerance; ``on_day``: the last
    goods arrived no later than agreed; ``at_price``: paid deliveries without a price below the frozen one that
    was found true or still waits; ``days_to_pay`` the median from the last goods received to the last payment of
    paid deliveries, ``paid_in_time`` those within the days agreed.
    """

    side: str
    orders: int
    lines: int
    asked_kg: int
    delivered_kg: int
    in_full: Share
    on_day: Share
    at_price: Share
    paid_in_time: Share
    days_to_pay: float | None

    @property
    def enough(self) -> bool:
        """Whether there are orders enough to say anything."""
        return self.orders >= LEAST_ORDERS


def fulfilment(organisation: Organisation) -> list[Record]:
    """An organisation's record as seller and as buyer; a side it never was is left out. Five queries a side."""
    found = [_record(organisation, side) for side in (Side.SELLER, Side.BUYER)]
    return [one for one in found if one.orders]


def _record(organisation: Organisation, side: Side) -> Record:
    today = clock.today()
    lines = list(_due(organisation, side, today)[:MOST_LINES])
    ids = [line.pk for line in lines]
    terms = {
        one.order_id: one
        for one in Terms.objects.filter(order__in={line.order_id for line in lines}, state=states.FROZEN)
    }
    moments = _moments(ids)
    flagged = _flagged(lines)
    in_full = on_day = arrived = paid = at_price = in_time = 0
    waits: list[int] = []
    for line in lines:
        agreed = terms.get(line.order_id)
        under = agreed.tolerance_under if agreed is not None else 0
        enough = line.asked_kg * (100 - under)
        in_full += (line.accepted_kg or line.delivered_kg) * 100 >= enough
        there = moments[line.pk]
        if Kind.DELIVERED in there:
            arrived += 1
            on_day += there[Kind.DELIVERED] <= line.delivery_date
        if Kind.PAID in there and line.paid_kg:
            paid += 1
            at_price += line.pk not in flagged
            received = there.get(Kind.RECEIVED, line.dispatch_date)
            waits.append(max(0, (there[Kind.PAID] - received).days))
            in_time += waits[-1] <= (agreed.payment_days if agreed is not None else 0)
    return Record(
        side=side.value, orders=len({line.order_id for line in lines}), lines=len(lines),
        asked_kg=sum(line.asked_kg for line in lines), delivered_kg=sum(line.delivered_kg for line in lines),
        in_full=Share(in_full, len(lines)), on_day=Share(on_day, arrived), at_price=Share(at_price, paid),
        paid_in_time=Share(in_time, paid), days_to_pay=median(waits) if waits else None,
    )  # fmt: skip


def _due(organisation: Organisation, side: Side, today: date) -> QuerySet[OrderLine]:
    """Deliveries of agreed orders whose day came, those taken out by new terms aside."""
    mine = Q(order__seller=organisation) if side == Side.SELLER else Q(order__buyer=organisation)
    rows = OrderLine.objects.filter(mine, order__state__in=(states.AGREED, states.CLOSED))
    return (
        rows.filter(delivery_date__lt=today).exclude(state=states.CANCELLED).order_by("-delivery_date", "id")
    )


def _moments(lines: list[int]) -> dict[int, dict[str, date]]:
    """By line and quantity, the local day of the last entry of it that still counts."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    kinds = (Kind.RECEIVED, Kind.DELIVERED, Kind.PAID)
    rows = Entry.objects.filter(line__in=lines, kind__in=kinds, corrects=None, kg__gt=0).order_by()
    for line, kind, at in rows.values_list("line_id", "kind").annotate(last=Max("at")):
        found[line][kind] = timezone.localtime(at).date()
    return found


def _flagged(lines: list[OrderLine]) -> set[int | None]:
    """Ids of lines with a price below the frozen one that was found true or still waits."""
    cleared = (Outcome.KEPT, Outcome.AGREED, Outcome.MISTAKEN)
    rows = PriceFlag.objects.filter(
        order__in={line.order_id for line in lines}, frozen_vnd_per_kg__isnull=False
    )
    standing = rows.exclude(state=states.CLOSED, outcome__in=cleared).exclude(why="band").exclude(line=None)
    return set(standing.values_list("line_id", flat=True))


def deals_in(organisation: Organisation, areas: frozenset[str]) -> bool:
    """Whether an organisation is a side of some order of these areas."""
    mine = Q(seller=organisation) | Q(buyer=organisation)
    return Order.objects.filter(mine, within("area_code", areas)).exists()
