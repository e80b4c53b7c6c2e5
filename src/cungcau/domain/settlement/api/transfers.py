"""Transfer files over the API; account numbers masked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.settlement import selectors, services
from cungcau.domain.settlement.api.frame import PLAIN, Id, visitor
from cungcau.domain.settlement.models import TransferFile, TransferRow
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["thanh toán"])
BankRef = Annotated[str, Field(min_length=1, max_length=70, pattern=PLAIN)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class WaitingOut(Schema):
    """What one payer owes and may send through the bank, đồng; statements of payees without an open account beside."""

    payer_id: int
    payer: str
    owed_vnd: int
    statements: int
    left_vnd: int
    without_account: int


class TransferOut(Schema):
    """One transfer: ``state`` is ``waiting``, ``done`` or ``refused`` (dropped with its file: refused)."""

    id: int
    statement: str = Field(alias="statement.code")
    payee: str = Field(alias="statement.payee.name")
    account: str = Field(alias="account.masked")
    bank_bin: str = Field(alias="account.bank_bin")
    amount_vnd: int
    text: str
    state: Literal["waiting", "done", "refused"]
    refused: str

    @staticmethod
    def resolve_state(row: TransferRow) -> str:
        """From what the bank did."""
        if row.live:
            return "waiting"
        return "done" if row.payment_id else "refused"


class FileOut(Schema):
    """A transfer file of one payer; ``total_vnd`` as made."""

    id: int
    code: str
    payer: str = Field(alias="payer.code")
    state: str
    total_vnd: int
    rows: int = Field(alias="rows_count")
    done: int = Field(alias="done_count")
    waiting: int = Field(alias="live_count")


class FilePage(Schema):
    """Files, the newest first; ``total`` counts them all."""

    total: int
    items: list[FileOut]


class RowPage(Schema):
    """The transfers of a file in its order; ``total`` counts them all."""

    total: int
    items: list[TransferOut]


class FileIn(Schema):
    """The statements of one payer to put on a file."""

    statements: Annotated[list[Id], Field(min_length=1, max_length=2000)]


class DoneIn(Schema):
    """What the bank said: its reference and the day."""

    bank_ref: BankRef
    paid_on: Day


class TransferReason(Schema):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=PLAIN)]


def _file(user: User, pk: int) -> TransferFile:
    found = selectors.with_progress(selectors.files_shown(user).filter(pk=pk)).first()
    if found is None:
        raise DomainError("statement_not_found", number=pk)
    return found


def _row(user: User, pk: int, row: int) -> TransferRow:
    found = _file(user, pk).rows.filter(pk=row).first()
    if found is None:
        raise DomainError("statement_not_found", number=row)
    return found


@router.get("", response={200: FilePage, **PROBLEMS}, url_name="transfer_files")
def list_files(
    request: HttpRequest,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Transfer files one may see."""
    rows = selectors.files_shown(visitor(request))
    return {"total": rows.count(), "items": list(selectors.with_progress(rows)[offset : offset + limit])}


@router.get("/waiting", response={200: list[WaitingOut], **PROBLEMS}, url_name="transfers_waiting")
def list_waiting(
    request: HttpRequest,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[selectors.Waiting]:
    """Who owes households and what of it can go through the bank now, the most đồng owed first."""
    user = visitor(request)
    return selectors.waiting_of(user, selectors.payers_owing(user)[offset : offset + limit])


@router.post("", response={201: FileOut, **PROBLEMS}, url_name="make_transfer_file")
def make_file(request: HttpRequest, body: FileIn) -> Status[TransferFile]:
    """Put what is left of these statements on a file; 409 where one stands in a live file already."""
    user = visitor(request)
    chosen = list(selectors.statements_shown(user).filter(pk__in=body.statements))
    if len(chosen) != len(set(body.statements)):
        raise DomainError(
            "statement_not_found", number=min(set(body.statements) - {one.pk for one in chosen})
        )
    made = services.make_file(statements=chosen, actor=user)
    return Status(201, _file(user, made.pk))


@router.get("/{pk}", response={200: FileOut, **PROBLEMS}, url_name="transfer_file")
def get_file(request: HttpRequest, pk: Id) -> TransferFile:
    """One file."""
    return _file(visitor(request), pk)


@router.get("/{pk}/rows", response={200: RowPage, **PROBLEMS}, url_name="transfer_rows")
def list_rows(
    request: HttpRequest,
    pk: Id,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """The transfers of a file."""
    rows = _file(visitor(request), pk).rows.select_related("statement__payee", "account").order_by("pk")
    return {"total": rows.count(), "items": list(rows[offset : offset + limit])}


@router.post("/{pk}/done", response={200: FileOut, **PROBLEMS}, url_name="transfer_file_done")
def file_done(request: HttpRequest, pk: Id, body: DoneIn) -> TransferFile:
    """The bank carried out all that still waited; each payment's reference has its row's number behind."""
    user = visitor(request)
    services.file_done(file=_file(user, pk), actor=user, **body.model_dump())
    return _file(user, pk)


@router.post("/{pk}/drop", response={200: FileOut, **PROBLEMS}, url_name="drop_transfer_file")
def drop_file(request: HttpRequest, pk: Id, body: TransferReason) -> TransferFile:
    """Give a file up that the bank never got."""
    user = visitor(request)
    services.drop_file(file=_file(user, pk), reason=body.reason, actor=user)
    return _file(user, pk)


@router.post("/{pk}/rows/{row}/done", response={200: FileOut, **PROBLEMS}, url_name="transfer_done")
def row_done(request: HttpRequest, pk: Id, row: Id, body: DoneIn) -> TransferFile:
    """The bank carried out one transfer."""
    user = visitor(request)
    services.row_done(row=_row(user, pk, row), actor=user, **body.model_dump())
    return _file(user, pk)


@router.post("/{pk}/rows/{row}/refuse", response={200: FileOut, **PROBLEMS}, url_name="transfer_refused")
def row_refused(request: HttpRequest, pk: Id, row: Id, body: TransferReason) -> TransferFile:
    """The bank refused one transfer; its statement can be paid another way."""
    user = visitor(request)
    services.row_refused(row=_row(user, pk, row), reason=body.reason, actor=user)
    return _file(user, pk)
