"""Keeping one device from asking a page without sign-in over and over."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from cungcau.kernel.errors import DomainError

_WINDOW_S = 60


def slow_down(request: HttpRequest, name: str, *, most: int = 120) -> None:
    """Raise ``too_many_tries`` after ``most`` calls of one address to one page within a minute."""
    key = f"logistics.{name}.{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, _WINDOW_S)
    try:
        tries = cache.incr(key)
    except ValueError:
        tries = 1
    if tries > most:
        raise DomainError("too_many_tries")


def unlisted(response: HttpResponse) -> HttpResponse:
    """Neither kept, nor indexed, nor named to the next site."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response
