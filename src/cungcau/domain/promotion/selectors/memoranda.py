"""Which memoranda somebody sees, and how far orders fulfil them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Sum

from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine
from cungcau.domain.orders.selectors.rights import orders_shown
from cungcau.domain.promotion import policies
from cungcau.domain.promotion.models import Memorandum, MemorandumOrder
from cungcau.platform.access.selectors import Somebody, visible


def memoranda_shown(user: Somebody) -> QuerySet[Memorandum]:
    """The memoranda somebody may see, the latest first."""
    rows = visible(Memorandum.objects.all(), user, policies.VIEW).defer("words", "text")
    rows = rows.select_related("seller", "buyer", "commodity", "event")
    return rows.defer("seller__words", "buyer__words", "event__words").order_by("-signed_on", "-pk")


def memorandum_for(user: Somebody, pk: int) -> Memorandum | None:
    """One of them, None where there is none or it is not theirs."""
    if pk >= 2**63:
        return None
    rows = visible(Memorandum.objects.all(), user, policies.VIEW)
    return rows.select_related("seller", "buyer", "commodity", "event").filter(pk=pk).first()


def delivered_of(memoranda: Iterable[int]) -> dict[int, int]:
    """Kg delivered by the tied orders of memoranda (ids); one question. Without a delivery: not in it."""
    lines = OrderLine.objects.filter(order__memorandum_tie__memorandum__in=list(memoranda)).order_by()
    rows = lines.values_list("order__memorandum_tie__memorandum").annotate(kg=Sum("delivered_kg"))
    return {pk: int(kg) for pk, kg in rows if kg}


def fulfilling(memoranda: Q) -> Q:
    """The entries of orders tied to these memoranda."""
    tied = MemorandumOrder.objects.filter(memorandum__in=Memorandum.objects.filter(memoranda)).order_by()
    return Q(line__order__in=tied.values("order"))


def ties_of(memorandum: Memorandum) -> QuerySet[MemorandumOrder]:
    """The orders tied to it with kg asked and delivered."""
    rows = (
        MemorandumOrder.objects.filter(memorandum=memorandum)
        .select_related("order", "by")
        .defer("order__words")
    )
    live = ~Q(order__lines__state=orders.CANCELLED)
    return rows.annotate(
        asked=Sum("order__lines__asked_kg", filter=live),
        delivered=Sum("order__lines__delivered_kg", filter=live),
    ).order_by("pk")


def orders_to_tie(user: Somebody, memorandum: Memorandum) -> QuerySet[Order]:
    """Orders somebody sees that fit a memorandum (sides, goods, not cancelled) and are tied to none."""
    rows = orders_shown(user).filter(
        seller=memorandum.seller_id,
        buyer=memorandum.buyer_id,
        commodity=memorandum.commodity_id,
        memorandum_tie=None,
    )
    return rows.exclude(state=orders.CANCELLED).order_by("-pk")


def deliveries_of(memorandum: Memorandum) -> QuerySet[Entry]:
    """The deliveries of its orders."""
    return Entry.objects.filter(fulfilling(Q(pk=memorandum.pk)), kind=Kind.DELIVERED)
