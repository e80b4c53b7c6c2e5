"""What pages of one statement share: finding it, and the right to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cungcau.domain.orders.models import Order
from cungcau.domain.settlement import policies, selectors
from cungcau.domain.settlement.models import Statement, TransferFile
from cungcau.domain.settlement.selectors import seen_q
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.ui.messages import answer


def visitor(request: HttpRequest) -> User:
    """Who looks; raises ``not_allowed`` for those without any part in settlement."""
    user = signed_in(request)
    access.require(user, policies.ENTER)
    return user


def statement_for(request: HttpRequest, pk: int) -> tuple[User, Statement]:
    """The statement and who looks; ``statement_not_found`` alike where it is not for these eyes."""
    user = visitor(request)
    found = selectors.statement_for(user, pk)
    if found is None:
        raise DomainError("statement_not_found", number=pk)
    return user, found


def order_for(request: HttpRequest, pk: int) -> tuple[User, Order]:
    """An order to settle and who looks."""
    user = visitor(request)
    found = Order.objects.filter(seen_q(user, "seller"), pk=pk).select_related("seller", "buyer").first()
    if found is None:
        raise DomainError("order_not_found", number=pk)
    return user, found


def file_for(request: HttpRequest, pk: int) -> tuple[User, TransferFile]:
    """A transfer file and who looks."""
    user = visitor(request)
    found = selectors.files_shown(user).filter(pk=pk).first()
    if found is None:
        raise DomainError("statement_not_found", number=pk)
    return user, found


def do(request: HttpRequest, deed: Callable[[], Any], said: str, back: str, **at: Any) -> HttpResponse:
    """Do it, say so, and go back; a refusal is said on the page one goes back to."""
    answered: HttpResponse = redirect(back, **at)

    def done() -> tuple[str, HttpResponse]:
        deed()
        return said, answered

    return refused_here(request, done, answered)


def refused_here(
    request: HttpRequest, deed: Callable[[], tuple[str, HttpResponse]], back: HttpResponse
) -> HttpResponse:
    """Do what gives words and an answer; a refusal that somebody can mend is said on the page ``back`` leads to."""
    try:
        said, answered = deed()
    except DomainError as refused:
        if answer(refused).status in (403, 404):
            raise
        messages.error(request, answer(refused).text)
        return back
    messages.success(request, said)
    return answered
