"""What pages of one need share: finding it, and the right to see it."""

from __future__ import annotations

from django.http import HttpRequest

from cungcau.domain.demand import policies, selectors
from cungcau.domain.demand.models import Need, Offer
from cungcau.domain.demand.services import rights
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in


def need_for(request: HttpRequest, pk: int) -> tuple[User, Need]:
    """The need and who looks; ``need_not_found`` alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.need(pk)
    if found is None or not may_see(user, found):
        raise DomainError("need_not_found", number=pk)
    return user, found


def offer_for(request: HttpRequest, pk: int) -> tuple[User, Offer]:
    """The offer and who looks: whoever sees its need."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.offer(pk)
    if found is None or not may_see(user, found.need):
        raise DomainError("offer_not_found", number=pk)
    return user, found


def may_see(user: User, need: Need) -> bool:
    """Those with a part in the season see every need, a buyer their own."""
    return selectors.sees_all(user, need.season) or _is_own(user, need)


def may_edit(user: User, need: Need) -> bool:
    """Officers of the season's area, and the buyer."""
    return access.allows(user, policies.RECORD, need.season.area_code) or _is_own(user, need)


def may_decide(user: User, need: Need) -> bool:
    """Who takes or refuses offers."""
    return access.allows(user, policies.DECIDE, need.season.area_code) or _is_own(user, need)


def may_offer(user: User, need: Need) -> bool:
    """Who may offer for somebody."""
    return access.allows(user, policies.OFFER, need.season.area_code) or access.allows(
        user, policies.OFFER_OWN
    )


def _is_own(user: User, need: Need) -> bool:
    return access.allows(user, policies.RECORD_OWN) and rights.acts_for(user, need.buyer)
