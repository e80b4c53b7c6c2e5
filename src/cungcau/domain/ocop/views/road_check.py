"""The commune's check of a file: the checklist, its report (form 03), sending back item by item, carrying it up."""

from __future__ import annotations

from datetime import date

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.forms import road as forms
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.registration import FIELDS, said
from cungcau.domain.ocop.selectors import road
from cungcau.domain.ocop.selectors.completeness import completeness
from cungcau.domain.ocop.selectors.road_terms import days_to_answer
from cungcau.domain.ocop.services import report, road_commune
from cungcau.domain.ocop.services.requests import Again
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road_commune import Letter
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.domain.ocop.views.road import frame
from cungcau.domain.ocop.views.road_frame import Deed, Refused, act, form_for
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

BESIDE = {
    "origin": ("ingredients", "place_of_making"),
    "labour": ("labour_total", "labour_local"),
    "idea": ("origin",),
    "identity": ("identity", "story"),
}
"""Fields of form 01 that tell what the file says on each of the four points."""
AGAIN = "con-thieu-"


def back_form(data: QueryDict | None, dossier: Dossier) -> forms.SendBackForm:
    """The form that sends a file back, with the checklist's gaps to tick."""
    asks = completeness(dossier).asks
    today = clock.today()
    return forms.SendBackForm(
        data, dossier=dossier, auto_id="back_%s",
        suggestions=[(f"{one.criterion}|{one.ask}", one.ask) for one in asks],
        initial={"due_on": days_to_answer(dossier, today)},
    )  # fmt: skip


def send_back(form: forms.SendBackForm, dossier: Dossier, user: User) -> Dossier:
    """What the form asks, and what earlier answers still lack (boxes ``con-thieu-<number>``)."""
    due: date = form.cleaned_data["due_on"]
    again = [
        Again(int(name.removeprefix(AGAIN)), str(text), due)
        for name, text in form.data.items()
        if name.startswith(AGAIN) and name.removeprefix(AGAIN).isdecimal() and str(text).strip()
    ]
    return road_commune.send_back(
        dossier=dossier, items=form.items(), again=again, reason=form.cleaned_data["reason"], actor=user
    )


def forward_form(data: QueryDict | None, dossier: Dossier) -> forms.ForwardForm:
    """The letter and the samples."""
    have = sum(one.count for one in road.samples_of(dossier))
    return forms.ForwardForm(
        data, need=dossier.criteria_set.samples, have=have, auto_id="forward_%s",
        initial={"letter_on": clock.today()},
    )  # fmt: skip


def _forward(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    given = form.cleaned_data
    return road_commune.forward(
        dossier=dossier, letter=Letter(given["letter_no"], given["letter_on"]), actor=user,
        samples=given.get("samples") or 0, samples_later=given.get("samples_later", False),
    )  # fmt: skip


def _report_form(data: QueryDict | None, dossier: Dossier) -> forms.ReportForm:
    return forms.ReportForm(
        data, initial=forms.ReportForm.began(report.draft_of(dossier)), auto_id="report_%s"
    )


def _save(form: forms.ReportForm, dossier: Dossier, user: User) -> object:
    return report.save_report(dossier=dossier, findings=form.findings(), actor=user)


DEEDS = {
    "bao-cao": Deed(_report_form, _save, _("Đã lưu báo cáo của xã (Mẫu 03)."), "ocop:check"),
    "tra-lai": Deed(back_form, send_back, _("Đã trả lại hồ sơ; chủ thể được báo từng mục cần bổ sung.")),
    "chuyen": Deed(forward_form, _forward, _("Đã chuyển hồ sơ lên tỉnh.")),
}


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file against its checklist, write the report, then send it back or carry it up."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.CHECK, "")
    refused: Refused | None = None
    if request.method == "POST":
        outcome = act(request, user, found, DEEDS)
        if isinstance(outcome, HttpResponseRedirect):
            return outcome
        refused = outcome
    draft = report.draft_of(found)
    step = road.open_step(found)
    context = {
        **frame(user, found),
        "open": found.state == states.SUBMITTED,
        "checklist": completeness(found),
        "stays": road.stays(found, whole=True)[-1:] if step else [],
        "report": draft,
        "beside": _beside(found),
        "report_form": form_for(refused, "bao-cao", _report_form(None, found)),
        "back_form": form_for(refused, "tra-lai", back_form(None, found)),
        "forward_form": form_for(refused, "chuyen", forward_form(None, found)),
        "refused": refused.verb if refused else "",
        "answered": [one for one in road.requests_of(found) if one.state == states.ANSWERED],
        "samples": road.samples_of(found),
    }
    return render(request, "ocop/road/check.html", context, status=400 if refused else 200)


def _beside(dossier: Dossier) -> dict[str, list[tuple[str, str]]]:
    """What form 01 says on each point: (label, text)."""
    return {
        point: [
            (str(FIELDS[name].label), text)
            for name in names
            if (text := said(dossier.registration, name).strip())
        ]
        for point, names in BESIDE.items()
    }
