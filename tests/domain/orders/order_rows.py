"""An agreed order of a small season with a line and households' slips, for every room above the plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, Kind, Order, OrderLine, Origin, Slip, Terms, TermsDay
from cungcau.domain.orders.services import post
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.models import Lot
from cungcau.reference.catalogue.models import Commodity
from tests.domain.season_rows import SOURCE, Small

DAY = date(2021, 9, 28)


@dataclass(frozen=True, slots=True)
class Ordered:
    """An agreed order, its one line, and the line's slips in the order of ``parts``."""

    order: Order
    terms: Terms
    line: OrderLine
    slips: list[Slip]


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


@transaction.atomic
def agreed_order(
    small: Small,
    code: str = "DH-1",
    *,
    asked_kg: int = 1000,
    parts: tuple[tuple[str, int], ...] = (("H1", 600), ("H2", 400)),
    accepted: bool = True,
    day: date = DAY,
    **facts: Any,
) -> Ordered:
    """Frozen at ``price_vnd_per_kg`` (18,000); each part is (producer's code, kg); tolerance 10 % over by default."""
    price, over = facts.pop("price_vnd_per_kg", 18_000), facts.pop("tolerance_over", 10)
    pack = facts.pop("pack", "")
    given: dict[str, Any] = {
        "season": small.season, "origin": Origin.PHONE, "buyer": organisation("TL"), "seller": organisation("HTX"),
        "commodity": Commodity.objects.get(code="hong"), "point": CollectionPoint.objects.get(code="P1"),
        "market": Market.objects.get(code="ha-noi"), "area_code": organisation("HTX").area_code, "source": SOURCE,
        "state": states.AGREED, "folded": f"{code.lower()} htx hong tan my thuong lai ha noi", **facts,
    }  # fmt: skip
    order = Order.objects.create(code=code, **given)
    now = timezone.now()
    terms = Terms.objects.create(
        order=order, revision=1, price_vnd_per_kg=price, grade=2, payment_days=7, tolerance_over=over,
        proposed_side="office", pack=pack,
    )  # fmt: skip
    days = {"harvest_date": day, "dispatch_date": day, "delivery_date": day + timedelta(days=1)}
    TermsDay.objects.create(terms=terms, no=1, kg=asked_kg, **days)
    Terms.objects.filter(pk=terms.pk).update(
        state=states.FROZEN, seller_yes_at=now, buyer_yes_at=now, frozen_at=now, seller_heard="điện thoại"
    )
    terms.refresh_from_db()
    line = OrderLine.objects.create(
        order=order, no=1, season=order.season, asked_kg=asked_kg, most_kg=asked_kg * (100 + over) // 100,
        area_code=order.area_code, **days,
    )  # fmt: skip
    slips = [slip_of(line, producer, kg, price=price, accepted=accepted) for producer, kg in parts]
    return Ordered(order, terms, line, slips)


@transaction.atomic
def slip_of(line: OrderLine, producer: str, kg: int, *, price: int = 18_000, accepted: bool = True) -> Slip:
    """A slip of ``kg`` for a household, sent, and said yes to where ``accepted``."""
    who = organisation(producer)
    slip = Slip.objects.create(
        line=line, code=f"{line.order.code}-{line.no}-{producer}-{line.slips.count() + 1}", producer=who,
        season_id=line.season_id,
        lot=Lot.objects.filter(season=line.season, producer=who).first(), harvest_date=line.harvest_date,
        point=line.order.point, grade=2, price_vnd_per_kg=price, allocated_by=AllocatedBy.PLAN, offered_kg=kg,
        state=states.ACCEPTED if accepted else states.SENT, key=uuid.uuid4(), area_code=who.area_code,
        sent_at=timezone.now(), folded=f"{who.folded}",
    )  # fmt: skip
    post(line=line, kind=Kind.ALLOCATED, kg=kg, slip=slip, actor=None)
    if accepted:
        post(line=line, kind=Kind.CONFIRMED, kg=kg, slip=slip, actor=None)
    OrderLine.objects.filter(pk=line.pk).update(state=states.CONFIRMED if accepted else states.ALLOCATED)
    line.refresh_from_db()
    slip.refresh_from_db()
    return slip
