"""What the pages of this room share: who reads, who writes, how a form is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cungcau.domain.promotion import policies
from cungcau.domain.promotion.forms.shared import PlacedForm
from cungcau.domain.promotion.services import keeping
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer

TEMPLATE = "promotion/form.html"


def reader(request: HttpRequest) -> User:
    """Who looks; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    return user


def writer(request: HttpRequest) -> User:
    """Who writes; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.RECORD)
    return user


def found(row: Any) -> Any:
    """The row; raises ``not_found`` for none."""
    if row is None:
        raise DomainError("not_found")
    return row


def new_page(
    request: HttpRequest,
    noun: keeping.Noun[Any],
    form: PlacedForm,
    *,
    key: str,
    page: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A form for a new row; sent, it writes it once and leads to its page."""
    user = signed_in(request)
    if request.method == "POST" and form.is_valid():
        try:
            done = editing.once(
                once_token(request), user, key,
                lambda: {"pk": keeping.enter(noun, facts=form.facts(), actor=user).pk}, content=request.POST,
            )  # fmt: skip
        except DomainError as refused:
            refuse(form, refused)
        else:
            editing.finish_draft(user, key, request.POST.get("draft_id"))
            messages.success(request, context["saved"])
            return redirect(page, done.result["pk"])
    shown = {"form": form, "draft_key": key, **context}
    return render(request, TEMPLATE, shown, status=400 if form.errors else 200)


def edit_page(
    request: HttpRequest,
    noun: keeping.Noun[Any],
    form: PlacedForm,
    *,
    key: str,
    page: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A form over a row; where somebody else saved meanwhile the person chooses field by field."""
    user = signed_in(request)
    row: Any = form.row
    shown = {"form": form, "row": row, "draft_key": f"{key}.{row.pk}", **context}
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change(
                noun, row, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            shown |= merge_context(error, form, viewer=user)
            return render(request, TEMPLATE, shown, status=409)
        except DomainError as refused:
            refuse(form, refused)
        else:
            editing.finish_draft(user, f"{key}.{row.pk}", request.POST.get("draft_id"))
            messages.success(request, context["saved"])
            return redirect(page, row.pk)
    return render(request, TEMPLATE, shown, status=400 if form.errors else 200)


def refuse(form: forms.Form, refused: DomainError) -> None:
    """Say a refusal by its fields; one of rights is no matter of the form."""
    if isinstance(refused, InputInvalid):
        for fault in refused.faults:
            column = fault.column if fault.column in form.fields else None
            form.add_error(column, fault.expected if column else f"{fault.column}: {fault.expected}")
        return
    if answer(refused).status in (403, 404):
        raise refused
    form.add_error(None, answer(refused).text)


def done(form: forms.Form, work: Callable[[], object]) -> bool:
    """Whether a deed went through; a refusal is said on its form."""
    try:
        work()
    except DomainError as refused:
        refuse(form, refused)
        return False
    return True
