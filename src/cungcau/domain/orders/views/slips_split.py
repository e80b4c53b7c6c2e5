"""Chia đơn: the deliveries to split, the split of one, its slips as answers come in."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.dividing import by_need
from cungcau.domain.orders.forms.slips import ProposalForm
from cungcau.domain.orders.models import AllocatedBy, OrderLine
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.domain.orders.selectors.households import frozen_terms
from cungcau.domain.orders.services import slips as services
from cungcau.domain.orders.services.gates import SPLITTABLE
from cungcau.domain.orders.slip_filters import SplitFilter
from cungcau.domain.orders.tables import slips as tables
from cungcau.domain.orders.views.slips_frame import back, line_for, told
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import commodity_words
from cungcau.reference.catalogue.views import Sheet, choose_season, show_list
from cungcau.reference.search import words

_MOST_CARDS = 60


@require_safe
def lines(request: HttpRequest) -> HttpResponseBase:
    """The deliveries of the season one may split, by day of picking."""
    user = signed_in(request)
    if not access.allows(user, policies.SPLIT):
        access.require(user, policies.SPLIT_OWN)
    choice = choose_season(request, policies.SEE_SLIPS)
    context: dict[str, Any] = {
        "choice": choice, "title": _("Chia đơn"), "lead": choice.season.name if choice.season else "",
    }  # fmt: skip
    if choice.season is None:
        return render(request, "orders/split_lines.html", context)
    rows = selectors.lines_listed(user, choice.season)
    chosen = SplitFilter(request.GET, queryset=rows)
    context["is_empty"] = not rows.exists()
    sheet = Sheet(f"{choice.season.code} chia đơn", tables.SPLIT_SHEET, tables.split_rows)
    return show_list(request, "orders/split_lines.html", chosen, tables.SplitTable(chosen.qs), sheet, context)


@require_safe
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery: what is asked and given, a proposal to change by thumb, the slips and their answers."""
    _user, line = line_for(request, pk)
    return _page(request, line)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the split as drafts; with "gui" send them at once."""
    user, line = line_for(request, pk)
    parts = _parts(request.POST)

    def work() -> dict[str, object]:
        services.keep_split(line=line, parts=parts, actor=user)
        if "gui" in request.POST:
            services.send_slips(line=line, actor=user)
        return {"line": line.pk}

    done = (
        _("Đã lưu và gửi phiếu cho các hộ.")
        if "gui" in request.POST
        else _("Đã lưu cách chia; chưa gửi cho hộ nào.")
    )
    token = once_token(request)
    if told(
        request, lambda: editing.once(token, user, f"orders.split.{pk}", work, content=request.POST), done
    ):
        return redirect("orders:split", pk=pk)
    line.refresh_from_db()
    return _page(request, line, typed=request.POST, status=409)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send all drafts of the delivery."""
    user, line = line_for(request, pk)
    told(request, lambda: services.send_slips(line=line, actor=user), _("Đã gửi phiếu cho các hộ."))
    return back(request, reverse("orders:split", args=[pk]))


@require_safe
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The slips alone, for the page to renew: nothing where nothing changed; it asks while answers are awaited."""
    _user, line = line_for(request, pk)
    context = _answers(request, line)
    if request.GET.get("v") == context["mark"]:
        return HttpResponse(status=204)
    return render(request, "orders/parts/split_slips.html", context)


def _page(
    request: HttpRequest, line: OrderLine, *, typed: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    order, terms = line.order, frozen_terms(line)
    names = commodity_words(order.commodity)
    asked = request.GET.copy()
    asked.setdefault("least", str(services.USUAL_LEAST_KG))
    form = ProposalForm(asked)
    wanted = form.cleaned_data if form.is_valid() else {}
    by = wanted.get("by") or ""
    open_now = (
        order.state == states.AGREED and line.state in SPLITTABLE and line.harvest_date >= clock.today()
    )
    context: dict[str, Any] = {
        "line": line, "order": order, "terms": terms, "form": form, "by": by,
        "grade": names.grade(order.commodity_id, terms.grade if terms else None),
        "left_kg": max(0, line.asked_kg - line.allocated_kg), "is_open": open_now and terms is not None,
        "state_label": states.LINE_LABELS[line.state], "state_tone": states.LINE_TONES[line.state],
        "ways": _ways(line), **_answers(request, line),
    }  # fmt: skip
    if context["is_open"]:
        way = by if by in (AllocatedBy.PLAN, AllocatedBy.LEDGER) else AllocatedBy.HAND
        found = services.propose(
            line, way, kg=wanted.get("kg"), least_kg=wanted.get("least") or services.USUAL_LEAST_KG
        )
        context |= _cards(found, str(wanted.get("q") or ""), typed)
    return render(request, "orders/split.html", context, status=status)


def _ways(line: OrderLine) -> list[tuple[str, str]]:
    ways = [(AllocatedBy.LEDGER.value, _("Theo sổ mùa"))]
    return [(AllocatedBy.PLAN.value, _("Theo kế hoạch")), *ways] if line.order.plan_id else ways


def _cards(found: services.Proposal, q: str, typed: QueryDict | None) -> dict[str, Any]:
    """One card a lot: those of the proposal first, then who has room, the least sold first; so many shown."""
    given = {part.lot_id: part for part in found.parts}
    asked = words(q).split()
    cards: list[dict[str, Any]] = []
    hidden = 0
    for claim in by_need(one.claim for one in found.households.values()):
        one = found.households[claim.key]
        for room in one.lots:
            part = given.get(room.lot.pk)
            kg = _typed_kg(typed, room.lot.pk, part.kg if part else 0)
            if not room.room_kg and not kg:
                continue
            called = words(one.producer.name, one.producer.code, room.lot.code)
            if not kg and (any(word not in called for word in asked) or len(cards) >= _MOST_CARDS):
                hidden += 1
                continue
            was = str(part.kg if part else 0), part.allocated_by if part else "", part.reason if part else ""
            if typed is not None:
                was = tuple(typed.get(f"{name}-{room.lot.pk}", "") for name in ("was", "by", "why"))  # type: ignore[assignment]
            cards.append(
                {
                    "lot": room.lot, "producer": one.producer, "room_kg": room.room_kg, "kg": kg, "was": was[0],
                    "by": was[1], "why": was[2], "share": claim.share, "sold_kg": one.sold_kg,
                    "offered_kg": one.offered_kg,
                }
            )  # fmt: skip
    cards.sort(key=lambda card: not card["kg"])
    return {
        "cards": cards, "hidden": hidden, "proposed_kg": sum(card["kg"] for card in cards),
        "short_kg": found.short_kg, "wanted_kg": found.wanted_kg,
        "reason": typed.get("reason", "") if typed is not None else "",
    }  # fmt: skip


def _typed_kg(typed: QueryDict | None, lot_id: int, proposed: int) -> int:
    if typed is None:
        return proposed
    text = typed.get(f"kg-{lot_id}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _parts(sent: QueryDict) -> list[services.Part]:
    """The parts of a posted split; whoever's kg were changed by hand stands under the reason typed."""
    parts = []
    reason = sent.get("reason", "").replace("\x00", "").strip()[:200]
    for name, text in sent.items():
        prefix, _dash, lot = name.partition("-")
        value = str(text).strip().replace(".", "")
        if prefix != "kg" or not lot.isdigit() or len(lot) > 15 or not value.strip("0"):
            continue
        kg = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
        by = sent.get(f"by-{lot}", "")
        same = value == sent.get(f"was-{lot}", "") and by in AllocatedBy.values
        why = sent.get(f"why-{lot}", "").replace("\x00", "")[:300]
        part = (by, why) if same else (AllocatedBy.HAND.value, reason)
        parts.append(services.Part(int(lot), kg, *part))
    return parts


def _answers(request: HttpRequest, line: OrderLine) -> dict[str, Any]:
    """The line's slips with labels, and a mark that changes when any of them does."""
    rows = list(selectors.slips_of(line)[:500])
    seen = "|".join(f"{slip.pk}{slip.state}{slip.allocated_kg}{slip.confirmed_kg}" for slip in rows)
    seen += f"|{line.allocated_kg}|{line.confirmed_kg}|{line.state}"
    return {
        "line": line,
        "slips": [
            {"slip": slip, "label": states.SLIP_LABELS[slip.state], "tone": states.SLIP_TONES[slip.state]}
            for slip in rows
        ],
        "drafts": sum(slip.state == states.DRAFT for slip in rows),
        "waiting": sum(slip.state == states.SENT for slip in rows),
        "left_kg": max(0, line.asked_kg - line.allocated_kg),
        "may_answer": line.order.state == states.AGREED,
        "here": reverse("orders:split", args=[line.pk]),
        "mark": hashlib.sha256(seen.encode()).hexdigest()[:16],
    }
