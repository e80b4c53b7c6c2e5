"""What the pages of one organisation share."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from cungcau.domain.registry import policies, selectors
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock


def reader(request: HttpRequest) -> User:
    """Whoever may look at organisations; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    return user


def organisation_for(request: HttpRequest, pk: int) -> Organisation:
    """One organisation these eyes may see; raises ``organisation_not_found`` alike where it is not there."""
    user = reader(request)
    one = selectors.organisation(pk) if pk < 2**63 else None
    seen = one.merged_into or one if one is not None else None
    if one is None or seen is None or not selectors.may_see(user, seen, clock.today()):
        raise DomainError("organisation_not_found", number=pk)
    return one


def editable(request: HttpRequest, pk: int) -> Organisation:
    """One organisation this person may write; raises ``not_allowed``, ``organisation_merged``."""
    one = organisation_for(request, pk)
    if one.merged_into is not None:
        raise DomainError("organisation_merged", name=one.name, kept=one.merged_into.name)
    user = signed_in(request)
    if not selectors.may_edit(user, one, clock.today()):
        access.require(user, policies.RECORD, one.area_code)
    return one


def home_area(user: User) -> str:
    """Where a person's place names are looked for first: the one area they record in, else the whole country."""
    held = areas_with(user, policies.RECORD)
    return next(iter(held)) if len(held) == 1 else ""


def present(request: HttpRequest) -> tuple[User, date]:
    """Who asks, and which day it is."""
    return signed_in(request), clock.today()
