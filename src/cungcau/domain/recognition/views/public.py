"""Looking a certificate up without signing in, and the page its QR leads to; nothing personal stands there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cungcau.domain.ocop.selectors.certificates import VALID
from cungcau.domain.recognition.selectors import public as selectors
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from cungcau.platform.ui.throttle import slow_down, unlisted

SEARCHES_A_MINUTE = 30
PAGES_A_MINUTE = 120
TOO_OFTEN = "public_search_too_often"
_LONGEST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find certificates by code, name, entity or number; the bare page may be indexed, its answers may not."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    today = clock.today()
    if text:
        slow_down(request, "recognition.search", most=SEARCHES_A_MINUTE, code=TOO_OFTEN)
    found = selectors.search(text, today)
    context = {
        "q": text, "today": today, "most": selectors.MOST, "too_short": 0 < len(text) < selectors.SHORTEST,
        "valid": [one for one in found if one.word == VALID], "gone": [one for one in found if one.word != VALID],
    }  # fmt: skip
    return unlisted(render(request, "recognition/public_search.html", context), indexed=not text)


@require_safe
def certificate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Whether the certificate behind a QR counts today; only one that does may be indexed."""
    slow_down(request, "recognition.public", most=PAGES_A_MINUTE, code=TOO_OFTEN)
    today = clock.today()
    found = selectors.by_key(key, today)
    if found is None:
        raise DomainError("public_certificate_not_found")
    context = {"shown": found, "certificate": found.certificate, "today": today}
    return unlisted(
        render(request, "recognition/public_certificate.html", context), indexed=found.word == VALID
    )
