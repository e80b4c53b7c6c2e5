"""The rules of transit papers over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from cungcau.domain.logistics import checklist, policies
from cungcau.domain.logistics.checklist import RuleRow
from cungcau.domain.logistics.models import RuleEdition
from cungcau.domain.logistics.selectors import rules as selectors
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["giấy đi đường"])
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class PaperRuleOut(Schema):
    """One rule: which check on what, when it is asked, from which day to which, what is said, its source."""

    code: str
    check: str
    value: str
    when: str
    valid_from: date | None
    valid_to: date | None
    item_vi: str
    item_en: str
    message_vi: str
    message_en: str
    source: str


class RuleEditionOut(Schema):
    """An edition a province loaded; ``valid_from`` is the first day of leaving it counts for."""

    number: int
    valid_from: date
    source: str
    note: str
    loaded_at: datetime


@router.get("/paper-rules", response={200: list[PaperRuleOut], **PROBLEMS}, summary="Quy định giấy đi đường")
def paper_rules(
    request: HttpRequest,
    on: Query[Day | None] = None,
    edition: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> list[RuleRow]:
    """The rules in force for journeys that leave on a day (today), or those of an edition (0: shipped)."""
    user = signed_in(request)
    access.require(user, policies.VIEW_PAPERS)
    if edition is None:
        found = selectors.rules_on(on) if on is not None else selectors.rules_today()
        return [one for one in found if on is None or one.in_force(on)]
    if edition == selectors.SHIPPED:
        return list(checklist.rules())
    numbered = selectors.edition_numbered(edition)
    if numbered is None:
        raise DomainError("rule_edition_not_found")
    return list(selectors.rules_of(numbered))


@router.get(
    "/paper-rules/editions",
    response={200: list[RuleEditionOut], **PROBLEMS},
    summary="Các bản quy định đã nạp",
)
def editions(request: HttpRequest) -> list[RuleEdition]:
    """Every edition, the latest in force first."""
    access.require(signed_in(request), policies.VIEW_PAPERS)
    return selectors.editions()
