"""Who could pick for a delivery: the seller's households, what their lots still hold, how their season stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.db.models.functions import Greatest

from cungcau.domain.orders import states
from cungcau.domain.orders.dividing import WEIGHT_STEPS, Claim
from cungcau.domain.orders.models import OrderLine, Slip, Terms
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import households_of
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.domain.supply.selectors import live
from cungcau.domain.supply.states import OFFERED
from cungcau.platform.ui import clock

MOST_LOTS = 3000
"""Lots looked at for one delivery; a seller with more splits them over several orders."""

_HELD = Greatest("allocated_kg", "harvested_kg")
"""What a slip takes out of its lot: what it holds, or what was picked where that is more."""
_SOLD = Case(
    When(state__in=(states.BROUGHT, states.SETTLED), then=F("received_kg")), default=F("allocated_kg")
)
"""What a slip counts in the household's season: what was taken at the point, before that what it holds."""


@dataclass(frozen=True, slots=True)
class LotRoom:
    """A lot, and the kg of it nobody was promised for the day."""

    lot: Lot
    room_kg: int


@dataclass(slots=True)
class Household:
    """Somebody who could pick: lots in the order they end, kg sold of kg offered this season, weight in steps."""

    producer: Organisation
    weight: int = WEIGHT_STEPS
    sold_kg: int = 0
    offered_kg: int = 0
    lots: list[LotRoom] = field(default_factory=list)

    @property
    def room_kg(self) -> int:
        """What its lots still hold for the day."""
        return sum(one.room_kg for one in self.lots)

    @property
    def claim(self) -> Claim:
        """The same for the divider."""
        return Claim(self.producer.pk, self.room_kg, self.sold_kg, self.offered_kg, self.weight)


def frozen_terms(line: OrderLine) -> Terms | None:
    """What both sides froze, or None before that."""
    return Terms.objects.filter(order_id=line.order_id, state=states.FROZEN).first()


def lots_for(line: OrderLine, grade: int | None) -> QuerySet[Lot]:
    """The live lots of the seller and its households that can be picked for a delivery, those that end first first.

    ``grade`` is the least the terms take (None: any).
    """
    order, day = line.order, line.harvest_date
    theirs = Q(producer=order.seller_id) | Q(
        producer__in=households_of(order.seller, day).order_by().values("pk")
    )
    rows = Lot.objects.filter(
        live(clock.today()), theirs, season=line.season_id, commodity=order.commodity_id,
        harvest_from__lte=day, harvest_to__gte=day,
    )  # fmt: skip
    if grade is not None:
        rows = rows.filter(grade__gte=grade)
    rows = rows.select_related("producer__unit").defer(
        "words", "folded", "message", "note", "producer__words", "producer__unit__words"
    )
    return rows.order_by("harvest_to", "pk")


def rooms(lots: Collection[Lot], day: date, but: Collection[int] = ()) -> dict[int, int]:
    """Lot id → kg nobody was promised yet, nor more than it gives in a day; slips ``but`` these count."""
    ids = [lot.pk for lot in lots]
    slips = Slip.objects.filter(lot__in=ids).exclude(pk__in=but).order_by()
    held = dict(slips.values_list("lot").annotate(kg=Sum(_HELD)))
    that_day = dict(slips.filter(harvest_date=day).values_list("lot").annotate(kg=Sum(_HELD)))
    found = {}
    for lot in lots:
        room = lot.quantity_kg - held.get(lot.pk, 0)
        if lot.max_kg_per_day is not None:
            room = min(room, lot.max_kg_per_day - that_day.get(lot.pk, 0))
        found[lot.pk] = max(0, room)
    return found


def drafts_of(line: OrderLine) -> QuerySet[Slip]:
    """The line's slips nobody has been asked yet."""
    return Slip.objects.filter(line=line, state=states.DRAFT).order_by("pk")


def households_for(line: OrderLine, grade: int | None, *, anew: bool = True) -> dict[int, Household]:
    """Producer id → household that could pick for a delivery, whether it has room or not.

    ``anew``: as if the line's drafts were not there, for splitting it again.
    """
    but = list(drafts_of(line).values_list("pk", flat=True)) if anew else []
    lots = list(lots_for(line, grade)[:MOST_LOTS])
    left = rooms(lots, line.harvest_date, but)
    found: dict[int, Household] = {}
    for lot in lots:
        one = found.setdefault(lot.producer_id, Household(lot.producer))
        one.lots.append(LotRoom(lot, left[lot.pk]))
    _add_seasons(found, line.season_id, but)
    return found


def _add_seasons(found: dict[int, Household], season_id: int, but: Iterable[int]) -> None:
    """What each offered and sold of the season so far, and its weight."""
    offered = Lot.objects.filter(season=season_id, producer__in=found, state=OFFERED).order_by()
    sold = Slip.objects.filter(season=season_id, producer__in=found).exclude(pk__in=but).order_by()
    of_lots: dict[int, int] = dict(offered.values_list("producer").annotate(Sum("quantity_kg")))
    of_slips: dict[int, int] = dict(sold.values_list("producer").annotate(kg=Sum(_SOLD)))
    ledger = {
        row.producer_id: row for row in SeasonLedger.objects.filter(season=season_id, producer__in=found)
    }
    for pk, one in found.items():
        row = ledger.get(pk)
        weight = one.producer.weight if row is None else row.weight
        one.weight = max(1, int(weight * WEIGHT_STEPS))
        one.offered_kg = int(of_lots.get(pk, 0)) + (row.prior_offered_kg if row else 0)
        one.sold_kg = int(of_slips.get(pk, 0)) + (row.prior_sold_kg if row else 0)


def failed_on(producers: Collection[int], day: date) -> frozenset[int]:
    """Those of the producers who said of a slip of the day that they cannot pick (rain, illness)."""
    rows = Slip.objects.filter(producer__in=producers, harvest_date=day, state=states.FAILED)
    return frozenset(rows.order_by().values_list("producer_id", flat=True))


def asked_already(line: OrderLine) -> tuple[frozenset[int], frozenset[int]]:
    """Producers who need not be asked again for a line, and those who said yes to all they were asked."""
    rows: dict[int, list[Slip]] = defaultdict(list)
    for slip in Slip.objects.filter(line=line).only("producer_id", "state", "confirmed_kg", "offered_kg"):
        rows[slip.producer_id].append(slip)
    willing = frozenset(
        pk
        for pk, slips in rows.items()
        if all(slip.state == states.ACCEPTED and slip.confirmed_kg >= slip.offered_kg for slip in slips)
    )
    return frozenset(rows) - willing, willing
