"""Agencies: the list, the board of one, who works for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.programmes import policies, services, wording
from cungcau.domain.programmes.filters import AgencyFilter
from cungcau.domain.programmes.forms.progress import AgencyForm, PostForm
from cungcau.domain.programmes.models import Agency, Post, Task
from cungcau.domain.programmes.selectors.agencies import agencies, agencies_of, agency_for, posts_of
from cungcau.domain.programmes.selectors.plans import plans_shown
from cungcau.domain.programmes.selectors.progress import board_of
from cungcau.domain.programmes.tables.agencies import SHEET, AgencyTable, agency_rows
from cungcau.domain.programmes.views.frame import carried_out, name_faults, said_wrong
from cungcau.domain.programmes.views.picture import targets_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.reference.listing import Sheet, show_list

NEW = "programmes.agency.new"


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Every agency, with how much it has still to do."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    chosen = AgencyFilter(request.GET, queryset=agencies())
    sheet = Sheet("cơ quan", SHEET, agency_rows)
    context: dict[str, Any] = {"title": _("Cơ quan"), "may_assign": access.allows(user, policies.ASSIGN)}
    return show_list(request, "programmes/agencies.html", chosen, AgencyTable(chosen.qs), sheet, context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """To the board of one's own agency; a choice where there are several."""
    user = signed_in(request)
    own = agencies_of(user, clock.today())
    if len(own) == 1:
        return redirect("programmes:agency", own[0].pk)
    return render(request, "programmes/mine.html", {"own": own, "title": _("Việc của cơ quan tôi")})


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked of an agency: late, due, later, done, what it helps with, figures it owes."""
    user, agency = _agency(request, pk)
    today = clock.today()
    found = board_of(pk, user, today)
    may_assign = _may_assign(user, agency)
    groups = [
        (_("Quá hạn"), found.late, "bad"), (_("Đến hạn trong 7 ngày"), found.soon, "warn"),
        (_("Còn thời gian hoặc chưa có hạn"), found.later, ""),
    ]  # fmt: skip
    context = {
        "agency": agency,
        "board": found,
        "groups": [(title, _told(rows), tone) for title, rows, tone in groups],
        "helped": _told(found.helped),
        "done": found.done,
        "figures": targets_of(found.figures, today, draw=False),
        "own_plans": list(plans_shown(user).filter(issuer=pk).order_by("-starts_on", "-pk")[:50]),
        "posts": list(posts_of(agency)[:100]) if may_assign else [],
        "post_form": PostForm() if may_assign else None,
        "may_assign": may_assign,
        "today": today,
    }
    return render(request, "programmes/agency.html", context)


def _told(rows: list[Task]) -> list[tuple[Task, tuple[str, str]]]:
    today = clock.today()
    return [(one, wording.task_state(one, today)) for one in rows]


def _may_assign(user: User, agency: Agency) -> bool:
    return access.allows(user, policies.ASSIGN, agency.area_code or None)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record an agency."""
    user = signed_in(request)
    access.require(user, policies.ASSIGN)
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _create(request, user, form)
        if done is not None:
            return done
    context = {"form": form, "title": _("Ghi cơ quan"), "draft_key": NEW}
    return render(request, "programmes/agency_form.html", context, status=400 if form.errors else 200)


def _create(request: HttpRequest, user: User, form: AgencyForm) -> HttpResponse | None:
    def work() -> dict[str, object]:
        return {"pk": services.agencies.record_agency(facts=form.facts(), actor=user, fresh=True).pk}

    try:
        done = editing.once(once_token(request), user, NEW, work, content=request.POST)
    except DomainError as error:
        name_faults(form, error)
        return None
    editing.finish_draft(user, NEW, request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi cơ quan."))
    return redirect("programmes:agency", done.result["pk"])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an agency; where somebody else saved meanwhile the person chooses field by field."""
    user, agency = _agency(request, pk)
    access.require(user, policies.ASSIGN, agency.area_code)
    key = f"programmes.agency.edit.{pk}"
    form = AgencyForm(request.POST or None, row=agency)
    context: dict[str, Any] = {"form": form, "agency": agency, "title": _("Sửa cơ quan"), "draft_key": key}
    if request.method == "POST" and form.is_valid():
        try:
            services.agencies.change_agency(
                pk=pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "programmes/agency_form.html", context, status=409)
        except DomainError as error:
            name_faults(form, error)
        else:
            editing.finish_draft(user, key, request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu."))
            return redirect("programmes:agency", pk)
    return render(request, "programmes/agency_form.html", context, status=400 if form.errors else 200)


@require_POST
def give_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody work for an agency."""
    user, agency = _agency(request, pk)
    form = PostForm(request.POST)
    if not form.is_valid():
        return said_wrong(request, form, "programmes:agency", pk)
    data = form.cleaned_data

    def work() -> None:
        services.agencies.give_post(
            agency=agency, user=services.agencies.person_named(data["who"]), starts_on=data["starts_on"],
            ends_on=data["ends_on"], source=data["source"], actor=user,
        )  # fmt: skip

    return carried_out(request, work, _("Đã ghi người của cơ quan."), "programmes:agency", pk)


@require_POST
def end_post(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Let a post end today."""
    user, agency = _agency(request, pk)
    row = Post.objects.filter(agency=agency, pk=post).first() if post < 2**63 else None
    if row is None:
        raise DomainError("not_found")
    return carried_out(
        request, lambda: services.agencies.end_post(post=row, last=clock.today(), actor=user), _("Đã thôi giao."),
        "programmes:agency", pk,
    )  # fmt: skip


def _agency(request: HttpRequest, pk: int) -> tuple[User, Agency]:
    user = signed_in(request)
    return user, agency_for(user, pk)
