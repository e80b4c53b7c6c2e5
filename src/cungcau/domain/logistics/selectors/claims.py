"""Questions about claims: who sees them, until when, how many kg may be corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.models import Arrival, Claim, ClaimKind, ClaimPhoto, ClaimSide
from cungcau.domain.logistics.selectors.sides import BUYER, OFFICE, SELLER
from cungcau.domain.orders.selectors import sides_of
from cungcau.domain.registry.selectors import acting_for, organisations_of
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present
from cungcau.reference.catalogue.models import Season


def claim_days() -> int:
    """Within how many days after the goods came a claim may be opened (``CLAIM_DAYS``, 3)."""
    return int(getattr(settings, "CLAIM_DAYS", 3))


def answer_days() -> int:
    """Within how many days the other side answers (``CLAIM_ANSWER_DAYS``, 3)."""
    return int(getattr(settings, "CLAIM_ANSWER_DAYS", 3))


def claims_shown(user: Somebody) -> QuerySet[Claim]:
    """The claims of orders somebody is a side of, and those of a coordinator's area; nobody else's."""
    held = areas_with(user, policies.SETTLE_ARRIVAL)
    seen = within("area_code", held) if held else Q(pk__in=[])
    if held and not seen:
        return Claim.objects.all()
    if allows(user, policies.CLAIM):
        today = clock.today()
        own = organisations_of(user, today).order_by().values("pk")
        seen |= Q(arrival__line__order__buyer__in=own)
        seen |= Q(arrival__line__order__seller__in=acting_for(user, today))
    return Claim.objects.filter(seen)


def claims_of(season: Season, user: Somebody) -> QuerySet[Claim]:
    """A season's claims for a list."""
    rows = claims_shown(user).filter(season=season)
    return rows.prefetch_related(
        "arrival__line__order__buyer", "arrival__line__order__seller", "arrival__line__order__commodity"
    )


def claim_for(user: Somebody, pk: int) -> Claim | None:
    """One claim with all its page shows; None where it is not there or not for these eyes."""
    return _whole(claims_shown(user)).filter(pk=pk).first()


def claims_at(arrival: Arrival) -> list[Claim]:
    """The claims about an arrival, the latest first; for those who may see them."""
    return list(Claim.objects.filter(arrival=arrival).prefetch_related("photos").order_by("-id")[:50])


def claims_of_buyer(arrival: Arrival) -> list[Claim]:
    """The claims a buyer's link shows: all about its arrival."""
    return claims_at(arrival)


def photo_for(user: Somebody, key: UUID) -> ClaimPhoto | None:
    """A claim's picture; None where it is not there or not for these eyes."""
    return ClaimPhoto.objects.filter(key=key, claim__in=claims_shown(user)).first()


def sides_in(user: Somebody, arrival: Arrival) -> frozenset[str]:
    """The sides somebody may claim or answer for: "buyer", "seller", "office"."""
    found: set[str] = set()
    if allows(user, policies.CLAIM):
        found |= {str(side) for side in sides_of(user, arrival.line.order) if side in (BUYER, SELLER)}
    if allows(user, policies.SETTLE_ARRIVAL, arrival.area_code):
        found.add(OFFICE)
    return frozenset(found)


def last_day(arrival: Arrival) -> date | None:
    """The last day on which a claim may be opened; None while nothing was said to have come."""
    came = arrival.completed_at or arrival.arrived_at
    if came is None:
        return None
    return timezone.localtime(came).date() + timedelta(days=claim_days())


def most_kg(arrival: Arrival, side: str, kind: str) -> int:
    """How many kg a claim of this kind could correct at most."""
    if kind == ClaimKind.SHORT:
        return arrival.accepted_kg if side == ClaimSide.BUYER else arrival.lost_kg
    if kind == ClaimKind.QUALITY and side == ClaimSide.BUYER:
        return arrival.accepted_kg
    if kind in (ClaimKind.REFUSED, ClaimKind.QUALITY) and side == ClaimSide.SELLER:
        return arrival.refused_kg
    return 0


def corrected(arrival: Arrival, side: str, kind: str, kg: int) -> tuple[int, int, int]:
    """(arrived, accepted, lost) kg of an arrival once a claim of this kind is granted for ``kg``."""
    arrived, accepted, lost = arrival.arrived_kg, arrival.accepted_kg, arrival.lost_kg
    sign = -1 if side == ClaimSide.BUYER else 1
    if kind == ClaimKind.SHORT:
        return arrived + sign * kg, accepted + sign * kg, lost - sign * kg
    return arrived, accepted + sign * kg, lost


def waiting(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims nobody answered and whose time is over."""
    return rows.filter(state=states.OPEN_CLAIM, answer_until__lt=present())


def left_until(until: datetime) -> str:
    """How long is left to a deadline, or since when it is over, in words."""
    seconds = int((until - present()).total_seconds())
    hours = abs(seconds) // 3600
    days, rest = divmod(hours, 24)
    if days:
        said = _("%(days)s ngày %(hours)s giờ") % {"days": days, "hours": rest}
    elif hours:
        said = _("%(hours)s giờ") % {"hours": hours}
    else:
        said = _("%(minutes)s phút") % {"minutes": abs(seconds) // 60}
    return (_("còn %(time)s") if seconds >= 0 else _("quá hạn %(time)s")) % {"time": said}


def owed_for_lines(line_ids: Iterable[int]) -> dict[int, int]:
    """đồng the seller owes the buyer from ended claims, by order line (below 0: the buyer the seller)."""
    rows = Claim.objects.filter(arrival__line__in=list(line_ids)).exclude(outcome_vnd=0)
    found = rows.order_by().values_list("arrival__line").annotate(vnd=Sum("outcome_vnd"))
    return {line: int(vnd) for line, vnd in found}


def _whole(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related(
        "season", "arrival__line__order__buyer", "arrival__line__order__seller",
        "arrival__line__order__commodity", "arrival__load__trip__vehicle", "opened_by", "answered_by", "ended_by",
    ).defer(
        "arrival__line__order__words", "arrival__line__order__buyer__words",
        "arrival__line__order__seller__words", "arrival__load__trip__words",
        "arrival__load__trip__vehicle__words",
    ).prefetch_related("photos")  # fmt: skip
