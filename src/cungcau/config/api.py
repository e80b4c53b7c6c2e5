"""The API's one entry point, ``/api/v1``: OpenAPI 3.1 at ``/api/v1/openapi.json``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import SessionAuth

from cungcau import __version__
from cungcau.domain.matching.api import router as matching
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.jobs.api import router as jobs
from cungcau.platform.ui.messages import answer
from cungcau.platform.ui.middleware import problem_response

api = NinjaAPI(
    title="Cung Cầu",
    version=__version__,
    description="Mùa vụ, kế hoạch, lý do và việc nền. Khối lượng tính bằng kg, tiền bằng đồng, ngày theo ISO 8601.",
    auth=SessionAuth(csrf=True),
    urls_namespace="api",
)
api.add_router("", matching)
api.add_router("/jobs", jobs)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as problem+json (RFC 9457) in both languages."""
    return problem_response(answer(error), instance=request.path)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in."""
    return refused(request, DomainError("not_signed_in"))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input that does not fit: every fault with its place."""
    faults = [
        Fault(
            file=str(fault["loc"][0]),
            line=0,
            column=".".join(str(part) for part in fault["loc"][1:]),
            value=str(fault.get("input", ""))[:200],
            expected=str(fault["msg"]),
        )
        for fault in error.errors
    ]
    return refused(request, InputInvalid(faults))
