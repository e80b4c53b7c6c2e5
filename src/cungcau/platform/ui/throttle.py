"""Pages anybody may open without signing in: not asked over and over, not kept, not told to others."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from cungcau.kernel.errors import DomainError


def slow_down(request: HttpRequest, name: str, *, most: int, code: str, within_s: int = 60) -> None:
    """Raise ``code`` after ``most`` calls of one network address under one name within so many seconds."""
    key = f"throttle.{name}.{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, within_s)
    try:
        tries = cache.incr(key)
    except ValueError:
        tries = 1
    if tries > most:
        raise DomainError(code)


def unlisted(response: HttpResponse, *, indexed: bool = False) -> HttpResponse:
    """Read anew every time, kept by nobody, not named to the next site; found by search engines where ``indexed``."""
    if not indexed:
        response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response
