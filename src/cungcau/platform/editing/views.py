"""One's own drafts: the list, and what the script on a form asks for."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in
from cungcau.platform.editing import selectors, services
from cungcau.platform.editing.services.drafts import KEPT_DAYS, MOST_BYTES, MOST_DRAFTS, uuid_or_none

PER_PAGE = 25


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My drafts."""
    text = request.GET.get("q", "").strip()[:100]
    rows = selectors.unfinished(signed_in(request), text=text)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "kept_days": KEPT_DAYS, "most": MOST_DRAFTS}
    return render(request, "editing/index.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def copies(request: HttpRequest) -> HttpResponse:
    """For the script: GET the drafts of one form and which copies are finished, POST the draft as it stands."""
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({"code": "not_signed_in"}, status=401)
    if request.method == "GET":
        return JsonResponse(_offer(user, request))
    try:
        return JsonResponse(_keep(user, request))
    except DomainError as error:
        return JsonResponse({"code": error.code}, status=413 if error.code == "draft_too_large" else 409)


@never_cache
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw one of my drafts away."""
    client = uuid_or_none(request.POST.get("client"))
    found = client is not None and services.discard_draft(actor=signed_in(request), client=client)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"discarded": found})
    messages.success(request, _("Đã bỏ bản nháp.") if found else _("Bản nháp này không còn nữa."))
    return redirect("editing:index")


def _offer(user: User, request: HttpRequest) -> dict[str, object]:
    key, opened = request.GET.get("key", "")[:120], uuid_or_none(request.GET.get("client"))
    drafts = selectors.offered(user, key, opened) if key and "\x00" not in key else []
    return {
        "now": timezone.now().isoformat(),
        "drafts": [
            {"client": str(draft.client), "fields": draft.data["fields"], "at": draft.updated_at.isoformat()}
            for draft in drafts
        ],
        "ended": sorted(str(client) for client in selectors.ended(user, _copies(request))),
    }


def _copies(request: HttpRequest) -> list[tuple[UUID, str, datetime | None]]:
    """The copies a browser holds, each as "number~when its page was drawn~key"."""
    found = []
    for text in request.GET.getlist("copy")[:100]:
        client, drawn, key = [*text.split("~", 2), "", ""][:3]
        number = uuid_or_none(client)
        if number is not None and "\x00" not in key:
            found.append((number, key[:120], _moment(drawn)))
    return found


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _keep(user: User, request: HttpRequest) -> dict[str, object]:
    if len(request.body) > 3 * MOST_BYTES:
        raise DomainError("draft_too_large", most=MOST_BYTES // 1000)
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    client = uuid_or_none(sent.get("client")) if isinstance(sent, dict) else None
    if client is None:
        raise DomainError("draft_invalid", what="client")
    draft = services.keep_draft(
        actor=user,
        key=str(sent.get("key", "")),
        client=client,
        fields=sent.get("fields"),
        page=str(sent.get("page", "")),
        title=str(sent.get("title", "")),
    )
    now = timezone.now().isoformat()
    return {"now": now, "ended": True} if draft is None else {"now": now, "at": draft.updated_at.isoformat()}
