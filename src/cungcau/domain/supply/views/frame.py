"""What pages about lots share: finding the one meant, the season one writes for."""

from __future__ import annotations

from django.http import HttpRequest

from cungcau.domain.supply import policies, selectors
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.selectors import was_sent
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import choose_season

KEPT_BY_THE_FORM = frozenset(
    {"not_allowed", "producer_not_yours", "already_sent", "lot_uuid_taken", "lot_code_busy"}
)
"""Refusals said on the form itself, so that nothing typed is lost."""


def lot_for(user: User, pk: int) -> Lot:
    """The lot, if it exists and this person may see it; ``lot_not_found`` otherwise, in both cases."""
    access.require(user, policies.VIEW)
    found = selectors.lot(pk)
    if found is None or not any(
        access.allows(user, policies.VIEW, area) for area in (found.area_code, found.season.area_code)
    ):
        raise DomainError("lot_not_found", number=pk)
    return found


def season_written(request: HttpRequest) -> Season:
    """The season the address names (or the latest) for somebody who may record; ``season_missing`` without one."""
    choice = choose_season(request, policies.RECORD)
    if choice.season is None:
        raise DomainError("season_missing")
    return choice.season


def sentence(error: DomainError) -> str:
    """A refusal in words for a form; one that is not for forms is raised again."""
    if error.code not in KEPT_BY_THE_FORM:
        raise error
    return answer(error).text


def sent_before(request: HttpRequest) -> bool:
    """Whether this form has been carried out: then it is answered alike, without asking anything again."""
    token = once_token(request)
    return token is not None and was_sent(token)
