"""What pages of a file's road share: carrying out what a form asks, once, and drawing it again with what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise

from cungcau.domain.ocop.models import Dossier
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.messages import answer

VERB, THING = "viec", "so"
_ELSEWHERE = (401, 403, 404)
"""Refusals with a page of their own; all others are said beside the form."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a form of a page does: how the form is made, what it does, what is said then, where that leads."""

    form: Callable[[QueryDict | None, Dossier], forms.Form]
    do: Callable[[Any, Dossier, User], object]
    done: str | Promise
    to: str = "ocop:road"


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not carried out, with its errors; ``thing`` is the row it was about (0: the file)."""

    verb: str
    thing: int
    form: forms.Form


def act(
    request: HttpRequest, user: User, dossier: Dossier, deeds: Mapping[str, Deed]
) -> HttpResponseRedirect | Refused:
    """Carry out the deed a form names, once; raises ``not_found`` for none of these, ``not_allowed``."""
    verb = request.POST.get(VERB, "")
    deed = deeds.get(verb)
    if deed is None:
        raise DomainError("not_found")
    form = deed.form(request.POST, dossier)
    if form.is_valid() and _did(request, user, dossier, verb, deed, form):
        messages.success(request, str(deed.done))
        return redirect(deed.to, pk=dossier.pk)
    return Refused(verb, number(request.POST.get(THING, "")), form)


def _did(request: HttpRequest, user: User, dossier: Dossier, verb: str, deed: Deed, form: forms.Form) -> bool:
    def work() -> dict[str, object]:
        deed.do(form, dossier, user)
        return {}

    try:
        editing.once(once_token(request), user, f"ocop.road.{verb}", work, content=request.POST)
    except InputInvalid as refused:
        told(form, refused)
    except DomainError as refused:
        said = answer(refused)
        if said.status in _ELSEWHERE:
            raise
        form.add_error(None, said.text)
    else:
        editing.finish_draft(user, f"ocop.{verb}.{dossier.pk}", request.POST.get("draft_id"))
        return True
    return False


def told(form: forms.Form, refused: InputInvalid) -> None:
    """Say every fault beside its box, or above the form."""
    for fault in refused.faults:
        said = f"{fault.expected[:1].upper()}{fault.expected[1:]}."
        form.add_error(fault.column if fault.column in form.fields else None, said)


def form_for(refused: Refused | None, verb: str, fresh: forms.Form, thing: int = 0) -> forms.Form:
    """The form to draw: the refused one where it is this, else a fresh one."""
    if refused is not None and (refused.verb, refused.thing) == (verb, thing):
        return refused.form
    return fresh


def number(text: str) -> int:
    """A row's number as a form sends it; 0 for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def thing(form: forms.Form) -> int:
    """The number of the row a form is about."""
    return number(str(form.data.get(THING, "")))
