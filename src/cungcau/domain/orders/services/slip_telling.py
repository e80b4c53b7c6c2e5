"""Telling a household what is asked of it, and its representative when nobody is left to ask: the one call point."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from cungcau.domain.orders.links import path_of
from cungcau.domain.orders.messages import slips as said
from cungcau.domain.orders.models import OrderLine, Side, Slip
from cungcau.domain.orders.selectors.slips import told_of
from cungcau.domain.orders.services.telling import agents_of
from cungcau.domain.orders.slip_words import full, short
from cungcau.domain.registry.models import Consent
from cungcau.domain.registry.selectors import consents
from cungcau.kernel.vntext import show_date, show_kg, show_number
from cungcau.platform.accounts.models import User
from cungcau.platform.notify import services as notify
from cungcau.platform.notify.addresses import HAND, Address
from cungcau.platform.notify.quiet import over
from cungcau.platform.notify.services import send_text
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import SeasonWords

_IN_TIME = timedelta(minutes=90)
"""A text that quiet hours would bring later than so long before the answer is due goes at once."""


def about(slip: Slip) -> str:
    """What the outbox calls a slip."""
    return f"slip:{slip.pk}"


def ask(slip: Slip, actor: User | None, names: SeasonWords | None = None) -> None:
    """Hand the slip's texts to the outbox; a household that did not agree to messages is called or handed paper."""
    told = told_of(slip, names)
    due = slip.answer_until
    send_text(
        to=_address(slip), message_id=said.ASK, link=path_of(slip.pk, slip.key), actor=actor,
        area_code=slip.area_code, about=about(slip), once=f"slip:{slip.pk}:ask:{slip.key}", good_until=due,
        urgent=due is not None and over(due - _IN_TIME) > due - _IN_TIME, is_demo=slip.line.order.is_demo,
        code=slip.code, text=short(told), full=full(told),
    )  # fmt: skip


def answered(slip: Slip, actor: User | None) -> None:
    """What has not left yet need not leave any more."""
    notify.withdraw(about=about(slip), actor=actor)


def cancelled(slip: Slip, kg: int, reason: str, actor: User | None) -> None:
    """Tell a household that was asked already that nothing is to be picked."""
    answered(slip, actor)
    if slip.sent_at is None:
        return
    send_text(
        to=_address(slip), message_id=said.CANCELLED, actor=actor, area_code=slip.area_code, about=about(slip),
        once=f"slip:{slip.pk}:cancelled", urgent=True, is_demo=slip.line.order.is_demo, code=slip.code,
        kg=show_number(kg), day=show_date(slip.harvest_date), reason=reason,
    )  # fmt: skip


def nobody_left(slip: Slip, line: OrderLine, kg: int) -> None:
    """Tell the seller's representatives that so many kg have found nobody."""
    notify.tell(
        agents_of(line.order, side=Side.SELLER), said.NOBODY_LEFT, link=reverse("orders:split", args=[line.pk]),
        order=line.order.code, kg=show_kg(kg, beside=False), household=slip.producer.name,
        day=show_date(line.harvest_date),
    )  # fmt: skip


def _address(slip: Slip) -> Address:
    allowed = consents([slip.producer_id], clock.today()).get(slip.producer_id, frozenset())
    ways = () if Consent.Purpose.MESSAGES in allowed else (HAND,)
    return Address(name=slip.producer.name, phone=slip.producer.phone or "", channels=ways)
