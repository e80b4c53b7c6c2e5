"""What pages of slips share: finding the row, going back, saying what was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from cungcau.domain.orders import policies
from cungcau.domain.orders.models import OrderLine, Slip
from cungcau.domain.orders.selectors import slips as selectors
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.messages import answer

REFUSALS = frozenset(
    {
        "allocated_over_most", "line_not_splittable", "lot_short", "order_not_agreed", "slip_answer_closed",
        "slip_answer_kg_invalid", "slip_answer_late", "slip_nothing_to_send", "slip_part_gone",
        "slip_reason_missing", "split_day_past", "verb_not_allowed", "already_sent",
    }
)  # fmt: skip
"""Refusals said on the page one was on; every other one has a page of its own."""


def line_for(request: HttpRequest, pk: int) -> tuple[User, OrderLine]:
    """The delivery and who looks; ``split_line_not_found`` alike where it is not there or not theirs to split."""
    user = signed_in(request)
    found = selectors.line_shown(user, pk)
    if found is None:
        raise DomainError("split_line_not_found", number=pk)
    return user, found


def slip_for(request: HttpRequest, pk: int) -> tuple[User, Slip]:
    """The slip and who looks; ``slip_not_found`` alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.SEE_SLIPS)
    found = selectors.slip_shown(user, pk)
    if found is None:
        raise DomainError("slip_not_found", number=pk)
    return user, found


def may_split(user: User, line: OrderLine) -> bool:
    """Whether they may ask its households, not only look."""
    return selectors.lines_shown(user).filter(pk=line.pk).exists()


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page of this site one came from, else to the one named."""
    there = request.POST.get("next", "")
    fine = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return redirect(there if fine else otherwise)


def told(request: HttpRequest, deed: Callable[[], object], done: str) -> bool:
    """Do something and say so, or say on the page why not; other refusals go their way."""
    try:
        deed()
    except InputInvalid as refused:
        messages.error(
            request, " ".join([answer(refused).text, *(fault.expected for fault in refused.faults[:8])])
        )
    except DomainError as refused:
        if refused.code not in REFUSALS:
            raise
        messages.error(request, answer(refused).text)
    else:
        messages.success(request, done)
        return True
    return False
