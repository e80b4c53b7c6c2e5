"""One statement: its rows, what is added and taken off, payments, receipt, the code to pay by."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.orders import states as order_states
from cungcau.domain.settlement import forms, paper, services, states
from cungcau.domain.settlement.models import BankAccount, ItemKind, Payment, Statement, StatementItem
from cungcau.domain.settlement.selectors.goods import claims_share
from cungcau.domain.settlement.services.rights import may_settle
from cungcau.domain.settlement.services.transfers import waiting_in
from cungcau.domain.settlement.vietqr import payload
from cungcau.domain.settlement.views.frame import do, order_for, statement_for
from cungcau.domain.settlement.wording import claims_said
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.documents.answers import paper_response
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the statements of an order's households."""
    user, order = order_for(request, pk)
    return do(
        request, lambda: services.draft_statements(order=order, actor=user),
        _("Đã soạn bảng kê cho các hộ của đơn %(order)s.") % {"order": order.code}, "settlement:list",
    )  # fmt: skip


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement with what may be done to it."""
    user, found = statement_for(request, pk)
    return _page(request, user, found)


def _page(
    request: HttpRequest, user: User, found: Statement, status: int = 200, **bound: Any
) -> HttpResponse:
    mine = may_settle(user, found.order)
    rows = list(found.items.select_related("slip__line").order_by("pk"))
    is_draft = found.state == states.DRAFT
    claims_vnd, share_vnd = claims_share(found)
    payable = mine and found.state in (states.ISSUED, states.PART_PAID) and found.left_vnd > 0
    context: dict[str, Any] = {
        "statement": found,
        "label": str(states.LABELS[found.state]),
        "tone": states.TONES[found.state],
        "goods": [row for row in rows if row.kind == ItemKind.GOODS],
        "others": [row for row in rows if row.kind != ItemKind.GOODS],
        "payments": list(found.payments.select_related("by", "reversed_by").order_by("pk")),
        "account": BankAccount.objects.filter(owner=found.payee, closed_at=None).first(),
        "terms": found.order.terms.filter(state=order_states.FROZEN).first(),
        "waiting": waiting_in(found),
        "mine": mine,
        "is_draft": is_draft,
        "payable": payable,
        "may_void": mine and found.state in (states.DRAFT, states.ISSUED),
        "item_form": bound.get("item_form")
        or (_item_form(request, found, share_vnd) if mine and is_draft else None),
        "payment_form": bound.get("payment_form") or forms.PaymentForm(left_vnd=found.left_vnd),
        "claims": claims_said(claims_vnd),
        "share_vnd": abs(share_vnd) if is_draft and mine else 0,
        "account_fields": forms.ACCOUNT_BOXES,
        "reason_form": forms.ReasonForm(auto_id="void_%s"),
    }
    return render(request, "settlement/statement.html", context, status=status)


def _item_form(request: HttpRequest, found: Statement, share_vnd: int) -> forms.ItemForm:
    """An empty one, or where asked the household's part of the claims filled in, to be thought over."""
    if "khieu-nai" not in request.GET or not share_vnd:
        return forms.ItemForm()
    kind = ItemKind.OTHER_OFF if share_vnd > 0 else ItemKind.OTHER_ON
    text = _("Phần khiếu nại của đơn %(order)s theo số kg của hộ") % {"order": found.order.code}
    return forms.ItemForm(initial={"kind": kind, "amount_vnd": abs(share_vnd), "text": text})


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an amount or take one off."""
    user, found = statement_for(request, pk)
    form = forms.ItemForm(request.POST)
    if not form.is_valid():
        return _page(request, user, found, 400, item_form=form)
    return do(
        request, lambda: services.add_item(statement=found, actor=user, **form.cleaned_data),
        _("Đã ghi khoản này."), "settlement:statement", pk=pk,
    )  # fmt: skip


@require_POST
def remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an amount off again."""
    user, found = statement_for(request, pk)
    row = _item(found, item)
    return do(
        request, lambda: services.remove_item(item=row, actor=user), _("Đã bỏ khoản này."),
        "settlement:statement", pk=pk,
    )  # fmt: skip


@require_POST
def price(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Pay a slip's goods at another price, with the reason."""
    user, found = statement_for(request, pk)
    row = _item(found, item)
    form = forms.PriceForm(request.POST)
    if not form.is_valid():
        raise DomainError("price_unclear", said=request.POST.get("price_vnd_per_kg", "")[:40])
    return do(
        request, lambda: services.set_price(item=row, actor=user, **form.cleaned_data), _("Đã đổi giá trả."),
        "settlement:statement", pk=pk,
    )  # fmt: skip


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix the draft."""
    user, found = statement_for(request, pk)
    return do(
        request, lambda: services.issue_statement(statement=found, actor=user),
        _("Đã lập bảng kê. Từ nay chỉ ghi trả tiền, không sửa nữa."), "settlement:statement", pk=pk,
    )  # fmt: skip


@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a statement nothing was paid of."""
    user, found = statement_for(request, pk)
    reason = request.POST.get("reason", "")[:300]
    return do(
        request, lambda: services.void_statement(statement=found, reason=reason, actor=user),
        _("Đã bỏ bảng kê này."), "settlement:statement", pk=pk,
    )  # fmt: skip


@require_POST
def paid(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a payment; the form sent twice counts once."""
    user, found = statement_for(request, pk)
    form = forms.PaymentForm(request.POST, left_vnd=found.left_vnd)
    if not form.is_valid():
        return _page(request, user, found, 400, payment_form=form)
    return do(
        request,
        lambda: editing.once(
            once_token(request), user, "settlement.pay",
            lambda: {"pk": services.pay(statement=found, actor=user, **form.cleaned_data).pk},
            content=request.POST,
        ),
        _("Đã ghi số tiền trả."), "settlement:statement", pk=pk,
    )  # fmt: skip


@require_POST
def unpaid(request: HttpRequest, pk: int, payment: int) -> HttpResponse:
    """Take a payment back, with the reason."""
    user, found = statement_for(request, pk)
    row = Payment.objects.filter(statement=found, pk=payment).select_related("statement").first()
    if row is None:
        raise DomainError("not_found")
    reason = request.POST.get("reason", "")[:300]
    return do(
        request, lambda: services.reverse(payment=row, reason=reason, actor=user), _("Đã ghi huỷ lần trả này."),
        "settlement:statement", pk=pk,
    )  # fmt: skip


@never_cache
@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The VietQR code of what is left, with the account's whole number; the look is written to the trail."""
    user, found = statement_for(request, pk)
    account = services.reveal_account(owner=found.payee, actor=user)
    if account is None:
        raise DomainError("account_missing", name=found.payee.name)
    text = payload(
        bank_bin=account.bank_bin, account=account.number, amount_vnd=found.left_vnd,
        purpose=f"{found.order.code} {found.payee.code}",
    )  # fmt: skip
    drawn = segno.make(text, error="m").svg_inline(scale=5, border=4, omitsize=False)
    return render(request, "settlement/code.html", {
        "statement": found, "account": account, "qr": mark_safe(drawn),  # noqa: S308 - our own drawing
    })  # fmt: skip


@require_safe
def receipt(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The statement as a paper to sign for the money: pdf or docx."""
    _user, found = statement_for(request, pk)
    return paper_response(paper.receipt(found), found.code, kind)


@require_POST
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the account the payee's money goes to from now on."""
    user, found = statement_for(request, pk)
    form = forms.AccountForm(request.POST)
    if not form.is_valid():
        raise DomainError("account_unclear")
    return do(
        request, lambda: services.set_account(owner=found.payee, actor=user, **form.cleaned_data),
        _("Đã ghi tài khoản."), "settlement:statement", pk=pk,
    )  # fmt: skip


def _item(found: Statement, pk: int) -> StatementItem:
    row = found.items.filter(pk=pk).select_related("statement").first()
    if row is None:
        raise DomainError("not_found")
    return row
