"""What pages of a plan share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cungcau.domain.programmes import policies, states, wording
from cungcau.domain.programmes.models import Plan
from cungcau.domain.programmes.selectors.agencies import agencies_of
from cungcau.domain.programmes.selectors.plans import plan_for
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer

_PASSED_ON = frozenset({401, 403, 404})
"""Refusals that are a page of their own."""


@dataclass(frozen=True, slots=True)
class Here:
    """Who looks at which plan, and what they may do with it."""

    user: User
    plan: Plan
    own: frozenset[int]
    """The agencies they hold a post at."""

    @property
    def may_write(self) -> bool:
        """Whether they hold the right to write it (its text changes in draft only)."""
        return access.allows(self.user, policies.WRITE, self.plan.area_code)

    @property
    def edits(self) -> bool:
        """Whether they may change its text now."""
        return self.plan.state == states.DRAFT and self.may_write

    @property
    def may_issue(self) -> bool:
        """Whether they issue, close, reopen it."""
        return access.allows(self.user, policies.ISSUE, self.plan.area_code)

    def works(self, *agencies: int | None) -> bool:
        """Whether they may write progress: officers of the area, and those in post at one of these agencies."""
        if access.allows(self.user, policies.MOVE_TASKS, self.plan.area_code):
            return True
        return bool(self.own & set(agencies)) and access.allows(self.user, policies.WORK)

    @property
    def verbs(self) -> tuple[str, ...]:
        """What may become of the plan now, by this reader."""
        return states.PLAN.verbs_from(self.plan.state) if self.may_issue else ()


def here_for(request: HttpRequest, pk: int) -> Here:
    """The plan a page is about; raises ``not_signed_in``, ``not_found``."""
    user = signed_in(request)
    plan = plan_for(user, pk)
    return Here(user, plan, frozenset(one.pk for one in agencies_of(user, clock.today())))


def plan_page(
    request: HttpRequest, template: str, here: Here, tab: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """One of a plan's pages, under its tabs."""
    shown = {
        "here": here,
        "plan": here.plan,
        "tab": tab,
        "state_label": states.PLAN_LABELS[here.plan.state],
        "state_tone": states.PLAN_TONES[here.plan.state],
        "period": wording.period(here.plan.starts_on, here.plan.ends_on),
        **context,
    }
    return render(request, template, shown, status=status)


def name_faults(form: forms.BaseForm, error: DomainError) -> None:
    """A service's refusal by the boxes it belongs to; what is no business of the form is raised again."""
    found = answer(error)
    if found.status in _PASSED_ON:
        raise error
    if not isinstance(error, InputInvalid):
        box = "query" if error.code.startswith("figure_") and "query" in form.fields else None
        form.add_error(box, found.text)
        return
    for fault in error.faults:
        said = f"{fault.expected[:1].upper()}{fault.expected[1:]}".rstrip(".") + "."
        form.add_error(fault.column if fault.column in form.fields else None, said)


def carried_out(
    request: HttpRequest, deed: Callable[[], object], said: str, to: str, *args: object
) -> HttpResponse:
    """Do it and go on, with what was done or why not said there; what is not theirs to do is a page of its own."""
    try:
        deed()
    except InputInvalid as refused:
        for fault in refused.faults:
            messages.error(request, f"{fault.expected[:1].upper()}{fault.expected[1:]}".rstrip(".") + ".")
    except DomainError as refused:
        found = answer(refused)
        if found.status in _PASSED_ON:
            raise
        messages.error(request, found.text)
    else:
        messages.success(request, said)
    return redirect(to, *args)


def said_wrong(request: HttpRequest, form: forms.BaseForm, to: str, *args: object) -> HttpResponse:
    """Go back with what is wrong with a small form said box by box."""
    for name, texts in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for text in texts:
            messages.error(request, f"{label}: {text}" if label else str(text))
    return redirect(to, *args)
