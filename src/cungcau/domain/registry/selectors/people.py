"""Who is told about an organisation."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from cungcau.domain.registry import policies
from cungcau.domain.registry.models import Agent, Organisation
from cungcau.domain.registry.selectors.ties import in_force
from cungcau.platform.access import areas, roles
from cungcau.platform.access.selectors import in_force as in_force_grants
from cungcau.platform.accounts.models import User

_MOST = 50


def people_to_tell(organisation: Organisation, on: date) -> list[User]:
    """Those who act for an organisation, else those who may record it with the narrowest area, at most 50."""
    agents = Agent.objects.filter(in_force(on), organisation=organisation).values(person=F("user_id"))
    people = list(User.objects.filter(pk__in=agents, is_active=True)[:_MOST])
    return people + [one for one in officers_of(organisation.area_code) if one not in people]


def officers_of(area: str) -> list[User]:
    """The people whose narrowest area around this one lets them record organisations there."""
    grants = in_force_grants().filter(
        role__in=roles.holding(policies.RECORD) - {roles.ADMINISTRATOR}, user__is_active=True
    )
    around = [one for one in grants.select_related("user") if areas.covers(one.area_code, area)]
    nearest = max((len(one.area_code) for one in around), default=0)
    return [one.user for one in around if len(one.area_code) == nearest][:_MOST]
