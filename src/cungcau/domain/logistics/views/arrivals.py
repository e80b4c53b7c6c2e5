"""Goods at the buyer's: the list, the page of one, what each side says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cungcau.domain.logistics import policies, states
from cungcau.domain.logistics.filters.papers import ArrivalFilter
from cungcau.domain.logistics.forms.arrivals import ClaimForm, ExpectForm, RecordedForm, SaidForm, SettleForm
from cungcau.domain.logistics.lateness import late_words
from cungcau.domain.logistics.models import Arrival, SaidBy
from cungcau.domain.logistics.selectors import arrivals as selectors
from cungcau.domain.logistics.selectors import claims as claim_selectors
from cungcau.domain.logistics.selectors.sides import BUYER, CARRIER, OFFICE, sides_at
from cungcau.domain.logistics.services import arrivals as services
from cungcau.domain.logistics.tables import papers as tables
from cungcau.domain.logistics.views.paper_frame import arrival_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui.clock import now as present
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list

LIVE = (states.EXPECTED, states.PARTLY)


@require_safe
def arrivals(request: HttpRequest) -> HttpResponseBase:
    """A season's consignments on their way to buyers, and those that came."""
    user = signed_in(request)
    choice = choose_season(request, policies.VIEW_ARRIVALS)
    context: dict[str, Any] = {
        "choice": choice, "title": _("Hàng tới nơi"), "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "logistics/arrivals.html", context)
    rows = selectors.arrivals_of(choice.season, user)
    chosen = ArrivalFilter(request.GET, queryset=rows)
    table = tables.ArrivalTable(chosen.qs)
    sheet = Sheet(f"{choice.season.code} hàng tới nơi", tables.ARRIVALS, tables.arrival_rows)
    context |= {"is_empty": not rows.exists()}
    return show_list(request, "logistics/arrivals.html", chosen, table, sheet, context)


@require_safe
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, what each side says came, what is claimed."""
    user, found = arrival_for(request, pk)
    return _draw(request, found, _context(request, found, sides_at(user, found)))


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own word: the buyer's, or the carrier's."""
    user, found = arrival_for(request, pk)
    sides = sides_at(user, found)
    speaker = request.POST.get("speaker", BUYER)
    office = OFFICE in sides and "via" in request.POST
    form: SaidForm = RecordedForm(request.POST) if office else SaidForm(request.POST)
    if not form.is_valid() or speaker not in (BUYER, CARRIER):
        return _draw(
            request, found, _context(request, found, sides) | {"form": form, "speaker": speaker}, 422
        )
    via = form.cleaned_data["via"] if office else SaidBy.APP

    def work() -> dict[str, object]:
        services.say(arrival=found, speaker=speaker, said=form.said(), via=via, actor=user)
        return {"pk": found.pk}

    try:
        editing.once(once_token(request), user, "logistics.arrival.say", work, content=request.POST)
    except DomainError as refused:
        said = answer(refused)
        if said.status in (403, 404):
            raise
        form.add_error(None, said.text)
        context = _context(request, found, sides) | {"form": form, "speaker": speaker}
        return _draw(request, found, context, said.status)
    messages.success(request, _("Đã ghi hàng tới."))
    return redirect("logistics:arrival", pk=pk)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator says what counts."""
    user, found = arrival_for(request, pk)
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            services.settle_arrival(
                arrival=found, arrived_kg=form.cleaned_data["arrived_kg"],
                accepted_kg=form.cleaned_data["accepted_kg"], reason=form.cleaned_data["reason"], actor=user,
            )  # fmt: skip
        except DomainError as refused:
            said = answer(refused)
            if said.status in (403, 404):
                raise
            form.add_error(None, said.text)
        else:
            messages.success(request, _("Đã chốt số hàng tới."))
            return redirect("logistics:arrival", pk=pk)
    context = _context(request, found, sides_at(user, found)) | {"settle_form": form}
    return _draw(request, found, context, 422)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for the buyer; the old one ends."""
    user, found = arrival_for(request, pk)
    services.renew_link(arrival=found, actor=user)
    messages.success(request, _("Đã đổi liên kết; liên kết cũ không mở được nữa."))
    return redirect("logistics:arrival", pk=pk)


@require_http_methods(["GET", "POST"])
def expect(request: HttpRequest, line_id: int) -> HttpResponse:
    """A line's arrivals, and goods of it that leave without a trip of ours."""
    user = signed_in(request)
    access.require(user, policies.VIEW_ARRIVALS)
    line = selectors.line_for(user, line_id)
    if line is None:
        raise DomainError("arrival_not_found", number=line_id)
    office = access.allows(user, policies.SETTLE_ARRIVAL, line.area_code)
    left = selectors.open_kg(line)
    form = ExpectForm(request.POST or None, initial={"kg": left})
    if request.method == "POST" and form.is_valid():
        kg = form.cleaned_data["kg"]

        def work() -> dict[str, object]:
            return {"pk": services.expect_without_trip(line=line, kg=kg, actor=user).pk}

        done = editing.once(once_token(request), user, "logistics.arrival.expect", work, content=request.POST)
        messages.success(request, _("Đã ghi hàng gửi đi. Gửi liên kết cho bên mua để họ xác nhận."))
        return redirect("logistics:arrival", pk=done.result["pk"])
    context = {
        "line": line, "order": line.order, "rows": selectors.arrivals_at(line, user), "left": left,
        "form": form if office and left > 0 else None, "outcome": selectors.outcome_of(line),
    }  # fmt: skip
    return render(request, "logistics/line_arrivals.html", context, status=422 if form.errors else 200)


def _context(request: HttpRequest, found: Arrival, sides: frozenset[str]) -> dict[str, Any]:
    beginning = {"at": present(), "arrived_kg": found.expected_kg - found.arrived_kg}
    says = [side for side in (BUYER, CARRIER) if side in sides]
    speaker = says[0] if says else ""
    waits = found.state in LIVE if speaker != CARRIER else not found.carrier_done
    claims_seen = bool(sides & {BUYER, "seller", OFFICE})
    mine = sorted(sides & {BUYER, "seller"})
    last = claim_selectors.last_day(found)
    form: SaidForm | None = SaidForm(initial=beginning) if speaker and waits else None
    if form is None and OFFICE in sides and found.state in LIVE:
        form = RecordedForm(initial=beginning)
    return {
        "form": form, "speaker": speaker or BUYER, "sides": sides, "office": OFFICE in sides,
        "settle_form": SettleForm(initial={"arrived_kg": found.arrived_kg, "accepted_kg": found.accepted_kg})
        if OFFICE in sides and found.state != states.CANCELLED else None,
        "claims": claim_selectors.claims_at(found) if claims_seen else [], "claims_seen": claims_seen,
        "claim_form": ClaimForm(auto_id="claim_%s") if (mine or OFFICE in sides) and last is not None else None,
        "claim_side": mine[0] if mine else BUYER, "claim_last": last,
        "link": request.build_absolute_uri(selectors.link_of(found)) if OFFICE in sides else "",
    }  # fmt: skip


def _draw(request: HttpRequest, found: Arrival, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = {
        "arrival": found, "line": found.line, "order": found.line.order, "late": late_words(found),
        "label": states.ARRIVAL_LABELS[found.state], "tone": states.ARRIVAL_TONES[found.state],
        "apart": selectors.differ(found), **context,
    }  # fmt: skip
    return render(request, "logistics/arrival.html", shown, status=status)
