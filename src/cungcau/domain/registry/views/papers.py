"""Certificates and growing areas of an organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.registry import services
from cungcau.domain.registry.forms import CertificateForm, GrowingAreaForm, RevokeForm
from cungcau.domain.registry.models import Certificate, GrowingArea, Organisation
from cungcau.domain.registry.services.growing_areas import doubts_of
from cungcau.domain.registry.views.frame import editable, present
from cungcau.domain.registry.views.ties import run
from cungcau.domain.survey.asking import read_answers
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer


@require_http_methods(["GET", "POST"])
def add_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a paper."""
    one = editable(request, pk)
    user, on = present(request)
    form = CertificateForm(request.POST or None, organisation=one)

    def write() -> None:
        services.add_certificate(organisation=one, paper=form.paper(), actor=user, on=on)

    title, done = _("Thêm giấy chứng nhận"), _("Đã ghi giấy chứng nhận.")
    return run(request, one, form, write, title, done, "registry.certificate.new")


@require_http_methods(["GET", "POST"])
def edit_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a paper."""
    paper = _paper(pk)
    one = editable(request, paper.organisation_id)
    user, on = present(request)
    form = CertificateForm(request.POST or None, organisation=one, row=paper)
    context: dict[str, Any] = {"form": form, "one": one, "title": _("Sửa giấy chứng nhận")}
    if request.method == "POST" and form.is_valid():
        try:
            services.change_certificate(
                pk=pk, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user, on=on
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "registry/small_form.html", context, status=409)
        except DomainError as error:
            form.add_error(None, answer(error).text)
        else:
            messages.success(request, _("Đã lưu giấy chứng nhận."))
            return redirect("registry:organisation", pk=one.pk)
    return render(request, "registry/small_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def revoke_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a paper no longer counts."""
    paper = _paper(pk)
    one = editable(request, paper.organisation_id)
    user, on = present(request)
    form = RevokeForm(request.POST or None, initial={"revoked_on": on})

    def write() -> None:
        data = form.cleaned_data
        services.revoke_certificate(pk=pk, first=data["revoked_on"], reason=data["reason"], actor=user, on=on)

    title = _("Thu hồi giấy %(kind)s số %(number)s") % {
        "kind": paper.kind.name,
        "number": paper.number or "–",
    }
    return run(request, one, form, write, title, _("Đã ghi việc thu hồi."))


@require_http_methods(["GET", "POST"])
def add_growing_area(request: HttpRequest, pk: int) -> HttpResponse:
    """Record land under one crop; what is doubtful is asked, never refused."""
    one = editable(request, pk)
    user, on = present(request)
    form = GrowingAreaForm(request.POST or None, area=one.area_code, initial={"unit": one.unit_id})
    context = _land_page(one, form, _("Thêm vùng trồng"), "registry.growing_area.new")
    if request.method == "POST" and form.is_valid():
        asked = context["asked"] = read_answers(request.POST, doubts_of(form.figures()))
        if asked.complete:
            try:
                services.add_growing_area(organisation=one, land=form.land(asked.answers), actor=user, on=on)
            except DomainError as error:
                form.add_error(None, answer(error).text)
            else:
                editing.finish_draft(
                    user, f"registry.growing_area.new.{one.pk}", request.POST.get("draft_id")
                )
                messages.success(request, _("Đã ghi vùng trồng."))
                return redirect("registry:organisation", pk=one.pk)
    return render(request, "registry/small_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_growing_area(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it."""
    land = GrowingArea.objects.filter(pk=pk).select_related("unit").defer("words").first()
    if land is None:
        raise DomainError("growing_area_not_found", number=pk)
    one = editable(request, land.organisation_id)
    user, on = present(request)
    form = GrowingAreaForm(request.POST or None, area=one.area_code, row=land)
    context = _land_page(one, form, _("Sửa vùng trồng %(name)s") % {"name": land.name}, "")
    if request.method == "POST" and form.is_valid():
        mine = form.own_columns()
        asked = context["asked"] = read_answers(request.POST, doubts_of(mine))
        if asked.complete:
            try:
                services.change_growing_area(
                    pk=pk, version=form.version_seen, seen=form.seen_columns(), mine=mine, answers=asked.answers,
                    actor=user, on=on,
                )  # fmt: skip
            except EditedMeanwhile as error:
                context |= merge_context(error, form, viewer=user)
                return render(request, "registry/small_form.html", context, status=409)
            except DomainError as error:
                form.add_error(None, answer(error).text)
            else:
                messages.success(request, _("Đã lưu vùng trồng."))
                return redirect("registry:organisation", pk=one.pk)
    return render(request, "registry/small_form.html", context, status=400 if form.errors else 200)


def _paper(pk: int) -> Certificate:
    paper = Certificate.objects.filter(pk=pk).select_related("kind").first()
    if paper is None:
        raise DomainError("certificate_not_found", number=pk)
    return paper


def _land_page(one: Organisation, form: GrowingAreaForm, title: str, draft: str) -> dict[str, Any]:
    return {"one": one, "form": form, "title": title, "draft_key": draft, "asked": None}
