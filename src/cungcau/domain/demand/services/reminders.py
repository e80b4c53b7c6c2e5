"""Telling officers which needs are about to expire, once per need and confirmation."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.urls import reverse

from cungcau.domain.demand import messages, policies
from cungcau.domain.demand.models import Need
from cungcau.domain.demand.selectors.states import SOON_DAYS, about_to_expire
from cungcau.platform.access import areas
from cungcau.platform.access.models import Grant
from cungcau.platform.access.roles import holding
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

_MOST = 5_000


@transaction.atomic
def remind() -> int:
    """Tell each coordinator of an area how many of its needs expire soon; returns how many needs were spoken of.

    A need already spoken of is left alone until it is confirmed anew.
    """
    today = clock.today()
    rows = about_to_expire(Need.objects.filter(line_of=None), today).filter(reminded_on=None)
    due = list(rows.select_related("season").select_for_update(of=("self",), skip_locked=True)[:_MOST])
    if not due:
        return 0
    by_area: dict[str, int] = defaultdict(int)
    for need in due:
        by_area[need.season.area_code] += 1
    counts: dict[int, int] = defaultdict(int)
    people: dict[int, User] = {}
    roles = holding(policies.RECORD)
    in_force = Grant.objects.filter(role__in=roles, revoked_at=None, user__is_active=True).select_related(
        "user"
    )
    for grant in in_force.exclude(valid_to__lt=today):
        known = {area for area in by_area if areas.covers(grant.area_code, area)}
        people[grant.user_id] = grant.user
        counts[grant.user_id] = max(counts[grant.user_id], sum(by_area[area] for area in known))
    for pk, person in people.items():
        if counts[pk]:
            tell(
                [person],
                messages.NEEDS_EXPIRE,
                link=reverse("demand:expiring"),
                needs=counts[pk],
                days=SOON_DAYS,
            )
    Need.objects.filter(pk__in=[need.pk for need in due]).update(reminded_on=today)
    record(actor=None, verb=messages.REMINDED, thing=None, area="", needs=len(due))
    return len(due)
