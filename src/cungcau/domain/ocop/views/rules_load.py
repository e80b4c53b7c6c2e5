"""Loading a rule file: every fault named, else a draft to look at; publishing it, or throwing it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cungcau.domain.ocop import policies, rule_files
from cungcau.domain.ocop.forms.rules import UploadForm
from cungcau.domain.ocop.services import rules as services
from cungcau.domain.ocop.views.rules import book_for
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.selectors import signed_in

MOST_FAULTS = 200


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Send a file; what is wrong with it is listed, nothing of it kept."""
    user = signed_in(request)
    access.require(user, policies.LOAD_RULES)
    form = UploadForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            content = rule_files.parsed(sent.read(rule_files.LARGEST_BYTES + 1), sent.name)
            book = services.load_book(content, user, file_name=sent.name, note=form.cleaned_data["note"])
        except InputInvalid as refused:
            faults = refused.faults
        else:
            if book.published_at:
                messages.info(request, _("Nội dung này đã nạp và ban hành từ trước: đây là bộ đó."))
            else:
                messages.success(request, _("Đã nạp bản thử. Xem lại, so với bộ đang dùng, rồi ban hành."))
            return redirect("ocop:book", pk=book.pk)
    context = {"form": form, "faults": faults[:MOST_FAULTS], "more": max(0, len(faults) - MOST_FAULTS)}
    return render(request, "ocop/rules_load.html", context, status=400 if faults or form.errors else 200)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Seal a draft: new files follow it from now on."""
    user = signed_in(request)
    book = services.publish_book(book_for(user, pk), user)
    messages.success(request, _("Đã ban hành %(book)s. Hồ sơ lập từ nay theo bộ này.") % {"book": book})
    return redirect("ocop:book", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    user = signed_in(request)
    services.drop_book(book_for(user, pk), user)
    messages.success(request, _("Đã bỏ bản thử."))
    return redirect("ocop:rules")
