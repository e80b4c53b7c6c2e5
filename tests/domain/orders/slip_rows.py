"""Households of the cooperative with lots to pick on the day of an order, and somebody who acts for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Greatest

from cungcau.domain.orders.models import Entry, Kind, OrderLine, Slip
from cungcau.domain.registry.models import Agent
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services import record_lots
from cungcau.platform.accounts.models import User
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order, organisation
from tests.domain.season_rows import SOURCE, START, TAN_MY, Small, lot, person


def household(code: str, name: str, **facts: Any) -> OrganisationRow:
    return OrganisationRow(code, name, "household", SOURCE, TAN_MY, "HTX", **facts)


def record_orchards(small: Small, kg: dict[str, int], **facts: Any) -> dict[str, Lot]:
    """A household of the cooperative per code, with a lot of so many kg that can be picked on the day."""
    rows = [household(code, f"Hộ {code}", phone=f"0912 345 {n:03d}") for n, code in enumerate(kg, 100)]
    record_organisations(rows=rows, on=START, actor=None)
    given = {"harvest_to": date(2021, 10, 10), **facts}
    lots = [lot(f"LO-{code}", code, quantity_kg=size, **given) for code, size in kg.items()]
    record_lots(season=small.season, rows=lots, actor=None)
    return {
        one.producer.code: one
        for one in Lot.objects.filter(code__startswith="LO-").select_related("producer")
    }


def open_order(small: Small, code: str = "DH-1", asked_kg: int = 1000, **facts: Any) -> Ordered:
    """An agreed order nobody was asked for yet."""
    return agreed_order(small, code, asked_kg=asked_kg, parts=(), day=facts.pop("day", DAY), **facts)


def representative(code: str = "HTX", username: str = "dai-dien") -> User:
    """Somebody with the role who acts for an organisation."""
    user = person(username, "representative", "20.06172")
    Agent.objects.create(user=user, organisation=organisation(code), valid_from=START, source=SOURCE)
    return user


def held(lot_id: int) -> int:
    """What a lot's slips hold of it."""
    found = Slip.objects.filter(lot=lot_id).aggregate(kg=Sum(Greatest("allocated_kg", "harvested_kg")))
    return found["kg"] or 0


def check_rules() -> None:
    """Whatever happened: no lot oversold, no line over its most, every sum the sum of its entries."""
    for one in Lot.objects.all():
        assert held(one.pk) <= one.quantity_kg, one.code
    assert not OrderLine.objects.filter(allocated_kg__gt=F("most_kg")).exists()
    for row in [*OrderLine.objects.all(), *Slip.objects.all()]:
        entries = (
            Entry.objects.filter(line=row) if isinstance(row, OrderLine) else Entry.objects.filter(slip=row)
        )
        for kind in (Kind.ALLOCATED, Kind.CONFIRMED):
            told = entries.filter(kind=kind).aggregate(kg=Sum("kg"))["kg"] or 0
            assert told == getattr(row, f"{kind}_kg"), (row, kind)
    for line in OrderLine.objects.all():
        parts = Slip.objects.filter(line=line).aggregate(a=Sum("allocated_kg"), c=Sum("confirmed_kg"))
        assert (parts["a"] or 0, parts["c"] or 0) == (line.allocated_kg, line.confirmed_kg)
