"""Which harvest slips and deliveries somebody sees, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from cungcau.domain.orders import links, policies, states
from cungcau.domain.orders.dividing import by_need
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.orders.selectors.households import LotRoom, frozen_terms, households_for
from cungcau.domain.orders.slip_words import Told
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access import areas, roles
from cungcau.platform.access.selectors import Somebody, allows, areas_with, grants_of
from cungcau.platform.accounts.phones import national
from cungcau.platform.notify.port import answer_number
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import SeasonWords, commodity_words

_BESIDE = (
    "producer__unit",
    "lot",
    "point",
    "line__order__seller",
    "line__order__buyer",
    "line__order__commodity",
)
_HEAVY = (
    "words", "folded", "producer__words", "producer__folded", "producer__unit__words", "lot__words", "lot__folded",
    "lot__message", "point__words", "line__order__words", "line__order__folded", "line__order__note",
    "line__order__seller__words", "line__order__buyer__words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlipTotal:
    """How many slips, their kg held and promised, how many wait for an answer."""

    slips: int
    kg: int
    confirmed_kg: int
    waiting: int


def slips_shown(user: Somebody) -> QuerySet[Slip]:
    """The slips somebody may see: of their areas for officers and keepers, of the sellers they act for otherwise."""
    return Slip.objects.filter(_shown(user, policies.SEE_SLIPS, "area_code", "line__order__seller"))


def lines_shown(user: Somebody) -> QuerySet[OrderLine]:
    """The deliveries somebody may split: of their areas for officers, of the sellers they act for otherwise."""
    mine = Q(pk__in=[])
    held = areas_with(user, policies.SPLIT)
    if held:
        mine |= areas.within("area_code", held)
        if areas.EVERYWHERE in held:
            return OrderLine.objects.all()
    if allows(user, policies.SPLIT_OWN):
        mine |= Q(order__seller__in=list(acting_for(user, clock.today())))
    return OrderLine.objects.filter(mine)


def _shown(user: Somebody, permission: str, area_field: str, seller_field: str) -> Q:
    if not allows(user, permission):
        return Q(pk__in=[])
    holding = roles.holding(permission) - {roles.REPRESENTATIVE}
    held = frozenset(area for role, area in grants_of(user) if role in holding)
    if areas.EVERYWHERE in held:
        return Q()
    seen = areas.within(area_field, held) if held else Q(pk__in=[])
    if allows(user, policies.SPLIT_OWN):
        seen |= Q(**{f"{seller_field}__in": list(acting_for(user, clock.today()))})
    return seen


def slip_shown(user: Somebody, pk: int) -> Slip | None:
    """One slip with all that its page shows, or None."""
    rows = slips_shown(user).select_related(
        *_BESIDE, "line__season", "instead_of__producer", "answer_entered_by"
    )
    return rows.defer(*_HEAVY, "instead_of__words", "instead_of__producer__words").filter(pk=pk).first()


def line_shown(user: Somebody, pk: int) -> OrderLine | None:
    """One delivery to split with all that its page shows, or None."""
    rows = lines_shown(user).select_related(
        "order__seller", "order__buyer", "order__commodity", "order__point", "order__plan", "season"
    )
    heavy = (
        "order__words",
        "order__folded",
        "order__seller__words",
        "order__buyer__words",
        "order__point__words",
    )
    return rows.defer(*heavy).filter(pk=pk).first()


def slips_listed(user: Somebody, season: Season) -> QuerySet[Slip]:
    """A season's slips for a list, by day; what stands beside them is read for the page's rows alone."""
    rows = slips_shown(user).filter(season=season).defer("words", "folded")
    return rows.prefetch_related(*_BESIDE).order_by("harvest_date", "pk")


def lines_listed(user: Somebody, season: Season) -> QuerySet[OrderLine]:
    """A season's agreed deliveries for a list, by day of picking."""
    rows = lines_shown(user).filter(season=season, order__state=states.AGREED)
    beside = ("order__seller", "order__buyer", "order__commodity", "order__point")
    return rows.exclude(state=states.CANCELLED).prefetch_related(*beside).order_by("harvest_date", "pk")


def slips_of(line: OrderLine) -> QuerySet[Slip]:
    """A line's slips in the order they were made, cancelled drafts left out."""
    rows = Slip.objects.filter(line=line).exclude(state=states.CANCELLED, sent_at=None)
    return rows.select_related("producer__unit", "lot", "instead_of__producer", "answer_entered_by").defer(
        "words", "folded", "producer__words", "producer__unit__words", "lot__words", "lot__message",
        "instead_of__words", "instead_of__producer__words",
    ).order_by("pk")  # fmt: skip


def on_day(rows: QuerySet[Slip], first: date | None, last: date | None) -> QuerySet[Slip]:
    """Slips to be picked from a day to a day (None: open)."""
    if first is not None:
        rows = rows.filter(harvest_date__gte=first)
    return rows.filter(harvest_date__lte=last) if last is not None else rows


def total(rows: QuerySet[Slip]) -> SlipTotal:
    """What a list of slips holds."""
    waiting = Count("pk", filter=Q(state__in=(states.DRAFT, states.SENT)))
    found = rows.order_by().aggregate(
        n=Count("pk"), kg=Sum("allocated_kg"), yes=Sum("confirmed_kg"), w=waiting
    )
    return SlipTotal(found["n"], int(found["kg"] or 0), int(found["yes"] or 0), found["w"])


def unsplit(rows: QuerySet[OrderLine]) -> QuerySet[OrderLine]:
    """Lines that lack kg, or an answer."""
    return rows.filter(state__in=(states.OPEN, states.ALLOCATED, states.RECEIVING)).filter(
        Q(allocated_kg__lt=F("asked_kg")) | Q(confirmed_kg__lt=F("allocated_kg"))
    )


def overdue(now: datetime, most: int) -> list[int]:
    """Ids of sent slips whose time to answer is over, the longest first."""
    rows = Slip.objects.filter(state=states.SENT, answer_until__lt=now).order_by("answer_until", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


def by_token(token: str) -> Slip | None:
    """The slip a link opens, whatever its state; None for a forged link and for one that was replaced."""
    number = links.number_in(token)
    if number is None:
        return None
    rows = Slip.objects.select_related(*_BESIDE, "line__season").defer(*_HEAVY)
    slip = rows.filter(pk=number).first()
    return slip if slip is not None and links.is_signed(token, slip.pk, slip.key) else None


def told_of(slip: Slip, names: SeasonWords | None = None) -> Told:
    """What the household is told; the phone is the seller's, the link blank where the site has no public address."""
    order = slip.line.order
    known = names or commodity_words(order.commodity)
    return Told(
        goods=order.commodity.name_vi, grade=known.grade(order.commodity_id, slip.grade),
        kg=slip.confirmed_kg or slip.offered_kg, day=slip.harvest_date, point=slip.point.name if slip.point else "",
        price_vnd_per_kg=slip.price_vnd_per_kg, slot_from=slip.slot_from, slot_to=slip.slot_to,
        until=slip.answer_until, link=links.whole(links.path_of(slip.pk, slip.key)),
        phone=national(order.seller.phone) if order.seller.phone else "", sms_number=answer_number(),
        sms_code=str(slip.pk),
    )  # fmt: skip


def followers(slips: Iterable[Slip]) -> dict[int, list[Slip]]:
    """Slip id → the slips that took over its kg."""
    found: dict[int, list[Slip]] = {}
    rows = Slip.objects.filter(instead_of__in=[slip.pk for slip in slips]).select_related("producer")
    for one in rows.defer("words", "folded", "producer__words").order_by("pk"):
        found.setdefault(one.instead_of_id or 0, []).append(one)
    return found


def takers(line: OrderLine, most: int = 60) -> list[LotRoom]:
    """The lots that could take over what a line lacks, those of who sold least first."""
    terms = frozen_terms(line)
    found = households_for(line, terms.grade if terms else None, anew=False)
    ordered = [found[claim.key] for claim in by_need(one.claim for one in found.values())]
    return [room for one in ordered for room in one.lots if room.room_kg][:most]
