"""The provincial office's desk for one file: its round, on or back, samples, the Ministry, turning it down."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.forms import road as forms
from cungcau.domain.ocop.forms import road_things as things
from cungcau.domain.ocop.models import Dossier, Samples
from cungcau.domain.ocop.selectors import road
from cungcau.domain.ocop.selectors.completeness import completeness
from cungcau.domain.ocop.selectors.ministry import outcome_of
from cungcau.domain.ocop.services import ministry, road_office, samples
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.views.dossier_frame import dossier_for
from cungcau.domain.ocop.views.road import frame
from cungcau.domain.ocop.views.road_check import back_form, send_back
from cungcau.domain.ocop.views.road_frame import Deed, Refused, act, form_for, thing
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock


def _take_up_form(data: QueryDict | None, dossier: Dossier) -> forms.TakeUpForm:
    return forms.TakeUpForm(data, dossier=dossier, auto_id="take_%s")


def _take_up(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    given = form.cleaned_data
    return road_office.take_up(dossier=dossier, actor=user, round=given["round"], note=given["note"])


def _put(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    return road_office.assign_round(dossier=dossier, round=form.cleaned_data["round"], actor=user)


def _reject_form(data: QueryDict | None, dossier: Dossier) -> forms.RejectForm:
    return forms.RejectForm(data, dossier=dossier, auto_id="reject_%s")


def _reject(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    given = form.cleaned_data
    return road_office.reject(dossier=dossier, grounds=given["grounds"], reason=given["reason"], actor=user)


def receive_form(data: QueryDict | None, dossier: Dossier) -> things.ReceiveForm:
    """Samples that came."""
    return things.ReceiveForm(data, auto_id="receive_%s", initial={"received_on": clock.today()})


def receive(form: django_forms.Form, dossier: Dossier, user: User) -> Samples:
    """Count one hand-over."""
    row = Samples.objects.filter(dossier=dossier, pk=thing(form)).first()
    if row is None:
        raise DomainError("not_found")
    row.dossier = dossier
    return samples.receive(samples=row, actor=user, **form.cleaned_data)


def _up_form(data: QueryDict | None, dossier: Dossier) -> things.SendUpForm:
    return things.SendUpForm(data, auto_id="up_%s", initial={"letter_on": clock.today()})


def _send_up(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    return ministry.send_up(dossier=dossier, actor=user, **form.cleaned_data)


def _result_form(data: QueryDict | None, dossier: Dossier) -> things.ResultForm:
    return things.ResultForm(data, auto_id="result_%s")


def _come_back(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    given = form.cleaned_data
    average = ministry.average_in(given["average"])
    return ministry.come_back(dossier=dossier, average=average, note=given["note"], actor=user)


def _plain(data: QueryDict | None, dossier: Dossier) -> django_forms.Form:
    return django_forms.Form(data)


def _use(form: django_forms.Form, dossier: Dossier, user: User) -> Dossier:
    return ministry.use_result(dossier=dossier, actor=user)


DESK = "ocop:desk"
DEEDS = {
    "giao": Deed(_take_up_form, _take_up, _("Đã giao hồ sơ cho tổ tư vấn.")),
    "xep-dot": Deed(_take_up_form, _put, _("Đã xếp đợt."), DESK),
    "tra-lai": Deed(back_form, send_back, _("Đã trả lại hồ sơ; chủ thể được báo từng mục cần bổ sung.")),
    "loai": Deed(_reject_form, _reject, _("Đã ghi hồ sơ bị loại.")),
    "nhan-mau": Deed(receive_form, receive, _("Đã ghi nhận mẫu."), DESK),
    "gui-bo": Deed(_up_form, _send_up, _("Đã ghi gửi Bộ.")),
    "ket-qua-bo": Deed(_result_form, _come_back, _("Đã ghi kết quả của Bộ."), DESK),
    "dung-ket-qua-bo": Deed(_plain, _use, _("Đã dùng kết quả của Bộ để xếp hạng."), DESK),
}


@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """What the office does with a file as it stands."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.OFFICE, "")
    refused: Refused | None = None
    if request.method == "POST":
        outcome = act(request, user, found, DEEDS)
        if isinstance(outcome, HttpResponseRedirect):
            return outcome
        refused = outcome
    context = {**frame(user, found), **_parts(found), **_forms(found, refused)}
    return render(request, "ocop/road/desk.html", context, status=400 if refused else 200)


def _parts(found: Dossier) -> dict[str, Any]:
    verbs = set(states.DOSSIER.verbs_from(found.state))
    return {
        "may": {
            "take_up": "take_up" in verbs, "send_back": "send_back" in verbs, "send_up": "send_up" in verbs,
            "come_back": "come_back" in verbs, "put": found.state in road.IN_PROVINCE[:-1],
            "reject": found.state in road_office.REJECTABLE,
        },
        "stays": road.stays(found, whole=True),
        "report": road.reports_of(found).exclude(letter_no="").first(),
        "checklist": completeness(found) if found.state == states.FORWARDED else None,
        "answered": [one for one in road.requests_of(found) if one.state == states.ANSWERED],
        "outcome": outcome_of(found),
    }  # fmt: skip


def _forms(found: Dossier, refused: Refused | None) -> dict[str, Any]:
    return {
        "refused": refused.verb if refused else "",
        "take_form": form_for(refused, "giao", form_for(refused, "xep-dot", _take_up_form(None, found))),
        "back_form": form_for(refused, "tra-lai", back_form(None, found)),
        "reject_form": form_for(refused, "loai", _reject_form(None, found)),
        "up_form": form_for(refused, "gui-bo", _up_form(None, found)),
        "result_form": form_for(refused, "ket-qua-bo", _result_form(None, found)),
        "use_form": form_for(refused, "dung-ket-qua-bo", _plain(None, found)),
        "hand_overs": hand_overs(found, refused),
    }


def hand_overs(found: Dossier, refused: Refused | None) -> list[tuple[Samples, django_forms.Form | None]]:
    """Each hand-over of samples, with the form that counts it where nobody has."""
    return [
        (row, None if row.received_on else form_for(refused, "nhan-mau", _fresh_receive(found, row), row.pk))
        for row in road.samples_of(found)
    ]


def _fresh_receive(found: Dossier, row: Samples) -> things.ReceiveForm:
    form = receive_form(None, found)
    form.auto_id = f"receive{row.pk}_%s"
    form.initial["count"] = row.count
    return form
