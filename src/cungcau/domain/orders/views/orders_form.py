"""Entering an order by hand, changing a draft, and where an open order goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.forms import orders as forms
from cungcau.domain.orders.models import Order
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.domain.orders.services import orders as services
from cungcau.domain.orders.views.orders_frame import order_for, rights_of
from cungcau.domain.registry.models import PARTNERS
from cungcau.domain.registry.selectors import organisations_of
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
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.catalogue.views import choose_season

_DRAFT = "orders.order.new"
_AS_DRAFT = "giu-ban-soan"


class Entry:
    """The three forms of an order: who and what, the terms, the deliveries."""

    def __init__(
        self, request: HttpRequest, season: Season, user: User, *, draft: Order | None = None
    ) -> None:
        officer = access.allows(user, policies.RECORD)
        data = request.POST if request.method == "POST" else None
        whole, terms, days = _beginning(season) if draft is None else _of(draft)
        if draft is None and not officer:
            whole |= _own_side(user)
        self.officer = officer
        self.order = forms.OrderForm(data, initial=whole, season=season, user=user, officer=officer)
        self.terms = forms.TermsForm(
            data, initial=terms, words=season_words(season), with_reason=False, prefix="terms"
        )
        self.days = forms.Deliveries(data, initial=days, prefix="rows")
        if draft is not None and draft.need_id is not None:
            for name in ("origin", "buyer", "seller", "commodity"):
                del self.order.fields[name]

    def is_valid(self) -> bool:
        """All three, each judged."""
        return all([self.order.is_valid(), self.terms.is_valid(), self.days.is_valid()])

    def name_faults(self, refused: InputInvalid) -> None:
        """A service's faults by the boxes they belong to."""
        for fault in refused.faults:
            said = fault.expected[:1].upper() + fault.expected[1:] + "."
            bare = fault.column.removesuffix("_id")
            if fault.column in self.terms.fields:
                self.terms.add_error(fault.column, said)
            elif bare in self.order.fields:
                self.order.add_error(bare, said)
            else:
                self.order.add_error(None, _("Đợt %(no)s: %(said)s") % {"no": fault.line, "said": said})

    def context(self) -> dict[str, Any]:
        """What the template draws."""
        fields: dict[str, Any] = self.order.fields
        return {
            "form": self.order, "terms_form": self.terms, "rows": self.days,
            "buyers": fields["buyer"].options() if "buyer" in fields else [],
            "sellers": fields["seller"].options() if "seller" in fields else [],
        }  # fmt: skip


def _beginning(season: Season) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    goods = list(season.commodities.all()[:2])
    day = min(max(season.start, clock.today()), season.end)
    whole = {"commodity": goods[0]} if len(goods) == 1 else {}
    return whole, {}, [{"harvest_date": day}]


def _own_side(user: User) -> dict[str, Any]:
    """The side of somebody who acts for one organisation alone, filled in."""
    mine = list(organisations_of(user, clock.today())[:2])
    if len(mine) != 1:
        return {}
    side = "buyer" if mine[0].kind in PARTNERS else "seller"
    return {side: f"{mine[0].name} ({mine[0].code})"}


def _of(draft: Order) -> tuple[dict[str, Any], Any, list[Any]]:
    waiting = next((one for one in selectors.terms_of(draft) if one.state == states.PROPOSED), None)
    last = waiting or next(iter(selectors.terms_of(draft)), None)
    terms, days = forms.begun(last) if last is not None else ({}, [])
    return {**forms.order_initial(draft), "version": draft.version}, terms, list(days)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new order by phone or of a direct agreement."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW)
    if choice.season is None:
        return redirect("orders:list")
    season = choice.season
    if not access.allows(user, policies.RECORD):
        access.require(user, policies.AGREE_OWN)
    entry = Entry(request, season, user)
    context: dict[str, Any] = {"season": season, "choice": choice, "officer": entry.officer}
    if request.method == "POST" and entry.is_valid():
        done = _enter(request, user, season, entry)
        if done is not None:
            return done
    return _draw(request, context, entry)


def _enter(request: HttpRequest, user: User, season: Season, entry: Entry) -> HttpResponse | None:
    def work() -> dict[str, object]:
        made = services.enter_order(
            season=season, facts=entry.order.facts(), terms=entry.terms.facts(),
            deliveries=entry.days.deliveries(), actor=user, as_draft=_AS_DRAFT in request.POST,
        )  # fmt: skip
        return {"pk": made.pk, "code": made.code}

    try:
        done = editing.once(once_token(request), user, _DRAFT, work, content=request.POST)
    except InputInvalid as refused:
        entry.name_faults(refused)
        return None
    except DomainError as refused:
        if refused.code != "already_sent":
            raise
        entry.order.add_error(None, answer(refused).text)
        return None
    editing.finish_draft(user, _DRAFT, request.POST.get("draft_id"))
    messages.success(request, _("Đã lập đơn %(code)s.") % {"code": done.result["code"]})
    return redirect("orders:order", pk=done.result["pk"])


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft whole, of an open order where it goes."""
    user, found = order_for(request, pk)
    if found.state != states.DRAFT:
        return _edit_place(request, user, found)
    if not rights_of(user, found).writes:
        access.require(user, policies.RECORD, found.area_code)
    entry = Entry(request, found.season, user, draft=found)
    context: dict[str, Any] = {"season": found.season, "order": found, "officer": entry.officer}
    if request.method == "POST" and entry.is_valid():
        facts = entry.order.facts() if "buyer" in entry.order.fields else _place(entry.order)
        try:
            services.change_draft(
                order=found, version=entry.order.cleaned_data.get("version") or 0, facts=facts,
                terms=entry.terms.facts(), deliveries=entry.days.deliveries(), actor=user,
            )  # fmt: skip
        except InputInvalid as refused:
            entry.name_faults(refused)
        except DomainError as refused:
            if refused.code != "order_changed_meanwhile":
                raise
            entry.order.add_error(None, answer(refused).text)
        else:
            editing.finish_draft(user, f"orders.order.edit.{pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu đơn %(code)s.") % {"code": found.code})
            return redirect("orders:order", pk=pk)
    return _draw(request, context, entry)


def _place(form: forms.PlaceForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "point_id": data["point"].pk if data["point"] else None,
        "market_id": data["market"].pk if data["market"] else None,
        **{name: data[name] for name in ("place_text", "agreed_at_text", "note")},
    }


def _edit_place(request: HttpRequest, user: User, found: Order) -> HttpResponse:
    access.require(user, policies.RECORD, found.area_code)
    if found.state in (states.CLOSED, states.CANCELLED):
        raise DomainError("order_not_open", order=found.code, state=str(states.ORDER_LABELS[found.state]))
    form = forms.PlaceForm(request.POST or None, row=found, season=found.season)
    context: dict[str, Any] = {"form": form, "order": found, "season": found.season}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.change_order(
                order=found, version=form.version_seen, seen=form.seen_values(), mine=form.mine(), actor=user
            )
        except EditedMeanwhile as error:
            context |= merge_context(error, form, viewer=user)
            status = 409
        except InputInvalid as refused:
            for fault in refused.faults:
                name = fault.column if fault.column in form.fields else None
                form.add_error(name, fault.expected[:1].upper() + fault.expected[1:] + ".")
        else:
            editing.finish_draft(user, f"orders.order.edit.{found.pk}", request.POST.get("draft_id"))
            messages.success(request, _("Đã lưu đơn %(code)s.") % {"code": found.code})
            return redirect("orders:order", pk=found.pk)
    if status == 200 and form.errors:
        status = 422
    return render(request, "orders/place_form.html", context, status=status)


def _draw(request: HttpRequest, context: dict[str, Any], entry: Entry) -> HttpResponse:
    bad = entry.order.errors or entry.terms.errors or not entry.days.is_bound or not entry.days.is_valid()
    refused = request.method == "POST" and bool(bad)
    return render(
        request, "orders/order_form.html", context | entry.context(), status=422 if refused else 200
    )
