"""What the catalogue's forms share: drawn, sent, refused by the fields, saved once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import VersionedForm, merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui.messages import answer

TEMPLATE = "catalogue/entry.html"


def enter(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[], object],
    *,
    title: str,
    back: str,
    draft: str,
    done: str = "",
    after: Callable[[], str] | None = None,
    crumbs: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Draw a form; when it was sent well, save it and go back.

    ``draft`` is the key its typing is kept under, ``back`` the address to go to (``after()`` once it is saved).
    Refusals stand by the fields they speak of; a record saved by somebody else meanwhile is merged field by field.
    """
    user = signed_in(request)
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "back": back,
        "draft_key": draft,
        "crumbs": crumbs,
    }
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if form.is_valid():
        try:
            _carry_out(request, form, save, draft)
        except EditedMeanwhile as error:
            if not isinstance(form, VersionedForm):
                raise
            return render(request, TEMPLATE, context | merge_context(error, form, viewer=user), status=409)
        except DomainError as error:
            _refuse(form, error)
        else:
            editing.finish_draft(user, draft, request.POST.get("draft_id"))
            messages.success(request, done or _("Đã lưu."))
            return redirect(after() if after else back)
    return render(request, TEMPLATE, context, status=400)


def _carry_out(request: HttpRequest, form: forms.Form, save: Callable[[], object], draft: str) -> None:
    """Save; a form sent twice is carried out once (a versioned one takes care of itself)."""
    if isinstance(form, VersionedForm) and form.row is not None:
        save()
        return

    def work() -> dict[str, object]:
        save()
        return {}

    editing.once(once_token(request), signed_in(request), draft, work, content=request.POST)


def _refuse(form: forms.Form, error: DomainError) -> None:
    if not isinstance(error, InputInvalid):
        form.add_error(None, answer(error).text)
        return
    for fault in error.faults:
        name = fault.column if fault.column in form.fields else None
        form.add_error(name, fault.expected if name else f"{fault.column} {fault.value}: {fault.expected}")
