"""One slip: what it asks, its texts and link, the answer recorded by whoever phoned, its chain and history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.orders import states
from cungcau.domain.orders.forms.slips import AnswerForm
from cungcau.domain.orders.models import Entry, Slip
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.domain.orders.services import slips as services
from cungcau.domain.orders.services.answers import ANSWERABLE
from cungcau.domain.orders.services.slip_telling import about
from cungcau.domain.orders.slip_paper import qr_of
from cungcau.domain.orders.slip_words import full, short
from cungcau.domain.orders.views.slips_frame import back, may_split, slip_for, told
from cungcau.domain.registry.policies import SEE_PHONE
from cungcau.domain.registry.selectors import masked
from cungcau.domain.registry.services import reveal_phone
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import national
from cungcau.platform.notify import selectors as notify
from cungcau.platform.notify.sms_text import length
from cungcau.reference.catalogue.selectors import commodity_words

_MOST = 50


@require_safe
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip and all that can be done with it."""
    user, found = slip_for(request, pk)
    return _page(request, user, found, AnswerForm())


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the household said."""
    user, found = slip_for(request, pk)
    _require_splitter(user, found)
    sent = request.POST.copy()
    sent.setdefault("by", "phone")
    form = AnswerForm(sent)
    if not form.is_valid():
        return _page(request, user, found, form, status=422)
    data = form.cleaned_data

    def work() -> None:
        services.answer(
            slip=found, kg=form.kg_taken(found.offered_kg), by=data["by"], actor=user,
            spoke_with=data["spoke_with"], note=data["note"],
        )  # fmt: skip

    told(request, work, _("Đã ghi trả lời của %(name)s.") % {"name": found.producer.name})
    return back(request, reverse("orders:slip", args=[pk]))


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """``khong-hai-duoc``, ``huy`` (both with a reason), ``gui``, ``lien-ket-moi``."""
    user, found = slip_for(request, pk)
    _require_splitter(user, found)
    reason = request.POST.get("reason", "").replace("\x00", "")[:300]
    deeds = {
        "khong-hai-duoc": (
            lambda: services.fail(slip=found, reason=reason, actor=user),
            _("Đã ghi là không hái được; phần này chuyển cho hộ kế tiếp."),
        ),
        "huy": (lambda: services.cancel(slip=found, reason=reason, actor=user), _("Đã huỷ phiếu.")),
        "gui": (
            lambda: services.send_slips(line=found.line, slips=[found.pk], actor=user), _("Đã gửi phiếu."),
        ),
        "lien-ket-moi": (
            lambda: services.new_link(slip=found, actor=user),
            _("Liên kết cũ không dùng được nữa; phiếu có liên kết mới."),
        ),
    }  # fmt: skip
    if verb not in deeds:
        raise DomainError("slip_not_found", number=pk)
    told(request, *deeds[verb])
    return back(request, reverse("orders:slip", args=[pk]))


@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what a dead slip left open to a household chosen by hand."""
    user, found = slip_for(request, pk)
    _require_splitter(user, found)
    lot, kg = request.POST.get("lot", ""), request.POST.get("kg", "").replace(".", "")
    whole = [int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0 for text in (lot, kg)]
    reason = request.POST.get("reason", "").replace("\x00", "")[:300] or _("chọn tay thay %(name)s") % {
        "name": found.producer.name
    }

    def work() -> None:
        services.add_slip(
            line=found.line, lot_id=whole[0], kg=whole[1], reason=reason, actor=user, instead_of=found
        )

    told(request, work, _("Đã lập phiếu mới, chưa gửi."))
    return back(request, reverse("orders:split", args=[found.line_id]))


@never_cache
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The household's whole number; the look is written to the trail."""
    user, found = slip_for(request, pk)
    number = reveal_phone(organisation=found.producer, actor=user)
    part = request.headers.get("HX-Request") == "true"
    context = {"slip": found, "phone": number, "shown": national(number)}
    return render(request, "orders/parts/phone.html" if part else "orders/slip_phone.html", context)


def _require_splitter(user: User, found: Slip) -> None:
    if not may_split(user, found.line):
        raise DomainError("slip_not_found", number=found.pk)


def _page(
    request: HttpRequest, user: User, found: Slip, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    order = found.line.order
    names = commodity_words(order.commodity)
    words = selectors.told_of(found, names)
    mine = may_split(user, found.line)
    message = notify.about([about(found)]).get(about(found)) if mine else None
    left = max(0, found.line.asked_kg - found.line.allocated_kg)
    context: dict[str, Any] = {
        "slip": found, "order": order, "line": found.line, "grade": names.grade(order.commodity_id, found.grade),
        "label": states.SLIP_LABELS[found.state], "tone": states.SLIP_TONES[found.state],
        "entries": Entry.objects.filter(slip=found).select_related("by").order_by("-pk")[:_MOST],
        "followers": selectors.followers([found]).get(found.pk, []),
        "phone": masked(found.producer.phone), "mine": mine, "form": form,
        "may_see_phone": access.allows(user, SEE_PHONE, found.producer.area_code),
        "may_answer": mine and found.state in ANSWERABLE and order.state == states.AGREED,
        "may_fail": mine and "fail" in states.SLIP.verbs_from(found.state),
        "may_cancel": mine and "cancel" in states.SLIP.verbs_from(found.state),
        "may_send": mine and found.state == states.DRAFT, "message": message, "left_kg": left,
        "may_pass": mine and found.state not in states.LIVE_SLIPS and left > 0,
    }  # fmt: skip
    if mine:
        sms = short(words)
        context |= {"text": full(words), "sms": sms, "sms_length": length(sms), "link": words.link}
        context["qr"] = qr_of(words.link)
    if context["may_pass"]:
        context["choices"] = selectors.takers(found.line)
    return render(request, "orders/slip.html", context, status=status)
