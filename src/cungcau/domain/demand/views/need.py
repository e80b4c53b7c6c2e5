"""One need: its page, and the buttons on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.demand import policies, selectors, services, states, wording
from cungcau.domain.demand.forms import ConfirmForm, LineForm, ReasonForm
from cungcau.domain.demand.models import Need
from cungcau.domain.demand.views.frame import may_decide, may_edit, may_offer, need_for
from cungcau.domain.registry.selectors import phone_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.selectors import changes_of
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import commodity_words

_HISTORY = 20


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a need, its deliveries, its offers in short, what happened to it."""
    user, found = need_for(request, pk)
    if found.line_of is not None:
        return redirect("demand:need", pk=found.line_of.pk)
    words = commodity_words(found.commodity)
    today = clock.today()
    state = found.state_on(today)
    lines = list(selectors.lines_of(found))
    offers = list(selectors.offers_of(found))
    context = {
        **what_it_asks(found),
        "certificates": [words.certificate(code) for code in found.certificates],
        "preferred": [words.certificate(code) for code in found.certificates_preferred],
        "grade": words.grade(found.commodity_id, found.min_grade),
        "state_label": str(states.NEED_LABELS[state]),
        "state_tone": states.NEED_TONES[state],
        "lines": lines,
        "stack": selectors.stack(found, offers, today),
        "offers": offers,
        "changes": changes_of(found, most=_HISTORY) if may_edit(user, found) else [],
        **_rights(user, found, state),
        "confirm_form": ConfirmForm(),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
    }
    return render(request, "demand/need.html", context)


def what_it_asks(need: Need) -> dict[str, Any]:
    """What every page of a need says of it."""
    return {
        "need": need,
        "phone": phone_for(need.buyer),
        "rhythm": wording.rhythm_of(need),
        "hours": wording.hours_of(need),
        "deposit": wording.deposit_of(need),
        "age": wording.age_of(need, clock.today()),
    }


def _rights(user: User, need: Need, state: str) -> dict[str, bool]:
    mine = may_edit(user, need)
    return {
        "may_edit": mine and need.state == states.OPEN,
        "may_reopen": mine and need.state != states.OPEN,
        "may_offer": state == states.OPEN and may_offer(user, need),
        "may_decide": may_decide(user, need),
        "may_see_all": access.allows(user, policies.SEE_ALL),
    }


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The buyer still wants it."""
    user, found = need_for(request, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("demand:need", pk=pk)
    services.confirm_need(
        need=found,
        actor=user,
        confirmed_by=form.cleaned_data["confirmed_by"],
        expires_on=form.cleaned_data["expires_on"],
    )
    messages.success(request, _("Đã ghi: bên mua vẫn cần."))
    return redirect("demand:need", pk=pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The buyer takes it back."""
    user, found = need_for(request, pk)
    services.withdraw_need(need=found, reason=request.POST.get("reason", ""), actor=user)
    messages.success(request, _("Đã rút nhu cầu %(code)s.") % {"code": found.code})
    return redirect("demand:need", pk=pk)


@require_POST
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """It is filled."""
    user, found = need_for(request, pk)
    services.meet_need(need=found, actor=user)
    messages.success(request, _("Đã đánh dấu nhu cầu %(code)s đủ hàng.") % {"code": found.code})
    return redirect("demand:need", pk=pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It is wanted again."""
    user, found = need_for(request, pk)
    services.reopen_need(need=found, actor=user)
    messages.success(request, _("Đã mở lại nhu cầu %(code)s.") % {"code": found.code})
    return redirect("demand:need", pk=pk)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """One delivery of a recurring need, changed with a reason."""
    user, found = need_for(request, pk)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise DomainError("line_not_found", day=day) from None
    one = selectors.lines_of(found).filter(deliver_from=on).first()
    if one is None:
        raise DomainError("line_not_found", day=on)
    if not may_edit(user, found):
        access.require(user, policies.RECORD, found.season.area_code)
    given = {
        "kg": 0 if one.state == states.WITHDRAWN else one.quantity_kg,
        "hours_from": one.hours_from,
        "hours_to": one.hours_to,
        "reason": one.reason,
    }
    form = LineForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        services.change_line(need=found, day=on, actor=user, **form.cleaned_data)
        messages.success(request, _("Đã sửa lần giao."))
        return redirect("demand:need", pk=pk)
    context = {"need": found, "line": one, "form": form}
    return render(request, "demand/line.html", context, status=422 if form.is_bound else 200)
