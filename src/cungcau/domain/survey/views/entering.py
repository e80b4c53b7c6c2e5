"""Entering an observation, confirming and correcting one, choosing the one in use."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.survey import metrics, policies, selectors, services
from cungcau.domain.survey.asking import Asked, read_answers
from cungcau.domain.survey.doubting import doubts_about
from cungcau.domain.survey.forms import ChoiceForm, CorrectionForm, ObservationForm, as_written, same_again
from cungcau.domain.survey.models import Observation
from cungcau.domain.survey.reading import ValueUnreadable, read_value
from cungcau.domain.survey.views.figures import figure_context, figure_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.messages import answer

DRAFT = "survey.observation.new"


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The form of one observation; what is doubtful is asked once, then it is saved in any case that is answered."""
    user = signed_in(request)
    access.require(user, policies.RECORD)
    areas = sorted(areas_with(user, policies.RECORD), key=lambda area: (len(area), area))
    form = ObservationForm(request.POST or None, area=areas[0] if areas else "", initial=_beginning(request))
    asked: Asked | None = None
    reading = ""
    if request.method == "POST" and form.is_valid():
        entry = form.entry()
        reading = metrics.say(
            entry.value.low, entry.value.high, entry.value.hedge, metrics.metric(entry.metric).unit
        )
        asked = read_answers(request.POST, doubts_about(entry))
        if asked.complete:
            answers = asked.answers
            try:
                done = editing.once(
                    once_token(request),
                    user,
                    DRAFT,
                    lambda: {
                        "pk": services.enter_observation(entry=entry, actor=user, answers=answers).figure_id
                    },
                    content=request.POST,
                )
            except DomainError as refused:
                form.add_error(None, answer(refused).text)
            else:
                editing.finish_draft(user, DRAFT, request.POST.get("draft_id"))
                messages.success(request, _("Đã ghi: %(value)s.") % {"value": reading})
                return redirect("survey:figure", pk=done.result["pk"])
    refused_form = form.is_bound and (not form.is_valid() or (asked is not None and not asked.complete))
    context = {"form": form, "asked": asked, "reading": reading, "title": _("Ghi số liệu")}
    return render(request, "survey/enter.html", context, status=422 if refused_form else 200)


def _beginning(request: HttpRequest) -> dict[str, Any]:
    """A link from a figure's page asks for another source of it: ``?so-lieu=`` its number."""
    number = request.GET.get("so-lieu", "")
    if not number.isdecimal() or len(number) > 18:
        return {}
    return same_again(figure_for(request, int(number)))


@login_required
@require_safe
def read(request: HttpRequest) -> JsonResponse:
    """How a value being typed is read, in words: ``{"said": …, "fine": …}``."""
    access.require(signed_in(request), policies.RECORD)
    metric = metrics.METRICS.get(request.GET.get("metric", ""))
    text = request.GET.get("value", "")[:200]
    if metric is None or not text.strip():
        return JsonResponse({"said": "", "fine": True})
    try:
        value = read_value(text, metric)
    except ValueUnreadable as refused:
        return JsonResponse({"said": refused.sentence, "fine": False})
    said = metrics.say(value.low, value.high, value.hedge, metric.unit)
    return JsonResponse({"said": _("Hiểu là: %(value)s") % {"value": said}, "fine": True})


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person confirms."""
    found = observation_for(request, pk)
    services.confirm_observation(observation=found, actor=signed_in(request))
    messages.success(request, _("Đã xác nhận."))
    return redirect("survey:figure", pk=found.figure_id)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Another value for a row that stays readable."""
    found = observation_for(request, pk)
    user = signed_in(request)
    access.require(user, policies.RECORD, found.figure.area_code)
    form = CorrectionForm(
        request.POST or None, metric=metrics.metric(found.figure.metric), initial=as_written(found)
    )
    if request.method == "POST" and form.is_valid():
        services.correct_observation(
            observation=found,
            value=form.reading(),
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            actor=user,
        )
        editing.finish_draft(user, f"survey.observation.correct.{pk}", request.POST.get("draft_id"))
        messages.success(request, _("Đã sửa. Dòng cũ được giữ lại bên dưới."))
        return redirect("survey:figure", pk=found.figure_id)
    context = {
        "form": form,
        "observation": found,
        "value": metrics.say(found.low, found.high, found.hedge, found.figure.unit),
    }
    return render(request, "survey/correct.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which observation is in use; where somebody chose meanwhile, the page comes back saying so."""
    found = figure_for(request, pk)
    user = signed_in(request)
    form = ChoiceForm(request.POST)
    trouble = ""
    if not form.is_valid():
        trouble = _("Hãy chọn một dòng và ghi lý do chọn (dài nhất 500 ký tự).")
    else:
        data = form.cleaned_data
        one = selectors.observation(data["observation"])
        if one is None or one.figure_id != found.pk:
            raise DomainError("observation_not_found", number=data["observation"])
        try:
            services.choose_in_use(
                observation=one, reason=data["reason"], version=data["version"], actor=user
            )
        except DomainError as refused:
            if refused.code not in {
                "figure_chosen_meanwhile",
                "figure_reason_missing",
                "observation_corrected",
            }:
                raise
            trouble = answer(refused).text
    if not trouble:
        messages.success(request, _("Đã chọn số đang dùng."))
        return redirect("survey:figure", pk=pk)
    context = figure_context(request, figure_for(request, pk)) | {
        "trouble": trouble,
        "reason_typed": request.POST.get("reason", "")[:500],
        "chosen_row": request.POST.get("observation", ""),
    }
    return render(request, "survey/figure.html", context, status=409)


def observation_for(request: HttpRequest, pk: int) -> Observation:
    """The observation, if this person may see its figure; ``observation_not_found`` otherwise, in both cases."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.observation(pk)
    if found is None or not access.allows(user, policies.VIEW, found.figure.area_code):
        raise DomainError("observation_not_found", number=pk)
    return found
