"""Questions waiting for an answer, answered in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.survey import linking, policies, selectors, services, states, tables, wording
from cungcau.domain.survey.filters import QuestionFilter
from cungcau.domain.survey.models import Question
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.exchange.services import export_response
from cungcau.platform.ui.fields import drawn
from cungcau.platform.ui.messages import answer as sentence_of

PER_PAGE = 20
TONES = {states.OPEN: "warn", states.ANSWERED: "good", states.WITHDRAWN: ""}


@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponseBase:
    """The questions of one's areas; those waiting unless another state is asked for."""
    user = signed_in(request)
    access.require(user, policies.ASK)
    wanted: QueryDict = request.GET.copy()
    if "state" not in wanted:
        wanted["state"] = states.OPEN
    chosen = QuestionFilter(wanted, queryset=selectors.questions_shown(user))
    rows = chosen.qs
    export = request.GET.get("xuat", "")
    if export:
        return export_response(_("câu hỏi về số liệu"), export, tables.QUESTIONS, tables.question_rows(rows))
    return render(
        request,
        "survey/questions.html",
        _context(request, chosen, user),
        status=200 if chosen.form.is_valid() else 400,
    )


@login_required
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an answer, or open an answered question anew."""
    user = signed_in(request)
    access.require(user, policies.ASK)
    found = selectors.question(pk)
    if found is None or not access.allows(user, policies.ASK, found.area_code):
        raise DomainError("question_not_found", number=pk)
    back = _back(request)
    try:
        if request.POST.get("again"):
            services.ask_again(question=found, actor=user)
            messages.success(request, _("Câu hỏi được mở lại."))
        else:
            services.answer_question(question=found, answer=_typed(request, found), actor=user)
            messages.success(request, _("Đã giữ câu trả lời."))
    except DomainError as refused:
        if refused.code == "not_allowed":
            raise
        messages.error(request, sentence_of(refused).text)
    return redirect(back)


def _typed(request: HttpRequest, question: Question) -> str:
    """The usual reason chosen and what was written beside it."""
    reasons = wording.reasons(question.rule)
    number = request.POST.get("reason", "")
    reason = reasons[int(number)] if number.isdecimal() and int(number[:4]) < len(reasons) else ""
    return "; ".join(filter(None, (reason, request.POST.get("answer", "").strip())))


def _back(request: HttpRequest) -> str:
    """The page the answer was sent from: a figure of ours, or the list as it was filtered."""
    number = request.POST.get("figure", "")
    if number.isdecimal() and len(number) < 19:
        return reverse("survey:figure", args=[int(number)])
    query = request.POST.get("query", "")[:500]
    return f"{reverse('survey:questions')}?{QueryDict(query).urlencode()}"


def _context(request: HttpRequest, chosen: QuestionFilter, user: User) -> dict[str, Any]:
    page = Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)

    def link(kind: str) -> str:
        kept = query.copy()
        kept["xuat"] = kind
        return f"?{kept.urlencode()}"

    return {
        "page": page,
        "items": _items(list(page.object_list), user),
        "fields": [(bound, drawn(bound)["widget"]) for bound in chosen.form],
        "filtered": any(request.GET.get(name) for name in chosen.filters),
        "query": request.GET.urlencode(),
        "exports": [(link(kind), kind) for kind in ("xlsx", "csv")],
    }


def _items(found: Sequence[Question], user: User) -> list[dict[str, Any]]:
    return [
        {
            "question": one,
            "sentence": wording.sentence(one.rule, one.facts),
            "why": wording.why(one.rule),
            "reasons": list(enumerate(wording.reasons(one.rule))),
            "page": linking.page_of(one.thing_type, one.thing_id),
            "label": str(states.LABELS[one.state]),
            "tone": TONES[one.state],
            "may_answer": one.state == states.OPEN and access.allows(user, policies.ANSWER, one.area_code),
            "may_ask_again": one.state == states.ANSWERED
            and access.allows(user, policies.ANSWER, one.area_code),
        }
        for one in found
    ]
