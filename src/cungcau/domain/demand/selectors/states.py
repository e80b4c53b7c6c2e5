"""Which needs still stand on a day: expiry is judged here, when a need is read."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cungcau.domain.demand import states
from cungcau.domain.demand.models import KEPT_DAYS, Need

SOON_DAYS = 3
"""A need that ends within so many days is about to expire."""


def expired(on: date) -> Q:
    """Open needs past their last day: as stated, else ``KEPT_DAYS`` after they were confirmed."""
    stated = Q(expires_on__lt=on)
    grown_old = Q(expires_on=None, confirmed_on__lt=on - timedelta(days=KEPT_DAYS))
    return Q(state=states.OPEN) & (stated | grown_old)


def live(on: date) -> Q:
    """Open needs that have not expired; one without a last day and never confirmed does not expire."""
    unlimited = Q(expires_on=None, confirmed_on=None)
    fresh = Q(expires_on=None, confirmed_on__gte=on - timedelta(days=KEPT_DAYS))
    return Q(state=states.OPEN) & (Q(expires_on__gte=on) | unlimited | fresh)


def in_state(rows: QuerySet[Need], state: str, on: date) -> QuerySet[Need]:
    """The needs that a reader sees in a state on a day, ``expired`` among the states."""
    if state == states.EXPIRED:
        return rows.filter(expired(on))
    return rows.filter(live(on)) if state == states.OPEN else rows.filter(state=state)


def about_to_expire(rows: QuerySet[Need], on: date) -> QuerySet[Need]:
    """The live needs that end within ``SOON_DAYS``, the first to end first."""
    last = on + timedelta(days=SOON_DAYS)
    stated = Q(expires_on__lte=last)
    grown_old = Q(expires_on=None, confirmed_on__lte=last - timedelta(days=KEPT_DAYS))
    return rows.filter(live(on) & (stated | grown_old)).order_by("expires_on", "confirmed_on", "id")
