"""Price flags: the list, one with its evidence, answering, closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.filters import FlagFilter
from cungcau.domain.orders.forms import orders as forms
from cungcau.domain.orders.models import PriceFlag
from cungcau.domain.orders.selectors import flags as selectors
from cungcau.domain.orders.selectors.rights import sides_of
from cungcau.domain.orders.services import flags as services
from cungcau.domain.orders.tables import flags as tables
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.reference.listing import Sheet, show_list


@require_safe
def flags(request: HttpRequest) -> HttpResponseBase:
    """The flags its reader may know of: coordinators of their area, others of their own orders."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    chosen = FlagFilter(request.GET, queryset=selectors.flags_shown(user))
    context: dict[str, Any] = {
        "title": _("Cảnh báo giá"),
        "lead": _("Giá nói hoặc trả thấp hơn giá đã chốt, hoặc thấp hơn khoảng giá tham khảo. Chỉ hai bên của đơn và "
                  "điều phối viên xem được; đây là việc cần hỏi lại, chưa phải kết luận."),
        "is_empty": not chosen.qs.exists(),
    }  # fmt: skip
    table = tables.FlagTable(chosen.qs)
    sheet = Sheet("cảnh báo giá", tables.SHEET, tables.sheet_rows)
    return show_list(request, "orders/flags.html", chosen, table, sheet, context)


def _flag(request: HttpRequest, pk: int) -> tuple[User, PriceFlag]:
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.flag(user, pk)
    if found is None:
        raise DomainError("flag_not_found")
    return user, found


@require_safe
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """A flag with its evidence and what each side said."""
    user, found = _flag(request, pk)
    office = access.allows(user, policies.SEE_FLAGS, found.area_code)
    context = {
        "flag": found, "order": found.order, "answers": found.answers.select_related("by"),
        "label": str(states.FLAG_LABELS[found.state]), "tone": states.FLAG_TONES[found.state],
        "is_open": found.state != states.CLOSED, "office": office,
        "sides": sorted(sides_of(user, found.order)),
        "answer_form": forms.FlagAnswerForm(auto_id="answer_%s"),
        "closing_form": forms.FlagClosingForm(auto_id="close_%s"),
        "reopen_form": forms.WhyForm(auto_id="reopen_%s"),
    }  # fmt: skip
    return render(request, "orders/flag.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A side, or the coordinator, says what it has to say."""
    user, found = _flag(request, pk)
    services.answer_flag(
        flag=found, text=request.POST.get("text", ""), actor=user, side=request.POST.get("side", "")
    )
    messages.success(request, _("Đã ghi câu trả lời."))
    return redirect("orders:flag", pk=pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator closes a flag with what came of it."""
    user, found = _flag(request, pk)
    services.close_flag(
        flag=found, outcome=request.POST.get("outcome", ""), reason=request.POST.get("reason", ""), actor=user
    )
    messages.success(request, _("Đã khép cảnh báo."))
    return redirect("orders:flag", pk=pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Something new came up."""
    user, found = _flag(request, pk)
    services.reopen_flag(flag=found, reason=request.POST.get("reason", ""), actor=user)
    messages.success(request, _("Đã mở lại cảnh báo."))
    return redirect("orders:flag", pk=pk)
