"""Chat messages pasted: read, corrected by a person, then written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cungcau.domain.supply import services
from cungcau.domain.supply.chatting import MOST, Piece, propose
from cungcau.domain.supply.doubting import doubts_about
from cungcau.domain.supply.forms import Offering, PasteForm, ProposalForm
from cungcau.domain.supply.models import Channel
from cungcau.domain.supply.views.frame import season_written, sent_before, sentence
from cungcau.domain.survey.asking import LATER
from cungcau.domain.survey.wording import sentence as doubt_sentence
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.kernel.vntext.chat.reader import LONGEST
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import services as editing
from cungcau.platform.editing.tokens import once_token
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

KEY = "supply.chat"
KINDS = {
    "who": gettext_lazy("người bán"),
    "place": gettext_lazy("địa bàn"),
    "commodity": gettext_lazy("nông sản"),
    "quantity": gettext_lazy("khối lượng"),
    "grade": gettext_lazy("loại"),
    "size": gettext_lazy("cỡ"),
    "window": gettext_lazy("ngày hái"),
    "price": gettext_lazy("giá"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest) -> HttpResponse:
    """Paste a message; what it proposes stands below, and nothing is written before it is confirmed."""
    user, season = signed_in(request), season_written(request)
    context: dict[str, Any] = {"season": season, "paste": PasteForm(), "kinds": KINDS}
    if request.method != "POST":
        return render(request, "supply/chat.html", context)
    if "rows-TOTAL_FORMS" in request.POST:
        saved = _save(request, user, season, context)
        return saved or render(request, "supply/chat.html", context)
    context["paste"] = paste = PasteForm(request.POST)
    if paste.is_valid():
        text = paste.cleaned_data["text"]
        found, rest = propose(text, season=season, user=user, today=clock.today())
        offering = Offering.of(season, user)
        rows = [
            (ProposalForm(prefix=f"rows-{i}", offering=offering, initial=one.initial), one.pieces, one)
            for i, one in enumerate(found)
        ]
        context |= {"rows": rows, "rest": rest, "nothing": not rows}
        if rest and not rows:
            context |= {"paste": PasteForm(initial={"text": rest}), "unread": text[: len(text) - len(rest)]}
    return render(request, "supply/chat.html", context)


def _save(request: HttpRequest, user: User, season: Season, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to proposals that were written; None where they have to be drawn again."""
    sent = request.POST.get("rows-TOTAL_FORMS", "")
    total = min(int(sent), MOST) if sent.isascii() and sent.isdecimal() and len(sent) < 6 else 0
    offering = Offering.of(season, user)
    forms = [ProposalForm(request.POST, prefix=f"rows-{i}", offering=offering) for i in range(total)]
    texts = [form.data.get(form.add_prefix("message"), "") for form in forms]
    context["rest"] = rest = request.POST.get("rest", "")[:LONGEST]
    context["rows"] = [(form, (Piece(text),), None) for form, text in zip(forms, texts, strict=True)]
    taken = [form for form in forms if form.taken]
    if not taken:
        messages.warning(request, _("Chưa chọn lô nào để ghi."))
        return None
    if sum(not form.is_valid() for form in taken):
        context["has_errors"] = True
        return None
    doubts = doubts_about(season, [form.figures() for form in taken])
    if any(doubts) and not request.POST.get(LATER) and not sent_before(request):
        for form, found in zip(taken, doubts, strict=True):
            form.sentences = [doubt_sentence(one.rule, one.facts) for one in found]
        context["doubtful"] = sum(bool(found) for found in doubts)
        return None
    made = _write(request, user, season, taken, doubts)
    if made is None or not rest:
        return made
    paste = PasteForm(initial={"text": rest})
    return render(
        request, "supply/chat.html", {"season": season, "paste": paste, "kinds": KINDS, "going_on": True}
    )


def _write(
    request: HttpRequest,
    user: User,
    season: Season,
    taken: list[ProposalForm],
    doubts: list[tuple[Doubt, ...]],
) -> HttpResponse | None:
    offers = [form.offer(found) for form, found in zip(taken, doubts, strict=True)]

    def write() -> dict[str, object]:
        made = services.offer_lots(season=season, offers=offers, actor=user, channel=Channel.CHAT)
        return {"lots": len(made)}

    try:
        done = editing.once(once_token(request), user, KEY, write, content=request.POST)
    except InputInvalid as error:
        for fault in error.faults:
            form = taken[fault.line - 1]
            form.add_error(fault.column if fault.column in form.fields else None, fault.expected)
        return None
    except DomainError as error:
        taken[0].add_error(None, sentence(error))
        return None
    editing.finish_draft(user, KEY, request.POST.get("draft_id"))
    editing.finish_draft(user, f"{KEY}.text")
    messages.success(request, _("Đã ghi %(n)s lô từ tin nhắn.") % {"n": done.result["lots"]})
    query = urlencode({"mua": season.code, "writer": "toi", "channel": Channel.CHAT})
    return redirect(f"{reverse('supply:list')}?{query}")
