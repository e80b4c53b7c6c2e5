"""Organisations over the API: found, read, recorded, corrected; their members and certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status

from cungcau.domain.registry import selectors, services
from cungcau.domain.registry.models import Certificate, Kind, Membership, Organisation
from cungcau.domain.registry.views.frame import organisation_for, present, reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.platform.ui.problems import PROBLEMS
from cungcau.reference.geography import selectors as geography
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import matching

router = Router(tags=["tổ chức, hộ"])
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""What people type: PostgreSQL keeps every character but NUL."""
Note = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Source = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
Id = Annotated[int, Path(ge=1, le=2**63 - 1)]


class OrganisationOut(Schema):
    """An organisation or household; the phone number is masked, ``place`` the code of its unit."""

    id: int
    code: str
    name: str
    kind: str
    place: str
    place_name: str
    area: str = Field(alias="area_code")
    representative: str
    phone: str
    goods: str
    note: str
    source: str
    version: int
    is_demo: bool
    updated_at: datetime

    @staticmethod
    def resolve_place(one: Organisation) -> str:
        """The unit's code, blank where none is known."""
        return one.unit.code if one.unit else ""

    @staticmethod
    def resolve_place_name(one: Organisation) -> str:
        """The unit's name."""
        return one.unit.title if one.unit else ""

    @staticmethod
    def resolve_representative(one: Organisation) -> str:
        """The representative's code."""
        return one.representative.code if one.representative else ""

    @staticmethod
    def resolve_phone(one: Organisation) -> str:
        """Masked."""
        return selectors.phone_for(one)


class MemberOut(Schema):
    """One membership, past ones too."""

    code: str = Field(alias="member.code")
    name: str = Field(alias="member.name")
    kind: str = Field(alias="member.kind")
    role: str
    valid_from: date | None
    valid_to: date | None


class CertificateOut(Schema):
    """One paper, with what it is worth today: valid, soon, not_yet, expired or revoked."""

    id: int
    kind: str = Field(alias="kind.code")
    number: str
    issuer: str
    scope: str
    issued_on: date | None
    expires_on: date | None
    revoked_on: date | None
    standing: str
    version: int

    @staticmethod
    def resolve_standing(one: Certificate) -> str:
        """As of the site's day."""
        return selectors.standing(one, clock.today()).value


class FilterIn(Schema):
    """Which rows: ``q`` searches name, code and place with or without marks; ``offset`` and ``limit`` page."""

    q: Text = ""
    kind: Kind | None = None
    area: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class PageIn(Schema):
    """Which rows."""

    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class OrganisationIn(Schema):
    """A new one; ``place`` is a unit's code today, blank where it is not known."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    kind: Kind
    source: Source
    place: Annotated[str, Field(max_length=5, pattern=r"^[0-9]*$")] = ""
    phone: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] = ""
    goods: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    note: Note = ""


class OrganisationChangeIn(Schema):
    """What to change, against the version that was read; what is left out stays."""

    version: int = Field(ge=1, le=2**31 - 1)
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")] | None = None
    kind: Kind | None = None
    source: Source | None = None
    place: Annotated[str, Field(max_length=5, pattern=r"^[0-9]*$")] | None = None
    phone: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] | None = None
    goods: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] | None = None
    note: Note | None = None


@router.get("", response={200: list[OrganisationOut], **PROBLEMS}, summary="Danh sách tổ chức, hộ")
def organisations(request: HttpRequest, page: Query[FilterIn]) -> Sequence[Organisation]:
    """Those this account may see, by name."""
    rows = selectors.shown_to(reader(request), clock.today()).select_related("unit", "representative")
    rows = matching(rows, page.q).defer("words", "unit__words", "representative__words")
    if page.kind:
        rows = rows.filter(kind=page.kind)
    if page.area:
        rows = rows.filter(area_code=page.area)
    return list(rows.order_by("folded", "pk")[page.offset : page.offset + page.limit])


@router.post("", response={201: OrganisationOut, **PROBLEMS}, summary="Ghi tổ chức, hộ mới")
def create(request: HttpRequest, wanted: OrganisationIn) -> Status[Organisation]:
    """Record one; an ``Idempotency-Key`` keeps a call sent twice from making two."""
    reader(request)
    user, on = present(request)
    entry = services.Entry(
        name=wanted.name,
        kind=wanted.kind.value,
        source=wanted.source,
        unit=_place(wanted.place),
        phone=wanted.phone,
        goods=wanted.goods,
        note=wanted.note,
    )

    def write() -> dict[str, object]:
        return {"pk": services.create_organisation(entry=entry, actor=user, on=on).pk}

    sent = wanted.model_dump(mode="json")
    done = editing.once(once_token(request), user, "registry.organisation.api", write, content=sent)
    return Status(201, organisation_for(request, int(str(done.result["pk"]))))


@router.get("/{pk}", response={200: OrganisationOut, **PROBLEMS}, summary="Một tổ chức, hộ")
def organisation(request: HttpRequest, pk: Id) -> Organisation:
    """One of them; a merged one gives the one kept."""
    one = organisation_for(request, pk)
    return organisation_for(request, one.merged_into_id) if one.merged_into_id else one


@router.patch("/{pk}", response={200: OrganisationOut, **PROBLEMS}, summary="Sửa tổ chức, hộ")
def change(request: HttpRequest, pk: Id, wanted: OrganisationChangeIn) -> Organisation:
    """Change what is named; ``edited_meanwhile`` (409) where it moved on since ``version``."""
    one = organisation_for(request, pk)
    user, on = present(request)
    given = wanted.model_dump(mode="json", exclude={"version"}, exclude_none=True)
    mine: dict[str, Any] = {name: value for name, value in given.items() if name != "place"}
    if "place" in given:
        unit = _place(given["place"])
        mine["unit_id"] = unit.pk if unit else None
    if one.version != wanted.version:
        raise DomainError("edited_meanwhile", version=one.version, fields=len(mine))
    seen = {name: getattr(one, name) for name in mine}
    services.change_organisation(pk=pk, version=wanted.version, seen=seen, mine=mine, actor=user, on=on)
    return organisation_for(request, pk)


@router.get("/{pk}/members", response={200: list[MemberOut], **PROBLEMS}, summary="Thành viên")
def members(request: HttpRequest, pk: Id, page: Query[PageIn]) -> Sequence[Membership]:
    """Who belongs to it, those in force first."""
    rows = selectors.members_of(organisation_for(request, pk))
    return list(rows[page.offset : page.offset + page.limit])


@router.get("/{pk}/certificates", response={200: list[CertificateOut], **PROBLEMS}, summary="Giấy chứng nhận")
def certificates(request: HttpRequest, pk: Id, page: Query[PageIn]) -> Sequence[Certificate]:
    """Its papers, those that run out last first."""
    rows = selectors.certificates_of(organisation_for(request, pk))
    return list(rows[page.offset : page.offset + page.limit])


def _place(code: str) -> Unit | None:
    if not code:
        return None
    unit = geography.by_code(code, clock.today())
    if unit is None:
        raise DomainError("place_unknown_code", value=code)
    return unit
