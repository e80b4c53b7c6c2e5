"""Who is told of a file: the people of its entity, its commune, the provincial office, the advisory team."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from cungcau.domain.ocop import policies
from cungcau.domain.ocop.models import Dossier, Stage
from cungcau.domain.registry.models import Agent
from cungcau.domain.registry.selectors.ties import in_force
from cungcau.platform.access import areas, roles
from cungcau.platform.access.selectors import in_force as grants_in_force
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_MOST = 100
_MAY = {
    Stage.COMMUNE: policies.CHECK,
    Stage.OFFICE: policies.OFFICE,
    Stage.ADVISORY: policies.REVIEW,
    Stage.COUNCIL: policies.OFFICE,
    Stage.DECISION: policies.OFFICE,
    Stage.MINISTRY: policies.OFFICE,
}
"""By which permission a holder is known; council, chair and Ministry are followed up by the provincial office."""


def entity_people(dossier: Dossier) -> list[User]:
    """Those who act for the file's entity today; where nobody does, the commune's officers, who may act for it."""
    agents = Agent.objects.filter(in_force(clock.today()), organisation=dossier.product.entity_id)
    people = list(User.objects.filter(pk__in=agents.values(person=F("user_id")), is_active=True)[:_MOST])
    return people or officers(policies.WRITE_DOSSIERS, dossier.area_code, nearest=True)


def holders(dossier: Dossier, stage: str) -> list[User]:
    """The people of whoever holds a file at a stage."""
    if stage == Stage.ENTITY:
        return entity_people(dossier)
    found = officers(_MAY[Stage(stage)], dossier.area_code, nearest=stage == Stage.COMMUNE)
    if stage != Stage.ADVISORY:
        return found
    office = {one.pk for one in officers(policies.OFFICE, dossier.area_code)}
    return [one for one in found if one.pk not in office] or found


def officers(permission: str, area: str, *, nearest: bool = False) -> list[User]:
    """The active people whose role lets them do something in an area, administrators apart, by name.

    ``nearest``: only those whose grant is the narrowest around it, that is the commune's own officers.
    """
    grants = grants_in_force().filter(
        role__in=roles.holding(permission) - {roles.ADMINISTRATOR}, user__is_active=True
    )
    around = [one for one in grants.select_related("user") if areas.covers(one.area_code, area)]
    most = max((len(one.area_code) for one in around), default=0)
    found = {one.user.pk: one.user for one in around if not nearest or len(one.area_code) == most}
    return sorted(found.values(), key=lambda user: (user.full_name, user.pk))[:_MOST]


def but(people: Iterable[User], actor: User | None) -> list[User]:
    """Everybody else, each once."""
    found = {one.pk: one for one in people if actor is None or one.pk != actor.pk}
    return list(found.values())
