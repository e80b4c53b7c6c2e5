"""Beginning a plan from a template, last year's plan or a text; confirming what a text proposes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.forms.drafting import LastForm, TemplateForm, TextForm
from cungcau.domain.programmes.forms.plans import PlanForm
from cungcau.domain.programmes.models import Manuscript, Plan
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.drafting import manuscript_for, manuscripts_of, names_offered
from cungcau.domain.programmes.services import drafting, manuscripts
from cungcau.domain.programmes.views.confirming import Confirming, head_initial
from cungcau.domain.programmes.views.frame import name_faults
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock

_OPEN_SHOWN = 20


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The three ways to begin, and texts read in that still wait."""
    return _start(request)


def _start(request: HttpRequest, status: int = 200, **bound: Any) -> HttpResponse:
    user = _writer(request)
    today = clock.today()
    own = agencies_of(user, today)
    initial = {
        "starts_on": today,
        "ends_on": today.replace(month=12, day=31),
        "issuer": own[0].pk if own else None,
    }
    year = {**initial, "starts_on": today.replace(month=1, day=1), "last": request.GET.get("tu") or None}
    waiting = manuscripts_of(user).filter(state=Manuscript.State.OPEN)
    context = {
        "template_form": TemplateForm(user=user, initial=initial, prefix="t"),
        "last_form": LastForm(user=user, initial=year, prefix="l"),
        "text_form": TextForm(prefix="x"),
        "waiting": list(waiting[:_OPEN_SHOWN]),
        **bound,
    }
    return render(request, "programmes/begin.html", context, status=status)


def _writer(request: HttpRequest) -> User:
    user = signed_in(request)
    access.require(user, policies.WRITE)
    return user


@require_POST
def from_template(request: HttpRequest) -> HttpResponse:
    """Begin from a template."""
    user = _writer(request)
    form = TemplateForm(request.POST, user=user, prefix="t")
    if not form.is_valid():
        return _start(request, 400, template_form=form)
    return _begun(
        request, form, "template_form",
        lambda: drafting.draft_from_template(kind=form.cleaned_data["kind"], begun=form.begun(), actor=user),
    )  # fmt: skip


@require_POST
def from_last(request: HttpRequest) -> HttpResponse:
    """Begin from last year's plan."""
    user = _writer(request)
    form = LastForm(request.POST, user=user, prefix="l")
    if not form.is_valid():
        return _start(request, 400, last_form=form)
    return _begun(
        request, form, "last_form",
        lambda: drafting.draft_from_last(last=form.cleaned_data["last"], begun=form.begun(), actor=user),
    )  # fmt: skip


def _begun(request: HttpRequest, form: Any, name: str, write: Callable[[], Plan]) -> HttpResponse:
    """Write it once, however often the form is sent, and show what is still open."""

    def work() -> dict[str, object]:
        return {"pk": write().pk}

    try:
        done = editing.once(
            once_token(request), signed_in(request), f"programmes.{name}", work, content=request.POST
        )
    except DomainError as error:
        name_faults(form, error)
        return _start(request, 400, **{name: form})
    messages.success(request, _("Đã lập dự thảo. Trang Kiểm tra cho biết còn thiếu gì."))
    return redirect("programmes:checks", done.result["pk"])


@require_POST
def from_text(request: HttpRequest) -> HttpResponse:
    """Read a text in; the next page asks what of it is to be written."""
    user = _writer(request)
    form = TextForm(request.POST, request.FILES, prefix="x")
    if not form.is_valid():
        return _start(request, 400, text_form=form)
    name, content = form.given()

    def work() -> dict[str, object]:
        return {"pk": manuscripts.read_manuscript(name=name, content=content, actor=user).pk}

    try:
        done = editing.once(once_token(request), user, "programmes.text_form", work)
    except DomainError as error:
        name_faults(form, error)
        return _start(request, 400, text_form=form)
    return redirect("programmes:manuscript", done.result["pk"])


@require_http_methods(["GET", "HEAD", "POST"])
def manuscript(request: HttpRequest, pk: int) -> HttpResponse:
    """What a text proposes, each with its sentence; what is ticked becomes a draft plan."""
    user = _writer(request)
    row = manuscript_for(user, pk)
    if row.state != Manuscript.State.OPEN:
        if row.plan_id:
            return redirect("programmes:plan", row.plan_id)
        messages.info(request, _("Văn bản này đã bỏ."))
        return redirect("programmes:begin")
    head = PlanForm(
        request.POST or None, user=user, initial=head_initial(row, agencies_of(user, clock.today()))
    )
    asked = Confirming(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and head.is_valid() & asked.is_valid():
        done = _confirm(request, user, row, head, asked)
        if done is not None:
            return done
    context = {
        "manuscript": row, "head": head, "asked": asked, "agency_names": names_offered(user),
        "may_assign": access.allows(user, policies.ASSIGN),
    }  # fmt: skip
    return render(
        request, "programmes/manuscript.html", context, status=400 if request.method == "POST" else 200
    )


def _confirm(
    request: HttpRequest, user: User, row: Manuscript, head: PlanForm, asked: Confirming
) -> HttpResponse | None:
    try:
        plan = manuscripts.confirm_manuscript(
            manuscript=row, head=head.facts(), taken=asked.taken(), actor=user,
        )  # fmt: skip
    except DomainError as error:
        name_faults(head, error)
        return None
    messages.success(request, _("Đã lập dự thảo từ văn bản. Trang Kiểm tra cho biết còn thiếu gì."))
    return redirect("programmes:checks", plan.pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a text."""
    user = _writer(request)
    manuscripts.drop_manuscript(manuscript=manuscript_for(user, pk), actor=user)
    messages.success(request, _("Đã bỏ văn bản."))
    return redirect("programmes:begin")
