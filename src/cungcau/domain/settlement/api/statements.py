"""Statements, payments and debts over the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cungcau.domain.orders.models import Order
from cungcau.domain.settlement import selectors, services
from cungcau.domain.settlement.api.frame import PLAIN, Id, Vnd, visitor
from cungcau.domain.settlement.models import Payment, Statement
from cungcau.domain.settlement.selectors import seen_q
from cungcau.domain.settlement.selectors.goods import standing
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["thanh toán"])


class StatementOut(Schema):
    """A statement of one payee for one order; amounts in đồng, kg whole."""

    id: int
    code: str
    order: str = Field(alias="order.code")
    payee: str = Field(alias="payee.code")
    payer: str = Field(alias="payer.code")
    state: str
    kg: int
    due_vnd: int
    paid_vnd: int
    left_vnd: int
    delivered_on: date | None
    due_on: date | None


class StatementPage(Schema):
    """A page of statements, the newest first; ``total`` counts them all."""

    total: int
    items: list[StatementOut]


class ToSettleOut(Schema):
    """An order with goods at the point that is not wholly paid for.

    ``kg`` is on no statement yet; ``drafts`` wait to be issued; ``claims_vnd`` is what the seller owes the buyer from
    ended claims (below 0: the buyer the seller).
    """

    id: int
    code: str
    received_kg: int
    paid_kg: int
    kg: int
    drafts: int
    to_draft: bool
    claims_vnd: int


class PaymentIn(Schema):
    """A payment; the same ``client_uuid`` again counts once."""

    amount_vnd: Vnd
    method: Literal["cash", "bank", "other"] = "cash"
    paid_on: Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
    bank_ref: Annotated[str, Field(max_length=80, pattern=PLAIN)] = ""
    received_by: Annotated[str, Field(max_length=120, pattern=PLAIN)] = ""
    client_uuid: UUID


class PaymentOut(Schema):
    """A payment as kept."""

    id: int
    statement: str = Field(alias="statement.code")
    amount_vnd: int
    method: str
    paid_on: date
    bank_ref: str


class DebtOut(Schema):
    """What a payer owes, đồng by days late: not due, up to 7, up to 30, more."""

    payer_id: int
    payer: str
    statements: int
    longest_late: int
    by_age: dict[str, int]
    whole_vnd: int


class StatementReason(Schema):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=PLAIN)]


def _statement(user: User, pk: int) -> Statement:
    found = selectors.statement_for(user, pk)
    if found is None:
        raise DomainError("statement_not_found", number=pk)
    return found


@router.get("/statements", response={200: StatementPage, **PROBLEMS}, url_name="statements")
def list_statements(
    request: HttpRequest,
    state: Literal["", "draft", "issued", "part_paid", "paid", "void"] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Statements one may see."""
    rows = selectors.statements_shown(visitor(request))
    rows = rows.filter(state=state) if state else rows
    return {"total": rows.count(), "items": list(rows[offset : offset + limit])}


@router.get("/statements/{pk}", response={200: StatementOut, **PROBLEMS}, url_name="statement")
def get_statement(request: HttpRequest, pk: Id) -> Statement:
    """One statement."""
    return _statement(visitor(request), pk)


@router.get("/orders", response={200: list[ToSettleOut], **PROBLEMS}, url_name="orders_to_settle")
def to_settle(
    request: HttpRequest,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[dict[str, Any]]:
    """Orders that wait to be settled, the oldest first."""
    found = list(selectors.orders_to_settle(visitor(request))[offset : offset + limit])
    far = standing(found)
    return [
        {
            "id": one.pk, "code": one.code, "received_kg": one.received, "paid_kg": one.paid,  # type: ignore[attr-defined]
            "kg": far[one.pk].kg, "drafts": far[one.pk].drafts, "to_draft": far[one.pk].to_draft,
            "claims_vnd": far[one.pk].claims_vnd,
        }
        for one in found
    ]  # fmt: skip


@router.post(
    "/orders/{pk}/draft", response={200: list[StatementOut], **PROBLEMS}, url_name="draft_statements"
)
def draft(request: HttpRequest, pk: Id) -> list[Statement]:
    """Draft the statements of an order's households."""
    user = visitor(request)
    order = Order.objects.filter(seen_q(user, "seller"), pk=pk).first()
    if order is None:
        raise DomainError("order_not_found", number=pk)
    return services.draft_statements(order=order, actor=user)


@router.post("/statements/{pk}/issue", response={200: StatementOut, **PROBLEMS}, url_name="issue_statement")
def issue(request: HttpRequest, pk: Id) -> Statement:
    """Fix a draft; 409 ``statement_stale`` where kg changed since."""
    user = visitor(request)
    return services.issue_statement(statement=_statement(user, pk), actor=user)


@router.post("/statements/{pk}/void", response={200: StatementOut, **PROBLEMS}, url_name="void_statement")
def void(request: HttpRequest, pk: Id, body: StatementReason) -> Statement:
    """Drop a statement nothing was paid of."""
    user = visitor(request)
    found = _statement(user, pk)
    services.void_statement(statement=found, reason=body.reason, actor=user)
    return _statement(user, pk)


@router.post("/statements/{pk}/payments", response={201: PaymentOut, **PROBLEMS}, url_name="pay_statement")
def pay(request: HttpRequest, pk: Id, body: PaymentIn) -> Status[Payment]:
    """Record a part or all of what is left as paid."""
    user = visitor(request)
    payment = services.pay(statement=_statement(user, pk), actor=user, **body.model_dump())
    return Status(201, payment)


@router.post("/payments/{pk}/reverse", response={201: PaymentOut, **PROBLEMS}, url_name="reverse_payment")
def reverse(request: HttpRequest, pk: Id, body: StatementReason) -> Status[Payment]:
    """Take a payment back by a further one below 0."""
    user = visitor(request)
    found = Payment.objects.filter(pk=pk).select_related("statement").first()
    if found is None or selectors.statement_for(user, found.statement_id) is None:
        raise DomainError("statement_not_found", number=pk)
    return Status(201, services.reverse(payment=found, reason=body.reason, actor=user))


@router.get("/debts", response={200: list[DebtOut], **PROBLEMS}, url_name="debts")
def list_debts(request: HttpRequest) -> list[selectors.Debt]:
    """Who owes how much for how long, the most late first; at most 1,000 payers."""
    return selectors.debts(selectors.statements_shown(visitor(request)))[:1000]
