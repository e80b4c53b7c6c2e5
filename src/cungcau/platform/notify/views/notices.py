"""The page of one's notices."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.notify import selectors, services

_PER_PAGE = 30


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's notices, newest first; ``?chua-doc=1`` shows the unread ones only."""
    user = signed_in(request)
    unread_only = request.GET.get("chua-doc") == "1"
    rows = selectors.notices_of(user, unread_only=unread_only)
    context = {
        "page": Paginator(rows, _PER_PAGE).get_page(request.GET.get("page")),
        "unread": selectors.unread_count(user),
        "unread_only": unread_only,
    }
    return render(request, "notify/index.html", context)


@require_POST
def read(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark one notice as read and go where it leads."""
    notice = services.mark_read(user=signed_in(request), notification_id=notification_id)
    return redirect(notice.link or "notify:index")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    services.mark_all_read(user=signed_in(request))
    return redirect("notify:index")
