"""Entering and changing a need: drafts, two people at once, questions about doubtful figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.demand import policies, selectors, services, states
from cungcau.domain.demand.doubts import doubts_of
from cungcau.domain.demand.forms import NeedForm, OfferForm
from cungcau.domain.demand.forms.fields import mass_text
from cungcau.domain.demand.models import EntryChannel, Need
from cungcau.domain.demand.views.frame import may_edit, need_for
from cungcau.domain.survey.asking import Asked, read_answers
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.forms import merge_context
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.ui import clock
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.views import choose_season

_DRAFT = "demand.need.new"
_COPIED = (
    "kind", "commodity", "min_grade", "variety", "size", "frequency", "weekdays", "every_days", "skip_holidays",
    "deliver_from", "deliver_to", "hours_from", "hours_to", "market", "place_text", "pack", "certificates",
    "certificates_preferred", "min_life_left_days", "price_vnd_per_kg", "price_at", "freight_by", "deposit_vnd",
    "deposit_percent", "payment_days", "tolerance_under", "tolerance_over", "note",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new need; ``?tu=`` the number of one to copy."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW)
    if choice.season is None:
        return redirect("demand:list")
    season = choice.season
    officer = access.allows(user, policies.RECORD, season.area_code)
    if not (officer or selectors.own_buyers(user).exists()):
        access.require(user, policies.RECORD, season.area_code)
    form = NeedForm(
        request.POST or None,
        initial=_beginning(request, season, user),
        season=season,
        user=user,
        sees_all=officer,
    )
    context: dict[str, Any] = {"form": form, "season": season, "choice": choice, "officer": officer}
    if request.method == "POST" and form.is_valid():
        asked = _asked(request, Need(season=season), form)
        context["asked"] = asked
        if asked.complete:
            done = _enter(request, user, season, form, asked, officer=officer)
            if done is not None:
                return done
    return _draw(request, context)


def _enter(
    request: HttpRequest, user: User, season: Season, form: NeedForm, asked: Asked, *, officer: bool
) -> HttpResponse | None:
    def work() -> dict[str, object]:
        own = form.own_values()
        made = services.enter_need(
            season=season,
            buyer=form.cleaned_data["buyer"],
            facts=own,
            actor=user,
            channel=(EntryChannel.PROXY if officer else EntryChannel.WEB).value,
            confirmed=bool(own["confirmed_by"]) or not officer,
            doubts=asked.doubts,
            answers=asked.answers,
        )
        return {"pk": made.pk, "code": made.code}

    try:
        done = editing.once(once_token(request), user, _DRAFT, work, content=request.POST)
    except InputInvalid as refused:
        name_faults(form, refused)
        return None
    except DomainError as refused:
        if refused.code != "already_sent":
            raise
        form.add_error(None, answer(refused).text)
        return None
    editing.finish_draft(user, _DRAFT, request.POST.get("draft_id"))
    messages.success(request, _("Đã ghi nhu cầu %(code)s.") % {"code": done.result["code"]})
    return redirect("demand:need", pk=done.result["pk"])


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need that is open; the second of two people is shown what the first changed."""
    user, found = need_for(request, pk)
    if not may_edit(user, found):
        access.require(user, policies.RECORD, found.season.area_code)
    if found.state != states.OPEN or found.line_of_id is not None:
        raise DomainError("need_not_open", need=found.code, state=str(states.NEED_LABELS[found.state]))
    form = NeedForm(request.POST or None, row=found, season=found.season, user=user, sees_all=True)
    context: dict[str, Any] = {"form": form, "season": found.season, "need": found}
    if request.method != "POST" or not form.is_valid():
        return _draw(request, context)
    asked = _asked(request, found, form)
    context["asked"] = asked
    if not asked.complete:
        return _draw(request, context)
    try:
        services.change_need(
            need=found,
            version=form.version_seen,
            seen=form.seen_values(),
            mine=form.mine(),
            actor=user,
            doubts=asked.doubts,
            answers=asked.answers,
        )
    except EditedMeanwhile as error:
        found.refresh_from_db()
        return _draw(request, context | merge_context(error, form, viewer=user), status=409)
    except InputInvalid as refused:
        name_faults(form, refused)
        return _draw(request, context)
    editing.finish_draft(user, f"demand.need.edit.{pk}", request.POST.get("draft_id"))
    messages.success(request, _("Đã lưu nhu cầu %(code)s.") % {"code": found.code})
    return redirect("demand:need", pk=pk)


def _draw(request: HttpRequest, context: Mapping[str, Any], status: int = 0) -> HttpResponse:
    form = context["form"]
    buyers = form.fields["buyer"].options() if "buyer" in form.fields else []
    asked = context.get("asked")
    refused = form.is_bound and (bool(form.errors) or (asked is not None and not asked.complete))
    shown = {**context, "buyers": buyers}
    return render(request, "demand/need_form.html", shown, status=status or (422 if refused else 200))


def _asked(request: HttpRequest, need: Need, form: NeedForm) -> Asked:
    """The doubts about what was typed, judged on a copy so that the record at hand stays as it is."""
    tried = Need(season=need.season, pk=need.pk)
    for name, value in form.own_values().items():
        setattr(tried, name, value)
    bags, bag_kg = form.cleaned_data.get("bags"), form.cleaned_data.get("bag_kg")
    total = form.cleaned_data.get("quantity")
    if total is None and tried.is_recurring:
        tried.quantity_kg = 0
    return read_answers(request.POST, doubts_of(tried, bags=bags, bag_kg=bag_kg))


def _beginning(request: HttpRequest, season: Season, user: User) -> dict[str, Any]:
    """What a new form starts with: a copy, or the season's only goods and days."""
    number = request.GET.get("tu", "")
    if number.isdecimal() and len(number) < 19:
        _user, old = need_for(request, int(number))
        began = {name: getattr(old, name) for name in _COPIED}
        began |= {"buyer": old.buyer, "tests": "; ".join(old.tests)}
        low = old.quantity_low_kg or old.quantity_kg
        began["quantity"] = "" if old.is_recurring else mass_text(low, old.quantity_high_kg)
        began["per_delivery"] = mass_text(old.kg_per_delivery, None)
        return began
    goods = list(season.commodities.all()[:2])
    own = list(selectors.own_buyers(user)[:2])
    began = {"deliver_from": max(season.start, clock.today()), "deliver_to": season.end}
    if began["deliver_from"] > season.end:
        began["deliver_from"] = season.start
    if len(goods) == 1:
        began["commodity"] = goods[0]
    return began | ({"buyer": own[0]} if len(own) == 1 else {})


def name_faults(form: NeedForm | OfferForm, refused: InputInvalid) -> None:
    """A service's faults by the boxes they belong to."""
    for fault in refused.faults:
        field = form.field_of(fault.column)
        form.add_error(
            field if field in form.fields else None, fault.expected[:1].upper() + fault.expected[1:] + "."
        )
