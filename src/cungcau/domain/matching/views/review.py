"""Readiness before computing, versions, comparing two runs, the ledger carried on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cungcau.domain.matching import compared, policies, selectors, services
from cungcau.domain.matching.models import Comparison
from cungcau.domain.matching.selectors.readiness.said import remedy, sentence
from cungcau.domain.matching.views.frame import plan_context, plan_for, user_of
from cungcau.domain.matching.views.home import chosen_season
from cungcau.domain.matching.views.overview import ORDERS
from cungcau.engines.allocation.model import DEFAULT_ORDER
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.ui.clock import today
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue import selectors as catalogue
from cungcau.reference.catalogue.views import Sheet, show_list


def told(found: selectors.Readiness) -> list[dict[str, Any]]:
    """Findings with their sentences, for a page."""
    return [{"item": item, "sentence": sentence(item), "remedy": remedy(item)} for item in found.items]


@login_required
@require_GET
def readiness(request: HttpRequest) -> HttpResponse:
    """What is missing or stale, what that would cost, and the button that computes all the same."""
    season, seasons = chosen_season(request)
    if season is None:
        return render(request, "matching/home_empty.html", {})
    found = selectors.readiness(season, today())
    context = {
        "season": season,
        "seasons": seasons,
        "found": told(found),
        "stops": found.stops,
        "orders": ORDERS,
        "season_order": ",".join(season.order or [str(word) for word in DEFAULT_ORDER]),
        "may_run": access.allows(user_of(request), policies.RUN, season.area_code),
    }
    return render(request, "matching/readiness.html", context)


@login_required
@require_GET
def versions(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The published versions of the plan's season, and what was found before this plan was computed."""
    plan = plan_for(request, plan_id)
    rows = list(selectors.versions_of(plan.season)[:100])
    context = plan_context(request, plan, "versions") | {
        "versions": list(zip(rows, [*rows[1:], None], strict=False)),
        "found": told(selectors.Readiness.from_json(plan.readiness)),
        "others": selectors.comparable(plan.season).exclude(pk=plan.pk)[:50],
        "carries": selectors.carries_of(plan.season),
    }
    return render(request, "matching/versions.html", context)


@login_required
@require_POST
def compare_two(request: HttpRequest) -> HttpResponse:
    """Work out what differs between two runs, once, and show it."""
    before, after = (plan_for(request, _number(request, name)) for name in ("before", "after"))
    found = services.compare_plans(before=before, after=after, actor=user_of(request))
    return redirect("matching:comparison", before_id=found.before_id, after_id=found.after_id)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise DomainError("plan_not_found", number=text)
    return int(text)


@login_required
@require_GET
def comparison(request: HttpRequest, before_id: int, after_id: int) -> HttpResponseBase:
    """Two runs side by side: figures, people, needs, communes, and every line that differs."""
    before, after = plan_for(request, before_id), plan_for(request, after_id)
    found = Comparison.objects.filter(before=before, after=after).first()
    if found is None:
        context = plan_context(request, after, "versions") | {"before": before, "after": after}
        return render(request, "matching/comparison_ask.html", context)
    rows = selectors.compared_lines(found)
    chosen = compared.ComparedFilter(request.GET, queryset=rows)
    table = compared.ComparedTable(chosen.qs)
    sheet = Sheet(
        f"{after.season.code} so sánh {before.number} và {after.number}",
        compared.COLUMNS,
        compared.sheet_rows,
    )
    context = plan_context(request, after, "versions") | {
        "before": before,
        "after": after,
        "found": found,
        "differences": selectors.comparison(before, after),
        "total_lines": found.added_lines + found.removed_lines + found.changed_lines,
    }
    return show_list(request, "matching/comparison.html", chosen, table, sheet, context)


@login_required
@require_http_methods(["GET", "POST"])
def ledger(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The ledger after this plan, and handing it on to a later season."""
    plan = plan_for(request, plan_id)
    seasons = [
        one
        for one in catalogue.seasons()
        if one.start > plan.season.start and access.allows(user_of(request), policies.PUBLISH, one.area_code)
    ]
    refusals: list[str] = []
    if request.method == "POST":
        access.require(user_of(request), policies.PUBLISH, plan.area_code)
        into = next((one for one in seasons if one.code == request.POST.get("into", "")), None)
        if into is None:
            refusals.append(_("Hãy chọn mùa vụ sau."))
        else:
            try:
                job = services.request_carry(
                    plan=plan, into=into, reason=request.POST.get("reason", ""), actor=user_of(request)
                )
            except InputInvalid as refused:
                refusals += [fault.expected for fault in refused.faults]
            except DomainError as refused:
                refusals.append(answer(refused).text)
            else:
                messages.success(request, _("Đang chuyển sổ vụ."))
                return redirect("jobs:show", job_id=job.pk)
    context = plan_context(request, plan, "versions") | {
        "sum": selectors.ledger_sum(plan),
        "later": seasons,
        "carries": selectors.carries_of(plan.season),
        "refusals": refusals,
        "may_carry": access.allows(user_of(request), policies.PUBLISH, plan.area_code),
        "reason": request.POST.get("reason", ""),
        "into": request.POST.get("into", ""),
    }
    return render(request, "matching/ledger.html", context, status=422 if refusals else 200)
