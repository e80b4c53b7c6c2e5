"""Needs over the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.demand import selectors, services
from cungcau.domain.demand.api.finding import facts_of, organisation_for, season_for
from cungcau.domain.demand.api.routing import router
from cungcau.domain.demand.api.shapes import (
    Code,
    DeliveryIn,
    DeliveryOut,
    NeedConfirmIn,
    NeedIn,
    NeedOut,
    NeedPatch,
    NeedReasonIn,
    Number,
    PageIn,
)
from cungcau.domain.demand.models import EntryChannel, Need, NeedLine
from cungcau.domain.demand.views.frame import need_for
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS


@router.get("", response={200: list[NeedOut], **PROBLEMS}, summary="Nhu cầu của một mùa vụ")
def needs(request: HttpRequest, season: Query[Code], page: Query[PageIn]) -> Sequence[Need]:
    """A season's needs, the first deliveries first; a buyer's own for a buyer."""
    found = season_for(request, season)
    rows = selectors.search(selectors.shown_to(selectors.needs_of(found), signed_in(request), found), page.q)
    if page.state:
        rows = selectors.in_state(rows, page.state, clock.today())
    return list(rows.select_related("season")[page.offset : page.offset + page.limit])


@router.post("", response={201: NeedOut, **PROBLEMS}, summary="Ghi nhu cầu")
def enter(request: HttpRequest, wanted: NeedIn) -> Status[Need]:
    """A new need; ``Idempotency-Key`` or ``client_uuid`` guard against a call sent twice."""
    user = signed_in(request)
    season = season_for(request, wanted.season)
    buyer = organisation_for(wanted.buyer, "buyer")
    facts = facts_of(wanted, season)

    def work() -> Mapping[str, object]:
        made = services.enter_need(
            season=season, buyer=buyer, facts=facts, actor=user, channel=EntryChannel.API.value,
            confirmed=bool(wanted.confirmed_by), client_uuid=wanted.client_uuid,
        )  # fmt: skip
        return {"pk": made.pk}

    done = editing.once(once_token(request), user, "demand.need.api", work, content=wanted.dict())
    return Status(201, need_for(request, int(str(done.result["pk"])))[1])


@router.get("/{int:number}", response={200: NeedOut, **PROBLEMS}, summary="Một nhu cầu")
def need(request: HttpRequest, number: Number) -> Need:
    """One need."""
    return need_for(request, number)[1]


@router.put("/{int:number}", response={200: NeedOut, **PROBLEMS}, summary="Sửa nhu cầu")
def change(request: HttpRequest, number: Number, wanted: NeedPatch) -> Need:
    """The need as it shall be; 409 where somebody changed it since ``version``."""
    user, found = need_for(request, number)
    facts = facts_of(wanted, found.season)
    seen = {name: getattr(found, name) for name in facts}
    services.change_need(need=found, version=wanted.version, seen=seen, mine=facts, actor=user)
    return need_for(request, number)[1]


@router.post("/{int:number}/confirm", response={200: NeedOut, **PROBLEMS}, summary="Vẫn cần")
def confirm(request: HttpRequest, number: Number, wanted: NeedConfirmIn) -> Need:
    """The buyer still wants it."""
    user, found = need_for(request, number)
    services.confirm_need(
        need=found, actor=user, confirmed_by=wanted.confirmed_by, expires_on=wanted.expires_on
    )
    return need_for(request, number)[1]


@router.post("/{int:number}/withdraw", response={200: NeedOut, **PROBLEMS}, summary="Rút nhu cầu")
def withdraw(request: HttpRequest, number: Number, wanted: NeedReasonIn) -> Need:
    """The buyer takes it back."""
    user, found = need_for(request, number)
    services.withdraw_need(need=found, reason=wanted.reason, actor=user)
    return need_for(request, number)[1]


@router.get("/{int:number}/lines", response={200: list[DeliveryOut], **PROBLEMS}, summary="Lịch giao")
def lines(request: HttpRequest, number: Number) -> list[NeedLine]:
    """A recurring need's deliveries by day."""
    return list(selectors.lines_of(need_for(request, number)[1]))


@router.put("/{int:number}/lines/{day}", response={200: DeliveryOut, **PROBLEMS}, summary="Sửa một lần giao")
def change_line(request: HttpRequest, number: Number, day: date, wanted: DeliveryIn) -> NeedLine:
    """One delivery as it shall be."""
    user, found = need_for(request, number)
    hours = [
        value and value.replace(tzinfo=None, microsecond=0) for value in (wanted.hours_from, wanted.hours_to)
    ]
    return services.change_line(
        need=found,
        day=day,
        kg=wanted.kg,
        hours_from=hours[0],
        hours_to=hours[1],
        reason=wanted.reason,
        actor=user,
    )
