"""Questions about goods at the buyer's."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import Arrival
from cungcau.domain.logistics.selectors.sides import own_ids
from cungcau.domain.orders.models import OrderLine
from cungcau.domain.orders.selectors import shown_q
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

_SALT = "logistics.arrival"
LINK_DAYS = 30
"""A buyer's link counts until so many days after the day of delivery."""


def difference_percent() -> int:
    """From how many percent of what was sent two words count as different (``ARRIVAL_DIFFERENCE_PERCENT``, 1)."""
    return int(getattr(settings, "ARRIVAL_DIFFERENCE_PERCENT", 1))


def arrivals_shown(user: Somebody) -> QuerySet[Arrival]:
    """The arrivals somebody may see: of orders they see, and of trips their carrier makes."""
    if not allows(user, policies.VIEW_ARRIVALS):
        return Arrival.objects.none()
    seen = shown_q(user, "line__order__")
    held = areas_with(user, policies.SETTLE_ARRIVAL)
    if held:
        seen |= within("area_code", held)
    if allows(user, policies.CONFIRM_ARRIVAL):
        seen |= Q(load__trip__vehicle__carrier__in=own_ids(user))
    return Arrival.objects.filter(seen)


def arrivals_of(season: Season, user: Somebody) -> QuerySet[Arrival]:
    """A season's arrivals for a list."""
    rows = arrivals_shown(user).filter(season=season)
    return rows.prefetch_related(
        "line__order__buyer", "line__order__seller", "line__order__commodity", "line__order__market",
        "load__trip__vehicle__carrier",
    )  # fmt: skip


def arrival_for(user: Somebody, pk: int) -> Arrival | None:
    """One arrival with all its page shows; None where it is not there or not for these eyes."""
    return _whole(arrivals_shown(user)).filter(pk=pk).first()


def arrival_of_link(token: str) -> Arrival | None:
    """The arrival a buyer's link opens; None for a link nobody signed, or that was renewed since."""
    try:
        text = signing.Signer(salt=_SALT).unsign(token)
        key = UUID(bytes=base64.urlsafe_b64decode(text + "=="))
    except (signing.BadSignature, ValueError):
        return None
    return _whole(Arrival.objects.all()).filter(key=key).first()


def link_of(arrival: Arrival) -> str:
    """The path of the buyer's link."""
    text = base64.urlsafe_b64encode(arrival.key.bytes).decode().rstrip("=")
    return reverse("logistics:receive", args=[signing.Signer(salt=_SALT).sign(text)])


def link_ended(arrival: Arrival) -> bool:
    """Whether the buyer's link counts no more."""
    return clock.today() > arrival.due_on + timedelta(days=LINK_DAYS)


def in_part(rows: QuerySet[Arrival], part: str) -> QuerySet[Arrival]:
    """Arrivals of one sort: due and silent, late, with loss, with refusals, differing."""
    today = clock.today()
    if part == "overdue":
        return rows.filter(state__in=(states.EXPECTED, states.PARTLY), due_on__lt=today)
    if part == "late":
        return rows.filter(arrived_at__date__gt=F("due_on"))
    if part == "lost":
        return rows.filter(lost_kg__gt=0)
    return rows.filter(arrived_kg__gt=F("accepted_kg"))


def due_within(rows: QuerySet[Arrival], first: date | None, last: date | None) -> QuerySet[Arrival]:
    """Arrivals due in a window."""
    if first:
        rows = rows.filter(due_on__gte=first)
    return rows.filter(due_on__lte=last) if last else rows


def open_kg(line: OrderLine) -> int:
    """kg of a line received at the point and not loaded yet."""
    return line.received_kg - line.loaded_kg


def differ(arrival: Arrival) -> bool:
    """Whether both sides are done and say kg too far apart."""
    if arrival.carrier_kg is None or not arrival.carrier_done or arrival.completed_at is None:
        return False
    apart = abs(arrival.carrier_kg - arrival.arrived_kg)
    return apart * 100 > arrival.expected_kg * difference_percent()


def outcome_of(line: OrderLine) -> dict[str, int]:
    """Lost, refused and late of a line, kg and days; three things that are never one."""
    rows = Arrival.objects.filter(line=line).exclude(state=states.CANCELLED)
    kg = rows.aggregate(arrived=Sum("arrived_kg"), accepted=Sum("accepted_kg"), lost=Sum("lost_kg"))
    late = max((one.late_days or 0 for one in rows), default=0)
    arrived, accepted = int(kg["arrived"] or 0), int(kg["accepted"] or 0)
    return {"lost_kg": int(kg["lost"] or 0), "refused_kg": arrived - accepted, "late_days": max(0, late)}


def line_for(user: Somebody, pk: int) -> OrderLine | None:
    """An order's delivery, for those who see the order."""
    rows = OrderLine.objects.filter(shown_q(user, "order__"), pk=pk).select_related(
        "order__buyer", "order__commodity"
    )
    return rows.defer("order__words", "order__buyer__words").first()


def arrivals_at(line: OrderLine, user: Somebody) -> list[Arrival]:
    """A line's arrivals somebody may see, in the order they left."""
    rows = arrivals_shown(user).filter(line=line).select_related("load__trip__vehicle")
    return list(rows.defer("load__trip__words", "load__trip__vehicle__words").order_by("id")[:200])


def _whole(rows: QuerySet[Arrival]) -> QuerySet[Arrival]:
    return rows.select_related(
        "season", "line__order__buyer", "line__order__seller", "line__order__commodity", "line__order__market",
        "line__order__point", "load__trip__vehicle__carrier",
    ).defer(
        "line__order__words", "line__order__buyer__words", "line__order__seller__words",
        "line__order__market__words", "line__order__point__words", "load__trip__words",
        "load__trip__vehicle__words", "load__trip__vehicle__carrier__words",
    ).prefetch_related("said__by")  # fmt: skip
