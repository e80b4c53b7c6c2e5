"""The page that works a day without network, its worker, and the list of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from cungcau.domain.collection.services.rights import require_keeping
from cungcau.domain.collection.views.frame import frame_for
from cungcau.domain.collection.words import offline_words

SCRIPTS = ("collection/store.js", "collection/send.js", "collection/offline.js")
_FONTS = tuple(
    f"front/fonts/be-vietnam-pro-{subset}-{weight}.woff2"
    for subset in ("latin", "vietnamese")
    for weight in (400, 600)
)
FILES = ("ui/theme.js", "front/theme.css", "ui/mark.svg", "front/dexie/dexie.min.js", *SCRIPTS, *_FONTS)


@never_cache
@ensure_csrf_cookie
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The shell: no person's data stands in it, the day's list comes over the API and stays on the phone."""
    here = frame_for(request, pk)
    require_keeping(here.user, here.point, here.day)
    own = reverse("collection:offline", args=[pk])
    facts = {
        "point": here.point.pk,
        "day": f"/api/v1/collection/points/{pk}/day",
        "me": "/api/v1/collection/me",
        "replay": "/api/v1/collection/replay",
        "photos": "/api/v1/collection/photos",
        "token": reverse("collection:offline-token", args=[pk]),
        "worker": reverse("collection:offline-worker", args=[pk]),
        "scope": own,
    }
    context = {
        "point": here.point,
        "facts": facts,
        "words": offline_words(),
        "sign_in": f"{reverse('accounts:sign-in')}?{urlencode({'next': own})}",
        "scripts": SCRIPTS,
    }
    return render(request, "collection/offline.html", context)


@never_cache
@ensure_csrf_cookie
@require_safe
def token(request: HttpRequest, pk: int) -> HttpResponse:
    """Renews the token against forged calls after another sign-in; the kept page holds none."""
    return HttpResponse("", content_type="text/plain", status=200)


@never_cache
@require_safe
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """The service worker, served from the page's own address: its scope is that page and nothing else."""
    found = finders.find("collection/sw.js")
    assert isinstance(found, str), "the worker is part of this app"
    return HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def files(request: HttpRequest, pk: int) -> JsonResponse:
    """What the worker keeps: addresses of the page's own files."""
    addresses = [static(name) for name in FILES if finders.find(name) or name.startswith("front/")]
    digest = hashlib.sha256("\n".join(addresses).encode()).hexdigest()[:12]
    return JsonResponse({"version": digest, "files": addresses})
