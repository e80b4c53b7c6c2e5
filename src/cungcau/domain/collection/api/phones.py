"""What the keeper's phone asks for and sends: the day's list, entries kept without network, pictures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Schema, Status
from ninja.files import UploadedFile

from cungcau.domain.collection import policies, services
from cungcau.domain.collection.api.routing import router
from cungcau.domain.collection.api.shapes import (
    Day,
    Number,
    PhoneDayOut,
    ReplayAnswerOut,
    ReplayIn,
    ScalePhotoOut,
)
from cungcau.domain.collection.finding import point_for
from cungcau.domain.collection.models import Photo
from cungcau.domain.collection.phone_day import phone_day
from cungcau.domain.collection.services.replay import Answer
from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.collection.wording import grades_of, warnings_of
from cungcau.domain.network.models import CollectionPoint
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.files.pictures import MOST_BYTES
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.platform.ui.problems import PROBLEMS, Problem


class ScalePhotoIn(Schema):
    """What a picture shows (the client UUID of a ticket or decision), at which point."""

    point: Number
    about: UUID
    client_uuid: UUID


@router.get(
    "/points/{int:number}/day", response={200: PhoneDayOut, **PROBLEMS}, summary="Danh sách trong ngày"
)
def day(request: HttpRequest, number: Number, day: Query[Day | None] = None) -> dict[str, object]:
    """The day's slips and turns, commodities and reasons: all a phone needs to work without network."""
    user, on = signed_in(request), day or clock.today()
    point = point_for(user, number, on)
    require_keeping(user, point, on)
    return phone_day(point, on, user)


@router.post(
    "/replay", response={200: list[ReplayAnswerOut], **PROBLEMS}, summary="Gửi mục đã ghi lúc mất mạng"
)
def replay(request: HttpRequest, wanted: ReplayIn) -> list[dict[str, object]]:
    """Carry out what a phone kept; each entry is answered by itself, none is done twice, in whatever order."""
    user = signed_in(request)
    require(user, policies.VIEW)
    entries = [services.Entry(**one.dict()) for one in wanted.entries]
    found = services.replay(entries=entries, device=wanted.device, actor=user)
    names = grades_of(one.ticket.commodity_id for one in found if one.ticket is not None)
    return [_answered(one, warnings_of(one.ticket, names) if one.ticket is not None else []) for one in found]


def _answered(one: Answer, warnings: list[str]) -> dict[str, object]:
    said = answer(one.error) if one.error is not None else None
    return {
        "uuid": one.uuid, "status": one.status, "ticket": one.ticket.pk if one.ticket is not None else None,
        "ticket_code": one.ticket.code if one.ticket is not None else "", "warnings": warnings,
        "code": said.code if said else "", "reason": said.text if said else "",
    }  # fmt: skip


@router.post(
    "/photos", response={201: ScalePhotoOut, 413: Problem, **PROBLEMS}, summary="Gửi ảnh của phiếu cân"
)
def photo(request: HttpRequest, wanted: Form[ScalePhotoIn], file: File[UploadedFile]) -> Status[Photo]:
    """A picture, before or after what it shows; the same ``client_uuid`` again is the same picture."""
    user = signed_in(request)
    require(user, policies.VIEW)
    found = CollectionPoint.objects.filter(pk=wanted.point).first()
    if found is None:
        raise DomainError("collection_point_not_found")
    if (file.size or 0) > MOST_BYTES:
        raise DomainError("point_photo_too_large", most_mb=MOST_BYTES // 1024 // 1024)
    made = services.keep_photo(
        point=found, about=wanted.about, client_uuid=wanted.client_uuid, content=file.read(), actor=user
    )
    return Status(201, made)


class PhoneMeOut(Schema):
    """Who is signed in on a phone."""

    me: int
    me_name: str


@router.get("/me", response={200: PhoneMeOut, **PROBLEMS}, summary="Ai đang đăng nhập")
def me(request: HttpRequest) -> dict[str, object]:
    """Whose entries may be sent from this phone now."""
    user = signed_in(request)
    return {"me": user.pk, "me_name": user.full_name}
