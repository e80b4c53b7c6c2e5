"""Buttons of an order: hand it to the sides, cancel, close, open again; and correcting an entry."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.orders import policies
from cungcau.domain.orders.forms import orders as forms
from cungcau.domain.orders.models import Order
from cungcau.domain.orders.selectors import orders as selectors
from cungcau.domain.orders.services import correcting
from cungcau.domain.orders.services import orders as services
from cungcau.domain.orders.views.orders_frame import order_for
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.ui.messages import answer

_VERBS: dict[str, Callable[..., Order]] = {
    "huy": services.cancel_order,
    "khep": services.close_order,
    "mo-lai": services.reopen_order,
}
_SAID = {
    "huy": gettext_lazy("Đã huỷ đơn %(code)s."),
    "khep": gettext_lazy("Đã khép đơn %(code)s."),
    "mo-lai": gettext_lazy("Đã mở lại đơn %(code)s."),
}


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft to the two sides."""
    user, found = order_for(request, pk)
    services.send_order(order=found, actor=user)
    messages.success(request, _("Đã đưa đơn %(code)s cho hai bên chốt.") % {"code": found.code})
    return redirect("orders:order", pk=pk)


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Cancel, close or open an order again, with its reason."""
    user, found = order_for(request, pk)
    if verb not in _VERBS:
        raise DomainError("not_found")
    _VERBS[verb](order=found, reason=request.POST.get("reason", ""), actor=user)
    messages.success(request, _SAID[verb] % {"code": found.code})
    return redirect("orders:order", pk=pk)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Make an entry read something else, by a further entry with its reason."""
    user, found = order_for(request, pk)
    access.require(user, policies.RECORD, found.area_code)
    one = selectors.entry(found, entry)
    if one is None:
        raise DomainError("not_found")
    first = one.corrects or one
    now = selectors.reads(first)
    form = forms.CorrectionForm(request.POST or None, initial={"kg": now})
    if request.method == "POST" and form.is_valid():
        try:
            correcting.correct_entry(entry=first, actor=user, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, answer(refused).text)
        else:
            messages.success(request, _("Đã sửa bằng một bút toán mới; bút toán cũ vẫn còn."))
            return redirect("orders:line", pk=pk, no=first.line.no)
    context = {"order": found, "entry": first, "reads": now, "form": form, "line": first.line}
    return render(request, "orders/correct.html", context, status=422 if form.errors else 200)
