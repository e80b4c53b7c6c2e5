"""Keeping one address from asking a page without sign-in over and over."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from cungcau.kernel.errors import DomainError

_WINDOW_S = 60


def slow_down(request: HttpRequest, name: str, *, most: int, code: str) -> None:
    """Raise ``code`` after ``most`` calls of one network address under one name within a minute."""
    key = f"throttle.{name}.{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, _WINDOW_S)
    try:
        tries = cache.incr(key)
    except ValueError:
        tries = 1
    if tries > most:
        raise DomainError(code)
