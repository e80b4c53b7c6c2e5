"""Adding, correcting, moving and taking out the parts of a draft: one way for all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.programmes import policies, services, states
from cungcau.domain.programmes.forms import parts as forms
from cungcau.domain.programmes.models import BudgetLine, Indicator, Part, Passage, Plan, Scenario, Task
from cungcau.domain.programmes.services import indicators, money, parts, tasks
from cungcau.domain.programmes.views.frame import Here, carried_out, here_for, name_faults, plan_page
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import VersionedForm, merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile

Row = Passage | Indicator | Task | BudgetLine | Scenario


@dataclass(frozen=True, slots=True)
class Sort:
    """How a kind of part is entered: its model and form, the page it stands on, its words."""

    model: type[Any]
    kind: parts.Kind
    form: type[VersionedForm]
    tab: str
    page: str
    adding: Promise
    changing: Promise
    add: Callable[[Plan, dict[str, Any], User, Any], Row] | None = None


def _facts(form: VersionedForm) -> dict[str, Any]:
    own = set(form.base_fields) - {"version", "seen", "query_shown", "helpers"}
    found = {name: value for name, value in form.cleaned_data.items() if name in own}
    if isinstance(form, forms.IndicatorForm):
        found["arguments"] = dict(form.arguments())
    return found


def _add_task(plan: Plan, facts: dict[str, Any], user: User, form: Any) -> Task:
    return tasks.add_task(plan=plan, facts=facts, actor=user, helpers=form.cleaned_data["helpers"])


def _add_scenario(plan: Plan, facts: dict[str, Any], user: User, form: Any) -> Scenario:
    return money.add_scenario(plan=plan, facts=facts, actor=user, rows=forms.rows_said(form.rows))


SORTS = {
    "doan": Sort(Passage, parts.PASSAGE, forms.PassageForm, "text", "programmes:text", gettext_lazy("Thêm đoạn"),
                 gettext_lazy("Sửa đoạn")),
    "chi-tieu": Sort(Indicator, indicators.INDICATOR, forms.IndicatorForm, "targets", "programmes:targets",
                     gettext_lazy("Thêm chỉ tiêu"), gettext_lazy("Sửa chỉ tiêu")),
    "nhiem-vu": Sort(Task, tasks.TASK, forms.TaskForm, "tasks", "programmes:plan-tasks", gettext_lazy("Thêm nhiệm vụ"),
                     gettext_lazy("Sửa nhiệm vụ"), _add_task),
    "kinh-phi": Sort(BudgetLine, money.LINE, forms.LineForm, "money", "programmes:money",
                     gettext_lazy("Thêm dòng kinh phí"), gettext_lazy("Sửa dòng kinh phí")),
    "kich-ban": Sort(Scenario, money.SCENARIO, forms.ScenarioForm, "scenarios", "programmes:scenarios",
                     gettext_lazy("Thêm kịch bản"), gettext_lazy("Sửa kịch bản"), _add_scenario),
}  # fmt: skip


def _sort(name: str) -> Sort:
    if name not in SORTS:
        raise DomainError("not_found")
    return SORTS[name]


def _drafting(request: HttpRequest, pk: int) -> Here:
    """The plan, for who may change its text now; raises ``programme_plan_not_draft`` too."""
    here = here_for(request, pk)
    access.require(here.user, policies.WRITE, here.plan.area_code)
    if here.plan.state != states.DRAFT:
        raise DomainError("programme_plan_not_draft", plan=here.plan)
    return here


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a part; "Lưu và thêm tiếp" goes on to the next."""
    here, sort = _drafting(request, pk), _sort(kind)
    key = f"programmes.{kind}.new.{pk}"
    form = sort.form(
        request.POST or None, initial=_initial(request, kind, here.plan), **_near(sort, here.plan)
    )
    rows = _rows(request, form, None)
    sound = request.method == "POST" and form.is_valid() and (rows is None or rows.is_valid())
    if sound and _added(request, here, sort, key, form):
        messages.success(request, _("Đã thêm."))
        return redirect(request.get_full_path()) if "them" in request.POST else redirect(sort.page, pk)
    context = {
        "form": form,
        "rows": rows,
        "title": sort.adding,
        "sort": sort,
        "draft_key": key,
        "fresh": True,
    }
    wrong = form.errors or (rows is not None and rows.is_bound)
    return plan_page(request, "programmes/part_form.html", here, sort.tab, context, 400 if wrong else 200)


def _near(sort: Sort, plan: Plan) -> dict[str, Any]:
    """The plan's area, for forms that offer its agencies first."""
    return {"area": plan.area_code} if sort.form in (forms.TaskForm, forms.IndicatorForm) else {}


def _initial(request: HttpRequest, kind: str, plan: Plan) -> dict[str, Any]:
    if kind == "doan":
        wanted = request.GET.get("phan", "")
        return {"part": wanted if wanted in Part.values else Part.PURPOSE}
    if kind == "chi-tieu":
        return {"due_on": plan.ends_on}
    if kind == "kinh-phi":
        return {"year": plan.starts_on.year if plan.starts_on.year == plan.ends_on.year else None}
    last = (
        plan.tasks.order_by("-position").values_list("heading", flat=True).first()
        if kind == "nhiem-vu"
        else None
    )
    return {"heading": last} if last else {}


def _rows(request: HttpRequest, form: Any, row: Scenario | None) -> Any:
    """The rows of a scenario, kept beside its form; None for other parts."""
    if not isinstance(form, forms.ScenarioForm):
        return None
    form.rows = forms.scenario_rows(request.POST or None, row)  # type: ignore[attr-defined]
    return form.rows  # type: ignore[attr-defined]


def _added(request: HttpRequest, here: Here, sort: Sort, key: str, form: VersionedForm) -> bool:
    def work() -> dict[str, object]:
        facts = _facts(form)
        if sort.add is not None:
            return {"pk": sort.add(here.plan, facts, here.user, form).pk}
        return {"pk": parts.add(sort.model, sort.kind, plan=here.plan, facts=facts, actor=here.user).pk}

    try:
        editing.once(once_token(request), here.user, key[:80], work, content=request.POST)
    except DomainError as error:
        name_faults(form, error)
        return False
    editing.finish_draft(here.user, key, request.POST.get("draft_id"))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Correct a part; where somebody else saved meanwhile the person chooses field by field."""
    here, sort = _drafting(request, pk), _sort(kind)
    row = _part(here.plan, sort, part)
    key = f"programmes.{kind}.edit.{part}"
    form = sort.form(request.POST or None, row=row, **_near(sort, here.plan))
    rows = _rows(request, form, row)
    context: dict[str, Any] = {
        "form": form, "rows": rows, "title": sort.changing, "sort": sort, "draft_key": key, "part": row, "kind": kind,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid() and (rows is None or rows.is_valid()):
        try:
            _changed(sort, row, form, here.user)
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=here.user)
            return plan_page(request, "programmes/part_form.html", here, sort.tab, context, 409)
        except DomainError as error:
            name_faults(form, error)
        else:
            editing.finish_draft(here.user, key, request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu."))
            return redirect(sort.page, pk)
    wrong = form.errors or (rows is not None and rows.is_bound)
    return plan_page(request, "programmes/part_form.html", here, sort.tab, context, 400 if wrong else 200)


def _changed(sort: Sort, row: Any, form: Any, user: User) -> None:
    told = {"version": form.version_seen, "seen": form.seen_values(), "mine": form.mine(), "actor": user}
    if isinstance(row, Task):
        services.tasks.change_task(task=row, helpers=form.cleaned_data["helpers"], **told)
    elif isinstance(row, Scenario):
        services.money.change_scenario(scenario=row, rows=forms.rows_said(form.rows), **told)
    else:
        parts.change(row, sort.kind, **told)


@require_POST
def move(request: HttpRequest, pk: int, kind: str, part: int, verb: str) -> HttpResponse:
    """Move a part up (``len``) or down (``xuong``), or take it out (``bo``)."""
    here, sort = _drafting(request, pk), _sort(kind)
    row = _part(here.plan, sort, part)
    if verb == "bo":
        return carried_out(
            request, lambda: parts.drop(row, sort.kind, actor=here.user), _("Đã bỏ."), sort.page, pk
        )
    if verb not in ("len", "xuong"):
        raise DomainError("not_found")
    way = parts.UP if verb == "len" else parts.DOWN
    return carried_out(
        request,
        lambda: parts.move(row, sort.kind, way=way, actor=here.user),
        _("Đã đổi thứ tự."),
        sort.page,
        pk,
    )


def _part(plan: Plan, sort: Sort, pk: int) -> Any:
    found = sort.model.objects.filter(plan=plan, pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise DomainError("not_found")
    return found
