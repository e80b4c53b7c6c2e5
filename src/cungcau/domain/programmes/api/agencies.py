"""Agencies over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Schema, Status

from cungcau.domain.programmes import policies, services
from cungcau.domain.programmes.api.routing import router
from cungcau.domain.programmes.api.shapes import ProgrammeAgencyIn, ProgrammeAgencyOut, Text
from cungcau.domain.programmes.models import Agency
from cungcau.domain.programmes.selectors.agencies import agencies as every
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.search import matching

_MOST = 500


class ProgrammeAgencyPageIn(Schema):
    """Which agencies: words in any spelling; ``mine``: those one works for."""

    q: Text = ""
    mine: bool = False


@router.get("/agencies", response={200: list[ProgrammeAgencyOut], **PROBLEMS}, summary="Cơ quan")
def agencies(request: HttpRequest, page: Query[ProgrammeAgencyPageIn]) -> list[Agency]:
    """Agencies by name, at most 500."""
    user = signed_in(request)
    if page.mine:
        return agencies_of(user, clock.today())
    require(user, policies.VIEW)
    return list(matching(every(), page.q)[:_MOST])


@router.post("/agencies", response={201: ProgrammeAgencyOut, **PROBLEMS}, summary="Ghi cơ quan")
def record(request: HttpRequest, wanted: ProgrammeAgencyIn) -> Status[Agency]:
    """A new agency."""
    user = signed_in(request)
    return Status(201, services.agencies.record_agency(facts=wanted.dict(), actor=user, fresh=True))
