"""Terms on the page: proposing others, saying yes, refusing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.forms import orders as forms
from cungcau.domain.orders.models import Order, Side, Terms
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.domain.orders.services import terms as services
from cungcau.domain.orders.views.orders_frame import order_for, rights_of, terms_for
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.selectors import commodity_words

_SHOWN = ("terms_waiting", "line_below_held", "line_under_way", "line_unknown", "already_sent")
"""Refusals said beside the form, so that nothing typed is lost."""


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Other terms for an order: in the place of those waiting, or a change of those in force."""
    user, found = order_for(request, pk)
    if not rights_of(user, found).writes:
        access.require(user, policies.RECORD, found.area_code)
    revisions = selectors.terms_of(found)
    frozen = next((one for one in revisions if one.state == states.FROZEN), None)
    waiting = next((one for one in revisions if one.state == states.PROPOSED), None)
    data = request.POST if request.method == "POST" else None
    given, days = _given(found, waiting, frozen, revisions)
    form = forms.TermsForm(
        data,
        initial=given,
        words=commodity_words(found.commodity),
        with_reason=frozen is not None,
        prefix="terms",
    )
    rows = forms.Deliveries(data, initial=days, prefix="rows")
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        done = _propose(request, user, found, waiting, form, rows)
        if done is not None:
            return done
    context = {"order": found, "frozen": frozen, "waiting": waiting, "terms_form": form, "rows": rows}
    return render(request, "orders/terms_form.html", context, status=422 if request.method == "POST" else 200)


def _given(
    order: Order, waiting: Terms | None, frozen: Terms | None, revisions: list[Terms]
) -> tuple[Any, list[Any]]:
    """What the form begins with: what waits, what is in force (its lines as they are), what was refused last."""
    last = waiting or frozen or next(iter(revisions), None)
    if last is None:
        return {}, []
    facts, days = forms.begun(last)
    if frozen is None:
        days = [{**day, "no": None} for day in days]
    return facts, list(days)


def _propose(
    request: HttpRequest, user: User, order: Order, waiting: Terms | None, form: forms.TermsForm, rows: Any
) -> HttpResponse | None:
    def work() -> dict[str, object]:
        made = services.propose(
            order=order, facts=form.facts(), deliveries=rows.deliveries(), actor=user,
            reason=form.cleaned_data.get("reason", ""), instead_of=waiting,
        )  # fmt: skip
        return {"revision": made.revision}

    try:
        done = editing.once(once_token(request), user, f"orders.terms.{order.pk}", work, content=request.POST)
    except InputInvalid as refused:
        for fault in refused.faults:
            said = fault.expected[:1].upper() + fault.expected[1:] + "."
            known = fault.column in form.fields
            text = said if known else _("Đợt %(no)s: %(said)s") % {"no": fault.line, "said": said}
            form.add_error(fault.column if known else None, text)
        return None
    except DomainError as refused:
        if refused.code not in _SHOWN:
            raise
        form.add_error(None, answer(refused).text)
        return None
    editing.finish_draft(user, f"orders.terms.{order.pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã đề nghị điều khoản lần %(no)s.") % {"no": done.result["revision"]})
    return redirect("orders:order", pk=order.pk)


@require_POST
def say_yes(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """A side agrees, on the screen or heard by an officer."""
    user, order, terms = terms_for(request, pk, revision)
    side = _side(request)
    row = services.say_yes(terms=terms, side=side, actor=user, heard=request.POST.get("heard", ""))
    if row.state == states.FROZEN:
        messages.success(request, _("Hai bên đã đồng ý: đơn %(code)s đã chốt.") % {"code": order.code})
    else:
        messages.success(request, _("Đã ghi đồng ý; chờ bên kia."))
    return redirect("orders:order", pk=pk)


@require_POST
def refuse(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """A side does not agree, or the office takes the terms back."""
    user, order, terms = terms_for(request, pk, revision)
    mine = rights_of(user, order)
    side = request.POST.get("side", "") or (min(mine.sides) if mine.sides else Side.OFFICE.value)
    if side not in Side.values:
        raise DomainError("terms_not_found", revision=revision)
    services.refuse(terms=terms, side=side, reason=request.POST.get("reason", ""), actor=user)
    messages.success(request, _("Đã ghi không đồng ý điều khoản lần %(no)s.") % {"no": revision})
    return redirect("orders:order", pk=pk)


def _side(request: HttpRequest) -> str:
    side = request.POST.get("side", "")
    if side not in (Side.BUYER, Side.SELLER):
        raise DomainError("heard_missing")
    return side
