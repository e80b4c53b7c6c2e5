"""Sessions: the list, one as it goes, planning and changing it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cungcau.domain.council import policies, states, tables
from cungcau.domain.council.filters import SessionFilter
from cungcau.domain.council.forms import sessions as forms
from cungcau.domain.council.models import Council, Decision, Session
from cungcau.domain.council.papers.parts import province_of
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.selectors import sessions as selectors
from cungcau.domain.council.selectors.councils import council_for, councils_shown, is_in_term
from cungcau.domain.council.selectors.decisions import Purpose, candidates, unrecognised
from cungcau.domain.council.selectors.status import status_of
from cungcau.domain.council.services import sessions as services
from cungcau.domain.council.views.frame import Mine, mine_of, reader, session_here
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.listing import Sheet, show_list

_HISTORY = 20
_FOLLOWED = timedelta(minutes=30)
_STOP_POLLING = 286
"""htmx ends a poll on this status."""


@require_safe
def sessions(request: HttpRequest) -> HttpResponseBase:
    """The sessions of the reader's provinces."""
    user = reader(request)
    rows: QuerySet[Session] = selectors.listed(selectors.sessions_shown(user))
    chosen = SessionFilter(request.GET, queryset=rows)
    councils = [
        one
        for one in councils_shown(user)
        if access.allows(user, policies.PREPARE, one.area_code) and is_in_term(one, clock.today())
    ]
    context: dict[str, Any] = {
        "title": _("Phiên hội đồng OCOP"), "tab": "sessions", "is_empty": not selectors.sessions_shown(user).exists(),
        "lead": _("Chuẩn bị phiên, theo dõi việc chấm, biên bản và kết quả."), "councils": councils,
        "may_prepare": access.allows(user, policies.PREPARE),
    }  # fmt: skip
    sheet = Sheet("phiên hội đồng OCOP", tables.SESSION_SHEET, tables.session_rows)
    return show_list(request, "council/sessions.html", chosen, tables.SessionTable(chosen.qs), sheet, context)


@never_cache
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session as it stands: who is there, what is scored, what may be done."""
    user, found = session_here(request, pk)
    mine = mine_of(user, found)
    context = {
        **_live(found, mine),
        "regulation": regulation_of(found),
        "may_attend": mine.prepares
        if found.state == states.PLANNED
        else mine.conducts and found.state == states.OPEN,
        "cancel_form": forms.WhyForm(auto_id="cancel_%s"),
        "close_form": forms.ConclusionForm(auto_id="close_%s"),
        "changes": changes_of(found, most=_HISTORY) if mine.prepares else [],
        "decisions": list(Decision.objects.filter(session=found).order_by("pk")),
        **(_after(found) if mine.decides and found.state == states.CLOSED else {}),
    }
    return render(request, "council/session.html", context)


@never_cache
@require_safe
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """How the session goes, for its own page: nothing while nothing changed, and an end after half an hour."""
    user, found = session_here(request, pk)
    context = _live(found, mine_of(user, found))
    until = request.GET.get("den", "")
    over = not until.isdigit() or int(until) < clock.now().timestamp()
    if not over and request.GET.get("v") == context["status"].mark:
        return HttpResponse(status=204)
    context["follow"] = context["follow"] and not over
    context["until"] = until if until.isdigit() else "0"
    status = 200 if context["follow"] else _STOP_POLLING
    return render(request, "council/parts/live.html", context, status=status)


def _live(found: Session, mine: Mine) -> dict[str, Any]:
    """What the page and its live part draw."""
    status = status_of(found)
    return {
        "session": found, "mine": mine, "status": status,
        "why_not": [answer(one).text for one in status.quorum.why_not],
        "may_cancel": found.state in (states.PLANNED, states.OPEN)
        and not any(line.item.state == states.DONE for line in status.lines),
        "has_waiting": any(line.item.state == states.WAITING for line in status.lines),
        "label": str(states.SESSION_LABELS[found.state]), "tone": states.SESSION_TONES[found.state],
        "is_planned": found.state == states.PLANNED, "is_open": found.state == states.OPEN,
        "is_closed": found.state == states.CLOSED,
        "follow": found.state in (states.PLANNED, states.OPEN),
        "until": int((clock.now() + _FOLLOWED).timestamp()),
    }  # fmt: skip


def _after(found: Session) -> dict[str, Any]:
    """What the office does after the session was closed."""
    return {
        "purposes": [
            (purpose.value, label, candidates(found, purpose))
            for purpose, label in (
                (Purpose.RECOGNISE, _("Công nhận 3 sao, 4 sao (Chủ tịch UBND tỉnh ký)")),
                (Purpose.SEND_UP, _("Gửi Bộ đánh giá 5 sao")),
                (Purpose.MINISTRY, _("Ghi quyết định công nhận 5 sao của Bộ")),
            )
        ],
        "unrecognised": unrecognised(found),
        "committee": _("UBND tỉnh %(name)s") % {"name": province_of(found.area_code)},
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a session of a council."""
    user = reader(request)
    council = council_for(user, pk if pk < 2**63 else 0)
    access.require(user, policies.PREPARE, council.area_code)
    first = {"held_on": max(clock.today(), council.valid_from)}
    form = forms.SessionForm(request.POST or None, council=council, initial=first)
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, object]:
            return {"pk": services.plan(council=council, wanted=form.plan(), actor=user).pk}

        try:
            done = editing.once(once_token(request), user, "council.session.new", work, content=request.POST)
        except DomainError as refused:
            _show(form, refused)
        else:
            return redirect("council:ready", pk=done.result["pk"])
    return _form(request, form, council, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a session before it is opened."""
    user, found = session_here(request, pk)
    if not mine_of(user, found).prepares:
        access.require(user, policies.PREPARE, found.area_code)
    form = forms.SessionForm(request.POST or None, row=found, council=found.council)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(
                session=found, version=form.cleaned_data["version"], seen=form.seen_values(), mine=form.mine(),
                actor=user,
            )  # fmt: skip
        except EditedMeanwhile as error:
            context = {"session": found, "council": found.council, **merge_context(error, form, viewer=user)}
            return render(request, "council/session_form.html", context, status=409)
        except DomainError as refused:
            _show(form, refused)
        else:
            return redirect("council:session", pk=pk)
    return _form(request, form, found.council, found)


def _form(
    request: HttpRequest, form: forms.SessionForm, council: Council, found: Session | None
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "council": council, "session": found}
    return render(request, "council/session_form.html", context, status=status)


_FIELDS = {
    "session_outside_term": "held_on",
    "session_place_missing": "place",
    "answer_by_wrong": "answer_by",
}


def _show(form: forms.SessionForm, refused: DomainError) -> None:
    form.add_error(_FIELDS.get(refused.code), answer(refused).text)
