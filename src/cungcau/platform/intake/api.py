"""Bringing tables in over the API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Annotated
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.selectors import signed_in as user_of
from cungcau.platform.intake import choosing, policies, selectors, services
from cungcau.platform.intake.doors import Door
from cungcau.platform.intake.limits import LIMITS
from cungcau.platform.intake.models import CellFault, CellNote, Intake
from cungcau.platform.ui.problems import PROBLEMS, Problem

router = Router(tags=["nhập bảng tính"])
Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
"""What people type: PostgreSQL keeps every character but NUL."""
Long = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ANSWERS = {**PROBLEMS, 413: Problem}


class ColumnOut(Schema):
    """A column of a kind of table; kinds: text, int, kg, area (m²), money (đồng), decimal, date, datetime."""

    key: str
    header: str
    kind: str
    required: bool
    also: list[str]


class DoorOut(Schema):
    """A kind of table one may bring in, and the names of the questions asked beside it."""

    kind: str
    title: str
    help: str
    columns: list[ColumnOut]
    options: list[str]

    @staticmethod
    def resolve_title(door: Door) -> str:
        """In the language of the moment."""
        return str(door.title)

    @staticmethod
    def resolve_help(door: Door) -> str:
        """In the language of the moment."""
        return str(door.help)

    @staticmethod
    def resolve_options(door: Door) -> list[str]:
        """The fields of the door's form."""
        return list(door.options.base_fields)


class IntakeOut(Schema):
    """A table: its state and counts (rows; ``faults`` are cells). ``job_id`` tells how far the work on it is."""

    id: UUID
    door: str
    state: str
    label: str
    file_name: str
    source: str
    rows: int
    created: int
    changed: int
    unchanged: int
    faulty: int
    faults: int
    notes: int
    questions: int
    unread: list[str]
    problem: str
    job_id: UUID | None
    created_at: datetime
    applied_at: datetime | None

    @staticmethod
    def resolve_label(intake: Intake) -> str:
        """The state in Vietnamese."""
        return intake.state_label


class FaultRowOut(Schema):
    """One cell at fault; line 0 is the table as a whole, ``column`` the key of the door's column."""

    sheet: str
    line: int
    column: str
    header: str
    value: str
    expected: str
    proposals: list[str]


class NoteRowOut(Schema):
    """What is to be known of one cell of a row that was taken: how its value was read."""

    sheet: str
    line: int
    header: str
    value: str
    text: str


class SendIn(Schema):
    """What comes with the file: the client's own id, the kind, the source, the answers as a JSON object."""

    id: UUID
    door: Text
    source: Text
    options: Annotated[str, Field(max_length=20_000)] = "{}"


class PairIn(Schema):
    """A header of the file ("" for none) and its unit ("" as the header says)."""

    header: Text = ""
    unit: Text = ""


class ReadIn(Schema):
    """Which sheets to read (none: all that fit), and which header is which column."""

    sheets: list[Text] = Field(default_factory=list, max_length=200)
    mapping: dict[str, PairIn] = Field(default_factory=dict, max_length=200)


class ApplyIn(Schema):
    """``keep_good``: write the good rows and give the others back; otherwise all rows or none."""

    keep_good: bool = False


class FixIn(Schema):
    """What should stand instead of a value: everywhere in the column (line 0), or in one cell."""

    column: Text
    value: Long
    replacement: Long
    sheet: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    line: int = Field(0, ge=0, le=1_048_576)


class MendIn(Schema):
    """Fixes to keep before the table is read again."""

    fixes: list[FixIn] = Field(min_length=1, max_length=1000)


class PageIn(Schema):
    """Which rows."""

    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


@router.get("/doors", response={200: list[DoorOut], **PROBLEMS}, summary="Các loại bảng nhập được")
def doors(request: HttpRequest) -> Sequence[Door]:
    """The kinds of table this account may bring in."""
    return policies.doors_for(user_of(request))


@router.get("", response={200: list[IntakeOut], **PROBLEMS}, summary="Các bảng đã gửi")
def intakes(request: HttpRequest, page: Query[PageIn]) -> Sequence[Intake]:
    """This account's tables, newest first."""
    return list(selectors.intakes_for(user_of(request))[page.offset : page.offset + page.limit])


@router.post("", response={201: IntakeOut, **_ANSWERS}, summary="Gửi một bảng")
def send(request: HttpRequest, wanted: Form[SendIn], file: File[UploadedFile]) -> Status[Intake]:
    """Keep a file; the same id with the same file again is the table there is.

    Where the header leaves nothing to decide the preview begins at once (state ``reading``), else the
    state is ``uploaded`` and the columns are to be named by ``read``.
    """
    user = user_of(request)
    door = selectors.door_for(user, wanted.door)
    if (file.size or 0) > LIMITS.most_bytes:
        size, most = -(-(file.size or 0) // 2**20), LIMITS.most_bytes // 2**20
        raise DomainError("file_too_large", file=file.name, size_mb=size, most_mb=most)
    answers = choosing.cleaned(door, user, _object(wanted.options))
    intake = services.upload(
        door_kind=wanted.door, name=file.name or "", content=file.read(), options=answers, source=wanted.source,
        actor=user, intake_id=wanted.id,
    )  # fmt: skip
    return Status(201, intake)


@router.get("/{intake_id}", response={200: IntakeOut, **PROBLEMS}, summary="Một bảng")
def intake(request: HttpRequest, intake_id: UUID) -> Intake:
    """A table with its counts."""
    return selectors.intake_for(user_of(request), intake_id)


@router.post("/{intake_id}/read", response={202: IntakeOut, **PROBLEMS}, summary="Đọc và xem trước")
def read(request: HttpRequest, intake_id: UUID, wanted: ReadIn) -> Status[Intake]:
    """Name the columns that were not known by themselves, and ask for the preview."""
    user = user_of(request)
    mapping = {key: {"header": pair.header, "unit": pair.unit} for key, pair in wanted.mapping.items()}
    found = selectors.intake_for(user, intake_id)
    services.request_preview(intake=found, actor=user, sheets=wanted.sheets, mapping=mapping)
    return Status(202, found)


@router.get("/{intake_id}/faults", response={200: list[FaultRowOut], **PROBLEMS}, summary="Các ô lỗi")
def faults(request: HttpRequest, intake_id: UUID, page: Query[PageIn]) -> Sequence[CellFault]:
    """Every fault in the order of the file."""
    found = selectors.intake_for(user_of(request), intake_id)
    return list(selectors.faults_of(found)[page.offset : page.offset + page.limit])


@router.get(
    "/{intake_id}/notes", response={200: list[NoteRowOut], **PROBLEMS}, summary="Điều cần biết về các dòng"
)
def notes(request: HttpRequest, intake_id: UUID, page: Query[PageIn]) -> Sequence[CellNote]:
    """What is to be known of rows that were taken all the same."""
    found = selectors.intake_for(user_of(request), intake_id)
    return list(selectors.notes_of(found)[page.offset : page.offset + page.limit])


@router.post("/{intake_id}/fixes", response={202: IntakeOut, **PROBLEMS}, summary="Sửa các ô lỗi")
def mend(request: HttpRequest, intake_id: UUID, wanted: MendIn) -> Status[Intake]:
    """Keep fixes and read the table again."""
    user = user_of(request)
    found = selectors.intake_for(user, intake_id)
    fixes = [services.Fix(**fix.dict()) for fix in wanted.fixes]
    services.mend(intake=found, fixes=fixes, actor=user)
    return Status(202, services.request_preview(intake=found, actor=user))


@router.post("/{intake_id}/apply", response={202: IntakeOut, **PROBLEMS}, summary="Ghi bảng")
def apply(request: HttpRequest, intake_id: UUID, wanted: ApplyIn) -> Status[Intake]:
    """Write the previewed table."""
    user = user_of(request)
    found = selectors.intake_for(user, intake_id)
    return Status(202, services.request_apply(intake=found, actor=user, keep_good=wanted.keep_good))


@router.get(
    "/{intake_id}/faulty-rows",
    response={200: None, **PROBLEMS},
    summary="Các dòng lỗi (xlsx)",
    openapi_extra={
        "responses": {200: {"content": {_XLSX: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def faulty_rows(request: HttpRequest, intake_id: UUID) -> FileResponse:
    """The rows at fault as a workbook with a column of reasons, to be mended and sent again."""
    found = selectors.intake_for(user_of(request), intake_id)
    return FileResponse(BytesIO(selectors.returned_of(found)), as_attachment=True, filename="dong-loi.xlsx")


@router.post("/{intake_id}/discard", response={200: IntakeOut, **PROBLEMS}, summary="Bỏ bảng")
def discard(request: HttpRequest, intake_id: UUID) -> Intake:
    """Put the table aside."""
    user = user_of(request)
    return services.discard(intake=selectors.intake_for(user, intake_id), actor=user)


def _object(text: str) -> dict[str, object]:
    """The answers; what is no object, nests beyond reason or holds half a character is refused."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _no_object(text) from error
    if not isinstance(found, dict):
        raise _no_object(text)
    return found


def _no_object(text: str) -> InputInvalid:
    return InputInvalid([Fault("", 0, "options", text[:200], "cần một đối tượng JSON")])
