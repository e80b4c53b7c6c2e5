"""Why a lot got what it got."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cungcau.domain.matching import selectors
from cungcau.domain.matching.views.frame import plan_context, plan_for, user_of


@login_required
@require_GET
def why(request: HttpRequest, plan_id: int, lot_code: str) -> HttpResponse:
    """The lot's lines, its producer's share beside the others', and the reason for what is left."""
    plan = plan_for(request, plan_id)
    explanation = selectors.shown_explanation(plan, lot_code, user_of(request))
    context = plan_context(request, plan, "")
    context |= {
        "explanation": explanation,
        "names": selectors.names_of(plan.season),
        "lot": selectors.lot_of(plan, lot_code),
        "lines": list(selectors.lines_of(plan).filter(lot__season=plan.season_id, lot__code=lot_code)[:200]),
    }
    return render(request, "matching/why.html", context)
