"""What-if: choose a change, let it be computed, compare it with the plan."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cungcau.domain.matching import policies, selectors, services, states
from cungcau.domain.matching.changes import Change
from cungcau.domain.matching.forms import ChangeForm
from cungcau.domain.matching.models.plan import WHAT_IF
from cungcau.domain.matching.selectors.names import Names
from cungcau.domain.matching.views.frame import plan_context, plan_for, user_of
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date, show_kg
from cungcau.platform.access import services as access


@login_required
@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The form, and what was tried before."""
    plan = plan_for(request, plan_id)
    if plan.kind == WHAT_IF or plan.state not in states.WITH_RESULT:
        raise DomainError("plan_has_no_result", title=plan.title)
    ways, names = selectors.ways_of_plan(plan), selectors.names_of(plan.season)
    form = ChangeForm(request.POST or None, ways=ways, names=names, initial=_wished(request))
    if request.method == "POST":
        access.require(user_of(request), policies.RUN, plan.area_code)
        if form.is_valid():
            tried = services.request_what_if(
                base=plan,
                changes=[form.change()],
                actor=user_of(request),
                title=describe([form.change()], names)[:200],
            )
            return redirect("matching:plan", plan_id=tried.pk)
    page = Paginator(selectors.what_ifs_of(plan), 20).get_page(request.GET.get("page"))
    context = plan_context(request, plan, "what-if") | {"form": form, "page": page, "labels": states.LABELS}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "matching/what_if.html", context, status=status)


@login_required
@require_GET
def compare(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A what-if beside its plan: figures, weeks, and what was changed."""
    tried = plan_for(request, plan_id)
    base = tried.base
    if base is None or tried.state not in states.WITH_RESULT:
        raise DomainError("plan_has_no_result", title=tried.title)
    names = selectors.names_of(tried.season)
    weeks = list(zip(base.pictures.get("weeks", []), tried.pictures.get("weeks", []), strict=False))
    context = plan_context(request, tried, "compare") | {
        "base": base,
        "differences": selectors.comparison(base, tried),
        "weeks": weeks,
        "changes": [describe([Change.from_json(change)], names) for change in tried.changes],
        "winners": tried.pictures.get("rising", []),
        "losers": tried.pictures.get("falling", []),
    }
    return render(request, "matching/compare.html", context)


def _wished(request: HttpRequest) -> dict[str, str]:
    """A link may fill the form in: ``?diem=`` a point's code, ``?tuyen=`` a lane's."""
    if "diem" in request.GET:
        return {"what": f"point {request.GET['diem']}"}
    if "tuyen" in request.GET:
        return {"what": f"lane {request.GET['tuyen']}"}
    return {}


def describe(changes: list[Change], names: Names) -> str:
    """The changes in words, as titles and the comparison show them."""
    return "; ".join(_one(change, names) for change in changes)


def _one(change: Change, names: Names) -> str:
    name = names.resource(change.ref)
    if change.action == "capacity":
        size = "không giới hạn" if change.capacity_kg is None else f"{show_kg(change.capacity_kg)} mỗi ngày"
        return f"{name}: {size}"
    assert change.first is not None and change.last is not None
    days = f"{show_date(change.first)} – {show_date(change.last)}"
    left = int(change.factor * 100)
    return f"{name}: {'đóng' if left == 0 else f'còn {left} %'} {days}"
