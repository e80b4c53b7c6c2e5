"""Deciding by hand: the list of decisions, changing one line, keeping a pair apart, taking back, revising."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cungcau.domain.matching import policies, selectors, services, states
from cungcau.domain.matching.models import Line, Override, Plan
from cungcau.domain.matching.models.plan import WHAT_IF
from cungcau.domain.matching.override_form import OverrideForm
from cungcau.domain.matching.views.frame import plan_context, plan_for, user_of
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.ui.messages import answer


@login_required
@require_GET
def overrides(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every decision on the plan: computed and human kg side by side, who, why, when."""
    plan = plan_for(request, plan_id)
    if plan.state not in states.WITH_RESULT or plan.kind == WHAT_IF:
        raise DomainError("plan_has_no_result", title=plan.title)
    page = Paginator(selectors.overrides_of(plan), 50).get_page(request.GET.get("page"))
    context = plan_context(request, plan, "overrides") | {
        "page": page,
        "standing": selectors.standing(plan).count(),
        "revisions": Plan.objects.filter(revision_of=plan)
        .defer("pictures", "summary")
        .order_by("-number")[:10],
    }
    return render(request, "matching/overrides.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, plan_id: int, line_id: int) -> HttpResponse:
    """Change one line of the plan: its kg, its buyer, point or days; or keep lot and need apart."""
    plan = plan_for(request, plan_id, policies.RUN)
    line = selectors.lines_of(plan).filter(pk=line_id).first()
    if line is None:
        raise DomainError("plan_line_not_found")
    there = selectors.decision_on(plan, _key(line))
    form = OverrideForm(request.POST or None, plan=plan, line=line, there=there)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(plan, line, form, user_of(request))
        except InputInvalid as refused:
            for fault in refused.faults:
                said = f"{fault.value}: {fault.expected}" if fault.value else fault.expected
                form.add_error(None, said)
        except DomainError as refused:
            form.add_error(None, answer(refused).text)
        else:
            messages.success(request, _("Đã ghi quyết định. Tính lại quanh các sửa tay khi đã sửa xong."))
            return redirect("matching:overrides", plan_id=plan.pk)
    context: dict[str, Any] = plan_context(request, plan, "overrides")
    context |= {"form": form, "line": line, "there": there}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "matching/override.html", context, status=status)


def _key(line: Line) -> selectors.LineKey:
    return (line.lot.code, line.need.code, line.point.code, line.harvest_date, line.dispatch_date)


def _decide(plan: Plan, line: Line, form: OverrideForm, actor: Any) -> Override:
    why = services.Why(form.cleaned_data["reason_code"], form.cleaned_data["reason"])
    if form.cleaned_data["action"] == OverrideForm.APART:
        return services.keep_apart(plan=plan, lot=line.lot.code, need=line.need.code, why=why, actor=actor)
    seen = form.cleaned_data["seen"]
    here = services.Wish(*_key(line), kg=line.kg)
    if form.cleaned_data["action"] == OverrideForm.MOVE:
        return services.move_line(plan=plan, wish=here, to=form.target(), why=why, seen=seen, actor=actor)
    wish = services.Wish(*_key(line), kg=form.kg_decided())
    return services.override_line(plan=plan, wish=wish, why=why, seen=seen, actor=actor)


@login_required
@require_POST
def withdraw(request: HttpRequest, plan_id: int, override_id: int) -> HttpResponse:
    """Take a decision back."""
    plan = plan_for(request, plan_id, policies.RUN)
    row = selectors.overrides_of(plan).filter(pk=override_id).first()
    if row is None:
        raise DomainError("override_not_found")
    services.withdraw_override(override=row, actor=user_of(request))
    messages.success(request, _("Đã rút lại quyết định; số máy tính lại có hiệu lực."))
    return redirect("matching:overrides", plan_id=plan.pk)


@login_required
@require_POST
def revise(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Compute a new plan around the decisions; goes on to its progress."""
    plan = plan_for(request, plan_id, policies.RUN)
    revision = services.request_revision(base=plan, actor=user_of(request))
    return redirect("matching:plan", plan_id=revision.pk)
