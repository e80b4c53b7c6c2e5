"""Letting a buyer know that goods are on their way, and where to confirm them."""

from __future__ import annotations

from django.urls import reverse

from cungcau.domain.logistics import messages
from cungcau.domain.logistics.models import Arrival
from cungcau.domain.logistics.selectors.arrivals import link_of
from cungcau.domain.orders.models import Side
from cungcau.domain.orders.services.telling import agents_of
from cungcau.kernel.vntext import show_number
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import Address, send_text, tell


def send_link(arrival: Arrival, actor: User | None) -> None:
    """Tell the buyer's agents in the site; a buyer nobody has an account for gets the signed link by message.

    In the caller's transaction; of one key the message is kept once.
    """
    order = arrival.line.order
    facts = {"order": order.code, "kg": show_number(arrival.expected_kg)}
    agents = agents_of(order, but=actor, side=Side.BUYER)
    if agents:
        page = reverse("logistics:arrival", args=[arrival.pk])
        tell(agents, messages.papers.ARRIVAL_LINK, link=page, **facts)
        return
    buyer = order.buyer
    if not buyer.phone:
        return
    send_text(
        to=Address(name=buyer.name, phone=buyer.phone), message_id=messages.papers.ARRIVAL_LINK, actor=actor,
        area_code=arrival.area_code, about=f"arrival:{arrival.pk}", once=f"arrival:{arrival.pk}:{arrival.key}",
        link=link_of(arrival), is_demo=order.is_demo, order=facts["order"], kg=facts["kg"],
    )  # fmt: skip
