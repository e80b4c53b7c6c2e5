"""Reminding officers of forecasts that are old or absent: once a day each, never twice."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from cungcau.domain.forecast import messages, policies
from cungcau.domain.forecast.models import StaleReminder
from cungcau.domain.forecast.selectors.expected import to_ask
from cungcau.platform.access.roles import COMMUNE_OFFICER
from cungcau.platform.access.selectors import in_force, visible
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.services import tell
from cungcau.platform.ui.clock import today
from cungcau.reference.catalogue.models import Season


def remind_all() -> int:
    """Remind every commune officer of today's list; returns how many were told something."""
    grants = in_force().filter(role=COMMUNE_OFFICER)
    officers = User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk")
    day = today()
    return sum(remind_officer(officer, day) for officer in officers)


@transaction.atomic
def remind_officer(officer: User, day: date) -> bool:
    """Tell one officer how many subjects to ask, unless that was done this day or there is nobody to ask.

    Two workers at once: the second waits for the first's row and finds it taken.
    """
    count = subjects_to_ask(officer, day)
    if not count:
        return False
    _, first = StaleReminder.objects.get_or_create(officer=officer, day=day, defaults={"subjects": count})
    if not first:
        return False
    tell([officer], messages.STALE, link=reverse("forecast:ask"), subjects=count)
    return True


def subjects_to_ask(officer: User, day: date) -> int:
    """How many producers of the officer's areas are to be asked, over the seasons running that day."""
    running = Season.objects.filter(start__lte=day, end__gte=day).order_by("pk")
    return sum(visible(to_ask(season), officer, policies.RECORD).count() for season in running)
