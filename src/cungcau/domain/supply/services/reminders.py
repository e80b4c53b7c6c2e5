"""Each morning: telling those in charge which offers nobody has confirmed."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.urls import reverse
from django.utils.http import urlencode

from cungcau.domain.supply import messages
from cungcau.domain.supply.selectors import Due, due, due_total
from cungcau.platform.access.roles import COMMUNE_OFFICER, REPRESENTATIVE
from cungcau.platform.access.selectors import in_force
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import figures
from cungcau.reference.catalogue.models import Season


def remind_of_stale(*, on: date) -> int:
    """Tell each officer and representative what is to be asked about, once a day; returns how many were told.

    One transaction per person, so that a fault with one holds up nobody; whoever was told today, by this or
    another worker, is not told again.
    """
    running = list(Season.objects.filter(start__lte=on, end__gte=on).order_by("code"))
    told = 0
    for user in _in_charge():
        for season in running:
            told += _remind(user, season, on)
    return told


def _in_charge() -> list[User]:
    held = in_force().filter(role__in=(COMMUNE_OFFICER, REPRESENTATIVE))
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))


@transaction.atomic
def _remind(user: User, season: Season, on: date) -> int:
    """1 when this person was told of this season now, else 0."""
    found = due_total(due(season, user, on))
    if not found.lots:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('supply.remind'), %s)", [user.pk])
    day = on.isoformat()
    before = Notification.objects.filter(
        user=user, message=messages.DUE, facts__day=day, facts__code=season.code
    )
    if before.exists():
        return 0
    link = f"{reverse('supply:due')}?{urlencode({'mua': season.code})}"
    return len(
        tell([user], messages.DUE, link, day=day, code=season.code, season=season.name, **_facts(found))
    )


def _facts(found: Due) -> dict[str, object]:
    return {
        "lots": figures.number(found.lots),
        "producers": figures.number(found.producers),
        "kg": figures.mass(found.kg),
        "never": figures.number(found.never),
    }
