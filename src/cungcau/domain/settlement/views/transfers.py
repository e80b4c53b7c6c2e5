"""Transfer files: what waits for one, by who pays; making one; those made."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cungcau.domain.settlement import selectors, services
from cungcau.domain.settlement.models import Statement, TransferFile
from cungcau.domain.settlement.views.frame import refused_here, visitor
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.reference.listing import PER_PAGE

_PAYERS = 20
_PAYER = "nguoi-tra"


@require_http_methods(["GET", "POST"])
def transfers(request: HttpRequest) -> HttpResponse:
    """Who has statements ready for the bank; those of the payer chosen; the files made, the newest first.

    A post makes a file of the statements ticked, or of all of the payer's (``tat-ca``).
    """
    user = visitor(request)
    payer = _number(request.GET.get(_PAYER, ""))
    if request.method == "POST":
        back = redirect(f"{request.path}?{_PAYER}={payer}" if payer else request.path)
        return refused_here(request, lambda: _make(request, user, payer), back)
    owing = selectors.payers_owing(user)
    page = Paginator(owing, _PAYERS).get_page(request.GET.get("trang"))
    chosen = _chosen(user, owing, payer)
    files = Paginator(selectors.files_shown(user), PER_PAGE).get_page(request.GET.get("page"))
    counted = selectors.with_progress(TransferFile.objects.filter(pk__in=[one.pk for one in files]))
    progress = {one.pk: one for one in counted}
    context: dict[str, Any] = {
        "payers": page,
        "waiting": selectors.waiting_of(user, list(page)),
        "chosen": chosen,
        "page": files,
        "files": [(one, progress[one.pk]) for one in files],
    }
    if chosen is not None:
        ready = selectors.statements_ready(user, chosen.payer_id)
        context |= {"ready": list(ready[:PER_PAGE]), "all_fit": chosen.statements <= selectors.MOST_ROWS}
    return render(request, "settlement/transfers.html", context)


def _chosen(user: User, owing: list[tuple[int, int]], payer: int) -> selectors.Waiting | None:
    """The payer asked for, or the only one there is."""
    asked = owing if len(owing) == 1 else [one for one in owing if one[0] == payer]
    return next(iter(selectors.waiting_of(user, asked)), None) if asked else None


def _make(request: HttpRequest, user: User, payer: int) -> tuple[str, HttpResponse]:
    chosen: list[Statement]
    if request.POST.get("tat-ca"):
        chosen = list(selectors.statements_ready(user, payer)[: selectors.MOST_ROWS])
    else:
        numbers = {_number(text) for text in request.POST.getlist("bang-ke")[: selectors.MOST_ROWS]}
        chosen = list(selectors.statements_shown(user).filter(pk__in=numbers))
        if len(chosen) != len(numbers):
            raise DomainError("statement_not_found")
    made = services.make_file(statements=chosen, actor=user)
    return _("Đã lập tệp chuyển khoản."), redirect("settlement:file", made.pk)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
