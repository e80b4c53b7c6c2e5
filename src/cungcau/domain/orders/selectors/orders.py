"""Questions about orders for lists and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum

from cungcau.domain.orders import states
from cungcau.domain.orders.models import Entry, Kind, Order, OrderLine, Terms, TermsDay
from cungcau.domain.orders.selectors.rights import orders_shown
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.selectors import Somebody
from cungcau.reference.catalogue.models import Season
from cungcau.reference.search import matching

STANDING = (states.FROZEN, states.PROPOSED)
"""Terms that say something of an order now: those in force, else those that wait (frozen sorts first)."""

SORTS = {
    "": ("-id",),
    "id": ("id",),
    "-id": ("-id",),
    "kg": ("listed_kg", "id"),
    "-kg": ("-listed_kg", "-id"),
    "day": ("listed_day", "id"),
    "-day": ("-listed_day", "-id"),
    "price": ("listed_price", "id"),
    "-price": ("-listed_price", "-id"),
}
"""What the API sorts orders by."""

DAYS = ("harvest_date", "dispatch_date", "delivery_date")


@dataclass(frozen=True, slots=True)
class Total:
    """How many orders a filter leaves; kg asked, delivered and paid of their lines."""

    orders: int
    asked_kg: int
    delivered_kg: int
    paid_kg: int


@dataclass(frozen=True, slots=True)
class Gist:
    """What a list says of an order: kg by quantity, first and last day of leaving, price (None: none yet)."""

    asked_kg: int
    received_kg: int
    delivered_kg: int
    accepted_kg: int
    paid_kg: int
    first: date | None
    last: date | None
    price_vnd_per_kg: int | None
    frozen: bool
    deliveries: int


def orders_of(season: Season, user: Somebody) -> QuerySet[Order]:
    """A season's orders somebody may see, with what stands beside them read for the page's rows alone."""
    rows = orders_shown(user).filter(season=season).defer("words", "folded", "note")
    terms = Terms.objects.filter(state__in=STANDING).prefetch_related("days").order_by("order", "state")
    people = Organisation.objects.defer("words", "folded")
    return rows.prefetch_related(
        Prefetch("buyer", people), Prefetch("seller", people), "commodity", "lines",
        Prefetch("terms", terms, to_attr="standing_terms"),
    )  # fmt: skip


def gist_of(order: Order) -> Gist:
    """An order of :func:`orders_of` in short; before it is frozen, as its waiting terms have it."""
    terms = next(iter(getattr(order, "standing_terms", [])), None)
    lines = [line for line in order.lines.all() if line.state != states.CANCELLED]
    days = [line.dispatch_date for line in lines]
    asked, count = sum(line.asked_kg for line in lines), len(lines)
    if not lines and terms is not None:
        days = [day.dispatch_date for day in terms.days.all()]
        asked, count = sum(day.kg for day in terms.days.all()), len(days)
    return Gist(
        asked, sum(line.received_kg for line in lines), sum(line.delivered_kg for line in lines),
        sum(line.accepted_kg for line in lines), sum(line.paid_kg for line in lines),
        min(days, default=None), max(days, default=None), terms.price_vnd_per_kg or None if terms else None,
        terms is not None and terms.state == states.FROZEN, count,
    )  # fmt: skip


def order(pk: int) -> Order | None:
    """One order with all that its page shows."""
    rows = Order.objects.select_related(
        "season", "buyer", "seller", "commodity", "point", "market", "need", "plan", "entered_by"
    )
    return rows.defer("words", "buyer__words", "seller__words", "need__words").filter(pk=pk).first()


def lines_of(found: Order) -> QuerySet[OrderLine]:
    """Its deliveries by number."""
    return OrderLine.objects.filter(order=found).order_by("no")


def terms_of(found: Order) -> list[Terms]:
    """Every revision with its days and who said what, the latest first."""
    rows = Terms.objects.filter(order=found).select_related("proposed_by", "seller_yes_by", "buyer_yes_by")
    return list(rows.prefetch_related("days").order_by("-revision"))


def entries_of(found: Order, *, line: OrderLine | None = None) -> QuerySet[Entry]:
    """What changed its quantities, the latest first."""
    rows = Entry.objects.filter(line__order=found) if line is None else Entry.objects.filter(line=line)
    return rows.select_related("line", "by", "slip__producer", "corrects").order_by("-at", "-id")


def entry(found: Order, pk: int) -> Entry | None:
    """One entry of an order."""
    return entries_of(found).filter(pk=pk).first()


def reads(one: Entry) -> int:
    """What an entry reads after its corrections, in kg."""
    more = Entry.objects.filter(corrects=one.corrects or one).aggregate(kg=Sum("kg"))["kg"] or 0
    return (one.corrects or one).kg + int(more)


def total(rows: QuerySet[Order]) -> Total:
    """How many orders, and their lines' kg."""
    bare = rows.order_by().prefetch_related(None)
    lines = OrderLine.objects.filter(order__in=bare.values("pk")).exclude(state=states.CANCELLED)
    kg = lines.order_by().aggregate(asked=Sum("asked_kg"), delivered=Sum("delivered_kg"), paid=Sum("paid_kg"))
    count = bare.aggregate(orders=Count("pk"))["orders"]
    return Total(count, kg["asked"] or 0, kg["delivered"] or 0, kg["paid"] or 0)


def with_party(rows: QuerySet[Order], side: str, text: str) -> QuerySet[Order]:
    """Orders whose buyer or seller is named by these words, or has this code."""
    found = Organisation.objects.filter(code=text.strip())
    if not found.exists():
        found = matching(Organisation.objects.all(), text)
    return rows.filter(**{f"{side}__in": found.order_by().values("pk")})


def on_days(rows: QuerySet[Order], first: date | None, last: date | None) -> QuerySet[Order]:
    """Orders with a delivery of which some day falls from ``first`` to ``last`` (None: open)."""
    if first is None and last is None:
        return rows
    begin, end = first or date.min, last or date.max
    lines = OrderLine.objects.filter(order=OuterRef("pk"), delivery_date__gte=begin, harvest_date__lte=end)
    waiting = TermsDay.objects.filter(
        terms__order=OuterRef("pk"),
        terms__state=states.PROPOSED,
        delivery_date__gte=begin,
        harvest_date__lte=end,
    )
    return rows.filter(Exists(lines.exclude(state=states.CANCELLED)) | Exists(waiting))


def kinds_of(line: OrderLine) -> list[tuple[str, str, int]]:
    """(code, what it is called, kg) of a line's eleven quantities, in the order goods go."""
    return [(kind.value, str(kind.label), getattr(line, f"{kind.value}_kg")) for kind in Kind]
