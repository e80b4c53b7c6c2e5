"""Who is told of an order's terms and prices: the agents of its two sides, and the coordinators of its area."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse

from cungcau.domain.orders import policies
from cungcau.domain.orders.messages import orders as said
from cungcau.domain.orders.models import Order, PriceFlag, Side, Terms
from cungcau.domain.registry.models import Agent
from cungcau.domain.registry.selectors.ties import in_force
from cungcau.kernel.vntext import show_kg, show_money
from cungcau.platform.access.selectors import people_with
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season


def agents_of(order: Order, *, but: User | None = None, side: str = "") -> list[User]:
    """The people who act today for the order's sides (or for one of them)."""
    sides = {Side.BUYER: order.buyer_id, Side.SELLER: order.seller_id}
    wanted = [pk for name, pk in sides.items() if side in ("", name)]
    people = Agent.objects.filter(in_force(clock.today()), organisation__in=wanted).values(
        person=F("user_id")
    )
    rows = User.objects.filter(pk__in=people, is_active=True)
    return list(rows.exclude(pk=but.pk) if but is not None else rows)


def terms_wait(order: Order, terms: Terms, actor: User | None) -> None:
    """Tell whoever has not said yes that terms wait."""
    who = Side(terms.proposed_side).label
    _tell(order, terms, actor, said.TERMS_WAIT, who=str(who))


def terms_frozen(order: Order, terms: Terms, actor: User | None) -> None:
    """Tell both sides that the terms stand."""
    _tell(order, terms, actor, said.TERMS_FROZEN)


def terms_refused(order: Order, terms: Terms, actor: User | None) -> None:
    """Tell both sides why not."""
    people = agents_of(order, but=actor)
    facts = {"order": order.code, "revision": terms.revision, "reason": terms.refused_reason}
    tell(people, said.TERMS_REFUSED, link=_link(order), **facts)


def price_flagged(flag: PriceFlag, actor: User | None) -> None:
    """Tell the two sides and the coordinators, nobody else."""
    order = flag.order
    officers = people_with(policies.SEE_FLAGS, order.area_code)
    people = list(dict.fromkeys([*agents_of(order, but=actor), *(one for one in officers if one != actor)]))
    tell(
        people, said.PRICE_FLAGGED, link=_link(order), order=order.code,
        said=f"{show_money(flag.said_vnd_per_kg)}/kg", than=str(flag.get_why_display()).lower(),
    )  # fmt: skip


def orders_made(season: Season, orders: list[int], actor: User | None) -> None:
    """Tell each agent once how many orders of theirs a plan made."""
    rows = Order.objects.filter(pk__in=orders).order_by()
    sides = rows.values_list("buyer").union(rows.values_list("seller"))
    agents = Agent.objects.filter(in_force(clock.today()), organisation__in=[pk for (pk,) in sides])
    people = {one.user for one in agents.select_related("user") if one.user.is_active and one.user != actor}
    tell(people, said.ORDERS_MADE, link=reverse("orders:list"), season=season.name)


def _tell(order: Order, terms: Terms, actor: User | None, message: str, **facts: str) -> None:
    kg = sum(terms.days.values_list("kg", flat=True))
    price = f"{show_money(terms.price_vnd_per_kg)}/kg" if terms.price_vnd_per_kg else "chưa có giá"
    tell(
        agents_of(order, but=actor), message, link=_link(order), order=order.code, revision=terms.revision,
        kg=show_kg(kg), price=price, **facts,
    )  # fmt: skip


def _link(order: Order) -> str:
    return reverse("orders:order", args=[order.pk])
