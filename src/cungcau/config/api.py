"""The API's one entry point, ``/api/v1``: OpenAPI 3.1 at ``/api/v1/openapi.json``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import SessionAuth

from cungcau import __version__
from cungcau.domain.collection.api import router as collection
from cungcau.domain.council.api import router as council
from cungcau.domain.daily.api import router as daily
from cungcau.domain.demand.api import router as demand
from cungcau.domain.forecast.api import router as forecast
from cungcau.domain.logistics.api import router as logistics
from cungcau.domain.matching.api import router as matching
from cungcau.domain.network.api import router as network
from cungcau.domain.ocop.api import router as ocop
from cungcau.domain.orders.api import router as orders
from cungcau.domain.programmes.api import router as programmes
from cungcau.domain.promotion.api import router as promotion
from cungcau.domain.recognition.api import router as recognition
from cungcau.domain.registry.api import router as registry
from cungcau.domain.reporting.api import router as reporting
from cungcau.domain.settlement.api import router as settlement
from cungcau.domain.supply.api import router as supply
from cungcau.domain.survey.api import router as survey
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.intake.api import router as intake
from cungcau.platform.jobs.api import router as jobs
from cungcau.platform.notify.api import router as outbox
from cungcau.platform.ui.messages import answer, register
from cungcau.platform.ui.middleware import problem_response
from cungcau.reference.catalogue.api import router as catalogue
from cungcau.reference.geography.api import router as geography

register(
    "csrf_missing",
    403,
    "Yêu cầu thiếu mã chống giả mạo (CSRF). Hãy tải lại trang; chương trình cần gửi tiêu đề X-CSRFToken.",
    "The request lacks its CSRF token. Reload the page; programs send the header X-CSRFToken.",
)
register(
    "request_unreadable",
    400,
    "Không đọc được nội dung gửi lên: cần JSON đúng cú pháp.",
    "The body could not be read: valid JSON is needed.",
)
_PROBLEM = "application/problem+json"


class Api(NinjaAPI):
    """The API, its errors described as what they are: problem documents (RFC 9457)."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description, with the media type of errors set right."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, reply in operation["responses"].items():
                    if int(status) >= 400 and "content" in reply:
                        reply["content"] = {_PROBLEM: next(iter(reply["content"].values()))}
        return schema


api = Api(
    title="Cung Cầu",
    version=__version__,
    description="Mùa vụ, kế hoạch, lý do và việc nền. Khối lượng tính bằng kg, tiền bằng đồng, ngày theo ISO 8601.",
    auth=SessionAuth(csrf=True),
    urls_namespace="api",
)
api.add_router("", matching)
api.add_router("/jobs", jobs)
api.add_router("/places", geography)
api.add_router("/catalogue", catalogue)
api.add_router("/organisations", registry)
api.add_router("/observations", survey)
api.add_router("/ocop/council", council)
api.add_router("/ocop/recognition", recognition)
api.add_router("/ocop", ocop)
api.add_router("/forecasts", forecast)
api.add_router("/lots", supply)
api.add_router("/needs", demand)
api.add_router("/network", network)
api.add_router("/orders", orders)
api.add_router("/collection", collection)
api.add_router("/logistics", logistics)
api.add_router("/settlement", settlement)
api.add_router("/daily", daily)
api.add_router("/promotion", promotion)
api.add_router("/programmes", programmes)
api.add_router("/reports", reporting)
api.add_router("/intake", intake)
api.add_router("/messages", outbox)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as problem+json (RFC 9457) in both languages."""
    return problem_response(answer(error), instance=request.path)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in."""
    return refused(request, DomainError("not_signed_in"))


@api.exception_handler(HttpError)
def denied(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses: a missing CSRF token, a body that is no JSON."""
    code = "csrf_missing" if error.status_code == 403 else "request_unreadable"
    return refused(request, DomainError(code))


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
