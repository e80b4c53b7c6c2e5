"""What the stories of fulfilment share: their days, how an order comes to be, and the rules that must hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model, QuerySet, Sum
from django.utils import timezone

from cungcau.domain.collection.models import Ticket
from cungcau.domain.logistics.models import Arrival, TripLoad
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders.models import AllocatedBy, Entry, Kind, OrderLine, Origin, Side, Slip, Terms
from cungcau.domain.orders.quantities import LINE_RULES, ON_SLIP, SLIP_RULES, broken
from cungcau.domain.orders.services.checking import Delivery
from cungcau.domain.orders.services.orders import enter_order
from cungcau.domain.orders.services.slips import Part, keep_split, send_slips
from cungcau.domain.orders.services.terms import say_yes
from cungcau.domain.settlement.models import ItemKind, Payment, Statement, StatementItem
from cungcau.domain.supply.models import Lot
from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue.models import Commodity
from tests.domain.orders.order_rows import organisation
from tests.domain.orders.slip_rows import held
from tests.domain.season_rows import Small

EVE, DAY, NEXT = date(2021, 9, 27), date(2021, 9, 28), date(2021, 9, 29)
SHOWN = "minh hoạ"
PRICE = 18_000


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a day on Vietnam's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def agreed(
    small: Small, kg: int, *, actor: User | None = None, seller: User | None = None, **facts: Any
) -> OrderLine:
    """The line of an order by phone, picked and sent on ``DAY``; the seller's agent agrees, the buyer by phone."""
    day = facts.pop("day", DAY)
    given = {
        "origin": Origin.PHONE, "buyer_id": organisation("TL").pk, "seller_id": organisation("HTX").pk,
        "commodity_id": Commodity.objects.get(code="hong").pk, "point_id": CollectionPoint.objects.get(code="P1").pk,
        "market_id": Market.objects.get(code=facts.pop("market", "ha-noi")).pk, "note": SHOWN,
    }  # fmt: skip
    terms = {
        "price_vnd_per_kg": PRICE, "price_at": "point", "grade": 2, "payment_days": 7, "tolerance_under": 10,
        "tolerance_over": 10, **facts,
    }  # fmt: skip
    days = [Delivery(day, day, date.fromordinal(day.toordinal() + 1), kg)]
    order = enter_order(
        season=small.season,
        facts=given,
        terms=terms,
        deliveries=days,
        actor=actor,
        source=SHOWN,
        is_demo=True,
    )
    waiting = Terms.objects.get(order=order)
    say_yes(terms=waiting, side=Side.SELLER, actor=seller, heard="" if seller else "điện thoại")
    say_yes(terms=waiting, side=Side.BUYER, actor=actor, heard="điện thoại")
    return OrderLine.objects.select_related("order").get(order=order)


def sent(line: OrderLine, parts: Iterable[tuple[Lot, int]]) -> list[Slip]:
    """Slips by hand for these lots, with their households asked."""
    wanted = [Part(lot.pk, kg, AllocatedBy.HAND, SHOWN) for lot, kg in parts]
    keep_split(line=line, parts=wanted, actor=None)
    return send_slips(line=line, actor=None)


def rules_hold() -> None:
    """Whatever happened: sums are those of entries, no rule is broken, no kg is given or paid twice."""
    for line in OrderLine.objects.all():
        _sums(line, Entry.objects.filter(line=line), tuple(Kind))
        assert broken(LINE_RULES, {**_columns(line, tuple(Kind)), "most": line.most_kg}) is None, line
        for kind in ON_SLIP:
            assert _total(line.slips.all(), f"{kind}_kg") == getattr(line, f"{kind}_kg"), (line, kind)
        assert _total(TripLoad.objects.filter(line=line, onward_of=None), "loaded_kg") <= line.loaded_kg
        for kind in (Kind.DELIVERED, Kind.ACCEPTED, Kind.LOST):
            column = "arrived_kg" if kind == Kind.DELIVERED else f"{kind}_kg"
            assert _total(Arrival.objects.filter(line=line), column) == getattr(line, f"{kind}_kg"), (
                line,
                kind,
            )
    for slip in Slip.objects.all():
        _sums(slip, Entry.objects.filter(slip=slip), ON_SLIP)
        assert broken(SLIP_RULES, _columns(slip, ON_SLIP)) is None, slip
        counted = Ticket.objects.filter(slip=slip, voided_by=None)
        assert _total(counted, "accepted_kg") == slip.received_kg, slip
    for lot in Lot.objects.all():
        assert held(lot.pk) <= lot.quantity_kg, lot.code
    _nothing_paid_twice()


def _nothing_paid_twice() -> None:
    for statement in Statement.objects.all():
        assert _total(Payment.objects.filter(statement=statement), "amount_vnd") == statement.paid_vnd
        assert statement.paid_vnd <= max(0, statement.due_vnd), statement
    for slip in Slip.objects.all():
        stated = StatementItem.objects.filter(slip=slip, kind=ItemKind.GOODS).exclude(statement__state="void")
        assert _total(stated, "kg") <= slip.received_kg, slip


def _sums(row: Model, entries: QuerySet[Entry], kinds: tuple[Kind, ...]) -> None:
    for kind in kinds:
        assert _total(entries.filter(kind=kind), "kg") == getattr(row, f"{kind}_kg"), (row, kind)


def _columns(row: Model, kinds: tuple[Kind, ...]) -> dict[str, int]:
    return {str(kind): getattr(row, f"{kind}_kg") for kind in kinds}


def _total(rows: QuerySet[Any], column: str) -> int:
    return int(rows.aggregate(total=Sum(column))["total"] or 0)
