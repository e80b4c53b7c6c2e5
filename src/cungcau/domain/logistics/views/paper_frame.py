"""What pages of papers, events, arrivals and claims share: finding the row, and the right to see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cungcau.domain.logistics import policies
from cungcau.domain.logistics.models import Arrival, Claim, ClaimPhoto, RouteEvent, TransitPaper
from cungcau.domain.logistics.selectors import arrivals, claims, events, papers
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.throttle import unlisted


def paper_for(request: HttpRequest, pk: int) -> tuple[User, TransitPaper]:
    """The paper and who looks; ``paper_not_found`` alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW_PAPERS)
    found = papers.paper_for(user, pk)
    if found is None:
        raise DomainError("paper_not_found", number=pk)
    return user, found


def event_for(request: HttpRequest, pk: int) -> tuple[User, RouteEvent]:
    """The event and who looks; raises ``event_not_found``."""
    user = signed_in(request)
    access.require(user, policies.VIEW_EVENTS)
    found = events.event_for(user, pk)
    if found is None:
        raise DomainError("event_not_found", number=pk)
    return user, found


def arrival_for(request: HttpRequest, pk: int) -> tuple[User, Arrival]:
    """The arrival and who looks; raises ``arrival_not_found``."""
    user = signed_in(request)
    access.require(user, policies.VIEW_ARRIVALS)
    found = arrivals.arrival_for(user, pk)
    if found is None:
        raise DomainError("arrival_not_found", number=pk)
    return user, found


def claim_for(request: HttpRequest, pk: int) -> tuple[User, Claim]:
    """The claim and who looks; raises ``claim_not_found``."""
    user = signed_in(request)
    found = claims.claim_for(user, pk)
    if found is None:
        raise DomainError("claim_not_found", number=pk)
    return user, found


def photo_for(request: HttpRequest, key: UUID) -> ClaimPhoto:
    """A claim's picture; raises ``claim_not_found``."""
    found = claims.photo_for(signed_in(request), key)
    if found is None:
        raise DomainError("claim_not_found")
    return found


def file_of(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file shown in the browser, kept by nobody."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return unlisted(response)
