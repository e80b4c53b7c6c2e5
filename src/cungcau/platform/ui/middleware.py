"""Turning refusals into pages for people and into problem+json for programs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext_lazy as _

from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import Answer, answer

_log = logging.getLogger(__name__)

_TITLES = {
    400: _("Dữ liệu chưa hợp lệ"),
    401: _("Cần đăng nhập"),
    403: _("Chưa được giao quyền"),
    404: _("Không tìm thấy"),
    409: _("Trạng thái đã thay đổi"),
    413: _("Dữ liệu quá lớn"),
    429: _("Thử lại quá nhiều lần"),
}


class DomainErrorMiddleware:
    """Answers a ``DomainError`` that leaves a view; every other error passes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless its address holds what no database can keep."""
        if "\0" in request.path_info:
            return _respond(request, answer(DomainError("address_invalid")))
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal: problem+json below /api/, a fragment for htmx, else a page."""
        if not isinstance(exception, DomainError):
            return None
        said = answer(exception)
        if said.status >= 500:
            _log.error("refusal %s at %s", exception, request.path, exc_info=exception)
        response = _respond(request, said)
        add_never_cache_headers(response)
        return response


def problem_response(said: Answer, *, instance: str = "") -> JsonResponse:
    """An RFC 9457 problem document; beside its own members the code, both languages and the faults."""
    body: dict[str, object] = {
        "type": f"urn:cungcau:problem:{said.code}",
        "title": _title(said.status),
        "status": said.status,
        "detail": said.text,
        "code": said.code,
        "detail_vi": said.vi,
        "detail_en": said.en,
    }
    if instance:
        body["instance"] = instance
    if said.faults:
        body["faults"] = [
            {"file": f.file, "line": f.line, "column": f.column, "value": f.value, "expected": f.expected}
            for f in said.faults
        ]
    return JsonResponse(body, status=said.status, content_type="application/problem+json")


def _respond(request: HttpRequest, said: Answer) -> HttpResponse:
    if request.path.startswith("/api/"):
        response: HttpResponse = problem_response(said, instance=request.path)
        if said.status == 401:
            response["WWW-Authenticate"] = "Session"
        patch_vary_headers(response, ["Accept-Language"])
        return response
    if said.status == 401:
        return _to_sign_in(request)
    context = {"said": said, "title": _title(said.status)}
    if request.headers.get("HX-Request") == "true":
        response = render(request, "ui/problem_part.html", context, status=said.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#problems", "innerHTML show:top"
        return response
    return render(request, "ui/problem.html", context, status=said.status)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, coming back to the page one was on."""
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.headers.get("HX-Request") == "true":
        back = urlsplit(request.headers.get("HX-Current-URL", ""))
        here = back.path + (f"?{back.query}" if back.query else "")
        return HttpResponse(
            status=401, headers={"HX-Redirect": f"{sign_in}?{urlencode({'next': here or '/'})}"}
        )
    back_to = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': back_to})}")


def _title(status: int) -> str:
    return str(_TITLES.get(status, _("Không thực hiện được")))
