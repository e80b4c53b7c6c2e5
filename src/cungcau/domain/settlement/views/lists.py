"""What is to be settled, and what is owed, by whom for how long."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cungcau.domain.settlement import policies, selectors, tables
from cungcau.domain.settlement.filters import StatementFilter
from cungcau.domain.settlement.selectors.debts import BUCKETS
from cungcau.domain.settlement.selectors.goods import standing
from cungcau.domain.settlement.views.frame import visitor
from cungcau.domain.settlement.wording import AGE_LABELS, claims_said
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
