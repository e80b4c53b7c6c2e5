"""What is to be settled, what is owed, by whom for how long, and the files for the bank."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.settlement import policies, selectors, services, tables
from cungcau.domain.settlement.filters import StatementFilter
from cungcau.domain.settlement.models import Statement
from cungcau.domain.settlement.selectors.debts import BUCKETS
from cungcau.domain.settlement.selectors.goods import standing
from cungcau.domain.settlement.views.frame import do, visitor
from cungcau.domain.settlement.wording import AGE_LABELS, claims_said
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.exchange.services import export_response
from cungcau.reference.listing import EXPORT, PER_PAGE, Sheet, show_list

_MOST_ORDERS = 100


@require_safe
def statements(request: HttpRequest) -> HttpResponseBase:
    """Statements of one's area or organisations, with what waits to be settled above."""
    user = visitor(request)
    chosen = StatementFilter(request.GET, queryset=selectors.statements_shown(user))
    table = tables.StatementTable(chosen.qs)
    to_settle = list(selectors.orders_to_settle(user)[:_MOST_ORDERS])
    how_far = standing(to_settle)
    context: dict[str, Any] = {
        "title": _("Thanh toán"),
        "lead": _("Bảng kê cho từng hộ: cân được bao nhiêu, giá đã chốt, đã trả bao nhiêu."),
        "total": selectors.total(chosen.qs),
        "to_settle": [
            (order, how_far[order.pk], claims_said(how_far[order.pk].claims_vnd)) for order in to_settle
        ],
        "is_empty": not chosen.is_bound and not selectors.statements_shown(user).exists(),
        "may_record": access.allows(user, policies.RECORD) or access.allows(user, policies.RECORD_OWN),
    }
    sheet = Sheet("bảng kê thanh toán", tables.SHEET, tables.sheet_rows)
    return show_list(request, "settlement/statements.html", chosen, table, sheet, context)


@require_safe
def debts(request: HttpRequest) -> HttpResponseBase:
    """Who owes how much for how long."""
    user = visitor(request)
    found = selectors.debts(selectors.statements_shown(user))
    wanted = request.GET.get(EXPORT, "")
    if wanted:
        return export_response("công nợ", wanted, tables.DEBTS, tables.debt_rows(found))
    whole = selectors.debts_total(found)
    return render(request, "settlement/debts.html", {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "ages": [(name, AGE_LABELS[name], whole.get(name, 0)) for name in BUCKETS],
        "buckets": BUCKETS,
        "whole": sum(whole.values()),
        "is_empty": not found,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def transfers(request: HttpRequest) -> HttpResponse:
    """Transfer files, and making one of the statements ticked."""
    user = visitor(request)
    if request.method == "POST":
        numbers = [int(text) for text in request.POST.getlist("bang-ke")[:2000] if text.isdecimal()]
        chosen = list(selectors.statements_shown(user).filter(pk__in=numbers))
        if len(chosen) != len(set(numbers)):
            raise DomainError("statement_not_found")
        return do(
            request, lambda: services.make_file(statements=chosen, actor=user),
            _("Đã lập tệp chuyển khoản."), "settlement:transfers",
        )  # fmt: skip
    owed = selectors.statements_shown(user).filter(state__in=selectors.statements.OWED)
    ready: list[Statement] = list(
        owed.filter(payee__bank_accounts__closed_at=None, payee__bank_accounts__isnull=False)
        .exclude(transfers__live=True)
        .order_by("payer__name", "due_on", "pk")[:500]
    )
    return render(request, "settlement/transfers.html", {
        "ready": ready,
        "without_account": owed.exclude(payee__bank_accounts__closed_at=None).count(),
        "page": Paginator(selectors.files_shown(user), PER_PAGE).get_page(request.GET.get("page")),
    })  # fmt: skip
