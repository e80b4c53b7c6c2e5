"""Who may write a need or an offer: officers of the season's area, and those who act for its organisation."""

from __future__ import annotations

from cungcau.domain.demand import policies
from cungcau.domain.demand.models import Need
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import acting_for, organisations_of
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season


def require_buyer(actor: User | None, season: Season, buyer: Organisation) -> None:
    """May they write a need of this buyer in this season? Raises ``not_allowed``; None is the system."""
    if actor is None or access.allows(actor, policies.RECORD, season.area_code):
        return
    if access.allows(actor, policies.RECORD_OWN) and acts_for(actor, buyer):
        return
    access.require(actor, policies.RECORD, season.area_code)


def require_need(actor: User | None, need: Need, permission: str) -> None:
    """May they do this with the need: by a permission over the season's area, or as its buyer?"""
    if actor is None or access.allows(actor, permission, need.season.area_code):
        return
    if access.allows(actor, policies.RECORD_OWN) and acts_for(actor, need.buyer):
        return
    access.require(actor, permission, need.season.area_code)


def require_offerer(actor: User | None, need: Need, organisation: Organisation) -> None:
    """May they offer to this need in the organisation's name? Raises ``not_allowed``."""
    if actor is None or access.allows(actor, policies.OFFER, need.season.area_code):
        return
    own = access.allows(actor, policies.OFFER_OWN)
    if own and organisation.pk in acting_for(actor, clock.today()):
        return
    access.require(actor, policies.OFFER, need.season.area_code)


def acts_for(actor: User, organisation: Organisation) -> bool:
    """Whether they act for the organisation today."""
    return organisations_of(actor, clock.today()).filter(pk=organisation.pk).exists()
