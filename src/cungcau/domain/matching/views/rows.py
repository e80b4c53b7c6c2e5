"""The plan's tables: search, filter, sort, page, export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cungcau.domain.matching import exports, filters, selectors, states
from cungcau.domain.matching import tables as looks
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.views.frame import plan_context, plan_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.columns import Column
from cungcau.reference.catalogue.views import Sheet, show_list


@dataclass(frozen=True, slots=True)
class _Tab:
    """One tab with a table."""

    name: str
    title: str | Promise
    filters: type[filters._Narrow]
    table: type[tables.Table]
    columns: Sequence[Column]
    rows: exports.Rows
    template: str = "matching/rows.html"
    wants_names: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def _show(
    request: HttpRequest, plan: Plan, tab: _Tab, rows: QuerySet[Any], more: dict[str, Any] | None = None
) -> HttpResponseBase:
    if plan.state not in states.WITH_RESULT:
        raise DomainError("plan_has_no_result", title=plan.title)
    names = selectors.names_of(plan.season)
    chosen = tab.filters(request.GET, queryset=rows, plan_id=plan.pk, names=names)
    looked = plan_context(request, plan, tab.name)
    wanted: dict[str, Any] = {"names": names} if tab.wants_names else {}
    if tab.name == "lines" and not looked["may_override"]:
        wanted["exclude"] = ("change",)
    table = tab.table(looks.PlanRows(chosen.qs), **wanted)
    name = f"{plan.season.code} kế hoạch {plan.number} {tab.title}"
    sheet = Sheet(name, tab.columns, lambda found: tab.rows(found, names))
    context = looked | {"title": tab.title} | (more or {})
    return show_list(request, tab.template, chosen, table, sheet, context)


_LINES = _Tab("lines", _("Dòng kế hoạch"), filters.LineFilter, looks.LineTable, exports.LINES, exports.lines)
_SHARES = _Tab(
    "shares",
    _("Chia phần"),
    filters.ShareFilter,
    looks.ShareTable,
    exports.SHARES,
    exports.shares,
    "matching/shares.html",
)
_UNSOLD = _Tab(
    "unsold", _("Còn lại"), filters.UnsoldFilter, looks.UnsoldTable, exports.UNSOLD, exports.unsold,
    "matching/unsold.html", wants_names=True,
)  # fmt: skip
_UNKEPT = _Tab(
    "unkept", _("Không giữ được"), filters.UnkeptFilter, looks.UnkeptTable, exports.UNKEPT, exports.unkept,
    "matching/unkept.html", wants_names=True,
)  # fmt: skip
_FILLS = _Tab("fills", _("Nhu cầu"), filters.FillFilter, looks.FillTable, exports.FILLS, exports.fills)
_BOTTLENECKS = _Tab(
    "bottlenecks", _("Điểm nghẽn"), filters.BottleneckFilter, looks.BottleneckTable, exports.BOTTLENECKS,
    exports.bottlenecks, "matching/bottlenecks.html", wants_names=True,
)  # fmt: skip


@login_required
@require_GET
def lines(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """Every line of the plan."""
    plan = plan_for(request, plan_id)
    return _show(request, plan, _LINES, selectors.lines_of(plan))


@login_required
@require_GET
def shares(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """Each producer's part, with the picture of fairness."""
    plan = plan_for(request, plan_id)
    more = {"shares": plan.summary.get("shares", {}), "pictures": plan.pictures}
    return _show(request, plan, _SHARES, selectors.shares_of(plan), more)


@login_required
@require_GET
def unsold(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """What is left, and why."""
    plan = plan_for(request, plan_id)
    return _show(
        request, plan, _UNSOLD, selectors.unsold_of(plan), {"reasons": selectors.unsold_reasons(plan)}
    )


@login_required
@require_GET
def unkept(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """What was ordered or decided and the plan cannot keep, and why."""
    plan = plan_for(request, plan_id)
    return _show(request, plan, _UNKEPT, selectors.unkept_of(plan))


@login_required
@require_GET
def fills(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """How far each need is filled."""
    plan = plan_for(request, plan_id)
    return _show(request, plan, _FILLS, selectors.fills_of(plan))


@login_required
@require_GET
def bottlenecks(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """What is full, and what relieving it would gain."""
    plan = plan_for(request, plan_id)
    return _show(request, plan, _BOTTLENECKS, selectors.bottlenecks_of(plan))
