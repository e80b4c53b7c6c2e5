"""Councils and seats over the API."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from ninja import Query, Status

from cungcau.domain.council.api import finding
from cungcau.domain.council.api.inputs import (
    Number,
    OcopCouncilChangeIn,
    OcopCouncilIn,
    OcopCouncilPageIn,
    OcopSeatEndIn,
    OcopSeatIn,
)
from cungcau.domain.council.api.routing import router
from cungcau.domain.council.api.shapes import OcopCouncilOut, OcopSeatOut
from cungcau.domain.council.models import Council, Seat
from cungcau.domain.council.selectors import councils as selectors
from cungcau.domain.council.selectors import searching
from cungcau.domain.council.services import councils as services
from cungcau.domain.council.views.frame import reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.selectors import find
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.problems import PROBLEMS


@router.get("/councils", response={200: list[OcopCouncilOut], **PROBLEMS}, summary="Các hội đồng OCOP")
def councils(request: HttpRequest, page: Query[OcopCouncilPageIn]) -> list[Council]:
    """The councils one may look into, the newest first."""
    rows = selectors.councils_shown(reader(request))
    if page.q:
        rows = searching.councils(rows, page.q)
    return list(rows[page.offset : page.offset + page.limit])


@router.post("/councils", response={201: OcopCouncilOut, **PROBLEMS}, summary="Lập hội đồng")
def set_up(request: HttpRequest, wanted: OcopCouncilIn) -> Status[Council]:
    """A new council; ``Idempotency-Key`` guards against a call sent twice."""
    user = reader(request)
    facts = wanted.dict(exclude={"area"})

    def work() -> Mapping[str, object]:
        return {"pk": services.set_up(area=wanted.area, facts=facts, actor=user).pk}

    done = editing.once(once_token(request), user, "council.api.new", work, content=wanted.dict())
    return Status(201, selectors.council_for(user, int(str(done.result["pk"]))))


@router.get("/councils/{int:number}", response={200: OcopCouncilOut, **PROBLEMS}, summary="Một hội đồng")
def council(request: HttpRequest, number: Number) -> Council:
    """One council."""
    return finding.council(request, number)[1]


@router.put("/councils/{int:number}", response={200: OcopCouncilOut, **PROBLEMS}, summary="Sửa hội đồng")
def change(request: HttpRequest, number: Number, wanted: OcopCouncilChangeIn) -> Council:
    """Change it; refused where somebody changed it since ``version``."""
    user, found = finding.council(request, number)
    mine = wanted.dict(exclude={"area", "version"})
    seen = {name: getattr(found, name) for name in mine}
    if wanted.version != found.version:
        raise DomainError("edited_meanwhile", version=found.version, fields=len(mine))
    return services.change(council=found, version=wanted.version, seen=seen, mine=mine, actor=user)


@router.get(
    "/councils/{int:number}/seats", response={200: list[OcopSeatOut], **PROBLEMS}, summary="Thành viên"
)
def seats(request: HttpRequest, number: Number) -> list[Seat]:
    """Every seat ever, those that go on first."""
    return list(selectors.seats_of(finding.council(request, number)[1])[:500])


@router.post(
    "/councils/{int:number}/seats", response={201: OcopSeatOut, **PROBLEMS}, summary="Thêm thành viên"
)
def give_seat(request: HttpRequest, number: Number, wanted: OcopSeatIn) -> Status[Seat]:
    """Seat somebody."""
    user, found = finding.council(request, number)
    person = find(wanted.user)
    if person is None:
        raise DomainError("seat_person_unknown", name=wanted.user)
    made = services.give_seat(
        council=found, user=person, post=wanted.post, agency=wanted.agency, valid_from=wanted.valid_from,
        actor=user,
    )  # fmt: skip
    return Status(201, made)


@router.post("/seats/{int:number}/end", response={200: OcopSeatOut, **PROBLEMS}, summary="Thôi tham gia")
def end_seat(request: HttpRequest, number: Number, wanted: OcopSeatEndIn) -> Seat:
    """The last day of a seat."""
    user = reader(request)
    rows = Seat.objects.filter(pk=number, council__in=selectors.councils_shown(user).values("pk"))
    seat = rows.select_related("council", "user").first()
    if seat is None:
        raise DomainError("seat_not_found")
    return services.end_seat(seat=seat, last=wanted.valid_to, reason=wanted.reason, actor=user)
