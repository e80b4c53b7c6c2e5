"""The advisory team's desk for one file: requests item by item, visits, tests, samples, its conclusion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.forms import road as forms
from cungcau.domain.ocop.forms import road_things as things
from cungcau.domain.ocop.models import Dossier, EvidenceKind, FieldVisit, ItemRequest, LabTest
from cungcau.domain.ocop.selectors import road
from cungcau.domain.ocop.selectors.evidence import offered
from cungcau.domain.ocop.selectors.road_terms import days_to_answer
from cungcau.domain.ocop.services import lab_tests, requests, road_office, visits
from cungcau.domain.ocop.services.request_rows import LIVE
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.domain.ocop.views.road import frame
from cungcau.domain.ocop.views.road_desk import hand_overs, receive, receive_form
from cungcau.domain.ocop.views.road_frame import Deed, Refused, act, form_for, thing
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

Data = QueryDict | None
Plain = django_forms.Form


def _ask_form(data: Data, dossier: Dossier) -> forms.AskForm:
    due = days_to_answer(dossier, clock.today())
    return forms.AskForm(data, dossier=dossier, auto_id="ask_%s", initial={"due_on": due})


def _ask(form: forms.AskForm, dossier: Dossier, user: User) -> object:
    return requests.ask(dossier=dossier, items=form.items(), actor=user)


def _request(form: Plain, dossier: Dossier) -> ItemRequest:
    row = ItemRequest.objects.filter(dossier=dossier, pk=thing(form)).first()
    if row is None:
        raise DomainError("ocop_request_not_found", number=thing(form))
    row.dossier = dossier
    return row


def _plain(data: Data, dossier: Dossier) -> Plain:
    return Plain(data)


def _accept(form: Plain, dossier: Dossier, user: User) -> object:
    return requests.accept(request=_request(form, dossier), actor=user)


def _again_form(data: Data, dossier: Dossier) -> forms.AgainForm:
    return forms.AgainForm(data)


def _again(form: Plain, dossier: Dossier, user: User) -> object:
    return requests.ask_again(request=_request(form, dossier), actor=user, **form.cleaned_data)


def _reason_form(data: Data, dossier: Dossier) -> forms.ReasonForm:
    return forms.ReasonForm(data)


def _cancel(form: Plain, dossier: Dossier, user: User) -> object:
    return requests.cancel(request=_request(form, dossier), actor=user, **form.cleaned_data)


def _visit_form(data: Data, dossier: Dossier) -> things.VisitForm:
    return things.VisitForm(data, auto_id="visit_%s")


def _plan_visit(form: Plain, dossier: Dossier, user: User) -> object:
    return visits.plan(dossier=dossier, actor=user, **form.cleaned_data)


def _visit(form: Plain, dossier: Dossier) -> FieldVisit:
    row = FieldVisit.objects.filter(dossier=dossier, pk=thing(form)).first()
    if row is None:
        raise DomainError("not_found")
    row.dossier = dossier
    return row


def _visit_done_form(data: Data, dossier: Dossier) -> things.VisitDoneForm:
    return things.VisitDoneForm(data, initial={"done_on": clock.today()})


def _finish_visit(form: Plain, dossier: Dossier, user: User) -> object:
    return visits.finish(visit=_visit(form, dossier), actor=user, **form.cleaned_data)


def _call_off(form: Plain, dossier: Dossier, user: User) -> object:
    return visits.call_off(visit=_visit(form, dossier), actor=user, **form.cleaned_data)


def _test_form(data: Data, dossier: Dossier) -> things.TestForm:
    return things.TestForm(data, auto_id="test_%s")


def _ask_test(form: Plain, dossier: Dossier, user: User) -> object:
    return lab_tests.ask(dossier=dossier, actor=user, **form.cleaned_data)


def _papers(dossier: Dossier) -> list[tuple[int, str]]:
    """The entity's papers to choose from."""
    rows = offered(dossier.product.entity_id).filter(kind=EvidenceKind.PAPER)
    return list(rows.values_list("pk", "title")[:300])


def _result_form(data: Data, dossier: Dossier) -> things.TestResultForm:
    return things.TestResultForm(data, papers=_papers(dossier))


def _finish_test(form: Plain, dossier: Dossier, user: User) -> object:
    row = LabTest.objects.filter(dossier=dossier, pk=thing(form)).first()
    if row is None:
        raise DomainError("not_found")
    row.dossier = dossier
    paper = offered(dossier.product.entity_id).filter(pk=form.cleaned_data["evidence"] or 0).first()
    return lab_tests.finish(test=row, actor=user, **(form.cleaned_data | {"evidence": paper}))


def _finish_form(data: Data, dossier: Dossier) -> forms.FinishForm:
    live = dossier.requests.filter(state__in=LIVE).count()
    return forms.FinishForm(data, live=live, auto_id="finish_%s")


def _finish(form: Plain, dossier: Dossier, user: User) -> object:
    return road_office.finish_review(dossier=dossier, actor=user, **form.cleaned_data)


def _reopen_form(data: Data, dossier: Dossier) -> forms.ReasonForm:
    return forms.ReasonForm(data, auto_id="reopen_%s")


def _reopen(form: Plain, dossier: Dossier, user: User) -> object:
    return road_office.reopen_review(dossier=dossier, actor=user, **form.cleaned_data)


HERE = "ocop:review"
DEEDS = {
    "yeu-cau": Deed(_ask_form, _ask, _("Đã gửi yêu cầu; chủ thể được báo."), HERE),
    "du": Deed(_plain, _accept, _("Đã xác nhận đủ."), HERE),
    "lai": Deed(_again_form, _again, _("Đã yêu cầu lại."), HERE),
    "thoi": Deed(_reason_form, _cancel, _("Đã thôi yêu cầu."), HERE),
    "hen": Deed(_visit_form, _plan_visit, _("Đã hẹn khảo sát; chủ thể và xã được báo."), HERE),
    "khao-sat": Deed(_visit_done_form, _finish_visit, _("Đã ghi kết quả khảo sát."), HERE),
    "bo-hen": Deed(_reason_form, _call_off, _("Đã bỏ buổi khảo sát."), HERE),
    "kiem-nghiem": Deed(_test_form, _ask_test, _("Đã yêu cầu kiểm nghiệm; chủ thể được báo."), HERE),
    "ket-qua": Deed(_result_form, _finish_test, _("Đã ghi kết quả kiểm nghiệm."), HERE),
    "nhan-mau": Deed(receive_form, receive, _("Đã ghi nhận mẫu."), HERE),
    "xong": Deed(_finish_form, _finish, _("Đã kết thúc xem xét; hồ sơ chờ hội đồng.")),
    "xem-lai": Deed(_reopen_form, _reopen, _("Đã mở lại việc xem xét."), HERE),
}


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What the advisory team does with a file."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.REVIEW, "")
    refused: Refused | None = None
    if request.method == "POST":
        outcome = act(request, user, found, DEEDS)
        if isinstance(outcome, HttpResponseRedirect):
            return outcome
        refused = outcome
    context = {**frame(user, found), **_parts(found), **_forms(found, refused)}
    return render(request, "ocop/road/review.html", context, status=400 if refused else 200)


def _parts(found: Dossier) -> dict[str, Any]:
    verbs = set(states.DOSSIER.verbs_from(found.state))
    return {
        "reviewing": found.state == states.REVIEWING,
        "may_look": found.state in road.LOOKED_AT,
        "may_reopen": "reopen_review" in verbs,
        "stays": road.stays(found, whole=True)[-1:],
        "live": found.requests.filter(state__in=LIVE).count(),
        "report": road.reports_of(found).exclude(letter_no="").first(),
    }


def _forms(found: Dossier, refused: Refused | None) -> dict[str, Any]:
    ask_form = form_for(refused, "yeu-cau", _ask_form(None, found))
    due, papers = ask_form.initial.get("due_on"), None
    tests = list(road.tests_of(found))
    if any(row.result_on is None for row in tests):
        papers = _papers(found)
    make: dict[str, Callable[[], Plain]] = {
        "lai": lambda: forms.AgainForm(initial={"due_on": due}),
        "thoi": forms.ReasonForm,
        "khao-sat": lambda: _visit_done_form(None, found),
        "bo-hen": forms.ReasonForm,
        "ket-qua": lambda: things.TestResultForm(papers=papers or []),
    }

    def own(pk: int, *verbs: str) -> dict[str, Plain]:
        """A row's own forms by verb (blanks for hyphens), each with boxes of its own names."""
        shown = {}
        for verb in verbs:
            form = form_for(refused, verb, make[verb](), pk)
            form.auto_id = f"{verb}{pk}_%s"
            shown[verb.replace("-", "_")] = form
        return shown

    return {
        "refused": refused.verb if refused else "",
        "ask_form": ask_form,
        "visit_form": form_for(refused, "hen", _visit_form(None, found)),
        "test_form": form_for(refused, "kiem-nghiem", _test_form(None, found)),
        "finish_form": form_for(refused, "xong", _finish_form(None, found)),
        "reopen_form": form_for(refused, "xem-lai", _reopen_form(None, found)),
        "requests": [(row, own(row.pk, "lai", "thoi")) for row in road.requests_of(found)],
        "visits": [(row, own(row.pk, "khao-sat", "bo-hen")) for row in road.visits_of(found)],
        "tests": [(row, own(row.pk, "ket-qua")) for row in tests],
        "hand_overs": hand_overs(found, refused),
    }
