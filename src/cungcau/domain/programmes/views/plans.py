"""The list of plans, a plan's progress and text, its head, what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.programmes import policies, services, states
from cungcau.domain.programmes.filters import PlanFilter
from cungcau.domain.programmes.forms.plans import IssueForm, PlanForm, ReasonForm
from cungcau.domain.programmes.models import Part, Passage, Plan
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.plans import plans_shown
from cungcau.domain.programmes.tables.plans import SHEET, PlanTable, plan_rows
from cungcau.domain.programmes.views.frame import (
    carried_out,
    here_for,
    name_faults,
    plan_page,
    said_wrong,
)
from cungcau.domain.programmes.views.picture import picture_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list

NEW = "programmes.plan.new"
_HISTORY = 20


@require_safe
def plans(request: HttpRequest) -> HttpResponseBase:
    """The plans one may see."""
    user, today = signed_in(request), clock.today()
    own = agencies_of(user, today)
    if not own:
        access.require(user, policies.VIEW)
    chosen = PlanFilter(request.GET, queryset=plans_shown(user).order_by("-starts_on", "-pk"))
    table = PlanTable(chosen.qs, today=today)
    sheet = Sheet("kế hoạch, chương trình", SHEET, lambda rows: plan_rows(rows, today))
    context: dict[str, Any] = {
        "title": _("Kế hoạch, chương trình"), "may_write": access.allows(user, policies.WRITE), "own": own,
    }  # fmt: skip
    return show_list(request, "programmes/plans.html", chosen, table, sheet, context)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a plan is: targets, tasks over time, money by source."""
    here = here_for(request, pk)
    today = clock.today()
    context = {
        "picture": picture_of(here.plan, today),
        "issue_form": IssueForm(initial=_issue_initial(here.plan)) if "issue" in here.verbs else None,
        "reason_form": ReasonForm(),
        "reasons": [(verb, _VERBS[verb]) for verb in here.verbs if verb in ("reopen", "cancel")],
        "simple": [(verb, _VERBS[verb]) for verb in here.verbs if verb in ("close", "resume")],
        "below": list(plans_shown(here.user).filter(parent=pk).order_by("-starts_on", "-pk")[:50]),
        "parent_shown": here.plan.parent_id is not None
        and plans_shown(here.user).filter(pk=here.plan.parent_id).exists(),
        "changes": changes_of(here.plan, most=_HISTORY) if here.may_write else [],
    }
    return plan_page(request, "programmes/plan.html", here, "progress", context)


_VERBS = {
    "reopen": gettext_lazy("Đưa về dự thảo"), "close": gettext_lazy("Kết thúc kế hoạch"),
    "resume": gettext_lazy("Mở lại"), "cancel": gettext_lazy("Bãi bỏ"),
}  # fmt: skip


def _issue_initial(plan: Plan) -> dict[str, Any]:
    return {
        "number": plan.number, "symbol": plan.symbol, "issued_on": plan.issued_on or clock.today(),
        "signer": plan.signer,
    }  # fmt: skip


@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's words, part by part."""
    here = here_for(request, pk)
    rows = list(Passage.objects.filter(plan=pk).order_by("position"))
    groups = [(part, label, [one for one in rows if one.part == part]) for part, label in Part.choices]
    return plan_page(request, "programmes/text.html", here, "text", {"groups": groups, "empty": not rows})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    user = signed_in(request)
    access.require(user, policies.WRITE)
    form = PlanForm(request.POST or None, user=user, initial=_year(user))
    if request.method == "POST" and form.is_valid():
        done = _create(request, user, form)
        if done is not None:
            return done
    context = {"form": form, "title": _("Lập kế hoạch"), "draft_key": NEW}
    return render(request, "programmes/plan_form.html", context, status=400 if form.errors else 200)


def _year(user: User) -> dict[str, Any]:
    """A plan mostly runs to the end of its year, and one's own agency issues it."""
    today = clock.today()
    own = agencies_of(user, today)
    return {
        "starts_on": today,
        "ends_on": today.replace(month=12, day=31),
        "issuer": own[0].pk if own else None,
    }


def _create(request: HttpRequest, user: User, form: PlanForm) -> HttpResponse | None:
    def work() -> dict[str, object]:
        return {"pk": services.plans.write_plan(facts=form.facts(), actor=user).pk}

    try:
        done = editing.once(once_token(request), user, NEW, work, content=request.POST)
    except DomainError as error:
        name_faults(form, error)
        return None
    editing.finish_draft(user, NEW, request.POST.get("draft_id"))
    messages.success(request, _("Đã lập dự thảo. Bước tiếp: mục tiêu, chỉ tiêu, nhiệm vụ, kinh phí."))
    return redirect("programmes:plan", done.result["pk"])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a draft's head; where somebody else saved meanwhile the person chooses field by field."""
    here = here_for(request, pk)
    _require_draft(here.user, here.plan)
    key = f"programmes.plan.edit.{pk}"
    form = PlanForm(request.POST or None, row=here.plan, user=here.user)
    context: dict[str, Any] = {"form": form, "plan": here.plan, "title": _("Sửa kế hoạch"), "draft_key": key}
    if request.method == "POST" and form.is_valid():
        try:
            services.plans.change_plan(
                pk=pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=here.user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=here.user)
            return render(request, "programmes/plan_form.html", context, status=409)
        except DomainError as error:
            name_faults(form, error)
        else:
            editing.finish_draft(here.user, key, request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu kế hoạch."))
            return redirect("programmes:plan", pk)
    return render(request, "programmes/plan_form.html", context, status=400 if form.errors else 200)


def _require_draft(user: User, plan: Plan) -> None:
    access.require(user, policies.WRITE, plan.area_code)
    if plan.state != states.DRAFT:
        raise DomainError("programme_plan_not_draft", plan=plan)


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Issue, reopen, close, resume or cancel a plan."""
    here = here_for(request, pk)
    to: tuple[Any, ...] = ("programmes:plan", pk)
    plan, actor = here.plan, here.user
    if verb == "issue":
        form = IssueForm(request.POST)
        if not form.is_valid():
            return said_wrong(request, form, *to)
        data = form.cleaned_data
        return carried_out(
            request,
            lambda: services.plans.issue_plan(plan=plan, actor=actor, **data),
            _("Đã ban hành kế hoạch."),
            *to,
        )
    if verb in ("close", "resume"):
        deed = services.plans.close_plan if verb == "close" else services.plans.resume_plan
        return carried_out(request, lambda: deed(plan=plan, actor=actor), _("Đã ghi."), *to)
    if verb not in ("reopen", "cancel"):
        raise DomainError("not_found")
    why = ReasonForm(request.POST)
    if not why.is_valid():
        return said_wrong(request, why, *to)
    reason = why.cleaned_data["reason"]
    turned = services.plans.reopen_plan if verb == "reopen" else services.plans.cancel_plan
    return carried_out(request, lambda: turned(plan=plan, reason=reason, actor=actor), _("Đã ghi."), *to)
