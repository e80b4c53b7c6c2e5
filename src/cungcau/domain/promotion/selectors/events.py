"""Which events somebody sees, and which were held."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cungcau.domain.promotion import policies, states
from cungcau.domain.promotion.models import Event, EventParty, EventSite
from cungcau.platform.access.selectors import Somebody, visible


def held_between(first: date | None, last: date) -> Q:
    """The events recorded as held that ended between two days, both included."""
    wanted = Q(state=states.HELD, ends_on__lte=last)
    return wanted if first is None else wanted & Q(ends_on__gte=first)


def events_shown(user: Somebody) -> QuerySet[Event]:
    """The events somebody may see, the latest first."""
    rows = visible(Event.objects.all(), user, policies.VIEW).defer("words", "purpose", "result")
    return rows.select_related("unit").defer("unit__words").order_by("-starts_on", "-pk")


def event_for(user: Somebody, pk: int) -> Event | None:
    """One of them, None where there is none or it is not theirs."""
    if pk >= 2**63:
        return None
    rows = visible(Event.objects.all(), user, policies.VIEW)
    return rows.select_related("unit__parent", "entered_by").filter(pk=pk).first()


def sites_of(event: Event) -> QuerySet[EventSite]:
    """Its places in their order."""
    return EventSite.objects.filter(event=event).order_by("position")


def parties_of(event: Event) -> QuerySet[EventParty]:
    """Who takes part, by role."""
    rows = EventParty.objects.filter(event=event).select_related("organisation")
    return rows.defer("organisation__words", "organisation__note").order_by("role", "pk")
