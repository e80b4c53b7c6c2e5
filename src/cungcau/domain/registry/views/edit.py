"""Entering and correcting an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.registry import policies, selectors, services
from cungcau.domain.registry.forms import OrganisationForm
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.views.frame import editable, home_area, organisation_for, present, reader
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer

NEW = "registry.organisation.new"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a new one; those that look like it are shown first, and said to be others or opened instead."""
    user = reader(request)
    if not access.allows(user, policies.RECORD_PARTNER):
        access.require(user, policies.RECORD)
    form = OrganisationForm(request.POST or None, area=home_area(user))
    alikes: Sequence[selectors.Alike] = ()
    if request.method == "POST" and form.is_valid():
        alikes = _alikes(form)
        said = {int(pk) for pk in request.POST.getlist("different") if pk.isdecimal()}
        if all(one.organisation.pk in said for one in alikes):
            done = _create(request, form, [one.organisation.pk for one in alikes])
            if done is not None:
                return done
    context = {"form": form, "title": _("Thêm tổ chức, hộ"), "alikes": alikes, "draft_key": NEW}
    return render(request, "registry/organisation_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one; where somebody else saved meanwhile the person chooses field by field."""
    one = editable(request, pk)
    user, on = present(request)
    form = OrganisationForm(request.POST or None, row=one, area=home_area(user))
    context: dict[str, Any] = {"form": form, "one": one, "title": _("Sửa %(name)s") % {"name": one.name}}
    if request.method == "POST" and form.is_valid():
        mine, seen = form.mine(), {**form.seen_values(), "phone": one.phone}
        if form.cleaned_data["new_phone"] or form.cleaned_data.get("drop_phone"):
            mine["phone"] = form.cleaned_data["new_phone"]
        try:
            services.change_organisation(
                pk=one.pk, version=form.version_seen, seen=seen, mine=mine, actor=user, on=on
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            return render(request, "registry/organisation_form.html", context, status=409)
        except DomainError as error:
            form.add_error(None, answer(error).text)
        else:
            editing.finish_draft(user, f"registry.organisation.edit.{one.pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("registry:organisation", pk=one.pk)
    return render(request, "registry/organisation_form.html", context, status=400 if form.errors else 200)


@require_POST
def different(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Keep that two that look alike are not the same."""
    one = editable(request, pk)
    user, on = present(request)
    services.say_different(first=one, second=organisation_for(request, other), actor=user, on=on)
    messages.success(request, _("Đã ghi nhận là hai nơi khác nhau."))
    return redirect("registry:organisation", pk=pk)


def _alikes(form: OrganisationForm) -> list[selectors.Alike]:
    data = form.cleaned_data
    area = data["unit"].area_code if data["unit"] else ""
    return selectors.look_alikes(name=data["name"], phone=data["new_phone"] or None, area=area)


def _create(request: HttpRequest, form: OrganisationForm, alike: list[int]) -> HttpResponse | None:
    user, on = present(request)
    data = form.cleaned_data
    entry = services.Entry(
        name=data["name"], kind=data["kind"], source=data["source"], unit=data["unit"], phone=data["new_phone"],
        goods=data["goods"], note=data["note"],
    )  # fmt: skip

    def write() -> dict[str, object]:
        return {"pk": services.create_organisation(entry=entry, actor=user, on=on, different=alike).pk}

    try:
        done = editing.once(once_token(request), user, NEW, write, content=request.POST)
    except DomainError as error:
        form.add_error(None, answer(error).text)
        return None
    editing.finish_draft(user, NEW, request.POST.get("draft_id"))
    one = get_object_or_404(Organisation, pk=done.result["pk"])
    messages.success(request, _("Đã ghi %(name)s, mã %(code)s.") % {"name": one.name, "code": one.code})
    return redirect("registry:organisation", pk=one.pk)
