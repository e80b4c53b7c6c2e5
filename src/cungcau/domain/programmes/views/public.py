"""What everybody may see of plans: how far they are, without anybody's name."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.programmes import states, wording
from cungcau.domain.programmes.selectors.plans import public_plan, public_plans
from cungcau.domain.programmes.selectors.progress import Counts, task_counts
from cungcau.domain.programmes.views.picture import picture_of
from cungcau.platform.ui import clock
from cungcau.reference.listing import PER_PAGE
from cungcau.reference.search import matching


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The plans shown to everybody, those running last first."""
    text = request.GET.get("q", "")[:200]
    rows = matching(public_plans(), text).order_by("-ends_on", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = task_counts([one.pk for one in page], clock.today())
    plans = [
        (one, wording.period(one.starts_on, one.ends_on), counts.get(one.pk, Counts()), states.PLAN_LABELS[one.state],
         states.PLAN_TONES[one.state])
        for one in page
    ]  # fmt: skip
    return render(request, "programmes/public_plans.html", {"page": page, "plans": plans, "q": text})


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: targets, tasks over time, money by source."""
    found = public_plan(pk)
    context = {
        "plan": found, "picture": picture_of(found, clock.today()), "state_label": states.PLAN_LABELS[found.state],
        "state_tone": states.PLAN_TONES[found.state], "period": wording.period(found.starts_on, found.ends_on),
        "public": True, "day": clock.today(),
    }  # fmt: skip
    return render(request, "programmes/public_plan.html", context)
