"""Form 01: filling it in, and reading what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.ocop import policies, registration
from cungcau.domain.ocop.forms.dossiers import RegistrationForm
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.services import dossiers as services
from cungcau.domain.ocop.services.choices import refuse_unless_editable
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.views.dossier_frame import dossier_for, rights_of
from cungcau.domain.registry.selectors import masked
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import figures
from cungcau.platform.ui.messages import answer


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as a page shows it; ``needed``: it must be filled in and is not."""

    label: str
    text: str
    needed: bool


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A part of form 01 as a page shows it."""

    title: str
    fields: tuple[Shown, ...]


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in form 01; where somebody else saved meanwhile the person chooses field by field."""
    user, found = dossier_for(request, pk)
    require_dossier(user, found, policies.WRITE_DOSSIERS)
    refuse_unless_editable(found)
    form = RegistrationForm(request.POST or None, row=found)
    context: dict[str, Any] = {
        "form": form, "dossier": found, "mine": rights_of(user, found), "sections": drawn_sections(form),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.save_registration(
                dossier=found,
                version=form.version_seen,
                seen=form.seen_values(),
                mine=form.mine(),
                actor=user,
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            context["sections"] = drawn_sections(form)
            return render(request, "ocop/registration_form.html", context, status=409)
        except InputInvalid as refused:
            for fault in refused.faults:
                said = fault.expected[:1].upper() + fault.expected[1:] + "."
                form.add_error(fault.column if fault.column in form.fields else None, said)
        except DomainError as refused:
            form.add_error(None, answer(refused).text)
        else:
            editing.finish_draft(user, f"ocop.registration.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu phiếu đăng ký."))
            return redirect("ocop:sheet" if "sang-tu-cham" in request.POST else "ocop:dossier", pk=pk)
    return render(request, "ocop/registration_form.html", context, status=400 if form.errors else 200)


def drawn_sections(form: RegistrationForm) -> list[tuple[str, list[Any]]]:
    """The form's boxes by part."""
    return [
        (str(section.title), [form[field.name] for field in section.fields])
        for section in registration.SECTIONS
    ]


def sections_of(dossier: Dossier, whole: bool) -> list[ShownSection]:
    """Form 01 to read; the phone whole for those who work with the entity (``whole``), else masked."""
    needed = {field.name for field in registration.missing(dossier.registration)}
    return [
        ShownSection(
            str(section.title),
            tuple(
                Shown(str(field.label), shown(field, dossier, whole), field.name in needed)
                for field in section.fields
            ),
        )
        for section in registration.SECTIONS
    ]


def shown(field: registration.Field, dossier: Dossier, whole: bool) -> str:
    """A field's text as people read it."""
    text = registration.said(dossier.registration, field.name)
    if not text:
        return ""
    if field.kind == "phone" and not whole:
        return masked(text)
    if field.kind == "money":
        return figures.money(int(text))
    if field.kind == "number" and field.name != "since_year":
        return figures.number(int(text))
    if field.kind == "day":
        return figures.date(date.fromisoformat(text))
    if field.kind == "choice":
        return _("%s sao") % text
    return text
