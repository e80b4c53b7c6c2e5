"""A product of a session on the council's table: closing, discussing, agreeing, its result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.council import states
from cungcau.domain.council.forms import sessions as forms
from cungcau.domain.council.models import Item, ItemRejection, Session
from cungcau.domain.council.regulation import regulation_of
from cungcau.domain.council.selectors.interests import interests
from cungcau.domain.council.selectors.sessions import chairs
from cungcau.domain.council.selectors.sheets import own_sheet, sheet_for
from cungcau.domain.council.selectors.status import lines_of
from cungcau.domain.council.selectors.table import outcome, past_tables, picture
from cungcau.domain.council.services import agreed as agreeing
from cungcau.domain.council.services import closing, results
from cungcau.domain.council.services.agreed import Agreement
from cungcau.domain.council.views.frame import Mine, carried_out, item_here, mine_of, said_wrong
from cungcau.domain.ocop.models import Samples
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User


@never_cache
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One product: who has handed in while it is scored; once closed the sheets, what was agreed, the result."""
    user, found = item_here(request, pk)
    mine = mine_of(user, found.session)
    places = chairs(found.session)
    context: dict[str, Any] = {
        "item": found, "session": found.session, "mine": mine, "line": lines_of([found], places)[0],
        "label": str(states.ITEM_LABELS[found.state]), "tone": states.ITEM_TONES[found.state],
        "state": found.state, "regulation": regulation_of(found.session),
        "samples": list(Samples.objects.filter(dossier=found.dossier)),
        "recusals": list(found.recusals.select_related("seat__user", "recorded_by")),
        "discussions": list(found.discussions.select_related("recorded_by")) if mine.opens_sheets else [],
        "own": own_sheet(user, found) if mine.scores else None,
        "why_form": forms.WhyForm(auto_id="why_%s"),
        **_before(user, found, mine, places),
    }  # fmt: skip
    if found.closed_attempt and mine.opens_sheets:
        context |= _table(found, mine)
    if found.state in (states.AGREEING, states.DONE):
        context |= outcome(found)
    return render(request, "council/item.html", context)


def _before(user: User, found: Item, mine: Mine, places: Any) -> dict[str, Any]:
    """What is there to do before the scoring is closed."""
    if found.state not in (states.WAITING, states.SCORING):
        return {}
    out = {one.seat_id for one in found.recusals.all()}
    seats = [one.seat for one in places if one.seat.scores and one.seat.pk not in out]
    return {
        "suggested": interests(found, seats) if mine.prepares else [],
        "seats": seats if mine.prepares else [],
        "may_stand_out": mine.scores and mine.seat is not None and mine.seat.pk not in out,
        "grounds": list(sheet_for(found).grounds.values()) if mine.conducts and found.state == states.SCORING else [],
    }  # fmt: skip


def _table(found: Item, mine: Mine) -> dict[str, Any]:
    """What a closed scoring shows."""
    context: dict[str, Any] = {
        "picture": picture(found) if found.attempt == found.closed_attempt else None,
        "past": past_tables(found), "earlier": list(found.earlier.select_related("reopened_by")),
    }  # fmt: skip
    if mine.conducts and found.state == states.DISCUSSING:
        context["text_form"] = forms.TextForm(auto_id="text_%s")
        context["meeting_form"] = forms.MeetingForm(meetings=_meetings(found), auto_id="meeting_%s")
    return context


def _meetings(found: Item) -> Any:
    """The meetings a product disputed in writing may go to."""
    rows = Session.objects.filter(
        council_id=found.session.council_id, state=states.PLANNED, mode=Session.Mode.MEETING
    )
    return rows.order_by("held_on", "pk")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the scoring."""
    user, found = item_here(request, pk)
    return carried_out(
        request, lambda: closing.close_scoring(item=found, actor=user),
        _("Đã khép việc chấm; phiếu của các thành viên đã mở."), "council:item", pk,
    )  # fmt: skip


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it for a ground the sheet prints."""
    user, found = item_here(request, pk)
    code, reason = request.POST.get("code", ""), request.POST.get("reason", "")
    return carried_out(
        request, lambda: closing.stop(item=found, code=code, reason=reason, actor=user),
        _("Đã dừng chấm."), "council:item", pk,
    )  # fmt: skip


@require_POST
def discuss(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the discussion and go on."""
    user, found = item_here(request, pk)
    again = request.POST.get("lam") == "cham-lai"
    said = (
        _("Đã ghi thảo luận; các thành viên chấm lại.") if again else _("Đã ghi thảo luận; giữ nguyên điểm.")
    )
    text = request.POST.get("text", "")
    return carried_out(
        request, lambda: closing.discuss(item=found, again=again, text=text, actor=user), said,
        "council:item", pk,
    )  # fmt: skip


@require_POST
def call_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a product disputed in writing to a meeting."""
    user, found = item_here(request, pk)
    form = forms.MeetingForm(request.POST, meetings=_meetings(found))
    if not form.is_valid():
        return said_wrong(request, form, "council:item", pk)
    data = form.cleaned_data
    return carried_out(
        request,
        lambda: closing.call_meeting(item=found, meeting=data["meeting"], text=data["text"], actor=user),
        _("Đã đưa sản phẩm ra phiên họp."), "council:item", pk,
    )  # fmt: skip


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the levels agreed on; with "chot" let the result stand at once."""
    user, found = item_here(request, pk)
    values = {}
    for name in request.POST:
        sent = str(request.POST.get(name, ""))
        if name.startswith("m-") and sent.isascii() and sent.isdigit() and len(sent) < 5:
            code = name.removeprefix("m-")
            values[code] = Agreement(int(sent), str(request.POST.get(f"r-{code}", "")))

    def deed() -> object:
        return results.agree_and_finish(
            item=found, values=values, finish_too="chot" in request.POST, actor=user
        )

    said = _("Đã chốt kết quả.") if "chot" in request.POST else _("Đã ghi mức thống nhất.")
    return carried_out(request, deed, said, "council:item", pk)


@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a ground of rejection."""
    user, found = item_here(request, pk)
    code, reason = request.POST.get("code", ""), request.POST.get("reason", "")
    return carried_out(
        request, lambda: agreeing.reject(item=found, code=code, reason=reason, actor=user),
        _("Đã ghi căn cứ loại."), "council:item", pk,
    )  # fmt: skip


@require_POST
def drop_rejection(request: HttpRequest, pk: int, rejection_pk: int) -> HttpResponse:
    """Take one back."""
    user, found = item_here(request, pk)
    rows = ItemRejection.objects.filter(item=found, pk=min(rejection_pk, 2**63 - 1)).select_related("item")
    rejection = rows.first()
    if rejection is None:
        raise DomainError("ground_not_found")
    reason = request.POST.get("reason", "")
    return carried_out(
        request, lambda: agreeing.drop_rejection(rejection=rejection, reason=reason, actor=user),
        _("Đã bỏ căn cứ loại."), "council:item", pk,
    )  # fmt: skip


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the result again."""
    user, found = item_here(request, pk)
    reason = request.POST.get("reason", "")
    return carried_out(
        request, lambda: results.reopen(item=found, reason=reason, actor=user),
        _("Đã mở lại kết quả; kết quả cũ được giữ."), "council:item", pk,
    )  # fmt: skip
