"""Who has an interest in a product and must not judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from cungcau.domain.council.models import Item, Seat
from cungcau.domain.registry.models import Agent, Membership, Representation
from cungcau.domain.registry.selectors import below
from cungcau.domain.registry.selectors.ties import in_force
from cungcau.platform.ui import clock


@dataclass(frozen=True, slots=True)
class Interest:
    """Why a member should stand out; ``must`` where there is no choice: they act for the entity itself."""

    seat: Seat
    organisation: str
    must: bool


def acts_for_entity(user_id: int, item: Item) -> bool:
    """Whether somebody acts for the entity whose product it is."""
    rows = Agent.objects.filter(in_force(clock.today()), user_id=user_id)
    return rows.filter(organisation_id=item.dossier.product.entity_id).exists()


def interests(item: Item, seats: Iterable[Seat]) -> list[Interest]:
    """Of these seats those whose holders act for the entity, or for an organisation tied to it as member or head."""
    today, entity = clock.today(), item.dossier.product.entity_id
    above = set(Membership.objects.filter(in_force(today), member=entity).values_list("of", flat=True))
    held = Representation.objects.filter(in_force(today), represented=entity)
    above |= {one.representative_id for one in held}
    near = set(below([entity], today)) | above
    people = {seat.user_id: seat for seat in seats}
    rows = Agent.objects.filter(in_force(today), Q(organisation__in=near), user__in=people)
    found: dict[int, Interest] = {}
    for agent in rows.select_related("organisation").defer("organisation__words").order_by("pk"):
        must = agent.organisation_id == entity
        if must or agent.user_id not in found:
            found[agent.user_id] = Interest(people[agent.user_id], agent.organisation.name, must)
    return [found[seat.user_id] for seat in people.values() if seat.user_id in found]
