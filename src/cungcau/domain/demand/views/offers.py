"""Several cooperatives against one need: the page, entering an offer, taking or refusing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.demand import policies, selectors, services, states
from cungcau.domain.demand.forms import OfferForm
from cungcau.domain.demand.models import Offer
from cungcau.domain.demand.selectors.fitting import fitting
from cungcau.domain.demand.selectors.suggesting import suggestions
from cungcau.domain.demand.services import rights
from cungcau.domain.demand.views.edit import name_faults
from cungcau.domain.demand.views.frame import may_decide, may_offer, need_for, offer_for
from cungcau.domain.demand.views.need import what_it_asks
from cungcau.domain.registry.selectors import acting_for, by_code
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.selectors import commodity_words

_VERBS: dict[str, Callable[..., Offer]] = {
    "nhan": services.accept_offer,
    "tu-choi": services.decline_offer,
    "rut": services.withdraw_offer,
    "bo-nhan": services.release_offer,
}
_SAID = {
    "nhan": gettext_lazy("Đã nhận lời chào."),
    "tu-choi": gettext_lazy("Đã từ chối lời chào."),
    "rut": gettext_lazy("Đã rút lời chào."),
    "bo-nhan": gettext_lazy("Đã bỏ nhận lời chào; phần đó lại còn thiếu."),
}


@require_safe
def consolidate(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked a week, what is offered, who meets what, what is still wanted."""
    user, found = need_for(request, pk)
    today = clock.today()
    words = commodity_words(found.commodity)
    offers = list(selectors.offers_of(found))
    parts = fitting(found, offers, words, today)
    own = acting_for(user, today) if access.allows(user, policies.OFFER_OWN) else frozenset()
    everybody = access.allows(user, policies.OFFER, found.season.area_code)
    rows = [
        {
            "offer": one,
            "state": (state := one.state_on(today)),
            "label": str(states.OFFER_LABELS[state]),
            "tone": states.OFFER_TONES[state],
            "grade": words.grade(found.commodity_id, one.grade),
            "parts": parts[one.pk],
            "mine": everybody or one.organisation_id in own,
        }
        for one in offers
    ]
    state = found.state_on(today)
    context = {
        **what_it_asks(found),
        "rows": rows,
        "stack": selectors.stack(found, offers, today),
        "state_label": str(states.NEED_LABELS[state]),
        "state_tone": states.NEED_TONES[state],
        "is_open": state == states.OPEN,
        "may_decide": may_decide(user, found),
        "may_offer": state == states.OPEN and may_offer(user, found),
        "suggestions": suggestions(found, today) if may_decide(user, found) else [],
        "certificates": [words.certificate(code) for code in found.certificates],
        "grade": words.grade(found.commodity_id, found.min_grade),
    }
    return render(request, "demand/consolidate.html", context)


@require_http_methods(["GET", "POST"])
def new_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer towards a need, for oneself or for somebody."""
    user, found = need_for(request, pk)
    everybody = access.allows(user, policies.OFFER, found.season.area_code)
    if not may_offer(user, found):
        access.require(user, policies.OFFER, found.season.area_code)
    words = commodity_words(found.commodity)
    chosen = by_code([request.GET.get("ben", "")[:60]]).get(request.GET.get("ben", ""))
    draft_for = ".".join(str(part.pk) for part in (found, chosen) if part)
    began = {"first": found.deliver_from, "last": found.deliver_to, "organisation": chosen}
    form = OfferForm(
        request.POST or None, initial=began, need=found, words=words, user=user, everybody=everybody
    )
    if request.method == "POST" and form.is_valid():
        try:
            editing.once(
                once_token(request), user, "demand.offer.new",
                lambda: {
                    "pk": services.enter_offer(
                        need=found, organisation=form.cleaned_data["organisation"], facts=form.own_values(), actor=user
                    ).pk
                },
                content=request.POST,
            )  # fmt: skip
        except InputInvalid as refused:
            name_faults(form, refused)
        except DomainError as refused:
            if refused.code != "already_sent":
                editing.finish_draft(user, f"demand.offer.new.{draft_for}", request.POST.get("draft_id"))
                raise
            form.add_error(None, answer(refused).text)
        else:
            editing.finish_draft(user, f"demand.offer.new.{draft_for}", request.POST.get("draft_id"))
            messages.success(request, _("Đã ghi lời chào."))
            return redirect("demand:consolidate", pk=pk)
    sellers = form.fields["organisation"].options()  # type: ignore[attr-defined]
    context = {**what_it_asks(found), "form": form, "sellers": sellers, "draft_for": draft_for}
    return render(request, "demand/offer_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offer that waits."""
    user, found = offer_for(request, pk)
    rights.require_offerer(user, found.need, found.organisation)
    words = commodity_words(found.need.commodity)
    form = OfferForm(request.POST or None, row=found, need=found.need, words=words, user=user, everybody=True)
    context: dict[str, Any] = {**what_it_asks(found.need), "form": form, "offer": found}
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.change_offer(
                offer=found, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            status = 409
        except InputInvalid as refused:
            name_faults(form, refused)
        else:
            editing.finish_draft(user, f"demand.offer.edit.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu lời chào."))
            return redirect("demand:consolidate", pk=found.need_id)
    return render(request, "demand/offer_form.html", context, status=status)


@require_POST
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Take, refuse, withdraw or give up an offer."""
    user, found = offer_for(request, pk)
    if verb not in _VERBS:
        raise DomainError("offer_not_found", number=pk)
    facts = {} if verb == "nhan" else {"reason": request.POST.get("reason", "")}
    try:
        _VERBS[verb](offer=found, actor=user, **facts)
    except DomainError as refused:
        if refused.code not in (
            "offer_beyond_gap", "offer_beyond_delivery", "offer_expired", "reason_missing", "need_not_open"
        ):  # fmt: skip
            raise
        messages.error(request, answer(refused).text)
    else:
        messages.success(request, str(_SAID[verb]))
    return redirect("demand:consolidate", pk=found.need_id)
