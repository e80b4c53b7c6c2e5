"""The list of a season's plans, and the overview of one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cungcau.domain.matching import policies, selectors, states, wording
from cungcau.domain.matching.models import Plan
from cungcau.domain.matching.models.plan import WHAT_IF
from cungcau.domain.matching.views.frame import plan_context, plan_for, user_of
from cungcau.domain.matching.views.home import chosen_season
from cungcau.engines.allocation.model import DEFAULT_ORDER
from cungcau.platform.access import services as access
from cungcau.platform.jobs import refusals
from cungcau.platform.ui.clock import today

ORDERS = {
    "sold,fair,cost": _("Bán được nhiều nhất → chia công bằng → ít chi phí"),
    "fair,sold,cost": _("Chia công bằng → bán được nhiều nhất → ít chi phí"),
    "sold,cost,fair": _("Bán được nhiều nhất → ít chi phí → chia công bằng"),
    "fair,cost,sold": _("Chia công bằng → ít chi phí → bán được nhiều nhất"),
}
"""The orders people choose from; ``cost`` first would sell nothing and is left to the command line."""


_FIRST = 6
"""Lines that cannot be kept shown on the plan's own page; the rest has a page of its own."""


@login_required
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan of the season with its state and key figures."""
    season, seasons = chosen_season(request)
    if season is None:
        return render(request, "matching/home_empty.html", {})
    page = Paginator(selectors.plans_of(season), 25).get_page(request.GET.get("page"))
    context = {
        "season": season,
        "seasons": seasons,
        "page": page,
        "labels": states.LABELS,
        "orders": ORDERS,
        "season_order": ",".join(season.order or [str(word) for word in DEFAULT_ORDER]),
        "may_run": access.allows(user_of(request), policies.RUN, season.area_code),
    }
    return render(request, "matching/plans.html", context)


@login_required
@require_GET
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Calendar, map and figures of one plan; a plan still being computed leads to its progress."""
    found = plan_for(request, plan_id)
    if found.state == states.COMPUTING and found.job is not None:
        return redirect("jobs:show", job_id=found.job.pk)
    if found.kind == WHAT_IF and found.state == states.COMPUTED and "xem" not in request.GET:
        return redirect("matching:compare", plan_id=found.pk)
    context = plan_context(request, found, "plan")
    context["said"] = refusals.said(found.job.problem) if found.job else None
    if context["has_result"]:
        context |= {
            "pictures": found.pictures,
            "shown_today": today() if found.season.start <= today() <= found.season.end else None,
            "shares": found.summary.get("shares", {}),
            "price": found.summary.get("price_of_fairness", {}),
            "reasons": selectors.unsold_reasons(found),
            "bottlenecks": selectors.with_names(found.season, selectors.worth_relieving(found, 6)),
            "unkept": _unkept(found),
        }
    return render(request, "matching/plan.html", context)


def _unkept(plan: Plan) -> dict[str, Any]:
    """The first lines the plan cannot keep, in words, and whether there are more."""
    rows = list(selectors.unkept_of(plan)[: _FIRST + 1])
    names = selectors.names_of(plan.season) if rows else None
    shown = [
        {"row": row, "why": wording.unkept_label(row.why), "said": selectors.said_of(row, names)}
        for row in rows[:_FIRST]
        if names is not None
    ]
    return {"rows": shown, "more": len(rows) > _FIRST}
