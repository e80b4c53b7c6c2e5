"""The day the OCOP rooms live on.

A site that shows a past season may show OCOP on another day (``CUNGCAU_OCOP_TODAY``): the demo's season is of 2021,
the rules its dossiers follow of 2026. Within these rooms everything then asks the site's clock as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cungcau.platform.ui import clock

PLACES = ("/ocop/", "/api/v1/ocop/")


@contextmanager
def ocop_day() -> Iterator[None]:
    """Do what stands inside on the day OCOP is shown on; the site's own day where none is set."""
    if settings.OCOP_SHOWN_DAY is None:
        yield
        return
    with clock.living(settings.OCOP_SHOWN_DAY):
        yield


class OcopDayMiddleware:
    """Answers the OCOP pages and operations on the day OCOP is shown on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, on its day."""
        if not request.path_info.startswith(PLACES):
            return self._get_response(request)
        with ocop_day():
            return self._get_response(request)
